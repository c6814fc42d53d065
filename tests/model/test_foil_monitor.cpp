// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/foil_monitor.hpp"
#include "tests/support/glass_foil.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::indicators;
using test::glass_cell;
using test::glass_state;
using test::horizon;
using test::hour;
using test::infinity;

namespace {

DendriteKnowledge knowledge_of(const DendriteInputs& inputs) {
  DendriteData data{.given = {}, .horizon = horizon};
  for (auto i = static_cast<std::size_t>(first_constant_input); i < input_count; ++i)
    if (const auto input = static_cast<Input>(i); inputs.known(input)) data.given.emplace_back(input, inputs[input]);
  DendriteKnowledge known;
  known.add(data);
  return known;
}

/// A monitor whose columns are asked for by name.
struct Watched {
  FoilMonitor monitor;
  std::vector<OutputName> names, summary_names;
  std::vector<double> row, summary;

  explicit Watched(const DendriteKnowledge& known) : monitor("Negative Foil", known) {
    monitor.append_names(names);
    monitor.append_summary_names(summary_names);
    REQUIRE(monitor.outputs() == names.size());
    REQUIRE(monitor.summaries() == summary_names.size());
    row.resize(names.size());
    summary.resize(summary_names.size());
  }
  void add(double t, const FoilState& state) { monitor.evaluate(t, state, row); }
  void take() { monitor.take_summary(summary); }

  static double of(const std::vector<OutputName>& names, const std::vector<double>& values, const std::string& what) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const OutputName& n) { return n.name == what + " At Negative Foil"; });
    REQUIRE(found != names.end());
    return values[static_cast<std::size_t>(found - names.begin())];
  }
  double now(const std::string& what) const { return of(names, row, what); }
  double taken(const std::string& what) const { return of(summary_names, summary, what); }
};

const WorstIndicator& of(const FoilReport& report, Indicator indicator) {
  return report.indicators.at(static_cast<std::size_t>(indicator));
}

const double J_lim = glass_state(1.0).J_lim;

}  // namespace

TEST_CASE("foil monitor: an indicator has a column when its inputs are known, with its unit and its foil",
          "[model][indicators]") {
  const Watched bare{DendriteKnowledge()};
  std::vector<std::string> names;
  for (const OutputName& name : bare.names) {
    names.push_back(name.name + ", " + name.unit);
    CHECK(name.group == OutputGroup::dendrite);
  }
  // Thickness, metal and microstructure are not known: what needs only the state of the foil is left.
  CHECK(names ==
        std::vector<std::string>{"Salt At Foil Over Salt At Rest At Negative Foil, 1",
                                 "Current Over Limiting Current At Negative Foil, 1", "Sand's Time At Negative Foil, s",
                                 "Ramified Front Velocity At Negative Foil, m/s",
                                 "Tip Over Flat Current At Negative Foil, 1", "Contact Fraction At Negative Foil, 1"});
  REQUIRE(bare.summary_names.size() == names.size() + 6);
  CHECK(bare.summary_names[1].name == "Worst Current Over Limiting Current At Negative Foil");
  CHECK(bare.summary_names[2].unit == "s");
  CHECK(bare.summary_names[6].name == "Throughput In Cycle At Negative Foil");
  CHECK(bare.summary_names[6].unit == "C/m^2");
  CHECK(bare.summary_names.back().name == "Probability Of Short Before Horizon By Mean Current At Negative Foil");

  const Watched glass(knowledge_of(glass_cell()));
  CHECK(glass.names.size() > names.size());
  CHECK(std::none_of(glass.names.begin(), glass.names.end(),
                     [](const OutputName& n) { return n.name.starts_with("Stripping Current Over"); }));
}

