// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/condensed_solver.hpp"

#include "params/processor.hpp"
#include "solvers/sparsity.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace vitrion {
namespace {

constexpr double vanishing = 1e-12;  // of a pivot in a chain, relative to its row

/// Last but one shells and before: what a chain eliminates.
bool is_inner(const Field& field, std::size_t unknown) {
  return field.shells() > 1 && unknown < field.index(0, field.shells() - 1);
}

template <class F>
void for_each_entry(const Pattern& pattern, F&& f) {
  for (std::size_t j = 0; j < pattern.columns(); ++j) {
    for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
      f(static_cast<std::size_t>(pattern.row[static_cast<std::size_t>(e)]), j, static_cast<std::size_t>(e));
    }
  }
}

}  // namespace

bool CondensedSolver::applicable(const StateLayout& layout, const Pattern& pattern) {
  const auto has_position = [](const Field& field) { return !field.x.empty(); };
  if (std::none_of(layout.fields().begin(), layout.fields().end(), has_position)) return false;

  std::vector<std::size_t> field_of(layout.size());
  for (std::size_t f = 0; f < layout.fields().size(); ++f) {
    const Field& field = layout.fields()[f];
    std::fill_n(field_of.begin() + static_cast<std::ptrdiff_t>(field.first), field.size(), f);
  }
  bool fits = true;
  for_each_entry(pattern, [&](std::size_t row, std::size_t column, std::size_t) {
    const Field& field = layout.fields()[field_of[row]];
    if (!is_inner(field, row)) return;
    const std::size_t apart = row > column ? row - column : column - row;
    fits = fits && field_of[column] == field_of[row] && (apart == 0 || apart == field.columns());
  });
  // A chain needs both its links, or its arrays would have holes.
  for (const Field& field : layout.fields()) {
    for (std::size_t i = field.first; is_inner(field, i); ++i) {
      fits = fits && entry(pattern, i, i + field.columns()) != pattern.nonzeros();
      if (i >= field.first + field.columns()) {
        fits = fits && entry(pattern, i, i - field.columns()) != pattern.nonzeros();
      }
    }
  }
  return fits;
}

CondensedSolver::CondensedSolver(const StateLayout& layout, const Pattern& pattern)
    : pattern_(pattern), lu_(plan(layout)) {
  rhs_.resize(order_.size());
  plan_moves();
}

/// Chains, the order of the condensed unknowns, and the rows of the condensed matrix.
std::vector<std::vector<std::int32_t>> CondensedSolver::plan(const StateLayout& layout) {
  std::vector<double> position(layout.size(), std::numeric_limits<double>::infinity());
  chains_of_.assign(layout.size(), -1);
  for (const Field& field : layout.fields()) {
    for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
      if (!field.x.empty()) position[i] = field.x[(i - field.first) % field.columns()];
      if (is_inner(field, i)) {
        chains_of_[i] = static_cast<std::int32_t>(chains_.size());
      } else {
        order_.push_back(static_cast<std::int32_t>(i));
      }
    }
    if (field.shells() == 1) continue;
    Chains chains;
    chains.first = field.first;
    chains.columns = field.columns();
    chains.inner = chains.shallowest = field.shells() - 1;
    const std::size_t size = chains.columns * chains.inner;
    for (std::size_t k = 0; k < size; ++k) {
      const std::size_t i = chains.first + k;
      chains.diagonal.push_back(static_cast<std::uint32_t>(entry(pattern_, i, i)));
      chains.upper.push_back(static_cast<std::uint32_t>(entry(pattern_, i, i + chains.columns)));
      const std::size_t lower = k < chains.columns ? 0 : entry(pattern_, i, i - chains.columns);
      chains.lower.push_back(static_cast<std::uint32_t>(lower));
    }
    for (auto* array : {&chains.factor, &chains.inverse, &chains.next, &chains.to_last}) array->resize(size);
    inner_.resize(std::max(inner_.size(), size));
    chains_.push_back(std::move(chains));
  }
  std::stable_sort(order_.begin(), order_.end(), [&](std::int32_t a, std::int32_t b) {
    return position[static_cast<std::size_t>(a)] < position[static_cast<std::size_t>(b)];
  });

  condensed_.assign(layout.size(), -1);
  for (std::size_t k = 0; k < order_.size(); ++k) {
    condensed_[static_cast<std::size_t>(order_[k])] = static_cast<std::int32_t>(k);
  }
  for (const Chains& chains : chains_) {
    for (std::size_t k = 0; k < chains.columns * chains.inner; ++k) {
      condensed_[chains.first + k] = condensed_[chains.first + chains.columns * chains.inner + k % chains.columns];
    }
  }
  std::vector<std::vector<std::int32_t>> rows(order_.size());
  for_each_entry(pattern_, [&](std::size_t row, std::size_t column, std::size_t) {
    if (chains_of_[row] < 0) rows[static_cast<std::size_t>(condensed_[row])].push_back(condensed_[column]);
  });
  return rows;
}

