// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"

#include <complex>
#include <memory>
#include <span>
#include <vector>

namespace vitrion {

/// How a system at rest answers a small oscillation.
///
/// An input u enters one row as F_row = … − u, so that ∂F/∂u = −e_row. With y = y₀ + Re(Y u e^{jωt}),
///
///     (∂F/∂y + jω ∂F/∂ẏ) Y = e_row
///
/// at the state y₀, by complex KLU: exact for the equations, without a time step and without a finite difference. Where
/// the system knows the answer of some unknowns in closed form, this takes the place of their rows.
class FrequencyResponse {
 public:
  /// Linearises the system at (t, y, ẏ). @throws std::runtime_error when the derivatives are not finite
  FrequencyResponse(DaeSystem& system, double t, Reals y, Reals ydot);
  ~FrequencyResponse();

  /// Y of every unknown at ω (rad s⁻¹) for an input that enters `row`; NaN for those that a closed form hides. Valid
  /// until the next call.
  /// @throws std::runtime_error when the matrix is singular
  std::span<const std::complex<double>> at(double omega, std::size_t row);

 private:
  struct Klu;  // keeps klu.h out of this header
  std::unique_ptr<Klu> klu_;
  std::vector<ClosedForm> closed_forms_;
  std::vector<std::size_t> unknown_;  // of the system, of every unknown of the matrix
  std::vector<std::int32_t> index_;   // of every unknown of the system in the matrix; −1 where it is hidden
  std::vector<std::int32_t> column_start_, row_;
  std::vector<std::size_t> closed_;  // entry of the matrix that each closed form gives
  std::vector<double> dFdy_, dFdydot_;
  std::vector<std::complex<double>> matrix_, solution_, response_;
};

}  // namespace vitrion
