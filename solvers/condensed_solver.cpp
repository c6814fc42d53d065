// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/condensed_solver.hpp"

#include "params/processor.hpp"
#include "solvers/four.hpp"
#include "solvers/sparsity.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
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
  // An entry of one column that is missing in another would leave a hole in the arrays of the chains.
  bool fits = true;
  for_each_entry(pattern, [&](std::size_t row, std::size_t column, std::size_t) {
    const Field& field = layout.fields()[field_of[row]];
    if (!fits || !is_inner(field, row)) return;
    const std::size_t n = field.columns(), k = (row - field.first) % n;
    fits = field_of[column] == field_of[row] && (column - field.first) % n == k;
    if (!fits || k > 0) return;
    for (std::size_t other = 1; other < n; ++other)
      fits = fits && entry(pattern, row + other, column + other) != pattern.nonzeros();
  });
  if (!fits) return false;
  std::vector<std::size_t> entries(layout.size(), 0);
  for_each_entry(pattern, [&](std::size_t row, std::size_t, std::size_t) { ++entries[row]; });
  for (const Field& field : layout.fields()) {
    for (std::size_t i = field.first; is_inner(field, i); ++i)
      fits = fits && entries[i] == entries[i - (i - field.first) % field.columns()];
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
    chains_.push_back(plan_chains(field));
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

/// The factors of the chains of a field, with the fill that elimination from the centre outwards makes.
CondensedSolver::Chains CondensedSolver::plan_chains(const Field& field) const {
  Chains chains;
  chains.first = field.first;
  chains.columns = field.columns();
  chains.stride = (chains.columns + four - 1) / four * four;
  chains.inner = chains.shallowest = field.shells() - 1;
  const std::size_t shells = chains.inner + 1;
  chains.rows.resize(shells);
  const auto in_matrix = [&](std::size_t row, std::size_t column, std::size_t k) {
    return entry(pattern_, field.index(k, row), field.index(k, column));
  };
  // The row of the last shell is not alike in all columns by itself; its diagonal stays in the condensed matrix.
  const auto given = [&](std::size_t row, std::size_t column) {
    if (row == chains.inner && column == chains.inner) return false;
    for (std::size_t k = 0; k < chains.columns; ++k)
      if (in_matrix(row, column, k) == pattern_.nonzeros()) return false;
    return true;
  };
  std::vector<std::vector<std::uint32_t>> shells_of(shells);  // that have an entry in a row, ascending
  for (std::size_t u = 0; u < shells; ++u) {
    const std::size_t column = field.index(0, u);
    for (auto e = pattern_.column_start[column]; e < pattern_.column_start[column + 1]; ++e) {
      const std::size_t row = static_cast<std::size_t>(pattern_.row[static_cast<std::size_t>(e)]) - field.first;
      if (row >= field.size() || row % chains.columns != 0) continue;
      const std::size_t s = row / chains.columns;
      if (s == u || given(s, u)) shells_of[s].push_back(static_cast<std::uint32_t>(u));
    }
  }
  std::vector<std::uint32_t> first_place, merged;
  std::size_t places = 0;
  const auto at = [&](std::size_t row, std::uint32_t shell) {
    const auto found = std::lower_bound(shells_of[row].begin(), shells_of[row].end(), shell);
    return first_place[row] + static_cast<std::uint32_t>(found - shells_of[row].begin());
  };
  for (std::size_t s = 0; s < shells; ++s) {
    std::vector<std::uint32_t>& own = shells_of[s];
    const std::vector<std::uint32_t> before_fill = own;
    for (std::size_t i = 0; own[i] < s; ++i) {  // right of the pivot of row p, its entries fall into this row
      const std::vector<std::uint32_t>& pivot = shells_of[own[i]];
      const auto tail = std::upper_bound(pivot.begin(), pivot.end(), own[i]);
      merged.clear();
      std::set_union(own.begin(), own.end(), tail, pivot.end(), std::back_inserter(merged));
      own.swap(merged);
    }
    first_place.push_back(static_cast<std::uint32_t>(places));
    places += own.size();
    Row& row = chains.rows[s];
    for (const std::uint32_t u : own) {
      const Entry here{u, at(s, u)};
      const bool has = std::binary_search(before_fill.begin(), before_fill.end(), u) && given(s, u);
      has ? row.given.push_back(here) : chains.fill.push_back(here.place);
      if (u < s) row.lower.push_back(here);
      if (u > s) row.upper.push_back(here);
    }
    row.diagonal = at(s, static_cast<std::uint32_t>(s));
    for (const Entry& lower : row.lower) {
      for (const Entry& upper : chains.rows[lower.shell].upper)
        row.updates.push_back({at(s, upper.shell), upper.place});
      row.update_end.push_back(static_cast<std::uint32_t>(row.updates.size()));
    }
  }
  chains.source.resize(places * chains.stride);
  for (std::size_t s = 0; s < shells; ++s) {
    for (const Entry& from : chains.rows[s].given) {
      for (std::size_t k = 0; k < chains.stride; ++k)
        chains.source[from.place * chains.stride + k] =
            static_cast<std::uint32_t>(in_matrix(s, from.shell, std::min(k, chains.columns - 1)));
    }
  }
  chains.value.resize(chains.source.size());
  for (auto* of_shells : {&chains.to_last, &chains.x, &chains.g}) of_shells->resize(shells * chains.stride);
  return chains;
}

/// Where every entry of a condensed row goes.
void CondensedSolver::plan_moves() {
  const auto slot = [&](std::size_t row, std::size_t column) {
    return static_cast<std::uint32_t>(lu_.slot(row, static_cast<std::size_t>(condensed_[column])));
  };
  for (Chains& chains : chains_) {
    for (std::size_t k = 0; k < chains.columns; ++k) {
      const std::size_t unknown = chains.first + chains.inner * chains.columns + k;
      chains.last.push_back(slot(static_cast<std::size_t>(condensed_[unknown]), unknown));
    }
  }
  for_each_entry(pattern_, [&](std::size_t row, std::size_t column, std::size_t k) {
    if (chains_of_[row] >= 0) return;
    const auto condensed_row = static_cast<std::uint32_t>(condensed_[row]);
    if (chains_of_[column] < 0) {
      moves_.push_back({static_cast<std::uint32_t>(k), slot(condensed_row, column)});
      return;
    }
    const auto owner = static_cast<std::uint32_t>(chains_of_[column]);
    Chains& chains = chains_[owner];
    const std::size_t shell = (column - chains.first) / chains.columns, at = (column - chains.first) % chains.columns;
    const bool in_last_row = row == chains.first + chains.inner * chains.columns + at;
    const std::vector<Entry>& own = chains.rows.back().given;
    if (in_last_row && std::any_of(own.begin(), own.end(), [&](const Entry& e) { return e.shell == shell; })) return;
    chains.shallowest = std::min(chains.shallowest, shell);
    references_.push_back({static_cast<std::uint32_t>(k), slot(condensed_row, column), condensed_row, owner,
                           static_cast<std::uint32_t>(shell * chains.stride + at), 0.0});
  });
  // Those of one chain together: its G is computed once.
  std::stable_sort(references_.begin(), references_.end(),
                   [](const Reference& a, const Reference& b) { return a.chains < b.chains; });
}

namespace {

/// Copies so few numbers that calling a function for it would take longer.
void copy_short(const double* from, std::size_t count, double* to) {
  std::size_t k = 0;
  for (; k + four <= count; k += four) store(to + k, FourAt(from + k).d);
  for (; k < count; ++k) to[k] = from[k];
}

/// Calls f(first column, number) for groups of columns: as many fours at once as hide how long each takes.
template <class F>
void for_each_group(std::size_t stride, F&& f) {
  std::size_t k = 0;
  for (; k + 3 * four <= stride; k += 3 * four) f.template operator()<3>(k);
  if (stride - k == 2 * four) f.template operator()<2>(k);
  if (stride - k == four) f.template operator()<1>(k);
}

}  // namespace

VITRION_DISPATCHED bool CondensedSolver::factor_chains(Chains& chains, Reals nz) {
  bool sound = true;
  const std::size_t n = chains.stride;
  for (const std::uint32_t place : chains.fill) std::fill_n(&chains.value[place * n], n, 0.0);
  for_each_group(n, [&]<std::size_t B>(std::size_t column) {
    const std::uint32_t* const source = chains.source.data() + column;
    double* const value = chains.value.data() + column;
    for (const Row& row : chains.rows) {
      Four size[B]{}, L[B];
      for (const Entry& given : row.given) {
        for (std::size_t k = 0; k < B; ++k) {
          const std::uint32_t* const from = source + given.place * n + k * four;
          const Four loaded{nz[from[0]], nz[from[1]], nz[from[2]], nz[from[3]]};
          store(value + given.place * n + k * four, loaded);
          if (given.place != row.diagonal) size[k] += loaded > -loaded ? loaded : -loaded;
        }
      }
      std::size_t update = 0;
      for (std::size_t i = 0; i < row.lower.size(); ++i) {
        double* const lower = value + row.lower[i].place * n;
        const double* const inverse = value + chains.rows[row.lower[i].shell].diagonal * n;
        for (std::size_t k = 0; k < B; ++k) {
          L[k] = FourAt(lower + k * four).d * FourAt(inverse + k * four).d;
          store(lower + k * four, L[k]);
        }
        for (; update < row.update_end[i]; ++update) {
          double* const to = value + row.updates[update].to * n;
          const double* const of = value + row.updates[update].of * n;
          for (std::size_t k = 0; k < B; ++k)
            store(to + k * four, FourAt(to + k * four).d - L[k] * FourAt(of + k * four).d);
        }
      }
      if (&row == &chains.rows.back()) continue;
      double* const diagonal = value + row.diagonal * n;
      for (std::size_t k = 0; k < B; ++k) {
        const Four pivot = FourAt(diagonal + k * four).d, found = pivot > -pivot ? pivot : -pivot;
        for (std::size_t lane = 0; lane < four; ++lane)
          sound = sound && found[lane] > vanishing * size[k][lane];  // also when not a number
        store(diagonal + k * four, 1.0 / pivot);
      }
    }
  });
  for (std::size_t s = chains.inner; s-- > chains.shallowest;) {
    double* const to_last = &chains.to_last[s * n];
    std::fill_n(to_last, n, 0.0);
    for (const Entry& upper : chains.rows[s].upper) {
      const double* const U = &chains.value[upper.place * n];
      const double* const outer = &chains.to_last[upper.shell * n];
      for (std::size_t k = 0; k < n; ++k) to_last[k] -= U[k] * (upper.shell == chains.inner ? 1.0 : outer[k]);
    }
    const double* const inverse = &chains.value[chains.rows[s].diagonal * n];
    for (std::size_t k = 0; k < n; ++k) to_last[k] *= inverse[k];
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
  for (const Chains& chains : chains_) {
    const double* const complement = &chains.value[chains.rows.back().diagonal * chains.stride];
    for (std::size_t k = 0; k < chains.columns; ++k) values[chains.last[k]] += complement[k];
  }
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

/// b of the last shell, with the inner ones eliminated; what elimination leaves of these is kept in x.
VITRION_DISPATCHED void CondensedSolver::eliminate(Chains& chains, MutableReals b) {
  const std::size_t n = chains.stride;
  double* const from = b.data() + chains.first;
  for (std::size_t s = 0; s <= chains.inner; ++s) {
    copy_short(from + s * chains.columns, chains.columns, &chains.x[s * n]);
  }
  for_each_group(n, [&]<std::size_t B>(std::size_t column) {
    const double* const value = chains.value.data() + column;
    double* const x = chains.x.data() + column;
    for (std::size_t s = 1; s <= chains.inner; ++s) {
      Four own[B];
      for (std::size_t k = 0; k < B; ++k) own[k] = FourAt(x + s * n + k * four).d;
      for (const Entry& lower : chains.rows[s].lower) {
        const double* const L = value + lower.place * n;
        const double* const inside = x + lower.shell * n;
        for (std::size_t k = 0; k < B; ++k) own[k] -= FourAt(L + k * four).d * FourAt(inside + k * four).d;
      }
      for (std::size_t k = 0; k < B; ++k) store(x + s * n + k * four, own[k]);
    }
  });
  copy_short(&chains.x[chains.inner * n], chains.columns, from + chains.inner * chains.columns);
}

/// The solution in the inner shells, from x of eliminate() and that in the last.
VITRION_DISPATCHED void CondensedSolver::substitute(Chains& chains, MutableReals b) {
  const std::size_t n = chains.stride;
  double* const to = b.data() + chains.first;
  copy_short(to + chains.inner * chains.columns, chains.columns, &chains.x[chains.inner * n]);
  for_each_group(n, [&]<std::size_t B>(std::size_t column) {
    const double* const value = chains.value.data() + column;
    double* const x = chains.x.data() + column;
    for (std::size_t s = chains.inner; s-- > 0;) {
      Four own[B];
      for (std::size_t k = 0; k < B; ++k) own[k] = FourAt(x + s * n + k * four).d;
      for (const Entry& upper : chains.rows[s].upper) {
        const double* const U = value + upper.place * n;
        const double* const outside = x + upper.shell * n;
        for (std::size_t k = 0; k < B; ++k) own[k] -= FourAt(U + k * four).d * FourAt(outside + k * four).d;
      }
      const double* const inverse = value + chains.rows[s].diagonal * n;
      for (std::size_t k = 0; k < B; ++k) store(x + s * n + k * four, own[k] * FourAt(inverse + k * four).d);
    }
  });
  for (std::size_t s = 0; s < chains.inner; ++s) std::copy_n(&chains.x[s * n], chains.columns, to + s * chains.columns);
}

/// g: the inner shells that other rows see, as they would be if the last shell were zero.
VITRION_DISPATCHED void CondensedSolver::without_last(Chains& chains) {
  const std::size_t n = chains.stride;
  for (std::size_t s = chains.inner; s-- > chains.shallowest;) {
    double* const g = &chains.g[s * n];
    std::copy_n(&chains.x[s * n], n, g);
    for (const Entry& upper : chains.rows[s].upper) {
      if (upper.shell == chains.inner) continue;
      const double* const U = &chains.value[upper.place * n];
      const double* const outside = &chains.g[upper.shell * n];
      for (std::size_t k = 0; k < n; ++k) g[k] -= U[k] * outside[k];
    }
    const double* const inverse = &chains.value[chains.rows[s].diagonal * n];
    for (std::size_t k = 0; k < n; ++k) g[k] *= inverse[k];
  }
}

void CondensedSolver::solve(MutableReals b) {
  if (by_klu_) {
    klu_->solve(b);
    return;
  }
  for (Chains& chains : chains_) eliminate(chains, b);
  for (std::size_t k = 0; k < order_.size(); ++k) rhs_[k] = b[static_cast<std::size_t>(order_[k])];
  std::uint32_t current = std::numeric_limits<std::uint32_t>::max();
  for (const Reference& reference : references_) {
    if (reference.chains != current) without_last(chains_[current = reference.chains]);
    rhs_[reference.row] -= reference.value * chains_[current].g[reference.offset];
  }
  lu_.solve(rhs_);
  for (std::size_t k = 0; k < order_.size(); ++k) b[static_cast<std::size_t>(order_[k])] = rhs_[k];
  for (Chains& chains : chains_) substitute(chains, b);
}

}  // namespace vitrion
