// SPDX-License-Identifier: BSD-3-Clause
// Dry cells: open circuit, polarisation, closed forms, conservation.
#include "model/chemistries/fuel_cell/reactions.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"
#include "tests/support/finite_difference.hpp"
#include "tests/support/order_of_accuracy.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr const char* glass = "h2-o2-dema-glass";
constexpr const char* liquid = "h2-o2-dema-ionic-liquid";
const std::string ratio = "Crossover Over Exchange Current (All That Open Circuit Identifies)";

/// Generated current at rest, A m⁻².
double current_at(double V, const std::vector<std::string>& assignments) {
  const auto cell = library_cell(glass, assignments);
  return Polarisation(*cell).current(V);
}

}  // namespace

TEST_CASE("the dry cell has the polarisation curve of its reference within 0.1 %", "[fuel_cell][A13]") {
  const auto cell = library_cell(glass);
  std::vector<double> U = worked_inputs("A13.htfc_reference_curve", "U");
  std::vector<double> I = worked_outputs("A13.htfc_reference_curve", "I");
  U.erase(U.begin());  // 0.96 V, where the current vanishes
  I.erase(I.begin());
  const Recording record = run(*cell, holds(U, "for 100 s"));
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const auto points = ends(record);
  REQUIRE(points.size() == I.size());
  for (std::size_t k = 0; k < I.size(); ++k) {
    INFO(U[k] << " V");
    CHECK(-points[k].I == Approx(I[k]).epsilon(1e-3));
  }
  CHECK(largest_defect(*cell, record) < 1e-12);
}

TEST_CASE("the dry cell converges to its reference with second order", "[fuel_cell][A13][order]") {
  const double exact = worked_outputs("A13.htfc_reference_curve", "I")[2];  // at 0.8 V
  std::vector<double> errors;
  for (const int nodes : {24, 48, 96}) {
    errors.push_back(
        current_at(0.8, {fmt::format("negative.catalyst_layer.nodes={}", nodes),
                         fmt::format("negative.catalyst_layer.refinement={}", 2.4 / nodes),
                         fmt::format("positive.catalyst_layer.nodes={}", nodes), "positive.catalyst_layer.refinement=1",
                         fmt::format("positive.gas_diffusion_layer.nodes={}", nodes)}) -
        exact);
  }
  for (const double order : observed_orders(errors)) CHECK(order == Approx(2.0).margin(0.2));
  CHECK(std::abs(errors.back()) < 1e-4 * exact);
}

// The steady solver and the transient one solve the same residual; after 1000 s nothing is left of the transient.
TEST_CASE("a dry cell left alone comes to the state that the steady solver finds, to 1e-8", "[fuel_cell][steady]") {
  // On the default mesh the rounding of potentials alone is worth 1e-8 of the current.
  const auto cell = library_cell(glass, {"negative.catalyst_layer.nodes=8", "positive.catalyst_layer.nodes=8",
                                         "negative.catalyst_layer.refinement=0.3"});
  for (const double V : {0.8, 0.6, 0.4}) {
    const double voltages[] = {V};
    const Recording record = run(*cell, holds(voltages, "for 1000 s"), tight(1e-6));
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    Polarisation rest(*cell, 1e-10);
    CHECK(-record.last().I == Approx(rest.current(V)).epsilon(1e-8));
  }
}

TEST_CASE("thirty points of a dry polarisation curve take few Newton iterations", "[fuel_cell][steady][work]") {
  const auto cell = library_cell(glass);
  Polarisation rest(*cell, 1e-5);
  for (int k = 0; k < 30; ++k) {
    const double V = 0.95 - 0.02 * k;
    rest.current(V);
    CHECK(rest.sum_of_parts() == Approx(V).margin(1e-12));
  }
  CHECK(rest.solver().statistics().newton_iterations < 150);
  CHECK(rest.solver().statistics().continuation_steps == 0);
}

