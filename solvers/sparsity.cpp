// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/sparsity.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <random>
#include <utility>

namespace vitrion {
namespace {

constexpr std::size_t small_enough_to_go_one_by_one = 400;

using Entries = std::vector<std::pair<std::int32_t, std::int32_t>>;  // (column, row)

Pattern pattern_of(std::size_t n, Entries entries) {
  for (std::size_t i = 0; i < n; ++i) entries.emplace_back(static_cast<std::int32_t>(i), static_cast<std::int32_t>(i));
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  Pattern pattern;
  pattern.column_start.assign(n + 1, 0);
  pattern.row.reserve(entries.size());
  for (const auto& [column, row] : entries) {
    ++pattern.column_start[static_cast<std::size_t>(column) + 1];
    pattern.row.push_back(row);
  }
  std::partial_sum(pattern.column_start.begin(), pattern.column_start.end(), pattern.column_start.begin());
  return pattern;
}

template <class F>
void for_each_bit(std::uint32_t bits, F&& f) {
  for (; bits != 0; bits &= bits - 1) f(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Where every unknown stands: the rank of its position among all positions of the cell, and its shell.
struct Place {
  std::int32_t field = 0;
  std::int32_t rank = -1;  // -1: an unknown of the whole cell
  std::int32_t shell = 0;
  std::int32_t column = 0;
};

std::vector<double> all_positions(const StateLayout& layout) {
  std::vector<double> positions;
  for (const Field& field : layout.fields()) positions.insert(positions.end(), field.x.begin(), field.x.end());
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  return positions;
}

std::vector<Place> places(const StateLayout& layout, const std::vector<double>& positions) {
  std::vector<Place> result(layout.size());
  for (std::size_t f = 0; f < layout.fields().size(); ++f) {
    const Field& field = layout.fields()[f];
    for (std::size_t column = 0; column < field.columns(); ++column) {
      std::int32_t rank = -1;
      if (!field.x.empty()) {
        const auto found = std::lower_bound(positions.begin(), positions.end(), field.x[column]);
        rank = static_cast<std::int32_t>(found - positions.begin());
      }
      for (std::size_t shell = 0; shell < field.shells(); ++shell) {
        result[field.index(column, shell)] = {static_cast<std::int32_t>(f), rank, static_cast<std::int32_t>(shell),
                                              static_cast<std::int32_t>(column)};
      }
    }
  }
  return result;
}

/// Grouped probing. Unknowns of one field share a direction when their positions agree modulo `reach` and their shells
/// modulo `shell_reach`; a row then knows which of them it saw: the one nearest to itself.
class GroupedSearch {
 public:
  GroupedSearch(const StateLayout& layout, const DependencyProbe& probe)
      : layout_(layout), probe_(probe), seed_(layout.size()), touched_(layout.size()) {
    const std::vector<double> positions = all_positions(layout);
    place_ = places(layout, positions);
    column_at_rank_.resize(layout.fields().size());
    for (std::size_t f = 0; f < layout.fields().size(); ++f) {
      const Field& field = layout.fields()[f];
      column_at_rank_[f].assign(positions.size(), -1);
      if (field.x.empty()) continue;
      for (std::size_t column = 0; column < field.columns(); ++column) {
        column_at_rank_[f][static_cast<std::size_t>(place_[field.index(column)].rank)] =
            static_cast<std::int32_t>(column);
      }
    }
    for (std::size_t i = 0; i < place_.size(); ++i) {
      if (place_[i].rank < 0) rows_of_the_whole_cell_.push_back(i);
    }
    make_groups();
  }

  Pattern run() {
    std::vector<Group> seen_by_whole_cell;
    for (std::size_t first = 0; first < groups_.size(); first += probe_.width) {
      const std::size_t count = std::min(probe_.width, groups_.size() - first);
      sweep(&groups_[first], count);
      for (std::size_t i = 0; i < touched_.size(); ++i) {
        if (place_[i].rank < 0) continue;
        for_each_bit(touched_[i], [&](std::size_t k) { assign(i, groups_[first + k]); });
      }
      const std::uint32_t seen = touched_by_whole_cell();
      for_each_bit(seen, [&](std::size_t k) { seen_by_whole_cell.push_back(groups_[first + k]); });
    }
    split_for_whole_cell_rows(std::move(seen_by_whole_cell));
    if (!consistent_) return {};
    Pattern pattern = pattern_of(layout_.size(), std::move(entries_));
    return agrees_with_random_sets(pattern) ? pattern : Pattern{};
  }

 private:
  using Group = std::vector<std::int32_t>;
  static constexpr std::int32_t reach = 11, shell_reach = 9;  // stencils of ±5 positions, ±4 shells

  void make_groups() {
    for (const Field& field : layout_.fields()) {
      const bool chain = field.shells() > 1;
      const std::int32_t shell_classes = chain ? shell_reach : 1;
      std::vector<Group> groups(static_cast<std::size_t>(reach * shell_classes));
      for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
        const Place& p = place_[i];
        if (p.rank < 0) {
          groups_.push_back({static_cast<std::int32_t>(i)});
          continue;
        }
        const std::int32_t key = (p.rank % reach) * shell_classes + p.shell % shell_classes;
        groups[static_cast<std::size_t>(key)].push_back(static_cast<std::int32_t>(i));
      }
      for (Group& group : groups) {
        if (!group.empty()) groups_.push_back(std::move(group));
      }
    }
  }

  void sweep(const Group* groups, std::size_t count) {
    std::fill(seed_.begin(), seed_.end(), 0U);
    for (std::size_t k = 0; k < count; ++k) {
      for (const std::int32_t j : groups[k]) seed_[static_cast<std::size_t>(j)] |= 1U << k;
    }
    probe_.run(seed_, touched_);
  }

  std::uint32_t touched_by_whole_cell() const {
    std::uint32_t seen = 0;
    for (const std::size_t i : rows_of_the_whole_cell_) seen |= touched_[i];
    return seen;
  }

  /// Row i was reached by one member of the group: the only one within reach.
  void assign(std::size_t i, const Group& group) {
    const Place& row = place_[i];
    const Place& any = place_[static_cast<std::size_t>(group.front())];
    const Field& field = layout_.fields()[static_cast<std::size_t>(any.field)];
    if (group.size() == 1) {
      entries_.emplace_back(group.front(), static_cast<std::int32_t>(i));
      return;
    }
    const std::int32_t rank = nearest(row.rank, any.rank % reach, reach);
    const auto& columns = column_at_rank_[static_cast<std::size_t>(any.field)];
    const bool inside = rank >= 0 && rank < static_cast<std::int32_t>(columns.size());
    const std::int32_t column = inside ? columns[static_cast<std::size_t>(rank)] : -1;
    std::int32_t shell = 0;
    const auto shells = static_cast<std::int32_t>(field.shells());
    if (shells > 1) {
      // Another field sees the chain from its surface.
      shell = row.field == any.field ? nearest(row.shell, any.shell % shell_reach, shell_reach)
                                     : nearest(shells - 1 - shell_reach / 2, any.shell % shell_reach, shell_reach);
    }
    if (column < 0 || shell < 0 || shell >= shells) {
      consistent_ = false;
      return;
    }
    const std::size_t j = field.index(static_cast<std::size_t>(column), static_cast<std::size_t>(shell));
    entries_.emplace_back(static_cast<std::int32_t>(j), static_cast<std::int32_t>(i));
  }

  /// The number closest to `centre` that leaves `remainder` when divided by `modulus` (odd).
  static std::int32_t nearest(std::int32_t centre, std::int32_t remainder, std::int32_t modulus) {
    const std::int32_t lowest = centre - modulus / 2;
    return lowest + (((remainder - lowest) % modulus) + modulus) % modulus;
  }

  /// Rows of the whole cell have no position: narrow down by halving what they saw.
  void split_for_whole_cell_rows(std::vector<Group> pending) {
    while (!pending.empty()) {
      const std::size_t count = std::min(probe_.width, pending.size());
      const std::vector<Group> groups(pending.end() - static_cast<std::ptrdiff_t>(count), pending.end());
      pending.resize(pending.size() - count);
      sweep(groups.data(), count);
      for_each_bit(touched_by_whole_cell(), [&](std::size_t k) {
        const Group& group = groups[k];
        if (group.size() > 1) {
          const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
          pending.emplace_back(group.begin(), middle);
          pending.emplace_back(middle, group.end());
          return;
        }
        for (const std::size_t i : rows_of_the_whole_cell_) {
          if ((touched_[i] >> k & 1U) != 0U) entries_.emplace_back(group.front(), static_cast<std::int32_t>(i));
        }
      });
    }
  }

  /// Seeds random sets of unknowns and compares the rows that notice with those that should. A row has some ten
  /// entries; with one unknown in eight seeded, a missing entry shows in about one direction of 30.
  bool agrees_with_random_sets(const Pattern& pattern) {
    std::mt19937 random(20240229);  // NOLINT(cert-msc51-cpp): the same sets every time
    std::vector<std::uint32_t> expected(layout_.size());
    const std::size_t sweeps = 64 / probe_.width + 1;
    const std::uint32_t all_directions = probe_.width == 32 ? ~0U : (1U << probe_.width) - 1U;
    for (std::size_t s = 0; s < sweeps; ++s) {
      std::fill(expected.begin(), expected.end(), 0U);
      for (std::size_t j = 0; j < seed_.size(); ++j) {
        // A bit in eight.  NOLINTNEXTLINE(misc-redundant-expression): three draws
        seed_[j] = static_cast<std::uint32_t>(random() & random() & random()) & all_directions;
        for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
          expected[static_cast<std::size_t>(pattern.row[static_cast<std::size_t>(e)])] |= seed_[j];
        }
      }
      probe_.run(seed_, touched_);
      for (std::size_t i = 0; i < touched_.size(); ++i) {
        if ((touched_[i] & ~expected[i]) != 0U) return false;
      }
    }
    return true;
  }

  const StateLayout& layout_;
  const DependencyProbe& probe_;
  std::vector<std::uint32_t> seed_, touched_;
  std::vector<Place> place_;
  std::vector<std::vector<std::int32_t>> column_at_rank_;  // of each field
  std::vector<std::size_t> rows_of_the_whole_cell_;
  std::vector<Group> groups_;
  Entries entries_;
  bool consistent_ = true;
};

std::vector<std::vector<std::int32_t>> columns_of_rows(const Pattern& pattern, std::span<const char> keep) {
  std::vector<std::vector<std::int32_t>> columns(pattern.columns());
  for (std::size_t j = 0; j < pattern.columns(); ++j) {
    for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
      const auto k = static_cast<std::size_t>(e);
      if (keep.empty() || keep[k] != 0) {
        columns[static_cast<std::size_t>(pattern.row[k])].push_back(static_cast<std::int32_t>(j));
      }
    }
  }
  return columns;
}

}  // namespace

