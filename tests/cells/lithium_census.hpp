// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium/chemistry.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace vitrion::test {

/// Lithium of a state, mol m⁻², by where it is. An electrode is counted with the charge of its double layers taken off,
/// a C Δφ/F: what is left changes with the charge that passed and with nothing else.
struct Census {
  double negative = 0.0, salt = 0.0, positive = 0.0;
  double total() const { return negative + salt + positive; }
};

/// Counts the lithium of a state from the parameters, the widths of the volumes, and the rule of the particles that
/// tests/model/test_radial_mesh.cpp holds to be exact.
class LithiumCensus {
 public:
  explicit LithiumCensus(std::string_view text, const std::vector<std::string>& assignments = {});
  explicit LithiumCensus(lithium::Model model) : model_(std::move(model)) {}

  Census operator()(std::span<const double> y) const;
  const InsertionCell& model() const { return model_; }

 private:
  std::span<const double> widths(std::size_t layer) const;
  double electrode(Side side, std::span<const double> y) const;
  lithium::Model model_;
};

}  // namespace vitrion::test
