// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/current_focusing.hpp"
#include "model/indicators/dendrite_history.hpp"
#include "model/indicators/interface_stability.hpp"
#include "model/indicators/salt_depletion.hpp"
#include "model/indicators/stripping.hpp"
#include "tests/support/glass_foil.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

using namespace vitrion;
using namespace vitrion::indicators;
using test::glass_cell;
using test::glass_state;
using test::horizon;
using test::hour;
using test::infinity;

namespace {

FoilState single_ion_state(double J) {
  FoilState state = glass_state(J);
  state.J_lim = infinity;
  state.t_plus = 1.0;
  return state;
}

Assessment assessed(const DendriteAssessment& assessment, const FoilState& state) {
  Assessment out;
  assessment.evaluate(state, out);
  return out;
}

const IndicatorRow& row(const std::vector<IndicatorRow>& table, Indicator indicator) {
  return table[static_cast<std::size_t>(indicator)];
}

}  // namespace

TEST_CASE("assessment: at a twentieth of the limiting current the salt is no worry, and the short comes from elsewhere",
          "[model][indicators][calibration]") {
  const DendriteAssessment crystal(glass_cell(0.166), horizon), glass(glass_cell(0.0838), horizon);
  const Assessment a = assessed(crystal, glass_state(1.0)), b = assessed(glass, glass_state(1.0));
  CHECK(a[Indicator::current_over_limit].grade == Grade::low);
  CHECK(a[Indicator::salt_time_to_short].value == infinity);
  CHECK(crystal.salt_depletion_alone(a) == "salt depletion alone: no short, at 0.05 of the limiting current");
  CHECK(glass.salt_depletion_alone(b) == crystal.salt_depletion_alone(a));  // it cannot tell the two apart

  CHECK(a[Indicator::median_time_to_short].value / hour == Approx(217.0).margin(0.5));
  CHECK(a[Indicator::median_time_to_short].grade == Grade::high);
  CHECK(a[Indicator::short_probability].grade == Grade::high);
  CHECK(b[Indicator::short_probability].value < 0.05);
  CHECK(b[Indicator::short_probability].grade == Grade::low);
}

TEST_CASE("assessment: the distribution of times to short is ordered and scales with the current",
          "[model][indicators]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  const auto one = assessment.time_to_short(1.0), two = assessment.time_to_short(-2.0);
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->p05 < one->median);
  CHECK(one->median < one->p95);
  CHECK(two->median == Approx(0.5 * one->median));
  CHECK(one->probability == Approx(1.0).margin(1e-6));
  CHECK(assessment.time_to_short(0.0)->p05 == infinity);
}

TEST_CASE("assessment: beyond the limiting current depletion and front give a time", "[model][indicators]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  const FoilState state = glass_state(1.2 * glass_state(1.0).J_lim);
  const Assessment a = assessed(assessment, state);
  const SaltLayer salt{.D = state.D, .c0 = state.c0, .t_plus = state.t_plus, .thickness = 5e-5};
  CHECK(a[Indicator::depletion_time].value == Approx(depletion_time(salt, state.J)).epsilon(1e-12));
  CHECK(a[Indicator::sand_time].value < a[Indicator::depletion_time].value);
  CHECK(a[Indicator::salt_time_to_short].value > a[Indicator::depletion_time].value);
  for (const Indicator indicator : {Indicator::salt_at_foil, Indicator::current_over_limit, Indicator::sand_time,
                                    Indicator::depletion_time, Indicator::front_velocity, Indicator::salt_time_to_short,
                                    Indicator::tip_current, Indicator::focused_current_over_limit})
    CHECK(a[indicator].grade == Grade::high);
  CHECK(a[Indicator::tip_current].value == infinity);
  CHECK(assessment.salt_depletion_alone(a).substr(0, 36) == "salt depletion alone: short after 0.");
}

TEST_CASE("assessment: below the limiting current Sand's time is shown but not graded", "[model][indicators]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  const Assessment a = assessed(assessment, glass_state(1.0));
  CHECK(std::isfinite(a[Indicator::sand_time].value));
  CHECK(a[Indicator::sand_time].grade == Grade::not_applicable);
  CHECK(a[Indicator::sand_time].regime == "not reached: at or below the limiting current");
  CHECK(a[Indicator::depletion_time].value == infinity);
  CHECK(a[Indicator::depletion_time].grade == Grade::low);
}

