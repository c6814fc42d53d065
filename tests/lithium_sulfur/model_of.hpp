// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/chemistry.hpp"
#include "params/documents/document.hpp"
#include "params/protocols/protocol.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace vitrion::test {

/// The model of a lithium–sulfur cell of the library, for what the door to cells does not show.
inline lithium_sulfur::Model model_of(const std::string& name, const std::vector<std::string>& assignments = {}) {
  Document document = Document::read(VITRION_SOURCE_DIR "/params/library/cells/" + name + ".yaml");
  for (const std::string& assignment : assignments) document.set(assignment);
  return lithium_sulfur::read(Table(document));
}

/// Sentences that go on for a number of cycles: "Discharge …, Charge …".
inline Protocol cycles(int count, const std::string& sentences) {
  return read_protocol(Document::parse(
      fmt::format("{{kind: protocol, name: cycles, steps: [{{repeat: {}, steps: [{}]}}]}}", count, sentences), "test"));
}

}  // namespace vitrion::test