// Wagner's t · E_rev holds for leakage of electrons. Glass and liquid leak hydrogen, and what their ions carry does not
// matter: it would give 1.08 V and 0.56 V.
TEST_CASE("open circuit is a mixed potential and not t times the reversible voltage", "[fuel_cell][A7]") {
  const auto in_glass = library_cell(glass), in_liquid = library_cell(liquid);
  const Recording with_glass = run(*in_glass, "Rest for 1000 s", tight()),
                  with_liquid = run(*in_liquid, "Rest for 1000 s", tight());
  const double V_glass = with_glass.last().V, V_liquid = with_liquid.last().V;
  CHECK(V_glass == Approx(0.96).margin(1e-5));
  CHECK(V_liquid == Approx(0.88).margin(1e-5));
  CHECK(std::abs(V_glass - worked_output("A7.wagner_counterexample", "E_glass")) > 0.1);
  CHECK(std::abs(V_liquid - worked_output("A7.wagner_counterexample", "E_IL")) > 0.3);

  const double times = with_liquid.output(with_liquid.last(), ratio) / with_glass.output(with_glass.last(), ratio);
  // The lumped estimate leaves the potential drop in the catalyst layer out, larger in the liquid than in the glass.
  CHECK(times == Approx(worked_output("A7.ratio_glass_vs_IL", "ratio")).epsilon(0.15));
  CHECK(times < worked_output("A13.htfc_IL_crossover", "ratio"));
}

TEST_CASE("the crossover that lowers the glass cell to 0.88 V is that of its reference", "[fuel_cell][A13]") {
  const std::string i_x = fmt::format("{} A/m2", worked_output("A13.htfc_IL_crossover", "i_x"));
  const auto cell = library_cell(glass, {"hydrogen_crossover.current_density=" + i_x});
  const Recording record = run(*cell, "Rest for 1000 s", tight());
  CHECK(record.last().V == Approx(worked_input("A13.htfc_IL_crossover", "OCV")).margin(2e-5));
}

TEST_CASE("open circuit knows only the ratio of crossover and exchange current", "[fuel_cell][A7]") {
  const auto rest = [](double times) {
    const auto cell = library_cell(
        glass, {fmt::format("hydrogen_crossover.current_density=\"{} mA/cm2\"", 0.02 * times),
                fmt::format("positive.catalyst_layer.exchange_current_density=\"{} A/m2\"", 2.562195075e-6 * times)});
    return run(*cell, "Rest for 10000 s", tight()).last().V;
  };
  CHECK(rest(1.0) == Approx(rest(0.1)).margin(1e-4));
  CHECK(rest(1.0) == Approx(0.96).margin(1e-3));
}

// Without potential drops in the catalyst layer, i_x = i0 exp[F (E_rev - V)/RT].
TEST_CASE("crossover lowers the open circuit along the Tafel line of the cathode", "[fuel_cell][A7]") {
  const std::string id = "A7.crossover_for_OCV_0p96";
  const double i0 = worked_input(id, "i0_geo") / (3e7 * 1e-5);
  const auto cell = library_cell(
      glass, {fmt::format("hydrogen_crossover.current_density=\"{} A/m2\"", worked_output(id, "i_x")),
              fmt::format("positive.catalyst_layer.exchange_current_density=\"{} A/m2\"", i0),
              "positive.catalyst_layer.bruggeman=0", "positive.catalyst_layer.electronic_conductivity=1e9 S/m",
              "electrolyte={name: fast, working_ion: H+, transport: single-ion, conductivity: 1e3 S/m}",
              "positive.gas.diffusivity=1e-2 m2/s"});
  CHECK(run(*cell, "Rest for 1000 s", tight()).last().V == Approx(worked_input(id, "OCV")).margin(2e-5));
}

