// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "model/chemistries/lithium/chemistry.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion::test {

/// A cell from the text of a file, with assignments as from `--set`.
std::unique_ptr<Cell> cell_from(std::string_view text, const std::vector<std::string>& assignments = {});

/// A cell of the library by its name in params/library/cells.
std::unique_ptr<Cell> library_cell(const std::string& name, const std::vector<std::string>& assignments = {});

/// The model inside that cell, for tests that look at its parts.
lithium::Model library_model(const std::string& name, const std::vector<std::string>& assignments = {});

/// Names of all lithium cells of the library but those between baths, which hold no lithium of their own.
std::vector<std::string> library_cells();

/// Everything an experiment told, as it was told.
struct Recording final : Observer {
  struct Row {
    double t, step_t, V, I, Q;
    std::size_t step;
    std::vector<double> y, outputs;
  };

  void on_sample(const Sample& sample) override;
  void on_step(const StepReport& report) override { steps.push_back(report); }
  void on_cycle(const CycleReport& report) override { cycles.push_back(report); }

  const Row& last() const { return rows.back(); }
  /// An output of a row by its name. Throws std::out_of_range for a name that is none.
  double output(const Row& row, const std::string& name) const { return row.outputs.at(column.at(name)); }
  /// The row recorded t seconds after the start of the given step.
  const Row& at(double t, std::size_t step = 1) const;

  std::vector<Row> rows;
  std::vector<StepReport> steps;
  std::vector<CycleReport> cycles;
  std::map<std::string, std::size_t> column;
  ExperimentResult result{};
};

/// Tolerances that leave only the error of the mesh.
Tolerances tight(double relative = 1e-8);

/// Runs sentences separated by ';' and records every sample they ask for, or every step of the solver.
Recording run(Cell& cell, const Protocol& protocol, const Tolerances& tolerances = {});
Recording run(Cell& cell, std::string_view sentences, const Tolerances& tolerances = {});

/// What is said of sentences, read from test.yaml, that the cell cannot do: "accepted" if it can.
std::string complaint(const Cell& cell, std::string_view sentences);

/// A value of worked-examples.json, SI where the record is.
double worked_input(const std::string& id, const std::string& name);
double worked_output(const std::string& id, const std::string& name);

}  // namespace vitrion::test
