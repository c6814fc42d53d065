// SPDX-License-Identifier: BSD-3-Clause
#include "tests/cells/random_runs.hpp"

#include "tests/support/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrion::test {
namespace {

/// Steps of a protocol, each of which is left out when the cell cannot do it, so that the others are seen, too.
class Steps {
 public:
  explicit Steps(Draws& draws) : skips_(draws.chance(0.8)) {}
  void add(const std::string& sentence) {
    text_ += fmt::format("{{step: '{}'{}}}, ", sentence, skips_ ? ", on_infeasible: skip" : "");
  }
  std::string protocol(int repeats = 1) const {
    return fmt::format("{{kind: protocol, name: random, steps: [{{repeat: {}, steps: [{}]}}]}}", repeats, text_);
  }

 private:
  bool skips_;
  std::string text_;
};

/// Somewhere to go from a rest on, for cells that are charged and discharged.
void add_battery_step(Draws& draws, Steps& steps, double low, double high, double current) {
  const double V = draws.uniform(low, high), I = current * draws.decades(0.1, 10.0), hours = draws.decades(1e-3, 20.0);
  switch (draws.count(0, 9)) {
    case 0:
      return steps.add(fmt::format("Rest for {:.6g} h", hours));
    case 1:
      return steps.add(fmt::format("Hold at {:.6g} V for {:.6g} h", V, hours));
    case 2:
      return steps.add(fmt::format("Hold at {:.6g} V until {:.6g} A/m2", V, 0.05 * I));
    case 3:
      return steps.add(fmt::format("Discharge at {:.6g} A/m2 until {:.6g} V", I, low));
    case 4:
      return steps.add(fmt::format("Discharge at {:.6g} ohm for {:.6g} h", draws.decades(1e-3, 1e3), hours));
    case 5:
      return steps.add(fmt::format("Sweep voltage from {:.6g} V to {:.6g} V at {:.6g} mV/s", V,
                                   draws.uniform(low, high), draws.decades(0.01, 100.0)));
    case 6:
      return steps.add(fmt::format("Discharge at {:.6g} A/m2 for {:.6g} h", I, hours));
    case 7:
      return steps.add(fmt::format("Charge at {:.6g} A/m2 for {:.6g} h", I, hours));
    case 8:
      return steps.add(fmt::format("Charge at {:.6g} A/m2 for {:.6g} h or until {:.6g} V", I, hours, high));
    default:
      return steps.add(fmt::format("Rest for {:.6g} h or until steady", hours));
  }
}

std::string quantity(double value, const char* unit) { return fmt::format("{:.8g} {}", value, unit); }

void set_sulfur_layers(Draws& draws, RandomRun& run, int layers) {
  for (int i = 0; i < layers; ++i) {
    const auto set = [&](const char* key, const std::string& value) {
      run.set.push_back(fmt::format("separator.{}.{}={}", i, key, value));
    };
    set("thickness", quantity(draws.decades(2.0, 100.0), "um"));
    if (draws.chance(0.7)) set("porosity", quantity(draws.uniform(0.15, 0.95), ""));
    if (i > 0 || draws.chance(0.5)) {
      const double sulfur = draws.decades(1e-6, 1.0);
      set("permeability",
          fmt::format("{{Li+: {:.6g}, A-: {:.6g}, S8: {:.6g}, polysulfides: {:.6g}}}", draws.decades(0.05, 1.0),
                      draws.decades(1e-3, 1.0), sulfur, draws.chance(0.5) ? sulfur : draws.decades(1e-6, 1.0)));
    }
  }
}

}  // namespace

