// SPDX-License-Identifier: BSD-3-Clause
#include "apps/compare/compare.hpp"

#include "apps/compare/statistics.hpp"
#include "apps/compare/variants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace vitrion {
namespace {

constexpr double low_quantile = 0.05, high_quantile = 0.95;
/// Capacities nearer to each other than this are equal: some samples are not computed more accurately.
constexpr double equal_capacities = 5e-3;

/// Does `count` tasks on some threads; the calling one waits and reports progress.
void do_all(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& task,
            const CompareProgress& progress) {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<std::size_t> next{0};
  std::size_t running = threads;
  std::atomic<std::size_t> done{0};
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) {
        task(i);
        ++done;
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = count;
    }
    const std::lock_guard lock(mutex);
    --running;
    changed.notify_one();
  };
  {
    std::vector<std::jthread> pool;
    for (unsigned k = 0; k < threads; ++k) pool.emplace_back(work);
    std::unique_lock lock(mutex);
    while (!changed.wait_for(lock, std::chrono::milliseconds(200), [&] { return running == 0; }))
      if (progress) progress(done, count);
  }
  if (failure) std::rethrow_exception(failure);
}

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

Spread spread_of(const std::vector<double>& values) {
  return {values.size(), quantile(values, 0.5), quantile(values, low_quantile), quantile(values, high_quantile)};
}

double value_of(const RunValues& run, std::size_t cycle, std::size_t metric) {
  return run.computed && cycle < run.cycles.size() ? run.cycles[cycle].values[metric] : not_defined;
}

/// The cycle, from 0, whose discharge asks for the highest current; of equal ones the last.
std::size_t hardest_cycle(const PreparedVariant& variant, std::size_t cycles) {
  const Table table(variant.document);
  const CellFacts facts = make_cell(table)->facts();
  ProtocolOrder order(variant.protocol);
  std::size_t hardest = cycles > 0 ? cycles - 1 : 0;
  double most = 0.0;
  while (const auto executed = order.next()) {
    const auto cycle = static_cast<std::size_t>(executed->cycle);
    if (cycle > cycles) break;
    if (executed->step->direction() >= 0 || executed->step->control.kind != Control::Kind::current) continue;
    const Step step = resolve(*executed->step, {facts.area, facts.reference_capacity, facts.active_mass});
    if (std::abs(step.control.amount.value) >= most) {
      most = std::abs(step.control.amount.value);
      hardest = cycle - 1;
    }
  }
  return hardest;
}

void count(std::vector<Tally>& tallies, const std::string& what, const std::string& example) {
  const auto found = std::find_if(tallies.begin(), tallies.end(), [&](const Tally& t) { return t.what == what; });
  if (found == tallies.end()) {
    tallies.push_back({what, 1, example});
  } else {
    ++found->count;
  }
}

void summarise(Variant& variant, const Comparison& comparison, const std::vector<std::vector<double>>& points) {
  std::vector<double> values;
  variant.cycles.assign(comparison.cycles, std::vector<Spread>(comparison.metrics.size()));
  for (std::size_t c = 0; c < comparison.cycles; ++c) {
    for (std::size_t m = 0; m < comparison.metrics.size(); ++m) {
      values.clear();
      for (const RunValues& run : variant.samples)
        if (const double value = value_of(run, c, m); !std::isnan(value)) values.push_back(value);
      variant.cycles[c][m] = spread_of(values);
    }
  }
  const auto separator = [&](double SeparatorFacts::*fact) {
    values.clear();
    for (const RunValues& run : variant.samples)
      if (run.computed && !std::isnan(run.separator.*fact)) values.push_back(run.separator.*fact);
    return spread_of(values);
  };
  variant.area_resistance = separator(&SeparatorFacts::area_resistance);
  variant.limiting_current = separator(&SeparatorFacts::limiting_current);

  for (const RunValues& run : variant.samples) {
    if (!run.computed) count(variant.failures, run.kind, run.reason);
    std::vector<std::string> said;
    for (const CutStep& cut : run.cut) {
      if (std::find(said.begin(), said.end(), cut.what) != said.end()) continue;
      said.push_back(cut.what);
      count(variant.cut, cut.what, cut.what);
    }
  }

  for (Influence& influence : variant.influences) {
    std::vector<double> input, capacity;
    for (std::size_t s = 0; s < variant.samples.size(); ++s) {
      const double value = value_of(variant.samples[s], comparison.hardest, discharge_capacity);
      if (std::isnan(value)) continue;
      capacity.push_back(value);
      input.push_back(points[s][influence.dimension]);
    }
    influence.correlation = rank_correlation(input, capacity);
  }
  const auto size = [](const Influence& i) { return std::isnan(i.correlation) ? -1.0 : std::abs(i.correlation); };
  std::stable_sort(variant.influences.begin(), variant.influences.end(),
                   [&](const Influence& a, const Influence& b) { return size(a) > size(b); });
}

