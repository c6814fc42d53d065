// SPDX-License-Identifier: BSD-3-Clause
#include "tests/cells/random_cell.hpp"

#include "tests/cells/parts.hpp"

#include <array>
#include <cmath>
#include <vector>

namespace vitrion::test {
namespace {

/// Draws that do not depend on the standard library.
class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}

  double uniform(double a, double b) { return a + (b - a) * (static_cast<double>(random_()) / 4294967296.0); }
  double log_uniform(double a, double b) { return std::exp(uniform(std::log(a), std::log(b))); }
  bool chance(double p) { return uniform(0.0, 1.0) < p; }
  int whole(int a, int b) { return a + static_cast<int>(random_() % static_cast<unsigned>(b - a + 1)); }

 private:
  std::mt19937 random_;
};

std::string draw_electrolyte(Dice& dice) {
  if (dice.chance(0.25)) return single_ion(dice.log_uniform(1e-3, 1.0), dice.log_uniform(1e3, 4e4));
  const double c = dice.log_uniform(100.0, 3000.0), t_plus = dice.uniform(-0.1, 0.98);
  if (dice.chance(0.5))
    return binary(dice.log_uniform(1e-3, 2.0), dice.log_uniform(1e-13, 1e-9), t_plus, c, dice.uniform(0.7, 3.0));
  // Properties that depend on concentration and temperature, as those of liquids do; none of them changes its sign.
  return fmt::format(
      "{{kind: electrolyte, name: liquid, working_ion: Li+, transport: binary, conductivity: {{expression: "
      "'{}*sqrt(c/{})*exp(0.5*(1 - c/{}))', c: mol/m^3, unit: S/m, activation_energy: 15 kJ/mol, "
      "reference_temperature: 25 degC}}, diffusivity: {{expression: '{}*exp(-{}*c)', c: mol/m^3, unit: m^2/s}}, "
      "transference_number: {{expression: '{} - {}*c', c: mol/m^3}}, thermodynamic_factor: {{expression: '1 + {}*c', "
      "c: mol/m^3}}, concentration: {} mol/m^3}}",
      dice.log_uniform(1e-2, 2.0), c, c, dice.log_uniform(1e-12, 1e-9), dice.uniform(0.0, 1e-3), dice.uniform(0.2, 0.5),
      dice.uniform(0.0, 5e-5), dice.uniform(0.0, 1e-3), c);
}

std::string draw_framework(Dice& dice) {
  return fmt::format(
      "{{kind: electrolyte, name: framework, working_ion: Li+, transport: charged-framework, fixed_charge: {} "
      "mol/m^3, cation_diffusivity: {} m^2/s, anion_diffusivity: {} m^2/s, concentration: {} mol/m^3}}",
      dice.log_uniform(10.0, 5000.0), dice.log_uniform(1e-12, 1e-9), dice.log_uniform(1e-12, 1e-9),
      dice.log_uniform(100.0, 3000.0));
}

const std::array<std::string, 4> positive_potentials = {
    "{expression: '4.3 - 0.9*x', unit: V}",
    "{expression: '3.4077 - 0.020269*x + 0.5*exp(-150*x) - 0.9*exp(-30*(1 - x))', unit: V}",
    "{expression: '4.5 - 1.1*x + 0.2*tanh((0.55 - x)/0.1) - 0.3*exp(-40*(1 - x))', unit: V}", "3.5 V"};
const std::array<std::string, 3> negative_potentials = {
    "{expression: '0.6 - 0.5*x', unit: V}",
    "{expression: '0.15 + 1.5*exp(-80*x) - 0.03*tanh((x - 0.5)/0.05) - 0.02*tanh((x - 0.2)/0.05)', unit: V}",
    "{expression: '1.55 + 0.5*exp(-100*x) - 0.4*exp(-60*(1 - x))', unit: V}"};

std::string draw_material(Dice& dice, bool negative, double fraction) {
  const double D = dice.log_uniform(1e-18, 1e-12), i0 = dice.log_uniform(1e-3, 100.0);
  const std::string diffusivity =
      dice.chance(0.3) ? fmt::format("{{expression: '{}*(1.2 - x)**2', unit: m^2/s}}", D) : fmt::format("{} m^2/s", D);
  const std::string exchange =
      dice.chance(0.4)   ? fmt::format("exchange_current_density: {} A/m^2", i0)
      : dice.chance(0.5) ? fmt::format(
                               "exchange_current_density: {{expression: '{}*sqrt(c_e*x*(1 - x)/1000)', c_e: mol/m^3, "
                               "unit: A/m^2, activation_energy: 30 kJ/mol, reference_temperature: 25 degC}}",
                               i0)
                         : fmt::format("rate_constant: {} mol m^-2 s^-1", i0 / 96485.0);
  std::string more;
  if (dice.chance(0.2)) more += fmt::format(", film_resistance: {} ohm m^2", dice.log_uniform(1e-4, 1e-1));
  if (dice.chance(0.2)) more += fmt::format(", double_layer_capacitance: {} F/m^2", dice.log_uniform(1e-3, 1.0));
  if (dice.chance(0.2)) more += ", transfer_coefficients: {anodic: 0.6, cathodic: 0.4}";
  const std::string window =
      negative ? "at_0_percent: 0.03, at_100_percent: 0.9" : "at_0_percent: 0.97, at_100_percent: 0.2";
  const std::string potential = negative ? negative_potentials[static_cast<std::size_t>(dice.whole(0, 2))]
                                         : positive_potentials[static_cast<std::size_t>(dice.whole(0, 3))];
  return fmt::format(
      "{{maximum_concentration: {} mol/m^3, diffusivity: {}, open_circuit_potential: {}, {}, particle_radius: {} m, "
      "volume_fraction: {}, stoichiometry: {{{}}}{}}}",
      dice.uniform(1e4, 6e4), diffusivity, potential, exchange, dice.log_uniform(20e-9, 20e-6), fraction, window, more);
}

