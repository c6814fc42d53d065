// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/impedance.hpp"

#include <klu.h>

#include <algorithm>
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
    : klu_(std::make_unique<Klu>()),
      column_start_(system.pattern().column_start),
      row_(system.pattern().row),
      dFdy_(row_.size()),
      dFdydot_(row_.size()),
      matrix_(row_.size()),
      response_(system.pattern().columns()) {
  if (!system.jacobian(t, y, ydot, dFdy_, dFdydot_))
    throw std::runtime_error("the equations have no derivatives at this state");
  klu_->symbolic =
      klu_analyze(static_cast<std::int32_t>(response_.size()), column_start_.data(), row_.data(), &klu_->common);
  if (klu_->symbolic == nullptr) throw std::runtime_error("KLU cannot analyse the sparsity of the system");
}

FrequencyResponse::~FrequencyResponse() = default;

std::span<const std::complex<double>> FrequencyResponse::at(double omega, std::size_t row) {
  for (std::size_t k = 0; k < matrix_.size(); ++k) matrix_[k] = {dFdy_[k], omega * dFdydot_[k]};
  std::fill(response_.begin(), response_.end(), 0.0);
  response_[row] = 1.0;

  // KLU takes pairs of real and imaginary parts, which is how std::complex is stored. Entries differ by many decades
  // from one frequency to the next: each gets pivots of its own.
  auto* const entries = reinterpret_cast<double*>(matrix_.data());       // NOLINT: [complex.numbers]/4 allows it
  auto* const right_hand = reinterpret_cast<double*>(response_.data());  // NOLINT
  klu_numeric* numeric = klu_z_factor(column_start_.data(), row_.data(), entries, klu_->symbolic, &klu_->common);
  const bool solved = numeric != nullptr && klu_->common.status == KLU_OK &&
                      klu_z_solve(klu_->symbolic, numeric, static_cast<std::int32_t>(response_.size()), 1, right_hand,
                                  &klu_->common) != 0;
  klu_z_free_numeric(&numeric, &klu_->common);
  if (!solved) throw std::runtime_error("the linearised equations are singular at this frequency");
  return response_;
}

}  // namespace vitrion
