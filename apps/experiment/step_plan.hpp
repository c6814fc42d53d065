// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"
#include "params/protocols/protocol.hpp"

#include <string>
#include <vector>

namespace vitrion {

/// A step that names no time lasts no longer: three years, s.
inline constexpr double longest_step = 1e8;

/// The terminals before a step begins.
struct TerminalState {
  double V;  ///< V
  double I;  ///< A m⁻²
  double Q;  ///< C m⁻²
};

/// A step of a protocol made ready for one cell in one state.
struct StepPlan {
  std::string description;
  Terminal terminal;            ///< its signal, if any, begins at time 0 of the step
  double duration;              ///< s; longest_step when the step names no time
  std::vector<Limit> limits;    ///< the step's own ends first, then the cell's voltage window
  std::size_t own_limits;       ///< how many of the limits are the step's own
  std::vector<double> corners;  ///< times at which the slope of the signal changes, s since the begin of the step
  double period;                ///< of recording, s
  double temperature;           ///< K
  Infeasible on_infeasible;
  bool until_steady = false;
  std::string never{};       ///< of a step that names no time: what is said when what should end it is never reached
  bool only_steady = false;  ///< nothing else ends it, and nobody asks what happens on the way
  std::vector<double> conditions{};  ///< one for each of cell.conditions(), SI
};

/// Whether what the terminals leave free, voltage or current, is steady after it went from `before` to `now` within dt:
/// at this rate the voltage would change by less than 0.1 mV in an hour, the current by less than a thousandth.
bool is_steady(Terminal::Mode mode, const TerminalState& before, const TerminalState& now, double dt);

/// Why a step of this kind ended then.
std::string steady_reason(Terminal::Mode mode);

/// @param protocol_temperature, protocol_period what holds where the step says nothing
/// @throws InputError when the step asks for what the cell does not have (a C-rate without a capacity)
StepPlan plan_step(const Step& asked, const Cell& cell, const TerminalState& now, double protocol_temperature,
                   double protocol_period);

}  // namespace vitrion
