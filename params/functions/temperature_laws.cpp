// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/temperature_laws.hpp"

#include "params/documents/reading.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace vitrion {

namespace {

class ThermalLaw : public Function::Body {
 public:
  ThermalLaw(const ThermalConstants& constants, std::size_t temperature)
      : value_(constants.value),
        barrier_(constants.barrier),
        inverse_reference_(1.0 / (constants.reference - constants.T0)),
        T0_(constants.T0),
        power_(constants.power),
        temperature_(temperature) {}

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    const Argument& T = arguments[temperature_];
    const std::size_t n = values.size();
    const std::size_t computed = T.varies() ? n : std::min<std::size_t>(n, 1);
    for (std::size_t i = 0; i < computed; ++i) values[i] = at(T[i]);
    for (std::size_t k = 0; k < derivatives.size(); ++k) {
      if (!derivatives[k]) continue;
      for (std::size_t i = 0; i < computed; ++i)
        derivatives[k][i] = k == temperature_ ? values[i] * log_slope(T[i]) : 0.0;
      for (std::size_t i = computed; i < n; ++i) derivatives[k][i] = derivatives[k][0];
    }
    for (std::size_t i = computed; i < n; ++i) values[i] = values[0];
  }

  bool depends_on(std::size_t argument) const override { return argument == temperature_; }

  std::string describe() const override {
    std::string text = number_text(value_);
    if (power_ != 0.0) text += fmt::format(" T^{:g}", power_);
    const std::string T = T0_ == 0.0 ? "T" : fmt::format("(T - {} K)", number_text(T0_));
    if (inverse_reference_ == 0.0) return fmt::format("{} exp(-{} K/{})", text, number_text(barrier_), T);
    return fmt::format("{} exp({} K (1/{} K - 1/{}))", text, number_text(barrier_),
                       number_text(1.0 / inverse_reference_), T);
  }

 private:
  double at(double T) const {
    if (!(T > T0_)) return std::numeric_limits<double>::quiet_NaN();
    const double arrhenius = value_ * std::exp(barrier_ * (inverse_reference_ - 1.0 / (T - T0_)));
    return power_ == 0.0 ? arrhenius : arrhenius * std::pow(T, power_);
  }
  double log_slope(double T) const { return power_ / T + barrier_ / ((T - T0_) * (T - T0_)); }

  double value_, barrier_, inverse_reference_, T0_, power_;
  std::size_t temperature_;
};

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double hottest = 2000.0, coldest = 50.0;  // K

double read_temperature(const Table& law, std::string_view key) {
  return law.read_si(key, dimension_of<Temperature>(), coldest, hottest);
}

double read_barrier(const Table& law, std::string_view key) {
  return law.read_si(key, dimension_of<MolarEnergy>(), -1e6, 1e6) / gas_constant;
}

/// f T^-power = A exp(-B/T) through two points, or a least-squares line of ln(f T^-power) over 1/T through more.
ThermalConstants through_points(const Table& law, const Dimension& result, double power) {
  const auto points = law.read_si_pairs("points", dimension_of<Temperature>(), result);
  if (points.size() < 2)
    throw law.error("points", "has too few points", "two are needed, as [[30 degC, 1 mS/cm], [60 degC, 3 mS/cm]]");
  const auto n = static_cast<double>(points.size());
  double mean_u = 0.0, mean_v = 0.0;
  for (const auto& [T, f] : points) {
    if (T < coldest || T > hottest)
      throw law.error("points", fmt::format("has the temperature {}", quantity_text(T, dimension_of<Temperature>())),
                      "plausible is " + range_text(dimension_of<Temperature>(), coldest, hottest));
    if (f <= 0.0) throw law.error("points", "has a value that is not positive", "the law gives positive values only");
    mean_u += 1.0 / T / n;
    mean_v += (std::log(f) - power * std::log(T)) / n;
  }
  double uu = 0.0, uv = 0.0;
  for (const auto& [T, f] : points) {
    const double du = 1.0 / T - mean_u;
    uu += du * du;
    uv += du * (std::log(f) - power * std::log(T) - mean_v);
  }
  if (uu < 1e-20) throw law.error("points", "lie at one temperature", "points at two temperatures are needed");
  return {.value = std::exp(mean_v), .barrier = -uv / uu, .reference = 1.0 / mean_u, .power = power};
}

Function read_arrhenius(const Table& law, const Dimension& result, std::span<const ArgumentSpec> arguments,
                        double power) {
  const std::size_t temperature = temperature_argument(law, arguments);
  const Dimension kelvin = dimension_of<Temperature>();
  const std::string form = law.exactly_one_of({"points", "prefactor", "value"});
  if (form == "points") return thermal_law(through_points(law, result, power), temperature);
  ThermalConstants constants{.barrier = read_barrier(law, "activation_energy"), .reference = infinity, .power = power};
  if (form == "prefactor") {
    constants.value = law.read_si("prefactor", result * vitrion::power(kelvin, -power));
  } else {
    constants.reference = read_temperature(law, "at");
    constants.value = law.read_si("value", result) * std::pow(constants.reference, -power);
  }
  return thermal_law(constants, temperature);
}

Function read_vtf(const Table& law, const Dimension& result, std::span<const ArgumentSpec> arguments) {
  const std::size_t temperature = temperature_argument(law, arguments);
  const Dimension root_kelvin = power(dimension_of<Temperature>(), 0.5);
  return thermal_law({.value = law.read_si("prefactor", result * root_kelvin),
                      .barrier = read_barrier(law, "pseudo_activation_energy"),
                      .reference = infinity,
                      .T0 = law.read_si("T0", dimension_of<Temperature>(), 0.0, hottest),
                      .power = -0.5},
                     temperature);
}

}  // namespace

Function thermal_law(const ThermalConstants& constants, std::size_t temperature) {
  return Function(std::make_shared<ThermalLaw>(constants, temperature));
}

std::size_t temperature_argument(const Table& law, std::span<const ArgumentSpec> arguments) {
  for (std::size_t k = 0; k < arguments.size(); ++k)
    if (arguments[k].name == "T") return k;
  throw InputError(law.position(), fmt::format("{} does not depend on temperature", law.path()),
                   "leave out the activation energy, or write an expression or a table");
}

const LawBook& temperature_laws() {
  static const LawBook book = {
      {"arrhenius",
       [](const Table& law, const Dimension& result, std::span<const ArgumentSpec> arguments) {
         return read_arrhenius(law, result, arguments, 0.0);
       }},
      {"arrhenius-T",
       [](const Table& law, const Dimension& result, std::span<const ArgumentSpec> arguments) {
         return read_arrhenius(law, result, arguments, -1.0);
       }},
      {"vtf", read_vtf},
  };
  return book;
}

}  // namespace vitrion
