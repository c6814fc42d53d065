// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/compare/one_run.hpp"
#include "apps/compare/sweep.hpp"
#include "apps/compare/unknowns.hpp"
#include "apps/inputs.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace vitrion {

/// What a comparison is asked to do.
struct CompareRequest {
  std::string cell;
  std::vector<std::string> electrolytes;  ///< files, or names of the library with or without "electrolytes/"
  /// Where they go: "all", "positive", "negative", or layers as "separator.0"; empty: the `electrolyte` of the cell and
  /// layers of the separator that name their own.
  std::vector<std::string> regions;
  std::string protocol;  ///< a file or sentences; empty for the default
  CellChanges changes;
  std::string thickness;          ///< of the separator; empty: as the file says
  std::vector<std::string> vary;  ///< each "path=lo:hi:n"
  std::size_t samples = 128;      ///< of the estimated inputs; 0: none
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: as many as there are cores. The results do not depend on it.
  /// Of the solver; unset: the usual one for the inputs as written, tolerance_of_samples for the samples.
  std::optional<double> relative_tolerance;
};

/// Ten times the usual tolerance of the solver: it moves capacities by some 1e-4, typically, where the inputs that are
/// sampled move them by tens of percent, and it takes half the time. A sample that fails is tried again with the usual
/// one.
inline constexpr double tolerance_of_samples = 1e-3;

/// Median and the range that holds nine of ten results, over `count` samples.
struct Spread {
  std::size_t count = 0;
  double median = not_defined, low = not_defined, high = not_defined;
};

/// One estimated input, and what it does to the capacity at the highest rate.
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
  RunValues nominal;            ///< with every input as written
  std::vector<RunValues> samples;
  std::vector<std::vector<Spread>> cycles;  ///< [cycle][metric], over the samples
  Spread area_resistance, limiting_current;
  std::vector<Influence> influences;  ///< the strongest first
  std::vector<LeftAlone> left_alone;
  std::vector<Tally> failures;  ///< samples without a result, by reason
  std::vector<Tally> cut;       ///< samples in which a step could not be done, by step and reason
};

/// How often the first of two electrolytes has more capacity than the second, in samples that share their inputs.
struct Duel {
  std::size_t first, second;  ///< electrolytes
  std::vector<std::string> at;
  std::size_t cycle;
  std::size_t wins = 0, ties = 0, losses = 0;  ///< a tie: equal to half a percent
};

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
  std::vector<Metric> metrics;    ///< of cycles
  std::size_t cycles = 0;         ///< the most that any nominal run has
  std::size_t hardest = 0;        ///< the cycle with the highest discharge current
  std::vector<Variant> variants;  ///< sweep by sweep, the electrolytes next to each other
  std::vector<Duel> duels;
  bool interrupted = false;
};

/// Called now and then by the thread that waits, with runs done and runs in all.
using CompareProgress = std::function<void(std::size_t, std::size_t)>;

/// Runs the same protocol on the same cell with each electrolyte, as written and over the ranges of what is only
/// estimated. Steps that a cell cannot do are skipped, so that the other rates are compared nevertheless. The same
/// request gives the same numbers to the last bit. @throws InputError
Comparison compare_electrolytes(const CompareRequest& request, const std::atomic<bool>* stop = nullptr,
                                const CompareProgress& progress = {});

}  // namespace vitrion