TEST_CASE("hydrogen that crosses as its permeability says", "[fuel_cell][A7]") {
  const std::string id = "A7.h2_crossover_current";
  const auto cell = library_cell(
      glass, {"temperature=80 degC", "negative.gas.pressure=1.5 bar", "separator.0.thickness=25 um",
              fmt::format("hydrogen_crossover={{permeability: {} mol/(m s Pa), activation_energy: 21 kJ/mol}}",
                          1e-14 * (0.29 + 2.2 * worked_input(id, "f_v")))});
  const Recording record = run(*cell, "Rest for 1 s");
  CHECK(record.output(record.last(), "Crossover Current") == Approx(1e-4 * worked_output(id, "i_x")).epsilon(1e-6));
}

// Fast oxygen, metal-like electrons, Tafel kinetics: the catalyst layer has a closed form.
TEST_CASE("the catalyst layer of the whole cell meets its Tafel limit to 1e-4", "[fuel_cell][A10]") {
  const std::string id = "A10.tafel_CCL_analytic";
  const double j0 = worked_output(id, "j0"), sigma = worked_input(id, "sigma");
  const auto cell = library_cell(
      glass,
      {"temperature=353.15 K", "hydrogen_crossover.current_density=0 A/m2", "positive.gas.diffusivity=1e-2 m2/s",
       fmt::format("ionomer={{name: slow, working_ion: H+, transport: single-ion, conductivity: {} S/m}}", sigma),
       "positive.catalyst_layer.bruggeman=0", "positive.catalyst_layer.electronic_conductivity=1e6 S/m",
       "positive.catalyst_layer.reaction_order=0", "positive.catalyst_layer.reference_temperature=353.15 K",
       fmt::format("positive.catalyst_layer.exchange_current_density=\"{} A/m2\"", worked_input(id, "i_star") / 3e7),
       "positive.catalyst_layer.nodes=100", "positive.catalyst_layer.refinement=1"});
  Polarisation rest(*cell);
  rest.voltage(j0);

  const double U = fuel_cell::oxygen_potential(fuel_cell::to_liquid, 353.15, fuel_cell::standard_pressure);
  const std::vector<double> dphi = field(*cell, rest.y(), "dphi_pos");
  const double h = worked_input(id, "L") / static_cast<double>(dphi.size());
  const double at_membrane = U - dphi.front() + 0.5 * h * j0 / sigma;
  const double slope_at_back = (dphi.end()[-1] - dphi.end()[-2]) / h;
  const double at_back = U - dphi.back() - 0.25 * 0.5 * h * slope_at_back;  // a parabola that ends level
  CHECK(at_membrane == Approx(worked_output(id, "eta0")).epsilon(1e-4));
  CHECK(at_back == Approx(worked_output(id, "eta1")).epsilon(1e-4));
}

// Far beyond the kinetics every molecule that arrives is used: i = 4 F D c/(L) through the diffusion layer.
TEST_CASE("oxygen through the diffusion layer limits the current", "[fuel_cell][A9]") {
  const std::string id = "A9.GDL_limiting_current";
  const std::vector<std::string> thin{
      "temperature=343.15 K",
      "positive.gas.pressure=150000 Pa",
      "positive.gas.composition={O2: 0.21, N2: 0.79}",
      "electrolyte={name: fast, working_ion: H+, transport: single-ion, conductivity: 1e3 S/m}",
      "positive.catalyst_layer.thickness=0.1 um",
      "positive.catalyst_layer.reaction_order=1",
      "positive.catalyst_layer.surface_area=1e7 1/m"};
  const auto cell = library_cell(glass, thin);
  const Recording record = run(*cell, "Hold at 0.1 V for 100 s");
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(-record.last().I == Approx(worked_output(id, "i_lim")).epsilon(2e-3));
  CHECK(-record.last().I < worked_output(id, "i_lim"));
}

TEST_CASE("a current beyond the limit starves the cathode of oxygen", "[fuel_cell][limits]") {
  const auto cell = library_cell(glass, {"positive.gas.composition={O2: 0.001, N2: 0.999}"});
  const Recording record = run(*cell, "Discharge at 1000 A/m2 for 100 s");
  CHECK(record.result.outcome == ExperimentResult::Outcome::physical_limit);
  CHECK(record.steps.back().reason == "oxygen starvation");
}