std::string draw_porous(Dice& dice, bool negative, const std::string& own_electrolyte) {
  const double porosity = dice.uniform(0.12, 0.6), solid = dice.uniform(0.3, 0.98 - porosity);
  std::string materials = draw_material(dice, negative, solid);
  if (dice.chance(0.15)) {
    const double share = dice.uniform(0.1, 0.9);
    materials =
        draw_material(dice, negative, share * solid) + ", " + draw_material(dice, negative, (1 - share) * solid);
  }
  const std::string text =
      porous_electrode(dice.log_uniform(5e-6, 200e-6), porosity, std::pow(porosity, dice.uniform(1.2, 2.5)),
                       dice.log_uniform(1e-2, 1e3), materials);
  return text.substr(0, text.size() - 1) + own_electrolyte + "}";
}

std::string draw_foil(Dice& dice) {
  const double i0 = dice.log_uniform(1e-2, 300.0);
  std::string more;
  if (dice.chance(0.2)) more += fmt::format(", film_resistance: {} ohm m^2", dice.log_uniform(1e-5, 1e-2));
  if (dice.chance(0.2)) more += fmt::format(", double_layer_capacitance: {} F/m^2", dice.log_uniform(1e-2, 1.0));
  std::string text = foil(i0, dice.log_uniform(1e-6, 200e-6), more);
  if (dice.chance(0.5)) {
    const std::string constant = fmt::format("{} A/m^2", i0);
    text.replace(text.find("exchange_current_density: ") + 26, constant.size(),
                 fmt::format("{{expression: '{}*(c_e/1000)**0.3', c_e: mol/m^3, unit: A/m^2}}", i0));
  }
  return text;
}

}  // namespace

RandomCell draw_cell(unsigned seed, bool of_framework) {
  Dice dice(seed), of_its_own(seed);
  const double T = dice.uniform(263.0, 363.0);
  const bool porous_positive = dice.chance(0.85), porous_negative = porous_positive && dice.chance(0.5);
  const int layers = dice.whole(1, 3);
  std::string separator, interfaces;
  std::vector<std::string> names;
  if (porous_negative) names.emplace_back("negative");
  for (int i = 0; i < layers; ++i) {
    names.push_back(fmt::format("layer {}", i + 1));
    const bool dense = dice.chance(0.4);
    const double porosity = dense ? 1.0 : dice.uniform(0.25, 0.95);
    separator += fmt::format("{}{{name: {}, thickness: {} m, porosity: {}{}{}}}", i == 0 ? "" : ", ", names.back(),
                             dice.log_uniform(2e-6, 300e-6), porosity, dense ? "" : ", bruggeman: 1.5",
                             i > 0 && dice.chance(0.4) ? ", electrolyte: " + draw_electrolyte(dice) : "");
  }
  if (porous_positive) names.emplace_back("positive");
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    if (!dice.chance(0.25)) continue;
    interfaces += fmt::format("{}{{between: [{}, {}], area_resistance: {} ohm m^2}}", interfaces.empty() ? "" : ", ",
                              names[i], names[i + 1], dice.log_uniform(1e-5, 1e-2));
  }
  const auto own = [&] { return dice.chance(0.15) ? ", electrolyte: " + draw_electrolyte(dice) : std::string(); };
  const std::string usual = draw_electrolyte(dice);
  const std::string electrolyte = of_framework ? draw_framework(of_its_own) : usual;
  const std::string negative = porous_negative ? draw_porous(dice, true, own()) : draw_foil(dice);
  const std::string positive = porous_positive ? draw_porous(dice, false, own()) : draw_foil(dice);
  const std::string text = fmt::format(
      "{{kind: cell, name: random {}, chemistry: lithium, area: 1 m^2, temperature: {} K, electrolyte: {}, negative: "
      "{}, "
      "separator: [{}], positive: {}{}, voltage_limits: {}, initial: {{state_of_charge: {} %}}, "
      "mesh: {{negative: {}, separator: {}, positive: {}, shells: {}}}}}",
      seed, T, electrolyte, negative, separator, positive,
      interfaces.empty() ? "" : ", interfaces: [" + interfaces + "]", porous_positive ? "[1 V, 5 V]" : "[-1 V, 1 V]",
      dice.uniform(5.0, 95.0), dice.whole(2, 12), dice.whole(1, 8), dice.whole(2, 12), dice.whole(1, 12));
  return {text, porous_positive ? dice.log_uniform(0.05, 5.0) : 0.0, dice.log_uniform(0.1, 100.0)};
}

}  // namespace vitrion::test
