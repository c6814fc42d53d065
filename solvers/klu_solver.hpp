// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/linear_solver.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace vitrion {

/// Any sparse matrix, by SuiteSparse KLU: the solver for systems without structure, and the reference for the others.
/// The pivot order of a full factorisation is kept as long as it stays well conditioned.
class KluSolver final : public LinearSolver {
 public:
  explicit KluSolver(const Pattern& pattern);
  ~KluSolver() override;

  bool factor(Reals nz) override;
  void solve(MutableReals b) override;
  void forget() override;
  std::size_t fallbacks() const override { return fallbacks_; }  ///< full factorisations after the first

 private:
  bool factor_fully();

  struct Klu;  // keeps klu.h out of this header
  std::unique_ptr<Klu> klu_;
  std::vector<std::int32_t> column_start_, row_;
  std::vector<double> nz_;
  double condition_ = 0.0;  // reciprocal estimate at the last full factorisation
  std::size_t fallbacks_ = 0;
};

}  // namespace vitrion