// What came in is in the pores or was used by the charge that passed: exact, whatever the steps of the solver.
TEST_CASE("oxygen, hydrogen and charge are conserved to 1e-9 through load steps", "[fuel_cell][conservation]") {
  const auto cell = library_cell(glass);
  const Recording record =
      run(*cell, "Rest for 1 s; Discharge at 500 A/m2 for 10 s; Hold at 0.5 V for 10 s; Rest for 5 s");
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const double at_start = cell->inventory(record.rows.front().y);
  const double used = field(*cell, record.last(), "n_O2")[0];
  REQUIRE(used > 0.0);
  for (const auto& row : record.rows) CHECK(std::abs(cell->inventory(row.y) - at_start) < 1e-9 * used);
  // Hydrogen: what the charge needs, and what crossed.
  const double crossed = 20.0 * record.last().t / (2.0 * faraday);
  CHECK(field(*cell, record.last(), "n_H2")[0] == Approx(-record.last().Q / (2.0 * faraday) + crossed).epsilon(1e-9));
  CHECK(largest_defect(*cell, record) < 1e-9);
}

TEST_CASE("derivatives of the dry cell agree with differences to 1e-6", "[fuel_cell][jacobian]") {
  const std::string agglomerate =
      "positive.catalyst_layer.agglomerate={radius: 200 nm, film: 10 nm, surface: 1e7 1/m, "
      "film_diffusivity: 1e-10 m2/s, diffusivity: 1e-10 m2/s, henry: 3e4 Pa m^3/mol}";
  for (const std::vector<std::string>& assignments : {std::vector<std::string>{}, {agglomerate}}) {
    const auto cell = library_cell(glass, assignments);
    const Recording record = run(*cell, "Hold at 0.6 V for 1 s");
    const std::vector<double> rates(record.last().y.size(), 1e-3);
    for (const unsigned seed : {1u, 2u, 3u}) {
      const Disagreement worst = jacobian_against_differences(
          cell->system(), 0.0, jittered(record.last().y, 1e-3, seed), jittered(rates, 0.9, seed));
      CHECK(worst.dFdy < 1e-6);
      CHECK(worst.dFdydot < 1e-6);
    }
  }
}

TEST_CASE("agglomerates cost current where oxygen has to reach into them", "[fuel_cell]") {
  const double without = current_at(0.5, {});
  const auto with = [](double radius) {
    return current_at(0.5, {fmt::format("positive.catalyst_layer.agglomerate={{radius: {} nm, film: 0 nm, surface: "
                                        "1e8 1/m, film_diffusivity: 1e-9 m2/s, diffusivity: 1e-10 m2/s, henry: 3e4 "
                                        "Pa m^3/mol}}",
                                        radius)});
  };
  CHECK(with(1.0) == Approx(without).epsilon(1e-4));
  CHECK(with(5000.0) < 0.999 * without);
}

// S10: with everything else as in the reference, only the thickness of the glass is free.
TEST_CASE("a glass of about 120 um gives the published peak power of 0.15 W/cm2", "[fuel_cell][S10]") {
  const auto peak = [](double thickness) {
    const auto cell = library_cell(glass, {fmt::format("separator.0.thickness={} um", thickness)});
    Polarisation rest(*cell);
    double power = 0.0;
    for (double V = 0.6; V > 0.35; V -= 0.01) power = std::max(power, 1e-4 * V * rest.current(V));
    return power;
  };
  double thin = 50.0, thick = 250.0;
  while (thick - thin > 0.5) (peak(0.5 * (thin + thick)) > 0.15 ? thin : thick) = 0.5 * (thin + thick);
  CHECK(thin == Approx(120.0).margin(5.0));
  CHECK(peak(100.0) == Approx(0.175).margin(1e-3));
  CHECK(peak(125.0) == Approx(0.145).margin(1e-3));
  // The bound without any kinetics.
  CHECK(thin < worked_output("A11.Pmax_ohmic_bound", "L_eq"));
}
