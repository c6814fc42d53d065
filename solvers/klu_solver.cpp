// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/klu_solver.hpp"

#include <klu.h>

#include <algorithm>
#include <stdexcept>

namespace vitrion {

struct KluSolver::Klu {
  klu_common common{};
  klu_symbolic* symbolic = nullptr;
  klu_numeric* numeric = nullptr;

  Klu() { klu_defaults(&common); }
  Klu(const Klu&) = delete;
  Klu& operator=(const Klu&) = delete;
  ~Klu() {
    klu_free_numeric(&numeric, &common);
    klu_free_symbolic(&symbolic, &common);
  }
};

KluSolver::KluSolver(const Pattern& pattern)
    : klu_(std::make_unique<Klu>()), column_start_(pattern.column_start), row_(pattern.row), nz_(pattern.nonzeros()) {
  klu_->symbolic =
      klu_analyze(static_cast<std::int32_t>(pattern.columns()), column_start_.data(), row_.data(), &klu_->common);
  if (klu_->symbolic == nullptr) throw std::runtime_error("KLU cannot analyse the sparsity of the system");
}

KluSolver::~KluSolver() = default;

bool KluSolver::factor_fully() {
  klu_free_numeric(&klu_->numeric, &klu_->common);
  klu_->numeric = klu_factor(column_start_.data(), row_.data(), nz_.data(), klu_->symbolic, &klu_->common);
  if (klu_->numeric == nullptr || klu_->common.status != KLU_OK) {
    klu_free_numeric(&klu_->numeric, &klu_->common);
    return false;
  }
  klu_rcond(klu_->symbolic, klu_->numeric, &klu_->common);
  condition_ = klu_->common.rcond;
  return true;
}

bool KluSolver::factor(Reals nz) {
  std::copy(nz.begin(), nz.end(), nz_.begin());
  if (klu_->numeric == nullptr) return factor_fully();

  // The old pivot order is good while neither the pivots nor the growth of the entries have become much worse.
  constexpr double much_worse = 1e-3, poor_growth = 1e-4;
  if (klu_refactor(column_start_.data(), row_.data(), nz_.data(), klu_->symbolic, klu_->numeric, &klu_->common) != 0 &&
      klu_->common.status == KLU_OK) {
    klu_rcond(klu_->symbolic, klu_->numeric, &klu_->common);
    klu_rgrowth(column_start_.data(), row_.data(), nz_.data(), klu_->symbolic, klu_->numeric, &klu_->common);
    if (klu_->common.rcond > much_worse * condition_ && klu_->common.rgrowth > poor_growth) return true;
  }
  ++fallbacks_;
  return factor_fully();
}

void KluSolver::forget() { klu_free_numeric(&klu_->numeric, &klu_->common); }

void KluSolver::solve(MutableReals b) {
  const auto n = static_cast<std::int32_t>(b.size());
  klu_solve(klu_->symbolic, klu_->numeric, n, 1, b.data(), &klu_->common);
}

}  // namespace vitrion
