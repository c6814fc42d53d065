// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/compare.hpp"

#include "apps/study/parallel.hpp"
#include "apps/study/statistics.hpp"
#include "apps/study/summary.hpp"
#include "apps/study/variants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <thread>

namespace vitrion {
namespace {

/// Numbers the inputs that vary independently: those of the cell are the same whatever the electrolyte, those of an
/// electrolyte are its own.
class Dimensions {
 public:
  explicit Dimensions(const Comparison& comparison) : comparison_(comparison) {}

  std::size_t of(const PreparedVariant& variant, const Unknown& unknown) {
    std::string name = unknown.path;
    for (const std::string& place : comparison_.regions) {
      if (!unknown.path.starts_with(place + ".")) continue;
      // An electrolyte that stands in several regions is one and the same unknown.
      name = comparison_.electrolytes[variant.electrolyte].label + ":" + unknown.path.substr(place.size());
    }
    return numbers_.try_emplace(name, numbers_.size()).first->second;
  }
  std::size_t count() const { return numbers_.size(); }

 private:
  const Comparison& comparison_;
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace

double nominal_value(const Variant& variant, std::size_t cycle, std::size_t metric) {
  return variant.nominal.computed && cycle < variant.nominal.cycles.size()
             ? variant.nominal.cycles[cycle].values[metric]
             : not_defined;
}

Comparison compare_electrolytes(const CompareRequest& request, const std::atomic<bool>* stop,
                                const CompareProgress& progress, const std::function<void(const Comparison&)>& begins) {
  Comparison comparison;
  const std::vector<PreparedVariant> prepared = prepare_variants(request, comparison);
  Dimensions dimensions(comparison);
  for (const PreparedVariant& from : prepared) {
    Variant& variant = comparison.variants.emplace_back();
    variant.electrolyte = from.electrolyte;
    variant.at = from.at;
    variant.conductivity_measured = from.conductivity_measured;
    variant.left_alone = from.unknowns.left_alone;
    for (const Unknown& unknown : from.unknowns.sampled)
      variant.influences.push_back({unknown, dimensions.of(from, unknown)});
  }
  if (dimensions.count() > most_dimensions())
    throw InputError({}, fmt::format("{} estimated inputs are too many", dimensions.count()),
                     fmt::format("{} can be sampled: fix some with --set", most_dimensions()));
  const std::size_t samples = dimensions.count() > 0 ? request.samples : 0;
  const auto points = unit_cube_points(samples, dimensions.count(), request.seed);
  for (Variant& variant : comparison.variants) variant.samples.resize(samples);

  begins(comparison);

  // The runs as written come first, with the search for temperatures; then sample by sample, so that an interruption
  // leaves complete pairs.
  const std::size_t variants = prepared.size(), runs = variants * (1 + samples);
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned threads =
      static_cast<unsigned>(std::min<std::size_t>(runs, request.threads > 0 ? request.threads : cores));
  const double usual = request.relative_tolerance.value_or(Tolerances{}.relative);
  const double of_samples = request.relative_tolerance.value_or(tolerance_of_samples);
  std::atomic<std::size_t> runs_done{0};
  const auto run_task = [&](std::size_t task) {
    if (stop && stop->load(std::memory_order_relaxed)) return;
    const PreparedVariant& from = prepared[task % variants];
    Variant& variant = comparison.variants[task % variants];
    if (task < variants) {
      variant.nominal = run_once(from.document, from.protocol, comparison.metrics, usual, true, stop);
      if (!variant.nominal.interrupted) ++runs_done;
      if (request.range_rate != no_range)
        variant.range = temperature_range(from.document, from.temperature, request.range_rate, stop);
      return;
    }
    RunValues& result = variant.samples[task / variants - 1];
    const std::vector<double>& point = points[task / variants - 1];
    Document document = from.document;
    for (const Influence& influence : variant.influences)
      document.set(influence.input.assignment(point[influence.dimension]));
    result = run_once(document, from.protocol, comparison.metrics, of_samples, false, stop);
    if (!result.computed && !result.interrupted && of_samples != usual)
      result = run_once(document, from.protocol, comparison.metrics, usual, false, stop);
    if (!result.interrupted) ++runs_done;
  };
  do_all(runs, threads, run_task, progress);
  comparison.runs = runs;
  comparison.runs_done = runs_done;
  summarise(comparison, prepared.front(), points);
  return comparison;
}

}  // namespace vitrion
