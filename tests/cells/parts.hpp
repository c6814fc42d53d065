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