TEST_CASE("assessment: a single-ion conductor passes the risk from salt to structure", "[model][indicators][limit]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  const Assessment a = assessed(assessment, single_ion_state(100.0));
  CHECK(a[Indicator::current_over_limit].value == 0.0);
  CHECK(a[Indicator::depletion_time].value == infinity);
  CHECK(a[Indicator::tip_current].value == 1.0);
  CHECK(a[Indicator::salt_at_foil].grade == Grade::not_applicable);
  CHECK(a[Indicator::salt_at_foil].regime == "single-ion conductor: no salt to deplete");
  CHECK(a[Indicator::roughness_wavelength].grade == Grade::not_applicable);
  CHECK(a[Indicator::median_time_to_short].grade == Grade::high);
  CHECK(a[Indicator::overpotential_over_fracture].grade == Grade::high);
}

TEST_CASE("assessment: the direction of the current decides what applies", "[model][indicators]") {
  DendriteInputs in = glass_cell();
  in.set(Input::pressure, 1e6, Status::measured)
      .set(Input::creep_rate, lithium_creep.rate, Status::measured)
      .set(Input::creep_sensitivity, lithium_creep.sensitivity, Status::measured)
      .set(Input::creep_resistance, 8e6, Status::estimated)
      .set(Input::creep_supply_length, 2e-5, Status::assumed)
      .set(Input::stripping_limit, 2.0, Status::measured)
      .set(Input::self_diffusivity, 1e-14, Status::assumed)
      .set(Input::critical_vacancies, 0.1, Status::assumed)
      .set(Input::interface_resistance, 0.01, Status::estimated)
      .set(Input::weibull_modulus, 12.0, Status::estimated);
  const DendriteAssessment assessment(in, horizon);
  const Assessment plating = assessed(assessment, glass_state(1.0)),
                   stripping = assessed(assessment, glass_state(-1.0)), rest = assessed(assessment, glass_state(0.0));
  const Indicator of_stripping[] = {Indicator::stripping_over_creep, Indicator::stripping_over_measured,
                                    Indicator::void_time};
  const Indicator of_plating[] = {Indicator::tip_current, Indicator::tip_radius, Indicator::roughness_wavelength,
                                  Indicator::overpotential_over_fracture, Indicator::fracture_probability};
  for (const Indicator indicator : of_stripping) {
    CHECK(plating[indicator].grade == Grade::not_applicable);
    CHECK(plating[indicator].regime == "plating");
    CHECK(rest[indicator].regime == "at rest");
    CHECK(stripping[indicator].grade != Grade::not_applicable);
  }
  for (const Indicator indicator : of_plating) {
    CHECK(stripping[indicator].grade == Grade::not_applicable);
    CHECK(rest[indicator].grade == Grade::not_applicable);
    CHECK(plating[indicator].grade != Grade::not_applicable);
  }
  CHECK(stripping[Indicator::stripping_over_creep].value == Approx(1.0 / 0.071342997));
  CHECK(stripping[Indicator::stripping_over_creep].grade == Grade::high);
  CHECK(stripping[Indicator::stripping_over_measured].grade == Grade::moderate);
  CHECK(stripping[Indicator::void_time].value ==
        Approx(void_time(1e-14, 0.1, 1.3e-5, 1.0 - 0.071342997)).epsilon(1e-7));
  CHECK(rest[Indicator::median_time_to_short].value == infinity);
  CHECK(rest[Indicator::short_probability].value == 0.0);
}

TEST_CASE("assessment: what has lost contact carries its current elsewhere", "[model][indicators]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  FoilState half = glass_state(1.0);
  half.contact = 0.5;
  const Assessment a = assessed(assessment, half), b = assessed(assessment, glass_state(2.0));
  CHECK(a[Indicator::current_over_limit].value == Approx(b[Indicator::current_over_limit].value));
  CHECK(a[Indicator::median_time_to_short].value == Approx(b[Indicator::median_time_to_short].value));
  CHECK(a[Indicator::contact_fraction].grade == Grade::moderate);
  half.contact = 0.0;
  CHECK(assessed(assessment, half)[Indicator::current_over_limit].grade == Grade::high);
  half.J = 0.0;
  CHECK(assessed(assessment, half)[Indicator::current_over_limit].value == 0.0);
}

