// SPDX-License-Identifier: BSD-3-Clause
// Foils that age: interphase, dead metal and lost contact as states of whole
// cells.
#include "model/laws/interphase_growth.hpp"
#include "params/constants.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"
#include "tests/support/finite_difference.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace vitrion;
using namespace vitrion::test;

namespace {

const std::string single = single_ion(0.1);

/// Li | electrolyte | Li whose negative foil ages as `more` says.
std::string ageing_cell(const std::string& more, const std::string& electrolyte = single, double T = 298.15,
                        double thickness = 1e-3) {
  const std::string plain = foil(30.0, thickness);
  std::string cell = symmetric_cell(electrolyte, layer("layer", 50e-6, 5), 30.0, T, thickness);
  const std::size_t at = cell.find(plain);
  cell.insert(at + plain.size() - 1, ", " + more);
  return cell;
}

std::string interphase(const std::string& law) {
  return "interphase: {" + law +
         ", initial_thickness: 5 nm, molar_volume: 9.585e-5 m^3/mol, "
         "resistivity: 2e5 ohm m}";
}

const std::string diffusion_law =
    "law: solvent-diffusion, solvent_diffusivity: 2.5e-22 m^2/s, "
    "solvent_concentration: 2636 mol/m^3";

}  // namespace

// B11: at rest the interphase grows with the square root of time, whatever the
// metal does.
TEST_CASE(
    "an interphase limited by solvent diffusion grows to the closed form "
    "at rest",
    "[ageing][analytic]") {
  const char* id = "B11.sei_solvent_diffusion";
  const auto cell = cell_from(ageing_cell(interphase(diffusion_law)));
  const double t = worked_input(id, "t");
  const Recording record = run(*cell, fmt::format("Rest for {} s ({} s period)", t, t / 4), tight(1e-8));
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(record.output(record.last(), "Negative Interphase Thickness") * 1e9 ==
        Approx(worked_output(id, "L")).epsilon(1e-6));
  // It grew from the metal and from nothing else.
  const double consumed = (record.output(record.last(), "Negative Interphase Thickness") - 5e-9) / 9.585e-5;
  const double lost = record.output(record.rows.front(), "Li In Foils") - record.output(record.last(), "Li In Foils");
  CHECK(lost == Approx(consumed).epsilon(1e-3));  // a difference of 77 mol/m²
  CHECK(record.output(record.last(), "Li In Interphases") == Approx(consumed).epsilon(1e-9));
}

// B11: under that interphase, a deposit dies ever more slowly. 10 mol/m² beside
// which the 1.4e-4 mol/m² that the interphase takes from it do not count.
TEST_CASE("a deposit under an interphase dies as the closed form says", "[ageing][analytic]") {
  const char* id = "B11.dead_lithium";
  const auto cell = cell_from(ageing_cell(interphase(diffusion_law) +
                                          ", dead_metal: {rate: " + fmt::format("{}", worked_input(id, "gamma0")) +
                                          " 1/s, initial_deposit: 10 mol/m^2}"));
  const Recording record = run(*cell, fmt::format("Rest for {} s", worked_input(id, "t")), tight(1e-8));
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const double share = worked_output(id, "c_dead") / worked_input(id, "c_pl0");
  CHECK(record.output(record.last(), "Li In Dead Metal") == Approx(10.0 * share).epsilon(1e-4));
}

TEST_CASE(
    "an interphase limited by its reaction grows at the constant rate of "
    "its law at rest",
    "[ageing][analytic]") {
  const char* id = "B11.sei_ec_reaction_limited";
  const auto in = [&](const char* name) { return worked_input(id, name); };
  const std::string law = fmt::format(
      "law: solvent-reaction, rate_constant: {} m/s, "
      "solvent_concentration: {} mol/m^3, "
      "solvent_diffusivity: {} m^2/s, transfer_coefficient: {}, "
      "potential: {} V",
      in("k"), in("c_EC"), in("D_EC"), in("alpha"), -in("eta"));
  // At rest the foil corrodes: it sits at the small potential at which its own
  // reaction balances that current.
  const auto cell = cell_from(ageing_cell(interphase(law), single, in("T")));
  const Recording record = run(*cell, "Rest for 1 ms", tight(1e-8));
  const double grown = record.output(record.last(), "Negative Interphase Thickness") - in("L");
  const double j = -grown / 1e-3 * faraday / 9.585e-5;
  const double eta_shift = std::asinh(worked_output(id, "j") / (2.0 * 30.0)) * 2.0 * gas_constant * in("T") / faraday;
  const double k_eta = in("k") * std::exp(-0.5 * faraday / (gas_constant * in("T")) * (in("eta") - eta_shift));
  CHECK(j == Approx(-faraday * in("c_EC") * k_eta / (1.0 + in("L") * k_eta / in("D_EC"))).epsilon(1e-3));
}

