// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/inputs.hpp"
#include "apps/study/one_run.hpp"
#include "apps/study/sweep.hpp"
#include "apps/study/temperature_range.hpp"
#include "apps/study/unknowns.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrion {

/// What a comparison is asked to do.
struct CompareRequest {
  std::string cell;
  /// Files, or names of the library with or without "electrolytes/". Files of other kinds when `replace` says where.
  std::vector<std::string> electrolytes;
  /// Where electrolytes go: "all", "positive", "negative", or layers as "separator.0"; empty: the `electrolyte` of the
  /// cell and layers of the separator that name their own.
  std::vector<std::string> regions;
  std::string replace;   ///< a path of the cell that the files replace instead: "separator.0", "positive", "solution"
  std::string protocol;  ///< a file or sentences; empty for the default
  CellChanges changes;
  std::string thickness;           ///< of the separator; empty: as the file says
  std::vector<std::string> vary;   ///< each "path=lo:hi:n"
  std::string target;              ///< the metric that electrolytes are judged by; empty: see Comparison::target
  std::string range_rate = "C/5";  ///< at which the temperature range is looked for; "none": it is not
  std::size_t samples = 128;       ///< of the estimated inputs; 0: none
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: as many as there are cores. The results do not depend on it.
  /// Of the solver; unset: the usual one for the inputs as written, tolerance_of_samples for the samples.
  std::optional<double> relative_tolerance;
};

/// Median and the range that holds nine of ten results, over `count` samples.
struct Spread {
  std::size_t count = 0;
  double median = not_defined, low = not_defined, high = not_defined;
};

/// One estimated input, and what it does to the target at the highest rate.
struct Influence {
  Unknown input;
  std::size_t dimension;             ///< of the unit cube; equal for inputs that all electrolytes share
  double correlation = not_defined;  ///< Spearman's; NaN when nothing can be said
};

struct Tally {
  std::string what;
  std::size_t count = 0;
  std::string example;  ///< one of them in full
};

/// One electrolyte at one combination of swept values.
struct Variant {
  std::size_t electrolyte;      ///< index into Comparison::electrolytes
  std::vector<std::string> at;  ///< the values of the sweeps
  RunValues nominal;            ///< with every input as written, and its voltage curve
  std::vector<RunValues> samples;
  std::vector<std::vector<double>> points;  ///< [sample][influence], the value of each input in SI
  std::vector<std::vector<Spread>> cycles;  ///< [cycle][metric], over the samples
  Spread area_resistance, limiting_current;
  TemperatureRange range;                                          ///< with every input as written
  std::optional<std::pair<double, double>> conductivity_measured;  ///< K, between which its file says that it holds
  std::vector<Influence> influences;                               ///< the strongest first
  std::vector<LeftAlone> left_alone;
  std::vector<Tally> failures;  ///< samples without a result, by reason
  std::vector<Tally> cut;       ///< samples in which a step could not be done, by reason
};

/// How often the first of two electrolytes has more of the target than the second, in samples that share their inputs.
struct Duel {
  std::size_t first, second;  ///< electrolytes
  std::vector<std::string> at;
  std::size_t cycle;
  std::size_t wins = 0, ties = 0, losses = 0;  ///< a tie: equal to half a percent
};

/// What is compared: an electrolyte, or another part of the cell.
struct ComparedElectrolyte {
  std::string label;  ///< short and unique
  std::string name;   ///< as its file says
  std::filesystem::path file;
};

struct Comparison {
  std::string cell_name;
  std::vector<ComparedElectrolyte> electrolytes;
  std::vector<std::string> regions;  ///< that took them
  ProtocolInput protocol;
  std::vector<Sweep> sweeps;
  std::vector<SourceFile> files;
  Warnings warnings;
  std::vector<Metric> metrics;  ///< of cycles, of all cells together
  /// The metric that decides duels and influences: what was asked for, else the discharge capacity, or the mean
  /// discharge voltage in a cell without capacity. More of it is better.
  std::size_t target = discharge_capacity;
  std::size_t cycles = 0;         ///< the most that any run has
  std::size_t hardest = 0;        ///< the cycle with the highest discharge current
  std::vector<Variant> variants;  ///< sweep by sweep, the electrolytes next to each other
  std::vector<Duel> duels;
  bool interrupted = false;
  std::size_t runs = 0, runs_done = 0;  ///< asked for, and not interrupted
};

/// Called now and then by the thread that waits, with runs done and runs in all.
using CompareProgress = std::function<void(std::size_t, std::size_t)>;

/// Runs the same protocol on the same cell with each electrolyte, as written and over the ranges of what is only
/// estimated. Steps that a cell cannot do are skipped, so that the other rates are compared nevertheless. The same
/// request gives the same numbers to the last bit. `begins` is called when every input is read, the name of the cell
/// and the files are known, and nothing is computed yet. @throws InputError
Comparison compare_electrolytes(const CompareRequest& request, const std::atomic<bool>* stop,
                                const CompareProgress& progress, const std::function<void(const Comparison&)>& begins);

/// The value of a metric with every input as written; NaN where there is none.
double nominal_value(const Variant& variant, std::size_t cycle, std::size_t metric);

}  // namespace vitrion
