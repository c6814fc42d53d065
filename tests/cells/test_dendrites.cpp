// SPDX-License-Identifier: BSD-3-Clause
// Dendrite indicators at the foils of whole cells.
#include "apps/report/foil_table.hpp"
#include "params/constants.hpp"
#include "params/documents/document.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

using namespace vitrion;
using namespace vitrion::test;
using indicators::FoilReport;
using indicators::Grade;
using indicators::Indicator;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

const indicators::WorstIndicator& of(const FoilReport& report, Indicator indicator) {
  return report.indicators.at(static_cast<std::size_t>(indicator));
}

/// The published test of the Li | Li cells: 0.1 mA/cm², an hour each way.
Recording symmetric_cycling(Cell& cell, int hours) {
  std::string sentences;
  for (int h = 0; h < hours; ++h)
    sentences += fmt::format("{}{} at 0.1 mA/cm2 for 1 h (1 h period)", h ? "; " : "", h % 2 ? "Discharge" : "Charge");
  return run(cell, sentences);
}

double summary_of(const Cell& cell, const CycleReport& cycle, const std::string& name) {
  const auto names = cell.summary_names();
  const auto found = std::find_if(names.begin(), names.end(), [&](const OutputName& n) { return n.name == name; });
  REQUIRE(found != names.end());
  return cycle.summary.at(static_cast<std::size_t>(found - names.begin()));
}

std::string symmetric(const std::string& dendrites = "") {
  std::string cell = symmetric_cell(binary(0.0161, 8.05e-12, 0.6, 260.0), layer("glass", 50e-6, 5), 20.0, 303.15);
  if (!dendrites.empty()) cell.insert(cell.size() - 1, ", dendrites: {" + dendrites + "}");
  return cell;
}

}  // namespace

