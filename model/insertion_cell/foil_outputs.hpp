// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/foil_monitor.hpp"
#include "model/insertion_cell/insertion_cell.hpp"
#include "model/insertion_cell/salt_path.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>

namespace vitrion {

/// The dendrite indicators of one foil of an insertion cell.
class FoilOutputs {
 public:
  FoilOutputs(const InsertionCell& cell, Side side);

  Side side() const { return side_; }
  indicators::FoilMonitor& monitor() { return monitor_; }
  const indicators::FoilMonitor& monitor() const { return monitor_; }

  /// @param c_foil  salt concentration at the foil, mol m⁻³
  void evaluate(double t, std::span<const double> y, double c_foil, std::span<double> out);

 private:
  const InsertionCell::Segment& segment() const;
  void look_at_electrolyte(const std::array<double, 3>& felt, double t);

  const InsertionCell& cell_;
  Side side_;
  indicators::FoilMonitor monitor_;
  indicators::FoilState state_;   ///< what does not change while the surroundings stay the same is kept
  std::array<double, 3> felt_{};  ///< what the electrolyte felt then
  std::optional<SaltPath> path_;  ///< of the salt in front of the foil
  std::optional<SaltFall> fall_;
};

}  // namespace vitrion