RandomRun draw_sulfur_cell(unsigned seed) {
  Draws draws(seed);
  static constexpr const char* cells[] = {"li-s-cycling", "li-s-cycling",       "li-s-kumaresan",
                                          "li-s-zhang",   "li-s-mil-88b-glass", "li-s-mil-88b-crystal"};
  RandomRun run{draws.one_of(cells), {}, ""};
  const auto set = [&](const std::string& path, const std::string& value) { run.set.push_back(path + "=" + value); };
  const bool layered = run.cell.starts_with("li-s-mil");
  set("mesh", fmt::format("{{separator: {}, positive: {}}}", draws.count(3, 10), draws.count(4, 16)));
  set("voltage_limits", "[1.5 V, 2.8 V]");
  const double thickness = draws.decades(10.0, 200.0), porosity = draws.uniform(0.4, 0.85);
  set("positive.thickness", quantity(thickness, "um"));
  set("positive.porosity", quantity(porosity, ""));
  const double sulfur = (0.97 - porosity) * draws.uniform(0.1, 0.95);
  set("positive.solids.S8", quantity(sulfur, ""));
  set("positive.surface_area", quantity(draws.decades(1e4, 1e7), "1/m"));
  set_sulfur_layers(draws, run, layered ? 2 : 1);
  for (const char* reaction : {"S8/S8^2-", "S8^2-/S6^2-", "S6^2-/S4^2-", "S4^2-/S2^2-", "S2^2-/S^2-"})
    if (draws.chance(0.7))
      set(fmt::format("solution.reactions.{}.exchange_current_density", reaction),
          quantity(draws.decades(1e-7, 10.0), "A/m^2"));
  if (draws.chance(0.7)) {
    set("solution.precipitates.Li2S.solubility_product", quantity(draws.decades(1e-7, 1e-2), "mol^3/L^3"));
    set("solution.precipitates.Li2S.rate_constant", quantity(draws.decades(0.1, 3000.0), "L^2/(mol^2 s)"));
  }
  if (draws.chance(0.5)) set("solution.precipitates.S8.rate_constant", quantity(draws.decades(0.1, 100.0), "1/s"));
  if (draws.chance(0.4))
    set("negative.shuttle",
        fmt::format("{{rate_constant: {:.6g} m/s, lost_fraction: {:.6g}, lithium_corrosion: {:.6g}, electrolyte_loss: "
                    "{:.6g} m^3/mol}}",
                    draws.decades(1e-11, 1e-6), draws.decades(1e-4, 1.0), draws.uniform(0.0, 1.0),
                    draws.decades(1e-9, 1e-5)));
  if (draws.chance(0.2)) set("negative.thickness", quantity(draws.decades(1.0, 100.0), "um"));
  if (draws.chance(0.3)) set("positive.film_fraction", quantity(draws.decades(1e-3, 0.3), ""));
  if (draws.chance(0.3)) set("positive.double_layer_capacitance", quantity(draws.decades(1e-4, 1.0), "F/m^2"));
  set("temperature", quantity(draws.uniform(-20.0, 80.0), "degC"));

  // 1672 mA h a gram of sulfur of 2.07 g/cm³.
  const double capacity = 1672.0 * 2.07e6 * sulfur * thickness * 1e-6 * 1e-3;  // A h m⁻²
  const double current = capacity * draws.decades(0.02, 3.0);
  Steps steps(draws);
  if (draws.chance(0.5)) {
    steps.add(fmt::format("Discharge at {:.6g} A/m2 until 1.6 V", current));
    steps.add(fmt::format("Charge at {:.6g} A/m2 until 2.7 V or for {:.6g} h", current, 1.5 * capacity / current));
    if (draws.chance(0.6)) steps.add("Rest for 1 h");
    run.protocol = steps.protocol(draws.count(1, 3));
    return run;
  }
  steps.add(
      fmt::format("Discharge at {:.6g} A/m2 for {:.6g} h", current, capacity / current * draws.uniform(0.0, 1.0)));
  for (int i = draws.count(2, 6); i > 0; --i) add_battery_step(draws, steps, 1.6, 2.7, current);
  run.protocol = steps.protocol();
  return run;
}

RandomRun draw_two_stage_cell(unsigned seed) {
  Draws draws(seed);
  RandomRun run{"li-s-marinescu", {}, ""};
  const auto set = [&](const std::string& path, const std::string& value) { run.set.push_back(path + "=" + value); };
  set("active_area", quantity(draws.decades(0.1, 10.0), "m^2"));
  set("electrolyte_volume", quantity(draws.decades(2.0, 60.0), "mL"));
  set("high_stage.exchange_current_density", quantity(draws.decades(0.01, 100.0), "A/m^2"));
  set("low_stage.exchange_current_density", quantity(draws.decades(0.01, 100.0), "A/m^2"));
  set("high_stage.standard_potential", quantity(draws.uniform(2.2, 2.5), "V"));
  set("low_stage.standard_potential", quantity(draws.uniform(2.0, 2.3), "V"));
  set("precipitation.rate_constant", quantity(draws.decades(0.1, 1e4), "1/s"));
  set("precipitation.saturation", quantity(draws.decades(1e-6, 1e-2), "g"));
  if (draws.chance(0.7)) {
    set("shuttle.rate_constant", quantity(draws.decades(1e-7, 1e-2), "1/s"));
    set("shuttle.rate_constant_on_discharge", quantity(draws.decades(1e-7, 1e-3), "1/s"));
    set("shuttle.lost_fraction", quantity(draws.decades(1e-5, 1.0), ""));
  }
  set("initial.S8", quantity(draws.decades(0.1, 5.0), "g"));
  set("temperature", quantity(draws.uniform(-20.0, 80.0), "degC"));
  const double current = 3.4 * draws.decades(0.02, 3.0) / 0.28;
  Steps steps(draws);
  if (draws.chance(0.5)) {
    steps.add(fmt::format("Discharge at {:.6g} A/m2 until 1.6 V", current));
    steps.add(fmt::format("Charge at {:.6g} A/m2 until 2.4 V or for 60 h", current));
    if (draws.chance(0.6)) steps.add("Rest for 1 h");
    run.protocol = steps.protocol(draws.count(1, 5));
    return run;
  }
  for (int i = draws.count(2, 7); i > 0; --i) add_battery_step(draws, steps, 1.55, 2.4, current);
  run.protocol = steps.protocol();
  return run;
}

