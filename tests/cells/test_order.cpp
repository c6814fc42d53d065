// SPDX-License-Identifier: BSD-3-Clause
// Observed order of accuracy of whole cells: voltages on three meshes, each twice as fine as the one before, differ by
// two terms of which the first is 2^order times the second. Tolerances of 1e-9 leave nothing but the mesh.
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"
#include "tests/support/order_of_accuracy.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double bar = 1.9;

/// Order of the voltage at the end of a protocol over meshes 1, 2 and 4 times as fine.
double order_of_voltage(const std::function<std::unique_ptr<Cell>(int refinement)>& cell_at,
                        const std::string& protocol) {
  std::vector<double> voltages;
  for (const int refinement : {1, 2, 4}) {
    const auto cell = cell_at(refinement);
    const Recording record = run(*cell, protocol, tight(1e-9));
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    voltages.push_back(record.last().V);
  }
  INFO(fmt::format("{:.10f} {:.10f} {:.10f}", voltages[0], voltages[1], voltages[2]));
  return self_convergence_orders(voltages).front();
}

std::string mesh(int negative, int separator, int positive, int shells) {
  return fmt::format("mesh={{negative: {}, separator: {}, positive: {}, shells: {}}}", negative, separator, positive,
                     shells);
}

}  // namespace

TEST_CASE("the voltage of a graphite | LCO cell converges with second order in x", "[cells][analytic]") {
  const auto at = [](int k) { return library_cell("dualfoil-graphite-lco", {mesh(10 * k, 5 * k, 10 * k, 6)}); };
  CHECK(order_of_voltage(at, "Discharge at 20 A/m2 for 1000 s") > bar);
  CHECK(order_of_voltage(at, "Charge at 10 A/m2 for 300 s; Rest for 20 s") > bar);
}

// 20 s after a jump the changed flux has come 0.07 R deep into the graphite. Elements of third degree: sixth order.
TEST_CASE("the voltage of a graphite | LCO cell converges with high order in r", "[cells][analytic]") {
  const auto at = [](int k) { return library_cell("dualfoil-graphite-lco", {mesh(4, 2, 4, 12 * k)}); };
  CHECK(order_of_voltage(at, "Charge at 10 A/m2 for 300 s; Rest for 20 s") > 4.0);
}

// Where the current has not changed for long, a few unknowns are as good as many: 3 and 96 differ by 0.04 µV.
TEST_CASE("under a steady current three unknowns along the radius are enough", "[cells][analytic]") {
  const auto few = library_cell("dualfoil-graphite-lco", {mesh(4, 2, 4, 3)}),
             many = library_cell("dualfoil-graphite-lco", {mesh(4, 2, 4, 48)});
  const char* protocol = "Discharge at 20 A/m2 for 1000 s";
  CHECK(run(*few, protocol, tight(1e-9)).last().V == Approx(run(*many, protocol, tight(1e-9)).last().V).margin(2e-7));
}

TEST_CASE("the voltage of a foil cell converges with second order in x", "[cells][analytic]") {
  const auto at = [](int k) { return library_cell("dualfoil-lifoil-lco", {mesh(1, 5 * k, 10 * k, 6)}); };
  CHECK(order_of_voltage(at, "Discharge at 20 A/m2 for 1000 s") > bar);
}

// A foil under a polymer, a liquid in a porous separator behind an interface with a partition, and another separator of
// the same liquid with other pores before a porous electrode: properties jump at every border.
std::string stack(int k) {
  const std::string polymer = binary(0.05, 2e-11, 0.2, 1200.0, 1.4), liquid = binary(0.8, 2.5e-10, 0.35, 900.0, 1.2);
  return fmt::format(
      "{{kind: cell, name: stack, chemistry: lithium, area: 1 m^2, temperature: 320 K, electrolyte: {}, negative: {}, "
      "separator: [{}, {}, {}], positive: {}, interfaces: [{{between: [polymer, first], area_resistance: 2e-4 ohm m^2, "
      "partition: 0.75}}], voltage_limits: [1 V, 6 V], initial: {{stoichiometry: {{positive: 0.5}}}}, "
      "mesh: {{positive: {}, shells: 6}}}}",
      liquid, foil(20.0, 1e-3), layer("polymer", 15e-6, 4 * k, ", electrolyte: " + polymer),
      "{name: first, thickness: 20 um, porosity: 0.35, tortuosity: 3, nodes: " + std::to_string(4 * k) + "}",
      "{name: second, thickness: 10 um, porosity: 0.8, bruggeman: 1.5, nodes: " + std::to_string(3 * k) + "}",
      porous_electrode(60e-6, 0.3, 0.15, 2.0,
                       particles(30000, 1e-14, "{expression: '4.2 - x - 0.2*x**2', unit: V}", 2.0, 2e-6, 0.5)),
      6 * k);
}

TEST_CASE("the voltage of a stack of layers whose properties jump converges with second order in x",
          "[cells][analytic]") {
  const auto at = [](int k) { return cell_from(stack(k)); };
  CHECK(order_of_voltage(at, "Discharge at 15 A/m2 for 600 s") > bar);
  CHECK(order_of_voltage(at, "Charge at 10 A/m2 for 300 s; Rest for 30 s") > bar);
}