TEST_CASE("foil monitor: a sample is what the assessment says of it, with the throughput so far",
          "[model][indicators]") {
  Watched foil(knowledge_of(glass_cell()));
  foil.add(0.0, glass_state(1.0));
  foil.add(100.0 * hour, glass_state(1.0));
  FoilState state = glass_state(1.0);
  state.throughput = 100.0 * hour;
  Assessment expected;
  foil.monitor.assessment().evaluate(state, expected);
  for (const Indicator indicator :
       {Indicator::salt_at_foil, Indicator::current_over_limit, Indicator::elastic_instability, Indicator::tip_radius,
        Indicator::overpotential_over_fracture, Indicator::median_time_to_short, Indicator::shorted_so_far}) {
    INFO(spec_of(indicator).name);
    CHECK(foil.now(std::string(spec_of(indicator).name)) == expected[indicator].value);
  }
  CHECK(expected[Indicator::shorted_so_far].value > 0.0);
}

TEST_CASE("foil monitor: a cycle keeps its own worst and throughput, and begins where the last one ended",
          "[model][indicators]") {
  Watched foil(knowledge_of(glass_cell()));
  foil.add(0.0, glass_state(0.2 * J_lim));
  foil.add(100.0, glass_state(0.2 * J_lim));
  foil.take();
  CHECK(foil.taken("Worst Current Over Limiting Current") == Approx(0.2));
  CHECK(foil.taken("Worst Salt At Foil Over Salt At Rest") == Approx(0.8));
  CHECK(foil.taken("Throughput In Cycle") == Approx(20.0 * J_lim));

  foil.add(200.0, glass_state(-0.1 * J_lim));  // through zero: 5 J_lim·s of the triangles of 66.7 s and 33.3 s
  foil.add(300.0, glass_state(-0.1 * J_lim));
  foil.take();
  const double second = (0.2 * 200.0 / 3.0 / 2.0 + 0.1 * 100.0 / 3.0 / 2.0 + 10.0) * J_lim;
  CHECK(foil.taken("Throughput In Cycle") == Approx(second));
  CHECK(foil.taken("Throughput So Far") == Approx(20.0 * J_lim + second));
  CHECK(foil.taken("Worst Current Over Limiting Current") == Approx(0.2));  // at its first moment

  foil.add(400.0, glass_state(-0.1 * J_lim));
  foil.take();
  CHECK(foil.taken("Worst Current Over Limiting Current") == 0.0);  // it only strips
  CHECK(foil.taken("Worst Salt At Foil Over Salt At Rest") == Approx(1.1));
}

TEST_CASE("foil monitor: the times to short of a summary are those at the mean current since the start",
          "[model][indicators][analytic]") {
  Watched foil(knowledge_of(glass_cell()));
  foil.add(0.0, glass_state(1.0));
  foil.add(10.0 * hour, glass_state(1.0));
  foil.take();
  // The calibration: 217 h at 1 A/m².
  CHECK(foil.taken("50 % Time To Short") / hour == Approx(217.0).margin(0.5));
  const TimeToShort one = *foil.monitor.assessment().time_to_short(1.0);
  CHECK(foil.taken("5 % Time To Short") == Approx(one.p05));
  CHECK(foil.taken("95 % Time To Short") == Approx(one.p95));
  CHECK(foil.taken("Probability Of Short Before Horizon By Mean Current") == Approx(one.probability));

  foil.add(10.0 * hour, glass_state(0.0));
  foil.add(20.0 * hour, glass_state(0.0));  // as long at rest: half the mean current, twice the time
  foil.take();
  CHECK(foil.taken("50 % Time To Short") == Approx(2.0 * one.median));
}

TEST_CASE("foil monitor: what is not known of the structure leaves the times to short undefined",
          "[model][indicators]") {
  Watched foil{DendriteKnowledge()};
  foil.add(0.0, glass_state(1.0));
  foil.add(10.0, glass_state(1.0));
  foil.take();
  CHECK(foil.taken("Throughput In Cycle") == Approx(10.0));
  for (const char* what : {"5 % Time To Short", "50 % Time To Short", "95 % Time To Short",
                           "Probability Of Short Before Horizon By Mean Current"})
    CHECK(std::isnan(foil.taken(what)));
  CHECK_FALSE(foil.monitor.report().time_to_short);
}

