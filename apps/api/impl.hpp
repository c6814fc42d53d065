// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/api/include/vitrion/vitrion.hpp"
#include "apps/experiment/inputs.hpp"
#include "apps/experiment/protocol_check.hpp"

#include <string>
#include <utility>
#include <vector>

namespace vitrion::api {

/// The tree of a cell file: every run makes its own equations of it, so that runs share nothing that changes.
struct Cell::Impl {
  explicit Impl(Document read) : document(std::move(read)) {}

  Document document;
  CellFacts facts{};
  std::vector<std::string> warnings;
  std::vector<Input> inputs;
};

struct Protocol::Impl {
  vitrion::Protocol protocol;
};

}  // namespace vitrion::api