namespace {

void set_electrodes(Draws& draws, RandomRun& run, double T, bool same_gas) {
  // Most gases should not boil.
  const double p_sat = 1e-5 * std::exp(23.1963 - 3816.44 / (T + 273.15 - 46.13));
  const double pressure = draws.decades(0.5, 4.0),
               humidity = draws.uniform(0.0, std::min(1.0, 0.98 * pressure / p_sat));
  for (const char* side : {"negative", "positive"}) {
    const auto set = [&](const std::string& path, const std::string& value) {
      run.set.push_back(fmt::format("{}.{}={}", side, path, value));
    };
    const double p = same_gas ? pressure : draws.decades(0.5, 4.0);
    set("gas.pressure", quantity(p, "bar"));
    set("gas.relative_humidity",
        quantity(same_gas ? humidity : draws.uniform(0.0, std::min(1.0, 0.98 * p / p_sat)), ""));
    if (draws.chance(0.3)) set("gas.stoichiometry", quantity(draws.uniform(1.05, 5.0), ""));
    set("catalyst_layer.thickness", quantity(draws.decades(2.0, 40.0), "um"));
    set("catalyst_layer.surface_area", quantity(draws.decades(3e6, 1e8), "1/m"));
    set("catalyst_layer.nodes", std::to_string(draws.count(4, 24)));
    if (draws.chance(0.3)) set("catalyst_layer.porosity", quantity(draws.uniform(0.15, 0.6), ""));
    if (draws.chance(0.3)) set("gas_diffusion_layer.thickness", quantity(draws.decades(30.0, 500.0), "um"));
    if (draws.chance(0.3)) set("gas_diffusion_layer.nodes", std::to_string(draws.count(3, 12)));
    if (draws.chance(0.3))
      set("catalyst_layer.double_layer_capacitance", quantity(draws.decades(1.0, 1000.0), "uF/cm2"));
  }
  run.set.push_back("separator.0.nodes=" + std::to_string(draws.count(3, 12)));
  run.set.push_back("separator.0.thickness=" + quantity(draws.decades(8.0, 300.0), "um"));
}

void add_fuel_cell_step(Draws& draws, Steps& steps) {
  const double V = draws.uniform(0.1, 0.95), to = draws.uniform(0.1, 0.95), J = draws.decades(1e-4, 3.0);
  const std::string gas = draws.chance(0.25)   ? fmt::format(" with relative_humidity {:.4g}", draws.uniform(0.0, 1.0))
                          : draws.chance(0.15) ? fmt::format(" with pressure {:.4g} bar", draws.decades(0.5, 4.0))
                          : draws.chance(0.1)  ? fmt::format(" at {:.4g} degC", draws.uniform(25.0, 110.0))
                                               : std::string();
  switch (draws.count(0, 9)) {
    case 0:
      return steps.add(
          fmt::format("Sweep voltage from {:.6g} V to {:.6g} V in {} points{}", V, to, draws.count(2, 20), gas));
    case 1:
      return steps.add(fmt::format("Discharge at {:.6g} A/cm2 until steady{}", J, gas));
    case 2:
      return steps.add(fmt::format("Hold at {:.6g} V until steady{}", V, gas));
    case 3:
      return steps.add(fmt::format("Rest for {:.6g} s{}", draws.decades(0.1, 1e5), gas));
    case 4:
      return steps.add(fmt::format("Discharge at {:.6g} A/cm2 for {:.6g} s{}", J, draws.decades(0.01, 1e4), gas));
    case 5:
      return steps.add(fmt::format("Hold at {:.6g} V for {:.6g} s{}", V, draws.decades(0.01, 1e4), gas));
    case 6:
      return steps.add(
          fmt::format("Sweep voltage from {:.6g} V to {:.6g} V at {:.6g} mV/s{}", V, to, draws.decades(0.1, 1e3), gas));
    case 7:
      return steps.add(fmt::format("Discharge at {:.6g} A/cm2 for {:.6g} s or until {:.6g} V{}", J,
                                   draws.decades(0.01, 1e4), 0.5 * V, gas));
    case 8:
      return steps.add(fmt::format("Discharge at {:.6g} ohm for {:.6g} s{}", 0.5 / J, draws.decades(0.01, 1e4), gas));
    default:
      return steps.add(fmt::format("Discharge at {:.6g} A/cm2 until {:.6g} V{}", J, V, gas));
  }
}

std::string fuel_cell_protocol(Draws& draws) {
  Steps steps(draws);
  for (int i = draws.count(1, 6); i > 0; --i) add_fuel_cell_step(draws, steps);
  return steps.protocol();
}

}  // namespace