TEST_CASE("assessment: elasticity is shown with its regime and beside fracture", "[model][indicators]") {
  const DendriteAssessment soft(glass_cell(), horizon);
  const Assessment a = assessed(soft, glass_state(1.0));
  // r = 2.3/3.4 against 0.727: on the stable side, but within the uncertainty of any modulus.
  CHECK(a[Indicator::elastic_instability].value == Approx(2.3 / 3.4 / 0.7266).epsilon(1e-3));
  CHECK(a[Indicator::elastic_instability].grade == Grade::moderate);
  CHECK(a[Indicator::elastic_instability].regime == "density-driven, soft enough");
  CHECK(a[Indicator::critical_wavelength].value == infinity);
  CHECK(a[Indicator::stability_parameter_at_d].grade == Grade::low);
  // 2 mV against 6.8 mV of a 1 µm flaw.
  CHECK(a[Indicator::overpotential_over_fracture].value == Approx(2.0 / 6.787).epsilon(1e-3));

  DendriteInputs in = glass_cell();
  in.set(Input::volume_ratio, 12.9, Status::estimated);
  const Assessment polymer = assessed(DendriteAssessment(in, horizon), glass_state(1.0));
  CHECK(polymer[Indicator::elastic_instability].regime == "pressure-driven, too soft");
  CHECK(polymer[Indicator::elastic_instability].grade == Grade::high);
  in.set(Input::volume_ratio, 1.0, Status::estimated);
  CHECK(assessed(DendriteAssessment(in, horizon), glass_state(1.0))[Indicator::elastic_instability].value == infinity);
}

TEST_CASE("assessment: an indicator without its inputs says so, the others go on", "[model][indicators]") {
  const DendriteAssessment assessment(DendriteInputs{}, horizon);
  const Assessment a = assessed(assessment, glass_state(1.0));
  CHECK(a[Indicator::current_over_limit].grade == Grade::low);
  CHECK(a[Indicator::sand_time].value > 0.0);
  for (const Indicator indicator :
       {Indicator::depletion_time, Indicator::elastic_instability, Indicator::overpotential_over_fracture,
        Indicator::current_focusing, Indicator::median_time_to_short, Indicator::stripping_over_creep}) {
    CHECK(a[indicator].grade == Grade::not_applicable);
    CHECK(a[indicator].regime == "an input is not known");
  }
  CHECK_FALSE(assessment.time_to_short(1.0));
  CHECK(assessment.salt_depletion_alone(a) == "salt depletion alone: cannot be said, an input is not known");
  const auto table = assessment.table(a);
  REQUIRE(table.size() == indicator_count);
  const auto& inputs = row(table, Indicator::median_time_to_short).inputs;
  CHECK(std::any_of(inputs.begin(), inputs.end(),
                    [](const auto& used) { return used.input == Input::current_scatter && used.missing; }));
}

TEST_CASE("assessment: the table says what is calibrated and what is estimated", "[model][indicators]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  const auto table = assessment.table(assessed(assessment, glass_state(1.0)));
  CHECK(row(table, Indicator::median_time_to_short).calibrated);
  CHECK(row(table, Indicator::median_time_to_short).status == Status::estimated);
  CHECK_FALSE(row(table, Indicator::overpotential_over_fracture).calibrated);
  CHECK_FALSE(row(table, Indicator::current_over_limit).calibrated);
  CHECK(row(table, Indicator::current_over_limit).status == Status::derived);
  CHECK(row(table, Indicator::sand_time).status == Status::assumed);  // nobody said that the porosity is 1
}

