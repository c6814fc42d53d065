// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/cell_facts.hpp"
#include "model/electrolytes/salt_fall.hpp"
#include "model/electrolytes/salt_limit.hpp"
#include "model/insertion_cell/parameters.hpp"

#include <array>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace vitrion {

/// What an electrolyte of a cell feels: T, relative humidity, light.
using FeltBy = std::function<std::array<double, 3>(std::size_t electrolyte)>;

/// The way of the salt from a foil that plates to the other electrode, or to the next layer without salt. A porous
/// electrode at its end holds salt, too, and is taken to react evenly.
class SaltPath {
 public:
  SaltPath(const CellParameters& cell, Side plating, const FeltBy& felt);

  bool empty() const { return slabs_.empty(); }  ///< the foil touches a single-ion conductor
  std::span<const SaltSlab> slabs() const { return slabs_; }
  std::span<const SaltFall::AtRest> at_rest() const { return at_rest_; }
  double swept_charge() const { return swept_charge_; }  ///< Σ ε L q F n₀/(1 − t₊), C m⁻²; without porous electrodes

 private:
  std::vector<SaltCurve> curves_;
  std::vector<SaltSlab> slabs_;
  std::vector<SaltFall::AtRest> at_rest_;
  double swept_charge_ = 0.0;
};

/// Of every run of layers whose salt can mix, as if it were between two foils, the one that lets the least pass.
SeparatorAtRest separator_at_rest(const CellParameters& cell, double T);

}  // namespace vitrion
