// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/summary.hpp"

#include "apps/study/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace vitrion {
namespace {

constexpr double low_quantile = 0.05, high_quantile = 0.95;
/// Values of the target nearer to each other than this are equal: some samples are not computed more accurately.
constexpr double equal_values = 5e-3;

Spread spread_of(const std::vector<double>& values) {
  return {values.size(), quantile(values, 0.5), quantile(values, low_quantile), quantile(values, high_quantile)};
}

double value_of(const RunValues& run, std::size_t cycle, std::size_t metric) {
  return run.computed && cycle < run.cycles.size() ? run.cycles[cycle].values[metric] : not_defined;
}

/// Over the samples that have the value at all. @param value  of a RunValues
template <class Value>
Spread spread_over(const Variant& variant, const Value& value) {
  std::vector<double> values;
  for (const RunValues& run : variant.samples) {
    const double one = run.computed ? value(run) : not_defined;
    if (!std::isnan(one)) values.push_back(one);
  }
  return spread_of(values);
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

void count_troubles(Variant& variant) {
  for (const RunValues& run : variant.samples) {
    if (!run.computed) count(variant.failures, run.kind, run.reason);
    std::vector<std::string> said;
    for (const CutStep& cut : run.cut) {
      if (std::find(said.begin(), said.end(), cut.reason) != said.end()) continue;
      said.push_back(cut.reason);
      count(variant.cut, cut.reason, cut.description);
    }
  }
}

void find_influences(Variant& variant, const Comparison& comparison, const std::vector<std::vector<double>>& points) {
  for (Influence& influence : variant.influences) {
    std::vector<double> input, result;
    for (std::size_t s = 0; s < variant.samples.size(); ++s) {
      const double value = value_of(variant.samples[s], comparison.hardest, comparison.target);
      if (std::isnan(value)) continue;
      result.push_back(value);
      input.push_back(points[s][influence.dimension]);
    }
    influence.correlation = rank_correlation(input, result);
  }
  const auto size = [](const Influence& i) { return std::isnan(i.correlation) ? -1.0 : std::abs(i.correlation); };
  std::stable_sort(variant.influences.begin(), variant.influences.end(),
                   [&](const Influence& a, const Influence& b) { return size(a) > size(b); });
  for (const std::vector<double>& point : points) {
    std::vector<double>& values = variant.points.emplace_back();
    for (const Influence& influence : variant.influences)
      values.push_back(influence.input.value(point[influence.dimension]));
  }
}

Duel duel(const Variant& a, const Variant& b, std::size_t cycle, std::size_t target) {
  Duel duel{a.electrolyte, b.electrolyte, a.at, cycle};
  for (std::size_t s = 0; s < std::min(a.samples.size(), b.samples.size()); ++s) {
    const double x = value_of(a.samples[s], cycle, target), y = value_of(b.samples[s], cycle, target);
    if (std::isnan(x) || std::isnan(y)) continue;
    if (x == y || std::abs(x - y) <= equal_values * std::max(std::abs(x), std::abs(y))) {
      ++duel.ties;
    } else {
      ++(x > y ? duel.wins : duel.losses);
    }
  }
  return duel;
}

}  // namespace

void summarise(Comparison& comparison, const PreparedVariant& first, const std::vector<std::vector<double>>& points) {
  for (const Variant& variant : comparison.variants) {
    comparison.cycles = std::max(comparison.cycles, variant.nominal.cycles.size());
    comparison.interrupted = comparison.interrupted || variant.nominal.interrupted;
    for (const RunValues& run : variant.samples) {
      comparison.cycles = std::max(comparison.cycles, run.cycles.size());
      comparison.interrupted = comparison.interrupted || run.interrupted;
    }
  }
  comparison.hardest = hardest_cycle(first, comparison.cycles);
  for (Variant& variant : comparison.variants) {
    variant.cycles.assign(comparison.cycles, std::vector<Spread>(comparison.metrics.size()));
    for (std::size_t c = 0; c < comparison.cycles; ++c)
      for (std::size_t m = 0; m < comparison.metrics.size(); ++m)
        variant.cycles[c][m] = spread_over(variant, [&](const RunValues& run) { return value_of(run, c, m); });
    variant.area_resistance = spread_over(variant, [](const RunValues& run) { return run.separator.area_resistance; });
    variant.limiting_current =
        spread_over(variant, [](const RunValues& run) { return run.separator.limiting_current; });
    count_troubles(variant);
    find_influences(variant, comparison, points);
  }
  if (points.empty()) return;
  const std::size_t n = comparison.electrolytes.size();
  for (std::size_t begin = 0; begin < comparison.variants.size(); begin += n)
    for (std::size_t i = begin; i < begin + n; ++i)
      for (std::size_t j = i + 1; j < begin + n; ++j)
        for (std::size_t c = 0; c < comparison.cycles; ++c)
          comparison.duels.push_back(duel(comparison.variants[i], comparison.variants[j], c, comparison.target));
}

}  // namespace vitrion