std::vector<Duel> duels(const Comparison& comparison) {
  std::vector<Duel> all;
  const std::size_t n = comparison.electrolytes.size();
  for (std::size_t first = 0; first < comparison.variants.size(); first += n) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        const Variant &a = comparison.variants[first + i], &b = comparison.variants[first + j];
        for (std::size_t c = 0; c < comparison.cycles; ++c) {
          Duel duel{i, j, a.at, c};
          for (std::size_t s = 0; s < std::min(a.samples.size(), b.samples.size()); ++s) {
            const double x = value_of(a.samples[s], c, discharge_capacity);
            const double y = value_of(b.samples[s], c, discharge_capacity);
            if (std::isnan(x) || std::isnan(y)) continue;
            if (std::abs(x - y) <= equal_capacities * std::max(x, y)) {
              ++duel.ties;
            } else {
              ++(x > y ? duel.wins : duel.losses);
            }
          }
          all.push_back(duel);
        }
      }
    }
  }
  return all;
}

}  // namespace

Comparison compare_electrolytes(const CompareRequest& request, const std::atomic<bool>* stop,
                                const CompareProgress& progress) {
  Comparison comparison;
  const std::vector<PreparedVariant> prepared = prepare_variants(request, comparison);
  Dimensions dimensions(comparison);
  for (const PreparedVariant& from : prepared) {
    Variant& variant = comparison.variants.emplace_back();
    variant.electrolyte = from.electrolyte;
    variant.at = from.at;
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

  // The runs as written come first; then sample by sample, so that an interruption leaves complete pairs.
  const std::size_t variants = prepared.size(), runs = variants * (1 + samples);
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned threads =
      static_cast<unsigned>(std::min<std::size_t>(runs, request.threads > 0 ? request.threads : cores));
  const double usual = request.relative_tolerance.value_or(Tolerances{}.relative);
  const double of_samples = request.relative_tolerance.value_or(tolerance_of_samples);
  const auto run_task = [&](std::size_t task) {
    if (stop && stop->load(std::memory_order_relaxed)) return;
    const PreparedVariant& from = prepared[task % variants];
    Variant& variant = comparison.variants[task % variants];
    if (task < variants) {
      variant.nominal = run_once(from.document, from.protocol, usual, stop);
      return;
    }
    RunValues& result = variant.samples[task / variants - 1];
    const std::vector<double>& point = points[task / variants - 1];
    Document document = from.document;
    for (const Influence& influence : variant.influences)
      document.set(influence.input.assignment(point[influence.dimension]));
    result = run_once(document, from.protocol, of_samples, stop);
    if (!result.computed && !result.interrupted && of_samples != usual)
      result = run_once(document, from.protocol, usual, stop);
  };
  do_all(runs, threads, run_task, progress);

  for (const Variant& variant : comparison.variants) {
    comparison.cycles = std::max(comparison.cycles, variant.nominal.cycles.size());
    comparison.interrupted = comparison.interrupted || variant.nominal.interrupted;
    for (const RunValues& run : variant.samples) {
      comparison.cycles = std::max(comparison.cycles, run.cycles.size());
      comparison.interrupted = comparison.interrupted || run.interrupted;
    }
  }
  comparison.hardest = hardest_cycle(prepared.front(), comparison.cycles);
  for (Variant& variant : comparison.variants) summarise(variant, comparison, points);
  if (samples > 0) comparison.duels = duels(comparison);
  return comparison;
}

}  // namespace vitrion