TEST_CASE("assessment: every criterion is stated in words", "[model][indicators]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  CHECK(assessment.criterion_text(Indicator::current_over_limit) == "moderate from 0.5, high from 1, else low");
  CHECK(assessment.criterion_text(Indicator::salt_at_foil) == "moderate below 0.5, high below 0.1, else low");
  CHECK(assessment.criterion_text(Indicator::salt_time_to_short) ==
        "moderate when finite, high below 1.44e+06 s, else low");
  CHECK(assessment.criterion_text(Indicator::depletion_time) == "high when finite, else low");
  CHECK(assessment.criterion_text(Indicator::tip_radius) == "moderate below 1e-06 m, else low");
  CHECK(assessment.criterion_text(Indicator::void_time) == "moderate when finite, else low");
  const DendriteAssessment bare(DendriteInputs{}, horizon);
  CHECK(bare.criterion_text(Indicator::roughness_wavelength) == "not graded");
}

TEST_CASE("assessment: grades follow their criteria at the edges", "[model][indicators]") {
  const Criterion up{Criterion::Worse::higher, 0.5, 1.0}, down{Criterion::Worse::lower, infinity, 10.0};
  CHECK(up.grade(0.49) == Grade::low);
  CHECK(up.grade(0.5) == Grade::moderate);
  CHECK(up.grade(1.0) == Grade::high);
  CHECK(down.grade(infinity) == Grade::low);
  CHECK(down.grade(10.0) == Grade::moderate);
  CHECK(down.grade(9.9) == Grade::high);
  CHECK(up.grade(std::nan("")) == Grade::not_applicable);
}

TEST_CASE("assessment: scatter and inclusions follow from the microstructure", "[model][indicators]") {
  DendriteInputs in;
  in.set(Input::conductivity_scatter, 0.1, Status::measured).set(Input::grain_anisotropy, 0.7, Status::estimated);
  in.set(Input::inclusion_contrast, 10.0, Status::estimated);
  in.derive();
  CHECK(in.value(Input::current_scatter) ==
        Approx(std::hypot(random_field_scatter(0.1), 0.7 * std::sqrt(38.0 / 675.0))));
  CHECK(in[Input::current_scatter].status == Status::estimated);
  CHECK(in.value(Input::inclusion_focusing) == Approx(2.5));

  DendriteInputs given;
  given.set(Input::current_scatter, 0.05, Status::measured).set(Input::grain_anisotropy, 0.7, Status::estimated);
  given.derive();
  CHECK(given.value(Input::current_scatter) == 0.05);

  DendriteInputs lone;
  lone.set(Input::inclusion_focusing, 2.5, Status::estimated).derive();
  CHECK(lone.value(Input::current_scatter) == 0.0);
  CHECK(lone[Input::current_scatter].status == Status::assumed);
}

TEST_CASE("history: throughput adds up through turns of the current", "[model][indicators]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  DendriteHistory history(assessment, 100.0);
  history.add(0.0, glass_state(2.0));
  history.add(10.0, glass_state(2.0));
  history.add(20.0, glass_state(-2.0));  // through zero at 15
  history.add(30.0, glass_state(-2.0));
  CHECK(history.summary().throughput == Approx(100.0 + 20.0 + 10.0 + 20.0));
  CHECK(history.summary().mean_current == Approx(50.0 / 30.0));
  CHECK(history.summary().time_to_short->median == Approx(assessment.time_to_short(50.0 / 30.0)->median));
}

TEST_CASE("history: a cycle keeps the worst of each indicator and how long it was high", "[model][indicators]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  const double J_lim = glass_state(1.0).J_lim;
  DendriteHistory history(assessment);
  history.add(0.0, glass_state(0.0));
  history.add(10.0, glass_state(0.7 * J_lim));
  history.add(20.0, glass_state(1.5 * J_lim));
  history.add(30.0, glass_state(0.6 * J_lim));
  auto cycle = history.take();
  const auto over = static_cast<std::size_t>(Indicator::current_over_limit);
  CHECK(cycle.worst.values[over].value == Approx(1.5));
  CHECK(cycle.worst.values[over].grade == Grade::high);
  CHECK(cycle.t_worst[over] == 20.0);
  CHECK(cycle.time_high[over] == 10.0);
  CHECK(cycle.t_begin == 0.0);
  CHECK(cycle.t_end == 30.0);
  CHECK(cycle.worst[Indicator::sand_time].grade == Grade::high);
  CHECK(cycle.worst[Indicator::stripping_over_creep].regime == "an input is not known");

  history.add(40.0, glass_state(0.1 * J_lim));
  cycle = history.take();
  CHECK(cycle.worst.values[over].value == Approx(0.6));
  CHECK(cycle.t_worst[over] == 30.0);
  CHECK(cycle.time_high[over] == 0.0);
  CHECK(cycle.t_begin == 30.0);
}

