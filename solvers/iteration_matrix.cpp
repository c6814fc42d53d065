// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/iteration_matrix.hpp"

#include "params/processor.hpp"

namespace vitrion {

IterationMatrix::IterationMatrix(DaeSystem& system, LinearSolverKind kind)
    : system_(system),
      linear_(make_linear_solver(kind, system.layout(), system.pattern())),
      dFdy_(system.pattern().nonzeros()),
      dFdydot_(dFdy_.size()),
      nz_(dFdy_.size()),
      column_is_differential_(dFdy_.size(), 0) {
  const Pattern& pattern = system.pattern();
  for (const Field& field : system.layout().fields()) {
    const auto begin = pattern.column_start[field.first], end = pattern.column_start[field.first + field.size()];
    for (auto e = begin; e < end; ++e) {
      column_is_differential_[static_cast<std::size_t>(e)] = field.kind == Kind::differential ? 1 : 0;
    }
  }
}

bool IterationMatrix::evaluate(double t, Reals y, Reals ydot) {
  ++evaluations_;
  return system_.jacobian(t, y, ydot, dFdy_, dFdydot_);
}

VITRION_DISPATCHED bool IterationMatrix::factor_step(double cj) {
  ++factorisations_;
  for (std::size_t k = 0; k < nz_.size(); ++k) nz_[k] = dFdy_[k] + cj * dFdydot_[k];
  return linear_->factor(nz_);
}

bool IterationMatrix::factor_consistent() {
  ++factorisations_;
  for (std::size_t k = 0; k < nz_.size(); ++k) nz_[k] = column_is_differential_[k] != 0 ? dFdydot_[k] : dFdy_[k];
  return linear_->factor(nz_);
}

void IterationMatrix::add_differential_part(Reals v, MutableReals r) const {
  const Pattern& pattern = system_.pattern();
  for (std::size_t j = 0; j < v.size(); ++j) {
    for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
      const auto k = static_cast<std::size_t>(e);
      if (column_is_differential_[k] != 0) r[static_cast<std::size_t>(pattern.row[k])] += dFdy_[k] * v[j];
    }
  }
}

void IterationMatrix::add_rate_part(Reals v, MutableReals r) const {
  const Pattern& pattern = system_.pattern();
  for (std::size_t j = 0; j < v.size(); ++j) {
    if (v[j] == 0.0) continue;
    for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
      const auto k = static_cast<std::size_t>(e);
      r[static_cast<std::size_t>(pattern.row[k])] += dFdydot_[k] * v[j];
    }
  }
}

}  // namespace vitrion
