// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <string>

/// Pieces of cell files with constant properties, of which closed forms exist. Everything in SI.
namespace vitrion::test {

inline std::string binary(double kappa, double D, double t_plus, double c, double chi = 1.0) {
  return fmt::format(
      "{{kind: electrolyte, name: binary, working_ion: Li+, transport: binary, conductivity: {} S/m, "
      "diffusivity: {} m^2/s, transference_number: {}, thermodynamic_factor: {}, concentration: {} mol/m^3}}",
      kappa, D, t_plus, chi, c);
}

inline std::string single_ion(double kappa, double c = 1000.0) {
  return fmt::format(
      "{{kind: electrolyte, name: single ion, working_ion: Li+, transport: single-ion, conductivity: {} S/m, "
      "concentration: {} mol/m^3}}",
      kappa, c);
}

inline std::string foil(double i0, double thickness = 1e-3, const std::string& more = "") {
  return fmt::format(
      "{{kind: electrode, type: foil, metal: Li, thickness: {} m, molar_volume: 1.3e-5 m^3/mol, "
      "exchange_current_density: {} A/m^2{}}}",
      thickness, i0, more);
}

/// Particles of one material with a constant exchange current, 0 % of charge at x = 0.9 and 100 % at x = 0.1 unless
/// `window` says otherwise.
inline std::string particles(double c_max, double D, const std::string& U, double i0, double radius,
                             double volume_fraction, const std::string& more = "",
                             const std::string& window = "at_0_percent: 0.9, at_100_percent: 0.1") {
  return fmt::format(
      "{{maximum_concentration: {} mol/m^3, diffusivity: {} m^2/s, open_circuit_potential: {}, "
      "exchange_current_density: {} A/m^2, particle_radius: {} m, volume_fraction: {}, stoichiometry: {{{}}}{}}}",
      c_max, D, U, i0, radius, volume_fraction, window, more);
}

inline std::string porous_electrode(double thickness, double porosity, double transport_efficiency, double sigma,
                                    const std::string& materials) {
  return fmt::format(
      "{{kind: electrode, type: porous, thickness: {} m, porosity: {}, transport_efficiency: {}, "
      "electronic_conductivity: {} S/m, materials: [{}]}}",
      thickness, porosity, transport_efficiency, sigma, materials);
}

/// A dense layer of the cell's electrolyte, or of one of its own.
inline std::string layer(const std::string& name, double thickness, int nodes, const std::string& more = "") {
  return fmt::format("{{name: {}, thickness: {} m, porosity: 1, nodes: {}{}}}", name, thickness, nodes, more);
}

/// foil | layers | foil
inline std::string symmetric_cell(const std::string& electrolyte, const std::string& layers, double i0, double T,
                                  double foil_thickness = 1e-3) {
  return fmt::format(
      "{{kind: cell, name: symmetric, chemistry: lithium, area: 1 m^2, temperature: {} K, electrolyte: {}, "
      "negative: {}, separator: [{}], positive: {}, voltage_limits: [-5 V, 5 V]}}",
      T, electrolyte, foil(i0, foil_thickness), layers, foil(i0, foil_thickness));
}

}  // namespace vitrion::test