Pattern find_pattern(const StateLayout& layout, const DependencyProbe& probe) {
  if (layout.size() > small_enough_to_go_one_by_one) {
    Pattern pattern = find_pattern_by_groups(layout, probe);
    if (!pattern.row.empty()) return pattern;
  }
  return find_pattern_one_by_one(layout, probe);
}

Pattern find_pattern_one_by_one(const StateLayout& layout, const DependencyProbe& probe) {
  const std::size_t n = layout.size();
  std::vector<std::uint32_t> seed(n, 0U), touched(n);
  Entries entries;
  for (std::size_t first = 0; first < n; first += probe.width) {
    const std::size_t last = std::min(n, first + probe.width);
    for (std::size_t j = first; j < last; ++j) seed[j] = 1U << (j - first);
    probe.run(seed, touched);
    for (std::size_t i = 0; i < n; ++i) {
      for_each_bit(touched[i], [&](std::size_t k) {
        entries.emplace_back(static_cast<std::int32_t>(first + k), static_cast<std::int32_t>(i));
      });
    }
    for (std::size_t j = first; j < last; ++j) seed[j] = 0U;
  }
  return pattern_of(n, std::move(entries));
}

Pattern find_pattern_by_groups(const StateLayout& layout, const DependencyProbe& probe) {
  return GroupedSearch(layout, probe).run();
}