// L grows as (1/β) ln(1 + β j₀ V̄ t/F exp(−β L₀)) + L₀ where the potential stays
// at zero: j₀ is small beside i₀ = 30.
TEST_CASE("an interphase limited by tunnelling grows with the logarithm of time", "[ageing][analytic]") {
  const double j0 = 1e-3, lambda = 1e-9, L0 = 5e-9, t = 1e7;
  const auto cell =
      cell_from(ageing_cell(interphase(fmt::format("law: tunnelling, exchange_current_density: {} "
                                                   "A/m^2, tunnelling_length: {} m",
                                                   j0, lambda))));
  const Recording record = run(*cell, fmt::format("Rest for {} s", t), tight(1e-8));
  const double expected = L0 + lambda * std::log1p(j0 * 9.585e-5 * t / (faraday * lambda) * std::exp(-L0 / lambda));
  CHECK(record.output(record.last(), "Negative Interphase Thickness") == Approx(expected).epsilon(1e-5));
}

// Each law at rest has a measure of the thickness that is linear in time: L² under diffusion and migration, L under
// reaction, exp(βL) under tunnelling. Over a doubling of the time its order is 1 to the accuracy of the integration;
// the foil corrodes at 3e-7 V at most, which shifts the reaction by 1e-5 of itself.
TEST_CASE("an interphase grows in time with the order of its law", "[ageing][analytic][order]") {
  constexpr double V_bar = 9.585e-5, L_0 = 5e-9, j_0 = 1.5e-7, alpha = 0.5, U = 0.4, lambda = 1e-9, t = 1e6;
  const double k = j_0 * std::exp(alpha * faraday * U / (gas_constant * 298.15)) * V_bar / faraday;  // m/s
  struct Case {
    std::string law;
    std::function<double(double)> linear;  ///< of L, in time
    double rate;                           ///< its slope
  };
  const double tunnelling_rate = j_0 * V_bar / (faraday * lambda);
  const Case cases[] = {
      {diffusion_law, [](double L) { return L * L; }, 2.0 * 2.5e-22 * 2636.0 * V_bar},
      {fmt::format("law: reaction, exchange_current_density: {} A/m^2, transfer_coefficient: {}, potential: {} V", j_0,
                   alpha, U),
       [](double L) { return L; }, k},
      {fmt::format("law: tunnelling, exchange_current_density: {} A/m^2, tunnelling_length: {} m", j_0, lambda),
       [](double L) { return std::exp(L / lambda); }, tunnelling_rate},
      {"law: interstitial-diffusion, interstitial_diffusivity: 1e-20 m^2/s, interstitial_concentration: 15 mol/m^3",
       [](double L) { return L * L; }, 2.0 * 1e-20 * 15.0 * V_bar},
      {fmt::format("law: electron-migration, electronic_conductivity: 8.95e-14 S/m, potential: {} V", U),
       [](double L) { return L * L; }, 2.0 * 8.95e-14 * U * V_bar / faraday},
  };
  for (const Case& c : cases) {
    INFO(c.law);
    const auto grown = [&](double duration) {
      const auto cell = cell_from(ageing_cell(interphase(c.law)));
      const Recording record = run(*cell, fmt::format("Rest for {} s ({} s period)", duration, duration), tight(1e-9));
      REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
      return c.linear(record.output(record.last(), "Negative Interphase Thickness")) - c.linear(L_0);
    };
    const double once = grown(t), twice = grown(2.0 * t);
    CHECK(once == Approx(c.rate * t).epsilon(1e-4));
    CHECK(std::log2(twice / once) == Approx(1.0).margin(1e-4));
  }
}