RandomRun draw_dry_fuel_cell(unsigned seed) {
  Draws draws(seed);
  static constexpr const char* cells[] = {"h2-o2-dema-glass", "h2-o2-dema-glass", "h2-o2-dema-ionic-liquid"};
  RandomRun run{draws.one_of(cells), {}, ""};
  const double T = draws.uniform(30.0, 150.0);
  set_electrodes(draws, run, T, draws.chance(0.5));
  run.set.push_back("temperature=" + quantity(T, "degC"));
  run.set.push_back("hydrogen_crossover.current_density=" + quantity(draws.decades(1e-3, 30.0), "mA/cm2"));
  run.protocol = fuel_cell_protocol(draws);
  return run;
}

RandomRun draw_humid_fuel_cell(unsigned seed) {
  Draws draws(seed);
  static constexpr const char* cells[] = {"h2-air-nafion", "h2-air-nafion", "h2-air-eh31", "h2-air-zsw-genstack"};
  RandomRun run{draws.one_of(cells), {}, ""};
  const double T = draws.uniform(25.0, 105.0);
  set_electrodes(draws, run, T, draws.chance(0.5));
  run.set.push_back("temperature=" + quantity(T, "degC"));
  run.protocol = fuel_cell_protocol(draws);
  return run;
}

RandomRun draw_proton_battery(unsigned seed) {
  Draws draws(seed);
  static constexpr const char* cells[] = {"proton-moo3-glass", "proton-moo3-crystal"};
  static constexpr const char* positives[] = {"moo3-positive", "cufe-prussian-blue", "quinizarin-polymer"};
  static constexpr const char* negatives[] = {"moo3-negative", "wo3", "naphthoquinone-polymer"};
  RandomRun run{draws.one_of(cells), {}, ""};
  const auto set = [&](const std::string& path, const std::string& value) { run.set.push_back(path + "=" + value); };
  const auto material = [&](const std::string& side, const char* name) {
    const double fraction = draws.uniform(0.2, 0.6);
    set(side + ".materials",
        fmt::format(
            "[{{include: materials/{}, volume_fraction: {:.4g}, particle_radius: {:.5g} nm, diffusivity: {:.5g} "
            "m^2/s}}]",
            name, fraction, draws.decades(5.0, 2000.0), draws.decades(1e-19, 1e-12)));
    set(side + ".thickness", quantity(draws.decades(5.0, 300.0), "um"));
  };
  material("positive", draws.one_of(positives));
  material("negative", draws.one_of(negatives));
  set("separator.0.thickness", quantity(draws.decades(5.0, 1000.0), "um"));
  set("temperature", quantity(draws.uniform(20.0, 120.0), "degC"));
  set("electrolyte.stability_window.reduction", quantity(-draws.decades(0.01, 2.0), "V"));
  set("voltage_limits", "[-0.5 V, 2 V]");
  set("initial", fmt::format("{{state_of_charge: {:.4g}}}", draws.chance(0.3) ? 0.0 : draws.uniform(0.0, 1.0)));
  Steps steps(draws);
  const double rate = draws.decades(0.02, 20.0);
  if (draws.chance(0.5)) {
    steps.add(fmt::format("Charge at {:.4g}C for {:.4g} h or until 1.2 V", rate, 0.7 / rate));
    steps.add("Rest for 10 min");
    steps.add(fmt::format("Discharge at {:.4g}C until 0 V", rate));
    run.protocol = steps.protocol(draws.count(1, 3));
    return run;
  }
  for (int i = draws.count(2, 6); i > 0; --i) {
    if (draws.chance(0.5))
      steps.add(fmt::format("{} at {:.4g}C for {:.4g} h", draws.chance(0.5) ? "Charge" : "Discharge", rate,
                            draws.decades(0.01, 2.0) / rate));
    else
      add_battery_step(draws, steps, -0.3, 1.6, draws.decades(0.01, 100.0));
  }
  run.protocol = steps.protocol();
  return run;
}

}  // namespace vitrion::test
