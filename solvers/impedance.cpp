// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/impedance.hpp"

#include <klu.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace vitrion {

struct FrequencyResponse::Klu {
  klu_common common{};
  klu_symbolic* symbolic = nullptr;

  Klu() { klu_defaults(&common); }
  Klu(const Klu&) = delete;
  Klu& operator=(const Klu&) = delete;
  ~Klu() { klu_free_symbolic(&symbolic, &common); }
};

FrequencyResponse::FrequencyResponse(DaeSystem& system, double t, Reals y, Reals ydot)
    : klu_(std::make_unique<Klu>()), closed_forms_(system.closed_forms(y)), index_(y.size(), 0), response_(y.size()) {
  const Pattern& pattern = system.pattern();
  std::vector<double> dFdy(pattern.nonzeros()), dFdydot(dFdy);
  if (!system.jacobian(t, y, ydot, dFdy, dFdydot))
    throw std::runtime_error("the equations have no derivatives at this state");

  for (const ClosedForm& known : closed_forms_)
    for (const std::size_t hidden : known.hidden) index_[hidden] = -1;
  for (std::size_t j = 0; j < y.size(); ++j) {
    if (index_[j] < 0) continue;
    index_[j] = static_cast<std::int32_t>(unknown_.size());
    unknown_.push_back(j);
  }
  column_start_.push_back(0);
  for (const std::size_t j : unknown_) {
    for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
      const auto k = static_cast<std::size_t>(e);
      const std::int32_t row = index_[static_cast<std::size_t>(pattern.row[k])];
      if (row < 0) continue;
      row_.push_back(row);
      dFdy_.push_back(dFdy[k]);
      dFdydot_.push_back(dFdydot[k]);
    }
    column_start_.push_back(static_cast<std::int32_t>(row_.size()));
  }
  for (const ClosedForm& known : closed_forms_) {
    const std::int32_t shown = index_[known.shown];
    const auto column = column_start_.begin() + shown;
    closed_.push_back(static_cast<std::size_t>(
        std::lower_bound(row_.begin() + column[0], row_.begin() + column[1], shown) - row_.begin()));
  }
  matrix_.resize(row_.size());
  solution_.resize(unknown_.size());
  klu_->symbolic =
      klu_analyze(static_cast<std::int32_t>(unknown_.size()), column_start_.data(), row_.data(), &klu_->common);
  if (klu_->symbolic == nullptr) throw std::runtime_error("KLU cannot analyse the sparsity of the system");
}

FrequencyResponse::~FrequencyResponse() = default;

std::span<const std::complex<double>> FrequencyResponse::at(double omega, std::size_t row) {
  for (std::size_t k = 0; k < matrix_.size(); ++k) matrix_[k] = {dFdy_[k], omega * dFdydot_[k]};
  for (std::size_t k = 0; k < closed_.size(); ++k) matrix_[closed_[k]] = closed_forms_[k].coefficient(omega);
  std::fill(solution_.begin(), solution_.end(), 0.0);
  solution_[static_cast<std::size_t>(index_[row])] = 1.0;

  // KLU takes pairs of real and imaginary parts, which is how std::complex is stored. Entries differ by many decades
  // from one frequency to the next: each gets pivots of its own.
  auto* const entries = reinterpret_cast<double*>(matrix_.data());       // NOLINT: [complex.numbers]/4 allows it
  auto* const right_hand = reinterpret_cast<double*>(solution_.data());  // NOLINT
  klu_numeric* numeric = klu_z_factor(column_start_.data(), row_.data(), entries, klu_->symbolic, &klu_->common);
  const bool solved = numeric != nullptr && klu_->common.status == KLU_OK &&
                      klu_z_solve(klu_->symbolic, numeric, static_cast<std::int32_t>(solution_.size()), 1, right_hand,
                                  &klu_->common) != 0;
  klu_z_free_numeric(&numeric, &klu_->common);
  if (!solved) throw std::runtime_error("the linearised equations are singular at this frequency");
  std::fill(response_.begin(), response_.end(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t k = 0; k < unknown_.size(); ++k) response_[unknown_[k]] = solution_[k];
  return response_;
}

}  // namespace vitrion
