// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// vitrion as a library: cells of glass electrolytes from parameter files, protocols on them, what happened.
///
/// No global state, nothing printed, nothing written. Every object may be used by any number of threads at once as long
/// as nobody changes it; a run on the same cell gives the same bits on every thread. Quantities are in the units of
/// their columns; what has no column is in SI. Positive current charges the cell.
namespace vitrion::api {

/// Your input: what is wrong, where, and what would be right. what() has all of it.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Names "path=value" with their units, as `vitrion run --set` takes them: "separator.0.thickness=30 um".
using Settings = std::vector<std::string>;

/// A cell from a parameter file. It has no state: run() begins every run where the file says.
class Cell {
 public:
  /// @param name  a file (YAML or BPX) or a name of the library, "cells/li-lfp-zif4-glass"
  /// @throws InputError
  static Cell load(const std::string& name, const Settings& settings = {});
  /// The same from the text of a file in YAML. `name` stands for it in messages, and includes are looked up beside it.
  static Cell parse(std::string_view text, const std::string& name = "cell.yaml", const Settings& settings = {});

  /// This cell with other values. @throws InputError
  Cell with(const Settings& settings) const;

  const std::string& name() const;
  const std::string& chemistry() const;          ///< "lithium", "fuel_cell", …
  double area() const;                           ///< m², of all electrode pairs together
  double capacity() const;                       ///< A h, what a C-rate refers to; 0 for a cell that has none
  double temperature() const;                    ///< K
  std::array<double, 2> voltage_limits() const;  ///< V
  std::vector<std::string> warnings() const;     ///< what is odd about its inputs

  /// One value that was read.
  struct Input {
    std::string path, written;  ///< "separator.0.thickness", "50 um"
    std::string status;         ///< "measured", "derived", "estimated", …
    std::string source;         ///< "doi:10.…", may be empty
  };
  std::vector<Input> inputs() const;

  struct Impl;  ///< internal
  const Impl& impl() const { return *impl_; }

 private:
  explicit Cell(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

/// What is done with a cell.
class Protocol {
 public:
  /// @param text  a file, a name of the library, or sentences: "Charge at C/10 until 3.8 V; Rest for 10 min"
  /// @throws InputError
  static Protocol load(const std::string& text);
  /// A discharge at 1C, after a charge when the cell begins empty. @throws InputError for a cell without a capacity
  static Protocol usual(const Cell& cell);

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit Protocol(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

/// A quantity over the rows of a recording.
struct Column {
  std::string name, unit;  ///< "Voltage", "V"
  std::vector<double> values;
};

/// What happened in one step.
struct Step {
  std::size_t number, cycle;        ///< from 1
  std::string description, reason;  ///< "Discharge at 1C until 2.5 V", "the voltage fell to 2.5 V"
  double begin, end;                ///< s
  double charge;                    ///< A h, positive charges
};

/// Sums over one cycle.
struct Cycle {
  std::size_t number;
  std::string name;
  double charge_in, charge_out;  ///< A h, both positive
  double energy_in, energy_out;  ///< W h
};

/// Everything that one run told, in memory: columns of equal length, one row a sample.
class Recording {
 public:
  enum class Outcome { finished, ended_by_rule, infeasible, physical_limit, failed, interrupted };

  Outcome outcome = Outcome::finished;
  std::string reason;  ///< a sentence
  std::vector<Column> columns;
  std::vector<Step> steps;
  std::vector<Cycle> cycles;

  std::size_t rows() const { return columns.empty() ? 0 : columns.front().values.size(); }
  /// The values of a column by its name: "Test Time", "Voltage", "Current", "Net Capacity", "Cycle Count", "Step
  /// Count", and those of the cell. @throws std::out_of_range that lists the names
  const std::vector<double>& operator[](std::string_view name) const;
};

struct RunOptions {
  double relative_tolerance = 0.0;  ///< 0: the usual one
};

/// Runs a protocol on a cell from its initial state. What the numbers or the protocol bring is the outcome.
/// @throws InputError when the protocol asks for what the cell does not have
Recording run(const Cell& cell, const Protocol& protocol, const RunOptions& options = {});

/// Impedance of a cell at rest at one frequency.
struct Impedance {
  double frequency;        ///< Hz
  std::complex<double> Z;  ///< of the whole cell, Ω; capacitive is negative
};

/// Impedance of a cell at rest in its initial state at `points` frequencies equally spaced in the logarithm, highest
/// first. @throws InputError when the range is none, or std::runtime_error when the cell has no state of rest
std::vector<Impedance> spectrum(const Cell& cell, double lowest_Hz = 1e-3, double highest_Hz = 1e5, int points = 81);

/// The same cell and protocol with one electrolyte after another.
struct Comparison {
  struct Row {
    std::string electrolyte;
    std::size_t cycle;                      ///< from 1
    std::vector<double> values;             ///< as `metrics`, with every input as written; NaN where there is none
    std::vector<double> low, median, high;  ///< over the samples: 5 %, 50 %, 95 %
  };
  std::vector<std::pair<std::string, std::string>> metrics;  ///< name, unit
  std::vector<Row> rows;
};

struct CompareOptions {
  std::size_t samples = 128;  ///< of the estimated inputs; 0: none
  unsigned threads = 0;       ///< 0: as many as there are cores; the numbers do not depend on it
};

/// @param cell         a file or a name of the library
/// @param electrolytes files, or names of the library
/// @throws InputError
Comparison compare(const std::string& cell, const std::vector<std::string>& electrolytes, const std::string& protocol,
                   const CompareOptions& options = {});

/// Version of the library, "0.1.0".
const char* version();

}  // namespace vitrion::api
