// SPDX-License-Identifier: BSD-3-Clause
// Discharges against converged solutions of the same equations by another code (numpy, logarithmic unknowns, BDF2 of
// its own); it is exact to 0.1 mV on the plateaus, 0.6 mV at the dip and 0.05 % in capacity.
#include "params/constants.hpp"
#include "params/documents/document.hpp"
#include "params/protocols/protocol.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <tuple>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double off_the_dip = 2e-3, at_the_dip = 5e-3, in_capacity = 5e-3;  // what is asked; V, V, relative

struct Discharge {
  Recording record;
  std::vector<double> Q, V;  ///< C m⁻², V

  /// V after a charge, linear between steps of the solver.
  double at(double charge) const {
    for (std::size_t i = 1; i < Q.size(); ++i)
      if (Q[i] >= charge) return V[i - 1] + (V[i] - V[i - 1]) * (charge - Q[i - 1]) / (Q[i] - Q[i - 1]);
    return V.back();
  }
};

Discharge discharge(Cell& cell, double current, double until, const Tolerances& tolerances = {.relative = 1e-4}) {
  Discharge result{run(cell, fmt::format("Discharge at {} A/m2 until {} V", current, until), tolerances), {}, {}};
  REQUIRE(result.record.result.outcome == ExperimentResult::Outcome::finished);
  for (const auto& row : result.record.rows) {
    result.Q.push_back(-row.Q);
    result.V.push_back(row.V);
  }
  return result;
}

struct Case {
  const char* cell;
  double current;                                 ///< A m⁻²
  std::vector<std::pair<double, double>> points;  ///< share of the theoretical capacity, V
  double dip, dip_at, hump, end;                  ///< V, share, V, share
};

const Case cases[] = {
    {"li-s-zhang",
     2.4286,
     {{.01, 2.2939},
      {.05, 2.2808},
      {.1, 2.2733},
      {.15, 2.2394},
      {.2, 2.1322},
      {.3, 2.0436},
      {.4, 2.0429},
      {.5, 2.0403},
      {.6, 2.0368},
      {.7, 2.0323},
      {.8, 2.0258},
      {.9, 2.0146}},
     2.0117,
     .2535,
     2.0439,
     .9906},
    {"li-s-zhang",
     12.143,
     {{.01, 2.1548},
      {.05, 2.1647},
      {.1, 2.1649},
      {.15, 2.1038},
      {.2, 1.9991},
      {.3, 1.9138},
      {.4, 1.9056},
      {.5, 1.8972},
      {.6, 1.8860},
      {.7, 1.8671},
      {.8, 1.7671}},
     1.8922,
     .2378,
     1.9160,
     .8096},
    {"li-s-kumaresan",
     0.394,
     {{.01, 2.3520},
      {.05, 2.3234},
      {.1, 2.3082},
      {.15, 2.2927},
      {.2, 2.1849},
      {.3, 2.1528},
      {.4, 2.1646},
      {.5, 2.1683},
      {.6, 2.1612},
      {.7, 2.1453}},
     2.1130,
     .2416,
     2.1685,
     .7847},
    {"li-s-kumaresan",
     1.97,
     {{.01, 2.2933},
      {.05, 2.2718},
      {.1, 2.2610},
      {.15, 2.2399},
      {.2, 2.1465},
      {.3, 2.0771},
      {.4, 2.0877},
      {.5, 2.0952},
      {.6, 2.0825}},
     2.0438,
     .2498,
     2.0954,
     .7003},
};

}  // namespace

TEST_CASE("discharges follow the converged references", "[lithium_sulfur][reference]") {
  for (const Case& c : cases) {
    INFO(c.cell << " at " << c.current << " A/m^2");
    const auto cell = library_cell(c.cell);
    const double capacity = cell->facts().electrodes[1].capacity;
    const Discharge d = discharge(*cell, c.current, 1.7);
    double squares = 0.0;
    for (const auto& [share, V] : c.points) {
      INFO("at " << share);
      squares += std::pow(d.at(share * capacity) - V, 2);
      CHECK(d.at(share * capacity) == Approx(V).margin(2.0 * off_the_dip));
    }
    CHECK(std::sqrt(squares / static_cast<double>(c.points.size())) < off_the_dip);
    double dip = 9.0, hump = 0.0;
    for (std::size_t i = 0; i < d.Q.size(); ++i) {
      const double share = d.Q[i] / capacity;
      if (share > 0.2 && share < 0.27) dip = std::min(dip, d.V[i]);
      if (share > 0.25) hump = std::max(hump, d.V[i]);
    }
    CHECK(dip == Approx(c.dip).margin(at_the_dip));
    CHECK(d.at(c.dip_at * capacity) == Approx(c.dip).margin(at_the_dip));
    CHECK(hump == Approx(c.hump).margin(off_the_dip));
    CHECK(d.Q.back() / capacity == Approx(c.end).epsilon(in_capacity));
  }
}