TEST_CASE("foil monitor: the report keeps the worst of all cycles and of the open one", "[model][indicators]") {
  Watched foil(knowledge_of(glass_cell()));
  foil.add(0.0, glass_state(0.1 * J_lim));
  foil.add(10.0, glass_state(1.5 * J_lim));
  foil.add(30.0, glass_state(1.5 * J_lim));
  foil.add(30.0, glass_state(0.1 * J_lim));
  foil.take();
  foil.add(40.0, glass_state(0.1 * J_lim));
  foil.take();
  foil.add(40.0, glass_state(1.2 * J_lim));
  foil.add(45.0, glass_state(1.2 * J_lim));

  const FoilReport report = foil.monitor.report();
  CHECK(report.foil == "Negative Foil");
  CHECK(report.indicators.size() == indicator_count);
  CHECK(report.duration == 45.0);
  CHECK(report.horizon == horizon);
  CHECK(report.throughput == Approx((0.8 * 10.0 + 1.5 * 20.0 + 0.1 * 10.0 + 1.2 * 5.0) * J_lim));
  CHECK(report.mean_current == Approx(report.throughput / 45.0));
  const WorstIndicator& limit = of(report, Indicator::current_over_limit);
  CHECK(limit.row.value.value == Approx(1.5));
  CHECK(limit.row.value.grade == Grade::high);
  CHECK(limit.time == 10.0);
  CHECK(limit.time_high == Approx(5.0 + 20.0 + 5.0));  // half of the way up, at 1.5, at 1.2
  CHECK(report.salt_depletion_alone.starts_with("salt depletion alone: short after "));
  CHECK(of(report, Indicator::median_time_to_short).row.calibrated);
  CHECK(of(report, Indicator::stripping_over_creep).row.value.regime == "an input is not known");

  foil.take();  // what was open belongs to a cycle now, and the run is what it was
  const FoilReport closed = foil.monitor.report();
  CHECK(of(closed, Indicator::current_over_limit).time_high == limit.time_high);
  CHECK(closed.throughput == report.throughput);
}

TEST_CASE("foil monitor: a sample before the last one begins another run", "[model][indicators]") {
  Watched foil(knowledge_of(glass_cell()));
  foil.add(0.0, glass_state(1.5 * J_lim));
  foil.add(10.0, glass_state(1.5 * J_lim));
  foil.take();
  foil.add(0.0, glass_state(1.0));
  foil.add(60.0, glass_state(1.0));
  const FoilReport report = foil.monitor.report();
  CHECK(report.throughput == Approx(60.0));
  CHECK(of(report, Indicator::current_over_limit).row.value.value == Approx(1.0 / J_lim));
  CHECK(of(report, Indicator::current_over_limit).time_high == 0.0);
  foil.take();
  CHECK(foil.taken("Throughput In Cycle") == Approx(60.0));
}

TEST_CASE("foil monitor: it may be moved while it watches", "[model][indicators]") {
  Watched foil(knowledge_of(glass_cell()));
  foil.add(0.0, glass_state(1.0));
  std::vector<FoilMonitor> elsewhere;
  elsewhere.push_back(std::move(foil.monitor));
  elsewhere[0].evaluate(60.0, glass_state(1.0), foil.row);
  CHECK(foil.now("Current Over Limiting Current") == Approx(1.0 / J_lim));
  CHECK(elsewhere[0].report().throughput == Approx(60.0));
}

TEST_CASE("foil monitor: a single-ion conductor never runs out of salt", "[model][indicators][limit]") {
  Watched foil(knowledge_of(glass_cell()));
  FoilState state = glass_state(100.0);
  state.J_lim = infinity;
  state.t_plus = 1.0;
  foil.add(0.0, state);
  CHECK(foil.now("Current Over Limiting Current") == 0.0);
  CHECK(foil.now("Sand's Time") == infinity);
  CHECK(foil.now("Time To Short By Salt Depletion") == infinity);
  CHECK(std::isnan(foil.now("Salt At Foil Over Salt At Rest")));
}
