// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/iteration_matrix.hpp"
#include "solvers/newton.hpp"
#include "solvers/tolerances.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace vitrion {

/// Solves F(t, y, ẏ) = 0 in steps that know nothing of those before: a trapezoid to t + γh, and from there the backward
/// differentiation formula of second order to t + h,
///
///     y_γ = y₀ + d h (ẏ₀ + ẏ_γ)
///     y₁ = y₀ + w h (ẏ₀ + ẏ_γ) + d h ẏ₁        γ = 2 − √2,  d = γ/2,  w = √2/4
///
/// with ẏ₁ as the ẏ₀ of the next step. It is of second order and L-stable, and both equations have one matrix, that of
/// c_j = 1/(d h). For an input with kinks it has what a multistep formula lacks: when every kink is the end of a step,
/// no step sees one. And the weights (w, w, d) integrate what is linear in a step exactly, so that linear balances of
/// the system take up ∫ of a piecewise linear input to round-off, however long the steps are.
///
/// The error of a step is the difference to the embedded formula of third order, put through the matrix of the step:
/// that tells the error of algebraic unknowns, too, and damps it in what is stiff.
///
/// @source Bank, Coughran, Fichtner, Grosse, Rose, Smith, IEEE Trans. Electron Devices 32 (1985) 1992,
///         doi:10.1109/T-ED.1985.22232; Hosea & Shampine, Appl. Numer. Math. 20 (1996) 21,
///         doi:10.1016/0168-9274(95)00115-8
class TrBdf2 {
 public:
  enum class Outcome { step, no_solution, too_inaccurate };

  TrBdf2(DaeSystem& system, IterationMatrix& matrix, Newton& newton, const ErrorWeights& weights);

  /// From a consistent state on. @param first_step  a guess; not finite where nothing is known, s
  void start(double t, Reals y, Reals ydot, double first_step);

  /// One accepted step, never beyond t_end, with nothing allocated. @return why there is none when steps as short as
  /// `smallest` fail @throw what the system throws; the state is then that of before
  Outcome advance(double t_end, double smallest, double largest);

  double time() const { return t1_; }
  double begin_of_last_step() const { return t0_; }
  Reals y() const { return y1_; }
  /// Of differential unknowns as the step has it; of algebraic ones, whose slope no equation knows, that of the
  /// parabola.
  void rates(MutableReals ydot) const;
  Reals error() const { return error_; }    ///< of the last step tried
  Reals weight() const { return weight_; }  ///< 1 / tolerance, as that step used it
  std::size_t rejected() const { return rejected_; }

  /// The state at a time within the last step. Up to t + γh it is that of a shorter trapezoid, by one Newton step from
  /// the parabola through the three states of the step: what a kink at the begin sets off is too fast for a parabola.
  /// Behind, it is the parabola through t + γh/2, t + γh and the end. Linear balances hold as they do at the end, and
  /// the steps that follow do not depend on what was asked for here.
  void interpolate(double t, MutableReals y);
  /// The slope of the parabola through the three states.
  void interpolate_rate(double t, MutableReals ydot) const;

 private:
  bool step(double t, double h);
  bool solve_stage(double t, double h, MutableReals y, MutableReals ydot);
  void predict_middle(double h, double h_before);
  void predict_end(double h);
  double estimate_error();
  void trapezoid(double s, MutableReals y);

  DaeSystem& system_;
  IterationMatrix& matrix_;
  Newton& newton_;
  const ErrorWeights& weights_;
  std::vector<double> differential_;                  // 1 where an unknown is, else 0
  std::vector<double> y0_, y_mid_, y1_;               // of the last step
  std::vector<double> ydot0_, ydot_mid_, ydot1_;      // zero where an unknown is algebraic
  std::vector<double> predicted_y_, predicted_ydot_;  // of a stage
  std::vector<double> correction_, weight_, error_;
  std::vector<double> y_quarter_;  // at t₀ + γh/2, when somebody has asked for it
  bool quarter_is_known_ = false;
  double t0_ = 0.0, t1_ = 0.0, h_ = 0.0;
  double wanted_ = 0.0;  // next step, were it not for t_end
  std::size_t rejected_ = 0;
};

}  // namespace vitrion