Colouring colour_columns(const Pattern& pattern, std::span<const std::int32_t> order, std::span<const char> keep) {
  const auto columns = columns_of_rows(pattern, keep);
  Colouring result;
  result.colour.assign(pattern.columns(), -1);
  std::vector<std::int32_t> taken_for;  // the column for which a colour was last found taken
  for (const std::int32_t j : order) {
    const auto begin = static_cast<std::size_t>(pattern.column_start[static_cast<std::size_t>(j)]);
    const auto end = static_cast<std::size_t>(pattern.column_start[static_cast<std::size_t>(j) + 1]);
    bool empty = true;
    for (std::size_t e = begin; e < end; ++e) {
      if (!keep.empty() && keep[e] == 0) continue;
      empty = false;
      for (const std::int32_t other : columns[static_cast<std::size_t>(pattern.row[e])]) {
        const std::int32_t c = result.colour[static_cast<std::size_t>(other)];
        if (c >= 0) taken_for[static_cast<std::size_t>(c)] = j;
      }
    }
    if (empty) continue;
    const auto free = std::find_if(taken_for.begin(), taken_for.end(), [&](std::int32_t t) { return t != j; });
    result.colour[static_cast<std::size_t>(j)] = static_cast<std::int32_t>(free - taken_for.begin());
    if (free == taken_for.end()) taken_for.push_back(-1);
  }
  result.count = taken_for.size();
  return result;
}

Colouring colour_columns(const Pattern& pattern, const StateLayout& layout) {
  const std::size_t n = pattern.columns();
  std::vector<std::int32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  Colouring best = colour_columns(pattern, order, {});
  const auto attempt = [&] {
    Colouring other = colour_columns(pattern, order, {});
    if (other.count < best.count) best = std::move(other);
  };
  const auto position = places(layout, all_positions(layout));
  std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    return position[static_cast<std::size_t>(a)].rank < position[static_cast<std::size_t>(b)].rank;
  });
  attempt();
  const auto size = [&](std::int32_t j) {
    return pattern.column_start[static_cast<std::size_t>(j) + 1] - pattern.column_start[static_cast<std::size_t>(j)];
  };
  std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return size(a) > size(b); });
  attempt();
  return best;
}

std::size_t entry(const Pattern& pattern, std::size_t row, std::size_t column) {
  const auto begin = pattern.row.begin() + pattern.column_start[column];
  const auto end = pattern.row.begin() + pattern.column_start[column + 1];
  const auto found = std::lower_bound(begin, end, static_cast<std::int32_t>(row));
  const bool present = found != end && *found == static_cast<std::int32_t>(row);
  return present ? static_cast<std::size_t>(found - pattern.row.begin()) : pattern.nonzeros();
}

}  // namespace vitrion
