// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/autodiff_system.hpp"
#include "solvers/ida/dae_solver.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Models of one or two unknowns, and a solver with its model, for tests of the solver.
namespace vitrion::test {

/// What every little model here shares; a model adds fields and a residual.
class Small {
 public:
  template <class S>
  struct Workspace {
    template <class M>
    explicit Workspace(const M&) {}
  };
  const StateLayout& layout() const { return layout_; }
  const std::vector<std::string>& event_names() const { return names_; }
  void events(double /*t*/, std::span<const double> /*y*/, std::span<double> /*g*/) const {}

 protected:
  void unknown(const char* name, Kind kind, double atol) { layout_.add({name, "1", kind, atol, {}, {}}); }
  StateLayout layout_;
  std::vector<std::string> names_;
};

/// u' = slope, and events at chosen levels: u falls below each.
class Ramp : public Small {
 public:
  explicit Ramp(std::vector<double> levels) : levels_(std::move(levels)) {
    unknown("u", Kind::differential, 1e-9);
    unknown("twice", Kind::algebraic, 1e-9);
    for (const double level : levels_) names_.push_back("below " + std::to_string(level));
  }
  double slope = -1.0, factor = 2.0;
  bool throws = false;
  double wall = -std::numeric_limits<double>::infinity();  ///< the residual has no value below it
  void events(double, std::span<const double> y, std::span<double> g) const {
    for (std::size_t k = 0; k < levels_.size(); ++k) g[k] = y[0] - levels_[k];
  }
  template <class S>
  void residual(double, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    using std::sqrt;
    if (throws) throw std::runtime_error("a mistake in a model");
    r[0] = ydot[0] - slope + 0.0 * sqrt(y[0] - wall > 0.0 ? S{1.0} : S{-1.0});
    r[1] = y[1] - factor * y[0];
  }

 private:
  std::vector<double> levels_;
};

/// A solver with its model and state.
template <class M>
struct Run {
  explicit Run(M& model, std::vector<double> y0, const Tolerances& tolerances = {}, const Limits& limits = {},
               LinearSolverKind kind = LinearSolverKind::automatic)
      : y(std::move(y0)), system(model, y), solver(system, tolerances, kind, limits) {}
  std::vector<double> y;
  AutodiffSystem<M> system;
  DaeSolver solver;

  Stop to(double t_end) {
    Stop stop;
    do {
      stop = solver.advance(t_end);
    } while (stop.why == Stop::Why::step);
    return stop;
  }
};

}  // namespace vitrion::test
