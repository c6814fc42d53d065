// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"
#include "solvers/steady_state.hpp"
#include "tests/cells/running.hpp"
#include "tests/support/worse.hpp"

#include <cmath>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrion::test {

/// Entries of the field of this name.
inline std::vector<double> field(Cell& cell, const std::vector<double>& y, const std::string& name) {
  for (const Field& field : cell.system().layout().fields()) {
    if (field.name != name) continue;
    const auto begin = y.begin() + static_cast<std::ptrdiff_t>(field.first);
    return {begin, begin + static_cast<std::ptrdiff_t>(field.size())};
  }
  throw std::out_of_range("no field " + name);
}

inline std::vector<double> field(Cell& cell, const Recording::Row& row, const std::string& name) {
  return field(cell, row.y, name);
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

/// States in which the cell rests at given voltages, one after the other from the open circuit on.
class Polarisation {
 public:
  explicit Polarisation(Cell& cell, double relative = 1e-6)
      : cell_(cell),
        solver_(cell.system(), tight(relative)),
        y_(cell.system().layout().size()),
        outputs_(cell.output_names().size()) {
    cell.initial_state(y_);
  }

  /// Generated current at V, A m⁻².
  double current(double V) {
    const double from = cell_.voltage(y_);
    solver_.find(0.0, y_, [&](double lambda) {
      cell_.terminal() = {Terminal::Mode::voltage, lambda == 1.0 ? V : from + lambda * (V - from), nullptr, 0.0};
    });
    return -cell_.current(y_);
  }
  /// Voltage at a generated current, V.
  double voltage(double J) {
    const double from = cell_.current(y_);
    solver_.find(0.0, y_, [&](double lambda) {
      cell_.terminal() = {Terminal::Mode::current, lambda == 1.0 ? -J : from + lambda * (-J - from), nullptr, 0.0};
    });
    return cell_.voltage(y_);
  }

  double output(const std::string& name) {
    cell_.outputs(0.0, y_, outputs_);
    for (std::size_t i = 0; i < outputs_.size(); ++i)
      if (cell_.output_names()[i].name == name) return outputs_[i];
    throw std::out_of_range("no output " + name);
  }
  double sum_of_parts() {
    cell_.outputs(0.0, y_, outputs_);
    double sum = 0.0;
    for (std::size_t i = 0; i < cell_.loss_terms(); ++i) sum += outputs_[i];
    return sum;
  }
  const std::vector<double>& y() const { return y_; }
  const SteadyState& solver() const { return solver_; }

 private:
  Cell& cell_;
  SteadyState solver_;
  std::vector<double> y_, outputs_;
};

/// How far the parts of the voltage are from summing to it, in any row, V.
inline double largest_defect(Cell& cell, const Recording& record) {
  double largest = 0.0;
  for (const Recording::Row& row : record.rows) {
    double sum = 0.0;
    for (std::size_t i = 0; i < cell.loss_terms(); ++i) sum += row.outputs[i];
    largest = worse(largest, std::abs(sum - row.V));
  }
  return largest;
}

}  // namespace vitrion::test