// One parameter of each composite is fitted to these two numbers; what is checked is that the simulated throughput,
// with all its steps, brings them out again. Relaxed currents at the half-cycle boundaries do not exist here: the
// throughput is J t to round-off.
TEST_CASE("half of the crystal's symmetric cells have shorted at 217 h, under 5 % of the glass's before 400 h",
          "[dendrites][calibration]") {
  const auto crystal = library_cell("li-li-symmetric-zif4-crystal"), glass = library_cell("li-li-symmetric-zif4-glass");
  const std::string so_far = "Probability Of Short So Far At Negative Foil";
  const Recording short_one = symmetric_cycling(*crystal, 218);
  REQUIRE(short_one.result.outcome == ExperimentResult::Outcome::finished);
  const auto crossed = std::find_if(short_one.rows.begin(), short_one.rows.end(),
                                    [&](const auto& row) { return short_one.output(row, so_far) >= 0.5; });
  REQUIRE(crossed != short_one.rows.end());
  CHECK(crossed->t / 3600.0 == Approx(217.0).margin(8.0));  // the likelihood of one short is largest near its median

  const Recording long_one = symmetric_cycling(*glass, 400);
  REQUIRE(long_one.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(long_one.output(long_one.last(), so_far) < 0.05);
  // All lives at once: the bound of 500 cycles at 1C is used to its full, and 400 h do not contradict it.
  const FoilReport of_glass = glass->foil_reports().at(0);
  REQUIRE(of_glass.race);
  CHECK(of_glass.race->probability(580.0 * 36000.0) == Approx(0.05).margin(0.001));
  REQUIRE(of_glass.calibration);
  CHECK(of_glass.calibration->upper_bound);
  CHECK_FALSE(of_glass.calibration->contradictory());

  for (const auto* cell : {crystal.get(), glass.get()}) {
    const FoilReport report = cell->foil_reports().at(0);
    CHECK(report.foil == "Negative Foil");
    CHECK(of(report, Indicator::median_time_to_short).row.calibrated);
    CHECK_FALSE(of(report, Indicator::current_over_limit).row.calibrated);
    CHECK(of(report, Indicator::salt_time_to_short).row.value.value == infinity);
    CHECK(report.salt_depletion_alone.starts_with("salt depletion alone: no short, at 0."));
    const std::string table = foil_table(report);
    CHECK(table.find("calibrated on times to short, so that these are reproduced and not predicted: current_scatter") !=
          std::string::npos);
    CHECK(table.find(report.salt_depletion_alone) != std::string::npos);
    CHECK(table.find("nan") == std::string::npos);
  }
}

TEST_CASE("a cycle sums up the throughput of a foil and keeps its worst", "[dendrites]") {
  const auto cell = library_cell("li-li-symmetric-zif4-glass");
  const Recording record = run(*cell,
                               "Charge at 1 A/m2 for 30 min; Discharge at 2 A/m2 for 15 min; "
                               "Charge at 1 A/m2 for 30 min; Discharge at 2 A/m2 for 15 min");
  REQUIRE(record.cycles.size() == 2);
  for (const std::string side : {"Negative", "Positive"}) {
    for (const CycleReport& cycle : record.cycles) {
      const auto value = [&](const std::string& name) {
        return summary_of(*cell, cycle, name + " At " + side + " Foil");
      };
      CHECK(value("Throughput In Cycle") == Approx(3600.0).epsilon(1e-9));
      CHECK(value("Throughput So Far") == Approx(3600.0 * static_cast<double>(cycle.cycle)).epsilon(1e-9));
      CHECK(value("50 % Time To Short") > value("5 % Time To Short"));
      CHECK(value("Worst Salt Depletion Time") == infinity);
    }
    // Each foil plates at its own current: the negative one while the cell charges.
    const double plating = side == "Negative" ? 1.0 : 2.0;
    const double J_lim = 2.0 * faraday * 8.05e-12 * 260.0 / (0.4 * 50e-6);
    CHECK(summary_of(*cell, record.cycles[1], "Worst Current Over Limiting Current At " + side + " Foil") ==
          Approx(plating / J_lim).epsilon(1e-6));
  }
}

TEST_CASE("a cell beyond its limiting current says when its salt runs out, and that it then shorts", "[dendrites]") {
  const char* id = "B2.finite_cell_depletion_time";
  const double J = worked_input(id, "J_over_Jlim") * worked_output("B2.limiting_current", "J_lim");
  const auto cell =
      cell_from(symmetric_cell(binary(0.1, worked_input(id, "D"), worked_input(id, "t_plus"), worked_input(id, "c0")),
                               layer("layer", worked_input(id, "L"), 20), 30.0, 298.15));
  const Recording record = run(*cell, fmt::format("Charge at {} A/m2 for 10 s", J));
  const auto& row = record.last();
  CHECK(record.output(row, "Salt Depletion Time At Negative Foil") == Approx(worked_output(id, "t_dep")).epsilon(1e-6));
  CHECK(record.output(row, "Current Over Limiting Current At Negative Foil") ==
        Approx(worked_input(id, "J_over_Jlim")).epsilon(1e-6));
  // The foil that strips is in no danger from its salt.
  CHECK(record.output(row, "Salt Depletion Time At Positive Foil") == infinity);
  CHECK(of(cell->foil_reports()[0], Indicator::current_over_limit).row.value.grade == Grade::high);
  CHECK(of(cell->foil_reports()[1], Indicator::current_over_limit).row.value.grade == Grade::low);
}

// Kasemchainan et al.: beyond 0.2 mA/cm² at 3 MPa voids gather from cycle to cycle, below it none form.
TEST_CASE("lithium on Li6PS5Cl loses contact beyond the measured stripping current, and keeps it below",
          "[dendrites]") {
  const auto cycled = [](const char* current, const std::vector<std::string>& changes = {}) {
    const auto cell = library_cell("li-li-symmetric-li6ps5cl", changes);
    std::string twenty;
    for (int i = 0; i < 20; ++i)
      twenty += fmt::format("{0}Charge at {1} mA/cm2 for 1 h; Discharge at {1} mA/cm2 for 1 h", i ? "; " : "", current);
    const Recording record = run(*cell, twenty);
    return std::pair{record.result.outcome, record.output(record.last(), "Contact Fraction At Negative Foil")};
  };
  CHECK(cycled("0.1") == std::pair{ExperimentResult::Outcome::finished, 1.0});
  CHECK(cycled("0.4").first == ExperimentResult::Outcome::physical_limit);
  // By creep it is the stack pressure that decides.
  const auto under = [&](const char* pressure) {
    return cycled("0.4", {"negative.contact.limited_by=creep", "positive.contact.limited_by=creep",
                          std::string("dendrites.pressure=") + pressure});
  };
  CHECK(under("1 MPa") == std::pair{ExperimentResult::Outcome::finished, 1.0});
  CHECK(under("0.3 MPa").first == ExperimentResult::Outcome::physical_limit);
}

TEST_CASE("an indicator whose inputs nobody gave has no column, and it is said what is missing", "[dendrites]") {
  const auto cell = cell_from(symmetric());
  const Recording record = run(*cell, "Charge at 1 A/m2 for 1 min");
  CHECK(record.column.contains("Current Over Limiting Current At Positive Foil"));
  CHECK_FALSE(record.column.contains("Median Time To Short At Positive Foil"));
  const FoilReport report = cell->foil_reports()[0];
  CHECK_FALSE(report.time_to_short);
  CHECK(of(report, Indicator::median_time_to_short).row.value.regime == "an input is not known");
  const FoilWords words = foil_words(report);
  CHECK(std::count(words.not_known.begin(), words.not_known.end(),
                   "Median Time To Short: current_scatter, correlation_length") == 1);
  CHECK(std::count(words.wanted.begin(), words.wanted.end(), "correlation_length") == 1);
  const std::string table = foil_table(report);
  CHECK(table.find("want inputs that no file gives (see `dendrites` in a file): ") != std::string::npos);
  CHECK(table.find("Current Over Limiting Current") != std::string::npos);
}

TEST_CASE("a second run of one cell begins its throughput anew", "[dendrites]") {
  const auto cell = cell_from(symmetric());
  run(*cell, "Charge at 1 A/m2 for 1 h");
  run(*cell, "Charge at 1 A/m2 for 1 min");
  CHECK(cell->foil_reports()[0].throughput == Approx(60.0));
}

TEST_CASE("what the cell says of dendrites overrules the electrolyte, and the electrolyte nothing of the other side",
          "[dendrites]") {
  const auto shear = [](const Cell& cell) {
    const FoilReport report = cell.foil_reports()[0];
    for (const auto& used : of(report, Indicator::elastic_instability).row.inputs)
      if (used.input == indicators::Input::shear_modulus) return used.datum.value;
    return 0.0;
  };
  const auto given = library_cell("li-li-symmetric-zif4-glass");
  const auto changed = library_cell("li-li-symmetric-zif4-glass", {"dendrites.shear_modulus=1 GPa"});
  CHECK(shear(*given) == Approx(2.3e9));
  CHECK(shear(*changed) == Approx(1e9));
}

TEST_CASE("inputs of the dendrite indicators that cannot be are named", "[dendrites][errors]") {
  CHECK_THROWS_WITH(cell_from(symmetric("calibrated: [current_scatter]")),
                    Catch::Contains("dendrites.calibrated names 'current_scatter', which this map does not give\n  it "
                                    "lists the inputs beside it that were fitted to times to short"));
  CHECK_THROWS_WITH(cell_from(symmetric("calibrated: [luck], pressure: 1 MPa")),
                    Catch::Contains("dendrites.calibrated names 'luck', which is no input of the dendrite indicators"));
  CHECK_THROWS_WITH(cell_from(symmetric("net_share: 1.5")),
                    Catch::Contains("dendrites.net_share = 1.5 is not plausible"));
  CHECK_THROWS_WITH(cell_from(symmetric("presure: 1 MPa")),
                    Catch::Contains("'dendrites.presure' is not known here\n  did you mean pressure?"));
}