/// Where every entry of a condensed row goes.
void CondensedSolver::plan_moves() {
  for_each_entry(pattern_, [&](std::size_t row, std::size_t column, std::size_t k) {
    if (chains_of_[row] >= 0) return;
    const auto condensed_row = static_cast<std::uint32_t>(condensed_[row]);
    const auto slot = static_cast<std::uint32_t>(lu_.slot(condensed_row, static_cast<std::size_t>(condensed_[column])));
    if (chains_of_[column] < 0) {
      moves_.push_back({static_cast<std::uint32_t>(k), slot});
      return;
    }
    const auto owner = static_cast<std::uint32_t>(chains_of_[column]);
    Chains& chains = chains_[owner];
    const std::size_t offset = column - chains.first;
    chains.shallowest = std::min(chains.shallowest, offset / chains.columns);
    references_.push_back(
        {static_cast<std::uint32_t>(k), slot, condensed_row, owner, static_cast<std::uint32_t>(offset), 0.0});
  });
  // Those of one chain together: its G is computed once, and one buffer serves all.
  std::stable_sort(references_.begin(), references_.end(),
                   [](const Reference& a, const Reference& b) { return a.chains < b.chains; });
}

VITRION_DISPATCHED bool CondensedSolver::factor_chains(Chains& chains, Reals nz) {
  const std::size_t n = chains.columns;
  bool sound = true;
  for (std::size_t s = 0; s < chains.inner; ++s) {
    const std::uint32_t* const lower = &chains.lower[s * n];
    const std::uint32_t* const diagonal = &chains.diagonal[s * n];
    const std::uint32_t* const upper = &chains.upper[s * n];
    double* const factor = &chains.factor[s * n];
    double* const inverse = &chains.inverse[s * n];
    double* const next = &chains.next[s * n];
    for (std::size_t k = 0; k < n; ++k) {
      next[k] = nz[upper[k]];
      inverse[k] = nz[diagonal[k]];
    }
    double smallest = 1.0;
    if (s == 0) {
      for (std::size_t k = 0; k < n; ++k) {
        smallest = std::min(smallest, std::abs(inverse[k]) - vanishing * std::abs(next[k]));
        inverse[k] = 1.0 / inverse[k];
      }
    } else {
      const double* const above_inverse = inverse - n;
      const double* const above_next = next - n;
      for (std::size_t k = 0; k < n; ++k) factor[k] = nz[lower[k]];
      for (std::size_t k = 0; k < n; ++k) {
        const double entry = factor[k];
        factor[k] = entry * above_inverse[k];
        const double pivot = inverse[k] - factor[k] * above_next[k];
        smallest = std::min(smallest, std::abs(pivot) - vanishing * (std::abs(entry) + std::abs(next[k])));
        inverse[k] = 1.0 / pivot;
      }
    }
    sound = sound && smallest > 0.0;
  }
  for (std::size_t s = chains.inner; s-- > chains.shallowest;) {
    double* const to_last = &chains.to_last[s * n];
    const double* const next = &chains.next[s * n];
    const double* const inverse = &chains.inverse[s * n];
    if (s + 1 == chains.inner) {
      for (std::size_t k = 0; k < n; ++k) to_last[k] = -next[k] * inverse[k];
    } else {
      for (std::size_t k = 0; k < n; ++k) to_last[k] = -next[k] * inverse[k] * to_last[k + n];
    }
  }
  return sound;
}