// Aurbach's definition: of each plated q, the share CE comes back; the rest is
// dead.
TEST_CASE("a stripping efficiency leaves the closed form's dead metal after n cycles", "[ageing][analytic]") {
  const double CE = 0.99, q = 3600.0;  // C/m²
  const int n = 20;
  const auto cell = cell_from(ageing_cell("dead_metal: {stripping_efficiency: 99 %}"));
  std::string sentences;
  for (int i = 0; i < n; ++i)
    sentences += std::string(i ? "; " : "") + "Charge at 10 A/m2 for 6 min; Discharge at 10 A/m2 for 6 min";
  const Recording record = run(*cell, sentences, tight(1e-6));
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  // Of what is not there any more, 1 − CE is dead: all that was plated but for a last thin deposit.
  const double deposit = record.output(record.last(), "Negative Fresh Deposit");
  CHECK(deposit < 2e-3 * n * q / faraday);
  const double expected = (laws::coulombic_dead_charge(n, q, CE) / faraday) - (1.0 - CE) * deposit;
  CHECK(record.output(record.last(), "Li In Dead Metal") == Approx(expected).epsilon(1e-5));
}

// Under a constant stripping current beyond J_c, all contact is gone after
// ln[I/(I − J_c)]/(k_v J_c).
TEST_CASE("contact under a stripping current is lost when the closed form says", "[ageing][analytic]") {
  const double I = 10.0, J_c = 4.0, k_v = 1e-4;
  const auto cell =
      cell_from(ageing_cell(fmt::format("contact: {{loss: {} m^2/C, critical_current: {} A/m^2}}", k_v, J_c)));
  const Recording record = run(*cell, fmt::format("Discharge at {} A/m2 for 1 h", I), tight(1e-7));
  CHECK(record.result.outcome == ExperimentResult::Outcome::physical_limit);
  CHECK(record.steps[0].reason == "contact of the negative foil lost");
  // dθ/dt = −k_v (I − J_c θ): down to the 1e-3 at which the cell counts it as
  // lost.
  const double expected = std::log((I - J_c * 1e-3) / (I - J_c)) / (k_v * J_c);
  CHECK(record.result.t_end == Approx(expected).epsilon(1e-4));
  CHECK(record.output(record.last(), "Contact Fraction At Negative Foil") == Approx(1e-3).epsilon(1e-2));
}