// Half, quarter, … of all volumes, refined beside the separator alike. The dip is where the mesh matters most.
TEST_CASE("discharges converge with the mesh, at least to first order", "[lithium_sulfur][order]") {
  const auto run_on = [](int n) {
    const auto cell = library_cell("li-s-zhang", {fmt::format("mesh={{separator: {}, positive: {}}}", n, 2 * n)});
    return discharge(*cell, 12.143, 1.7, {.relative = 1e-6});
  };
  const double capacity = library_cell("li-s-zhang")->facts().electrodes[1].capacity;
  const Discharge finest = run_on(40);
  const auto error = [&](const Discharge& d) {
    double sum = 0.0;
    for (int i = 1; i <= 15; ++i) sum += std::pow(d.at(0.05 * i * capacity) - finest.at(0.05 * i * capacity), 2);
    return std::sqrt(sum / 15.0);
  };
  const double coarse = error(run_on(5)), medium = error(run_on(10)), fine = error(run_on(20));
  const double order = std::log2(coarse / medium);
  INFO("rms errors " << coarse << ", " << medium << ", " << fine << " V; order " << order << ", "
                     << std::log2(medium / fine));
  CHECK(order > 1.0);
  CHECK(fine < 0.5e-3);
}

// 16 electrons for each S8 molecule, solid and dissolved.
TEST_CASE("the capacity of a cathode is that of its sulfur", "[lithium_sulfur][analytic]") {
  CHECK(library_cell("li-s-kumaresan")->facts().electrodes[1].capacity / 3600.0 ==
        Approx(22.964).epsilon(5e-5));  // traces of the other solids hold 2e-5 of the sulfur
  CHECK(library_cell("li-s-zhang")->facts().electrodes[1].capacity / 3600.0 == Approx(11.5955).epsilon(1e-5));
}

// 777 steps, 1199 residuals and 109 Jacobians, and a tenth more for other processors. 60 ms of solve are asked for.
TEST_CASE("a discharge at the default mesh and tolerance is this much work", "[lithium_sulfur][speed]") {
  const auto cell = library_cell("li-s-zhang");
  const ExperimentResult result = run_experiment(
      *cell,
      read_protocol(Document::parse("{kind: protocol, name: one, steps: [Discharge at 0.2C until 1.7 V]}", "test")), {},
      {});
  REQUIRE(result.outcome == ExperimentResult::Outcome::finished);
  CHECK(cell->system().layout().size() == 806);
  CHECK(result.statistics.steps < 860);
  CHECK(result.statistics.residuals < 1320);
  CHECK(result.statistics.jacobians < 120);
  CHECK(result.statistics.factorisations < 340);
  CHECK(result.statistics.linear_fallbacks < 6);  // 4, while the first state is made consistent
}

// 0.3 of solid sulfur become 0.54 of Li2S; there is room for 0.5.
TEST_CASE("a cathode whose pores close says which solid closed them", "[lithium_sulfur]") {
  const auto cell = library_cell("li-s-cycling", {"mesh={separator: 4, positive: 8}", "positive.porosity=0.2",
                                                  "positive.solids={S8: 0.3, Li2S: 1e-7}"});
  const Recording record = run(*cell, "Discharge at 1 A/m2 until 1.8 V");
  CHECK(record.result.outcome == ExperimentResult::Outcome::physical_limit);
  CHECK(record.result.reason.find("pores of the cathode blocked by Li2S") != std::string::npos);
}

// Tolerances from which many steps begin too long.
TEST_CASE("discharges finish at a coarse tolerance, too", "[lithium_sulfur][robust]") {
  for (const auto& [name, current, end] :
       {std::tuple{"li-s-kumaresan", 0.394, 164648.0}, std::tuple{"li-s-kumaresan", 1.97, 29396.0},
        std::tuple{"li-s-zhang", 2.4286, 17027.0}}) {
    INFO(name << " at " << current << " A/m^2");
    const auto cell = library_cell(name);
    const Recording record = run(*cell, fmt::format("Discharge at {} A/m2 until 1.7 V", current), {.relative = 1e-2});
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    CHECK(record.last().t == Approx(end).epsilon(1e-3));
  }
}
