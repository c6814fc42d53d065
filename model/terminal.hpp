// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/state_layout.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace vitrion {

/// A signal over time, linear between samples and constant beyond them.
struct Signal {
  std::vector<double> time;   ///< s, strictly increasing
  std::vector<double> value;  ///< SI

  double operator()(double t) const {
    const auto next = std::upper_bound(time.begin(), time.end(), t);
    if (next == time.begin()) return value.front();
    if (next == time.end()) return value.back();
    const auto i = static_cast<std::size_t>(next - time.begin());
    const double w = (t - time[i - 1]) / (time[i] - time[i - 1]);
    return value[i - 1] + w * (value[i] - value[i - 1]);
  }
};

/// What the cycler does to the two terminals: one algebraic equation in V and I.
///
///     current: I = s(t)     voltage: V = s(t)     power: V I = s(t)     resistance: V = −I s(t)
///
/// Currents and powers are per area of one electrode pair; positive charges the cell.
struct Terminal {
  enum class Mode { current, voltage, power, resistance };

  Mode mode = Mode::current;
  double constant = 0.0;                 ///< A m⁻², V, W m⁻² or Ω m²
  std::shared_ptr<const Signal> signal;  ///< replaces the constant where given, time since `start`
  double start = 0.0;                    ///< s

  double value(double t) const { return signal ? (*signal)(t - start) : constant; }

  /// The equation as a residual. Every mode touches V and I, so that one sparsity serves all.
  template <class S>
  S residual(double t, const S& V, const S& I) const {
    const double s = value(t);
    switch (mode) {
      case Mode::current:
        return I - s + 0.0 * V;
      case Mode::voltage:
        return V - s + 0.0 * I;
      case Mode::power:
        return V * I - s;
      case Mode::resistance:
        break;
    }
    return V + I * s;
  }
};

/// Where the unknowns of the terminals are in a layout.
struct TerminalFields {
  FieldId V;  ///< voltage, V
  FieldId I;  ///< current, A m⁻²
  FieldId Q;  ///< ∫ I dt, C m⁻²
};

/// A bound that a protocol puts on what is measured at the terminals.
struct Limit {
  enum class Quantity { voltage, current_magnitude, charge_magnitude };

  Quantity quantity;
  bool stops_above;  ///< crossed from below
  double bound;      ///< V, A m⁻², or C m⁻² since the start of the step
  std::string name;

  /// How far the cell is inside the bound; negative beyond it. Q is counted from the start of the step.
  double room(double V, double I, double Q) const {
    double value = V;
    if (quantity == Quantity::current_magnitude) value = std::abs(I);
    if (quantity == Quantity::charge_magnitude) value = std::abs(Q);
    return stops_above ? bound - value : value - bound;
  }
};

}  // namespace vitrion
