// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/dimension.hpp"

#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace vitrion {

bool Dimension::operator==(const Dimension& other) const {
  for (std::size_t k = 0; k < count; ++k) {
    if (std::abs(exponent[k] - other.exponent[k]) > 1e-9) return false;
  }
  return true;
}

Dimension operator*(const Dimension& a, const Dimension& b) {
  Dimension product;
  for (std::size_t k = 0; k < Dimension::count; ++k) product.exponent[k] = a.exponent[k] + b.exponent[k];
  return product;
}

Dimension power(const Dimension& a, double exponent) {
  Dimension raised;
  for (std::size_t k = 0; k < Dimension::count; ++k) raised.exponent[k] = a.exponent[k] * exponent;
  return raised;
}

Dimension operator/(const Dimension& a, const Dimension& b) { return a * power(b, -1.0); }

std::string Dimension::text() const {
  static constexpr std::array<const char*, count> base = {"m", "kg", "s", "A", "K", "mol", "cd"};
  std::string text;
  for (std::size_t k = 0; k < count; ++k) {
    if (std::abs(exponent[k]) < 1e-9) continue;
    if (!text.empty()) text += ' ';
    text += base[k];
    if (exponent[k] != 1.0) text += fmt::format("^{:g}", exponent[k]);
  }
  return text.empty() ? "1" : text;
}

namespace {
struct UsualDimension {
  const char* name;
  const char* example;
  std::vector<const char*> units;  // the first one decides the dimension
};

const std::vector<UsualDimension>& usual_dimensions() {
  static const std::vector<UsualDimension> list = {
      {"a number", "0.5", {"", "%"}},
      {"a length", "50 um", {"um", "nm", "mm", "cm", "m"}},
      {"an area", "1 cm^2", {"cm^2", "m^2", "mm^2"}},
      {"a volume", "1 cm^3", {"cm^3", "m^3", "L", "mL"}},
      {"a mass", "10 mg", {"mg", "g", "kg", "ug"}},
      {"a time", "10 min", {"s", "min", "h", "ms", "d"}},
      {"a temperature", "30 degC", {"degC", "K"}},
      {"an amount of substance", "1 mmol", {"mol", "mmol", "umol"}},
      {"a current", "1 mA", {"mA", "A", "uA"}},
      {"a voltage", "3.8 V", {"V", "mV"}},
      {"a charge", "1.2 mAh", {"mAh", "Ah", "C"}},
      {"an energy", "1 Wh", {"Wh", "mWh", "J", "kJ", "eV"}},
      {"a power", "1 W", {"W", "mW"}},
      {"a pressure", "3 GPa", {"Pa", "kPa", "MPa", "GPa"}},
      {"a resistance", "10 mohm", {"ohm", "mohm"}},
      {"a capacitance", "1 uF", {"F", "mF", "uF"}},
      {"an inverse length", "5e5 1/m", {"1/m", "1/cm"}},
      {"a density", "3.6 g/cm^3", {"g/cm^3", "kg/m^3"}},
      {"a molar mass", "94 g/mol", {"g/mol", "kg/mol"}},
      {"a concentration", "1 mol/L", {"mol/L", "mol/m^3", "mmol/L"}},
      {"a molar volume", "13 cm^3/mol", {"cm^3/mol", "m^3/mol"}},
      {"a molar flux", "5e-6 mol/(m^2 s)", {"mol/(m^2 s)"}},
      {"a molar energy", "30 kJ/mol or 0.3 eV", {"kJ/mol", "J/mol", "eV"}},
      {"a diffusivity", "1e-10 m^2/s", {"m^2/s", "cm^2/s"}},
      {"a current density", "1 mA/cm^2", {"mA/cm^2", "A/m^2", "uA/cm^2"}},
      {"a power per area", "80 W/m^2", {"W/m^2", "mW/cm^2"}},
      {"a charge per area", "2 mAh/cm^2", {"mAh/cm^2", "Ah/m^2"}},
      {"a current per mass", "30 mA/g", {"mA/g", "A/kg"}},
      {"a charge per mass", "150 mAh/g", {"mAh/g", "Ah/kg"}},
      {"a conductivity", "1 mS/cm", {"mS/cm", "S/m", "S/cm", "uS/cm"}},
      {"an area resistance", "10 ohm cm^2", {"ohm cm^2", "ohm m^2"}},
      {"a capacitance per area", "20 uF/cm^2", {"uF/cm^2", "F/m^2"}},
      {"an entropic coefficient", "-0.1 mV/K", {"mV/K", "V/K"}},
      {"a velocity", "1 um/s", {"m/s", "um/s"}},
      {"a frequency", "1 kHz", {"Hz", "kHz", "mHz"}},
      {"a viscosity", "1 mPa s", {"Pa s", "mPa s"}},
      {"a surface energy", "0.5 J/m^2", {"J/m^2"}},
      {"a specific heat", "900 J/(kg K)", {"J/(kg K)"}},
      {"a heat transfer coefficient", "10 W/(m^2 K)", {"W/(m^2 K)"}},
  };
  return list;
}

const UsualDimension* find_usual(const Dimension& dimension) {
  for (const UsualDimension& usual : usual_dimensions())
    if (parse_unit(usual.units.front()).dimension == dimension) return &usual;
  return nullptr;
}
}  // namespace

std::string Dimension::name() const {
  const UsualDimension* usual = find_usual(*this);
  return usual ? usual->name : "a quantity in " + text();
}

std::string Dimension::example() const {
  const UsualDimension* usual = find_usual(*this);
  return usual ? usual->example : "";
}

std::vector<std::string> usual_units(const Dimension& dimension) {
  const UsualDimension* usual = find_usual(dimension);
  if (!usual) return {};
  return {usual->units.begin(), usual->units.end()};
}

std::string number_text(double value) { return fmt::format("{:.6g}", value); }

std::string quantity_text(double si_value, const Dimension& dimension) {
  std::string best;
  double worst_excess = std::numeric_limits<double>::infinity();
  for (const std::string& text : usual_units(dimension)) {
    const Unit unit = parse_unit(text);
    if (unit.dimension != dimension || text == "%") continue;
    const double number = (si_value - unit.offset) / unit.factor;
    // How far the digits before or after the point exceed three.
    const double size = number == 0.0 ? 0.0 : std::log10(std::abs(number));
    const bool affine = unit.offset != 0.0;
    const double excess = affine ? 0.0 : size < 0.0 ? -size : size > 3.0 ? size - 3.0 : 0.0;
    if (excess >= worst_excess - 1e-9) continue;
    worst_excess = excess;
    best = text.empty() ? number_text(number) : fmt::format("{} {}", number_text(number), text);
  }
  if (!best.empty()) return best;
  return dimension.dimensionless() ? number_text(si_value)
                                   : fmt::format("{} {}", number_text(si_value), dimension.text());
}

}  // namespace vitrion