// B7: what lithium that creeps under 1 MPa supplies. Fresh metal keeps up with 100 A/m², metal that has hardened with
// less than a thousandth of it.
TEST_CASE("contact under a stripping current is lost beyond what creep under the stack pressure supplies",
          "[ageing][analytic]") {
  const char* id = "B7.creep_limited_current";
  const auto in = [&](const char* name) { return worked_input(id, name); };
  const double I = 100.0, k_v = 1e-4;
  const auto cell_of = [&](double resistance) {
    const std::string metal = fmt::format(
        "dendrites: {{creep_rate: {} 1/s, creep_sensitivity: {}, creep_resistance: {} Pa, "
        "creep_supply_length: {} m}}",
        in("eps0"), in("m"), resistance, in("h"));
    return cell_from(ageing_cell(fmt::format("contact: {{loss: {} m^2/C, limited_by: creep}}, {}", k_v, metal)),
                     {fmt::format("dendrites.pressure={} Pa", in("P"))});
  };
  const std::string stripping = fmt::format("Discharge at {} A/m2 for 10 min", I);

  REQUIRE(I < worked_output(id, "J"));
  const auto fresh = cell_of(in("S"));
  const Recording kept = run(*fresh, stripping, tight(1e-7));
  REQUIRE(kept.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(kept.output(kept.last(), "Contact Fraction At Negative Foil") == 1.0);
  CHECK(kept.output(kept.last(), "Stripping Current Over Creep At Negative Foil") ==
        Approx(I / worked_output(id, "J")).epsilon(1e-6));

  const double J_c = worked_output(id, "J_S8MPa");
  const auto saturated = cell_of(8e6);
  const Recording lost = run(*saturated, stripping, tight(1e-7));
  CHECK(lost.result.outcome == ExperimentResult::Outcome::physical_limit);
  CHECK(lost.steps[0].reason == "contact of the negative foil lost");
  CHECK(lost.result.t_end == Approx(std::log((I - J_c * 1e-3) / (I - J_c)) / (k_v * J_c)).epsilon(1e-4));
  // What is left carries the current: the closed form of the overpotential of I/θ.
  for (const auto& row : lost.rows) {
    const double theta = lost.output(row, "Contact Fraction At Negative Foil");
    CHECK(lost.output(row, "Stripping Current Over Creep At Negative Foil") == Approx(I / theta / J_c).epsilon(1e-6));
    const double eta = 2.0 * gas_constant * 298.15 / faraday * std::asinh(I / (2.0 * 30.0 * theta));
    CHECK(lost.output(row, "Negative Electrode Potential") == Approx(eta).epsilon(1e-6));
  }
}

// With the measured limit the stack pressure counts through the measurement alone.
TEST_CASE("contact is lost beyond the measured stripping limit where the file says so", "[ageing][analytic]") {
  const double I = 10.0, J_c = 2.0, k_v = 1e-4;
  const auto cell = cell_from(ageing_cell(fmt::format(
      "contact: {{loss: {} m^2/C, limited_by: stripping-limit}}, dendrites: {{stripping_limit: {} A/m^2}}", k_v, J_c)));
  const Recording record = run(*cell, fmt::format("Discharge at {} A/m2 for 1 h", I), tight(1e-7));
  CHECK(record.steps[0].reason == "contact of the negative foil lost");
  CHECK(record.result.t_end == Approx(std::log((I - J_c * 1e-3) / (I - J_c)) / (k_v * J_c)).epsilon(1e-4));
}

TEST_CASE(
    "lithium is conserved while foils age and the electrolyte "
    "decomposes, and where it went is itemised",
    "[ageing][conservation]") {
  const auto cell =
      library_cell("li-lfp-zif4-glass", {"negative.interphase={law: solvent-diffusion, initial_thickness: 5 nm, "
                                         "molar_volume: 9.6e-5 m^3/mol, "
                                         "resistivity: 2e5 ohm m, solvent_diffusivity: 1e-18 m^2/s, "
                                         "solvent_concentration: 2000 mol/m^3}",
                                         "negative.dead_metal={rate: 1e-6 1/s, stripping_efficiency: 98 %, "
                                         "resistance: 1e-3 ohm m^4/mol}",
                                         "negative.contact={loss: 1e-5 m^2/C, recovery: 1e-5 m^2/C, "
                                         "critical_current: 1 A/m^2}",
                                         "electrolyte.stability_window={oxidation: 3.4 V, reduction: 3.0 V, "
                                         "against: Li/Li+, onset_current: 1e-5 A/m^2, "
                                         "tafel_slope: 120 mV}"});
  std::string sentences;
  for (int i = 0; i < 10; ++i)
    sentences += std::string(i ? "; " : "") +
                 "Charge at C/2 for 100 min or until 3.8 V; Discharge at C/2 "
                 "for 100 min or until 2.6 V";
  const Recording record = run(*cell, sentences);
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const double first = cell->inventory(record.rows.front().y);
  for (const auto& row : record.rows) {
    double sum = 0.0;
    for (const char* where : {"Li In Foils", "Li In Salt", "Li In Particles", "Li In Interphases", "Li In Dead Metal",
                              "Li In Decomposition Products"})
      sum += record.output(row, where);
    REQUIRE(cell->inventory(row.y) == Approx(first).epsilon(1e-10));
    REQUIRE(sum == Approx(first).epsilon(1e-10));
  }
  // There is something of each to lose sight of.
  for (const char* where : {"Li In Interphases", "Li In Dead Metal", "Li In Decomposition Products"})
    CHECK(record.output(record.last(), where) > 1e-6 * first);
  double V = 0.0;
  for (std::size_t i = 0; i < cell->loss_terms(); ++i) V += record.last().outputs[i];
  CHECK(V == Approx(record.last().V).margin(1e-9));
}

TEST_CASE("a foil that does not age has the unknowns it always had", "[ageing]") {
  const auto plain = cell_from(ageing_cell("film_resistance: 0 ohm m^2"));
  const auto aged =
      cell_from(ageing_cell(interphase(diffusion_law) + ", dead_metal: {rate: 1e-6 1/s}, "
                                                        "contact: {loss: 1e-5 m^2/C, critical_current: 1 A/m^2}"));
  CHECK(aged->system().layout().size() == plain->system().layout().size() + 4);
}

TEST_CASE("maps of ageing that cannot be are named", "[ageing][errors]") {
  CHECK_THROWS_WITH(cell_from(ageing_cell("dead_metal: {resistance: 1e-3 ohm m^4/mol}")),
                    Catch::Contains("negative.dead_metal.rate is missing, and so is "
                                    "stripping_efficiency\n  say how metal "
                                    "dies: rate: 1e-6 1/s in the course of time, "
                                    "stripping_efficiency: 99 % by the cycle"));
  CHECK_THROWS_WITH(cell_from(ageing_cell("dead_metal: {rate: 1e-6 1/s, initial_deposit: 1000 mol/m^2}")),
                    Catch::Contains("negative.dead_metal.initial_deposit is more than the "
                                    "whole foil\n  it is a part of "
                                    "the metal of the foil"));
  CHECK_THROWS_WITH(cell_from(ageing_cell("interphase: {law: magic}")),
                    Catch::Contains("negative.interphase.law = magic is not known"));
  CHECK_THROWS_WITH(cell_from(ageing_cell("interphase: {law: tunnelling, initial_thickness: "
                                          "5 nm, molar_volume: 1e-4 "
                                          "m^3/mol, exchange_current_density: 1e-7 A/m^2}")),
                    Catch::Contains("negative.interphase.tunnelling_length"));
  CHECK_THROWS_WITH(cell_from(ageing_cell("contact: {loss: 1e-5 m^2/C}")),
                    Catch::Contains("negative.contact: one of critical_current, limited_by is missing"));
  CHECK_THROWS_WITH(
      cell_from(ageing_cell("contact: {loss: 1e-5 m^2/C, limited_by: creep}, dendrites: {creep_rate: 0.05 1/s, "
                            "creep_sensitivity: 0.18, creep_supply_length: 20 um}")),
      Catch::Contains("negative.contact.limited_by = creep needs pressure, creep_resistance\n"
                      "  give it in the map dendrites of the foil or of the cell"));
  CHECK_THROWS_WITH(cell_from(ageing_cell("contact: {loss: 1e-5 m^2/C, limited_by: stripping-limit}")),
                    Catch::Contains("negative.contact.limited_by = stripping-limit needs stripping_limit\n"));
  CHECK_THROWS_WITH(cell_from(ageing_cell("contact: {loss: 1e-5 m^2/C, limited_by: crep}")),
                    Catch::Contains("negative.contact.limited_by = crep is not known\n  did you mean creep?"));
}

TEST_CASE(
    "a cell whose foil ages loses voltage and capacity by the cycle, one "
    "whose foil does not keeps them",
    "[ageing]") {
  std::string sixty;
  for (int i = 0; i < 60; ++i)
    sixty += std::string(i ? "; " : "") + "Charge at 1C until 3.8 V; Discharge at 1C until 2.5 V";
  const auto last_over_second = [&](const char* name) {
    const auto cell = library_cell(name);
    const Recording record = run(*cell, sixty);
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    REQUIRE(record.cycles.size() == 60);
    return record.cycles.back().charge_out / record.cycles[1].charge_out;
  };
  CHECK(last_over_second("li-lfp-zif4-glass") == Approx(1.0).epsilon(1e-3));
  CHECK(last_over_second("li-lfp-zif4-glass-ageing") < 0.999);
}

// All 500 cycles of this cell lose 0.8 % of its capacity and 76 mV of its mean discharge voltage, and conserve lithium
// to 1e-10 as the first 50 do.
TEST_CASE("over fifty cycles of the ageing cell lithium is where its items say", "[ageing][conservation]") {
  const auto cell = library_cell("li-lfp-zif4-glass-ageing");
  std::string fifty;
  for (int i = 0; i < 50; ++i)
    fifty += std::string(i ? "; " : "") + "Charge at 1C until 3.8 V; Discharge at 1C until 2.5 V";
  const Recording record = run(*cell, fifty);
  INFO(record.result.reason);
  REQUIRE(record.cycles.size() == 50);
  const double first = cell->inventory(record.rows.front().y);
  double dead = 0.0, interphase = 0.0;
  for (const auto& row : record.rows) {
    double sum = 0.0;
    for (const char* where : {"Li In Foils", "Li In Salt", "Li In Particles", "Li In Interphases", "Li In Dead Metal"})
      sum += record.output(row, where);
    REQUIRE(sum == Approx(first).epsilon(1e-10));
    // What is dead or bound stays so.
    REQUIRE(record.output(row, "Li In Dead Metal") >= dead * (1.0 - 1e-12));
    REQUIRE(record.output(row, "Li In Interphases") >= interphase * (1.0 - 1e-12));
    dead = record.output(row, "Li In Dead Metal");
    interphase = record.output(row, "Li In Interphases");
  }
  // Of each stripped charge 0.5 % is dead (CE = 99.5 %).
  double stripped = 0.0;
  for (const CycleReport& cycle : record.cycles) stripped += cycle.charge_out;
  CHECK(dead == Approx(stripped / faraday * (1.0 / 0.995 - 1.0)).epsilon(1e-2));
}
