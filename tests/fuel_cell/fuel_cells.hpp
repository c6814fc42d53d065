// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/cell.hpp"
#include "tests/cells/running.hpp"

#include <span>
#include <string>
#include <vector>

namespace vitrion::test {

/// Entries of the field of this name.
inline std::vector<double> field(Cell& cell, const Recording::Row& row, const std::string& name) {
  for (const Field& field : cell.system().layout().fields()) {
    if (field.name != name) continue;
    const auto begin = row.y.begin() + static_cast<std::ptrdiff_t>(field.first);
    return {begin, begin + static_cast<std::ptrdiff_t>(field.size())};
  }
  throw std::out_of_range("no field " + name);
}

/// Arrays of worked-examples.json.
std::vector<double> worked_inputs(const std::string& id, const std::string& name);
std::vector<double> worked_outputs(const std::string& id, const std::string& name);

/// One hold after the other.
inline std::string holds(std::span<const double> voltages, const std::string& how_long) {
  std::string sentences;
  for (const double V : voltages)
    sentences += (sentences.empty() ? "" : "; ") + ("Hold at " + std::to_string(V) + " V " + how_long);
  return sentences;
}

/// The last row of each step.
inline std::vector<Recording::Row> ends(const Recording& record) {
  std::vector<Recording::Row> last;
  for (const Recording::Row& row : record.rows) {
    if (last.empty() || last.back().step != row.step) last.push_back(row);
    last.back() = row;
  }
  return last;
}

/// How far the parts of the voltage are from summing to it, in any row, V.
inline double largest_defect(Cell& cell, const Recording& record) {
  double largest = 0.0;
  for (const Recording::Row& row : record.rows) {
    double sum = 0.0;
    for (std::size_t i = 0; i < cell.loss_terms(); ++i) sum += row.outputs[i];
    largest = std::max(largest, std::abs(sum - row.V));
  }
  return largest;
}

}  // namespace vitrion::test
