// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/law_book.hpp"

#include "model/electrolytes/law_reading.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace vitrion {

const LawBook& electrolyte_laws() {
  static const LawBook book = {
      {"vtf", conduction::read_vogel},
      {"glass-former", conduction::read_glass_former},
      {"anderson-stuart", conduction::read_anderson_stuart},
      {"nernst-einstein", conduction::read_nernst_einstein},
      {"ideal-salt", conduction::read_ideal_salt},
      {"brick-layer", conduction::read_brick_layer},
      {"mixture", conduction::read_mixture},
      {"new-phase", conduction::read_new_phase},
      {"coordination", conduction::read_coordination},
      {"porous", conduction::read_porous},
      {"humidity", conduction::read_humidity},
      {"light", conduction::read_light},
      {"donnan", conduction::read_donnan},
      {"poisson-boltzmann", conduction::read_poisson_boltzmann},
      {"eisenman", conduction::read_eisenman},
  };
  return book;
}

namespace conduction {

constexpr double infinity = std::numeric_limits<double>::infinity();

Function read_part(const Table& law, std::string_view key, const Dimension& dimension, Arguments arguments) {
  return law.read_function_si(key, dimension, arguments, 0.0, infinity, electrolyte_laws());
}

std::optional<std::size_t> find_argument(Arguments arguments, std::string_view name) {
  for (std::size_t k = 0; k < arguments.size(); ++k)
    if (arguments[k].name == name) return k;
  return std::nullopt;
}

std::size_t need_argument(const Table& law, Arguments arguments, std::string_view name) {
  const auto found = find_argument(arguments, name);
  if (found && std::isfinite(arguments[*found].typical)) return *found;
  const bool humidity = name == "RH";
  if (!humidity && name != "light")
    throw law.error("law", fmt::format("= {} needs a property that depends on {}", law.read_text("law"), name));
  throw law.error(
      "law",
      fmt::format("= {} needs the {}, which is not known", law.read_text("law"),
                  humidity ? "relative humidity" : "illumination"),
      fmt::format("add to the electrolyte surroundings: {{{}}}", humidity ? "relative_humidity: 50 %" : "light: 1"));
}

std::optional<double> typical_value(const Function& f, Arguments arguments) {
  std::vector<Argument> typical;
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    if (f.depends_on(k) && !std::isfinite(arguments[k].typical)) return std::nullopt;
    typical.emplace_back(arguments[k].typical);
  }
  double value = 0.0;
  f.evaluate(typical, {&value, 1});
  return value;
}

double read_share(const Table& law, std::string_view key) { return law.read_si(key, Dimension{}, 0.0, 1.0); }
double read_share_or(const Table& law, std::string_view key, double fallback) {
  return law.has(key) ? read_share(law, key) : fallback;
}

double read_number(const Table& law, std::string_view key, double lo, double hi) {
  return law.read_si(key, Dimension{}, lo, hi);
}
double read_number_or(const Table& law, std::string_view key, double fallback, double lo, double hi) {
  return law.has(key) ? read_number(law, key, lo, hi) : fallback;
}

}  // namespace conduction
}  // namespace vitrion