bool CondensedSolver::factor(Reals nz) {
  by_klu_ = false;
  bool sound = true;
  for (Chains& chains : chains_) sound = factor_chains(chains, nz) && sound;
  const auto values = lu_.values();
  std::fill(values.begin(), values.end(), 0.0);
  for (const Move& move : moves_) values[move.slot] = nz[move.entry];
  for (Reference& reference : references_) {
    reference.value = nz[reference.entry];
    values[reference.slot] += reference.value * chains_[reference.chains].to_last[reference.offset];
  }
  return (sound && lu_.factor()) || factor_by_klu(nz);
}

bool CondensedSolver::factor_by_klu(Reals nz) {
  ++fallbacks_;
  by_klu_ = true;
  if (!klu_) klu_ = std::make_unique<KluSolver>(pattern_);
  return klu_->factor(nz);
}

/// b of every inner shell, with the shells before it eliminated.
VITRION_DISPATCHED void CondensedSolver::eliminate(const Chains& chains, MutableReals b) {
  const std::size_t n = chains.columns;
  for (std::size_t s = 1; s < chains.inner; ++s) {
    double* const row = &b[chains.first + s * n];
    const double* const above = row - n;
    const double* const factor = &chains.factor[s * n];
#pragma omp simd
    for (std::size_t k = 0; k < n; ++k) row[k] -= factor[k] * above[k];
  }
}

/// The solution in the inner shells, from that in the last.
VITRION_DISPATCHED void CondensedSolver::substitute(const Chains& chains, MutableReals b) {
  const std::size_t n = chains.columns;
  for (std::size_t s = chains.inner; s-- > 0;) {
    double* const row = &b[chains.first + s * n];
    const double* const below = row + n;
    const double* const next = &chains.next[s * n];
    const double* const inverse = &chains.inverse[s * n];
#pragma omp simd
    for (std::size_t k = 0; k < n; ++k) row[k] = (row[k] - next[k] * below[k]) * inverse[k];
  }
}

void CondensedSolver::solve(MutableReals b) {
  if (by_klu_) {
    klu_->solve(b);
    return;
  }
  for (const Chains& chains : chains_) eliminate(chains, b);
  for (std::size_t k = 0; k < order_.size(); ++k) rhs_[k] = b[static_cast<std::size_t>(order_[k])];

  // Inner shells that other rows see, as they would be if the last shell were zero.
  std::uint32_t current = std::numeric_limits<std::uint32_t>::max();
  for (const Reference& reference : references_) {
    if (reference.chains != current) {
      current = reference.chains;
      const Chains& chains = chains_[current];
      const std::size_t n = chains.columns;
      for (std::size_t s = chains.inner; s-- > chains.shallowest;) {
        for (std::size_t k = 0; k < n; ++k) {
          const double below = s + 1 == chains.inner ? 0.0 : chains.next[s * n + k] * inner_[(s + 1) * n + k];
          inner_[s * n + k] = (b[chains.first + s * n + k] - below) * chains.inverse[s * n + k];
        }
      }
    }
    rhs_[reference.row] -= reference.value * inner_[reference.offset];
  }
  lu_.solve(rhs_);
  for (std::size_t k = 0; k < order_.size(); ++k) b[static_cast<std::size_t>(order_[k])] = rhs_[k];
  for (const Chains& chains : chains_) substitute(chains, b);
}

}  // namespace vitrion