TEST_CASE("history: the probability of a short so far only grows", "[model][indicators][monotone]") {
  const DendriteAssessment assessment(glass_cell(), horizon);
  DendriteHistory history(assessment);
  double last = 0.0;
  for (int h = 0; h <= 400; h += 10) {
    const double J = (h / 10) % 2 == 0 ? 1.0 : -1.0;  // a turn in each interval halves the charge of it
    const double P = history.add(h * hour, glass_state(J))[Indicator::shorted_so_far].value;
    CHECK(P >= last);
    last = P;
  }
  // Linear turns from +1 to −1 pass half the charge: 200 h at 1 A/m².
  CHECK(last == Approx(history.now()[Indicator::shorted_so_far].value));
  CHECK(history.summary().throughput == Approx(200.0 * hour));
  CHECK(last == Approx(ShortCircuitModel({5e-5, 0.5, 1.3e-5, 1e-4, 1e-6, 0.166}).probability(200.0 * hour)));
}

// faults N8: the bare ion of a polymer says "every wavelength is stable", the solvated one "too soft".
TEST_CASE("assessment: where the molar volume ratio may be on either side of one, stability is undetermined",
          "[model][indicators]") {
  DendriteInputs polymer = glass_cell();
  polymer.set(Input::shear_modulus, 0.3e6, Status::estimated).set(Input::poisson_ratio, 0.49, Status::estimated);
  const Assessment bare = assessed(DendriteAssessment(polymer, horizon), glass_state(1.0));
  CHECK(bare[Indicator::elastic_instability].grade == Grade::low);
  polymer.solvates();
  const DendriteAssessment open(polymer, horizon);
  const Assessment a = assessed(open, glass_state(1.0));
  for (const Indicator indicator :
       {Indicator::elastic_instability, Indicator::stability_parameter_at_d, Indicator::critical_wavelength}) {
    CHECK(a[indicator].grade == Grade::undetermined);
    CHECK(a[indicator].regime.find("density-driven, soft enough") != std::string_view::npos);
    CHECK(a[indicator].regime.find("pressure-driven, too soft") != std::string_view::npos);
  }
  CHECK(open.inputs()[Input::volume_ratio].status == Status::assumed);
  polymer.set(Input::volume_ratio, Datum{.value = 12.9, .status = Status::estimated, .range = {{5.0, 20.0}}});
  const Assessment said = assessed(DendriteAssessment(polymer, horizon), glass_state(1.0));
  CHECK(said[Indicator::elastic_instability].grade == Grade::high);
  CHECK(said[Indicator::elastic_instability].regime == "pressure-driven, too soft");
  // A range that stays on one side leaves the stated value in charge.
  polymer.set(Input::volume_ratio, Datum{.value = 0.1, .status = Status::estimated, .range = {{0.05, 0.9}}});
  CHECK(assessed(DendriteAssessment(polymer, horizon), glass_state(1.0))[Indicator::elastic_instability].grade ==
        Grade::low);
}

// Griffith's current goes as a^-1/2 and so does strength: currents scatter with the modulus of the strength.
TEST_CASE("assessment: the scatter of fracture currents has the modulus that belongs to Griffith's flaw",
          "[model][indicators]") {
  DendriteInputs in = glass_cell();
  in.set(Input::interface_resistance, 0.01, Status::estimated).set(Input::weibull_modulus, 12.0, Status::estimated);
  const DendriteAssessment assessment(in, horizon);
  const double J_0 = assessed(assessment, glass_state(1.0))[Indicator::overpotential_over_fracture].value;
  FoilState half = glass_state(1.0);
  half.J = 0.5 * 0.002 / J_0 / 0.01;  // half of η_c over the resistance
  CHECK(assessed(assessment, half)[Indicator::fracture_probability].value == Approx(2.44e-4).epsilon(5e-3));
}
