// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/composed.hpp"
#include "model/electrolytes/effective_media.hpp"
#include "model/electrolytes/grain_boundaries.hpp"
#include "model/electrolytes/law_reading.hpp"
#include "model/electrolytes/new_phase.hpp"
#include "model/electrolytes/pores.hpp"
#include "model/electrolytes/switching.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace vitrion::conduction {
namespace {

template <class Rule>
Function mixed(const Function& first, const Function& second, Rule rule, const std::string& description) {
  return composed(
      std::array{first, second}, [rule](const auto& x) { return rule(x[0], x[1]); }, description);
}

/// No arrangement of two phases conducts outside Wiener's bounds: a rule that does has left its range.
void check_bounds(const Table& law, double phi, const Function& first, const Function& second, const Function& mixture,
                  const Dimension& result, Arguments arguments) {
  const auto a = typical_value(first, arguments), b = typical_value(second, arguments),
             f = typical_value(mixture, arguments);
  if (!a || !b || !f || !(*a > 0.0 && *b > 0.0)) return;
  const double lower = layers_in_series(phi, *a, *b), upper = layers_in_parallel(phi, *a, *b);
  constexpr double slack = 1e-9;
  if (*f >= lower * (1.0 - slack) && *f <= upper * (1.0 + slack)) return;
  law.warn("rule",
           fmt::format("= {} gives {}, which no arrangement of these phases has", law.written("rule"),
                       quantity_text(*f, result)),
           fmt::format("layers of them conduct {} to {}", quantity_text(lower, result), quantity_text(upper, result)));
}

}  // namespace

Function read_brick_layer(const Table& law, const Dimension& result, Arguments arguments) {
  Function grain = read_part(law, "grain", result, arguments);
  const Function boundary = read_part(law, "boundary", result, arguments);
  const double thickness = law.read_si("boundary_thickness", dimension_of<Length>(), 0.0, 1e-6);
  const double size = law.read_si("grain_size", dimension_of<Length>(), 1e-9, 1e-2);
  if (thickness >= size)
    throw law.error("boundary_thickness", fmt::format("= {} is not below the grain size of {}",
                                                      law.written("boundary_thickness"), law.written("grain_size")));
  if (thickness == 0.0) return grain;
  return mixed(
      grain, boundary,
      [ratio = thickness / size](const auto& g, const auto& gb) { return brick_layer_conductivity(g, gb, ratio); },
      fmt::format("grains ({}) in boundaries ({})", grain.describe(), boundary.describe()));
}

Function read_mixture(const Table& law, const Dimension& result, Arguments arguments) {
  const std::string rule =
      law.read_choice("rule", {"bruggeman", "maxwell-garnett", "general-effective-media", "percolation", "homogeneous",
                               "series", "parallel", "hashin-shtrikman-lower", "hashin-shtrikman-upper"});
  const Function first = read_part(law, "first", result, arguments);
  const bool alone = rule == "percolation";
  const Function second = alone ? Function(0.0) : read_part(law, "second", result, arguments);
  const double phi = read_share(law, "fraction");
  const std::string text =
      alone ? fmt::format("{:g} % ({}), percolating", 100.0 * phi, first.describe())
            : fmt::format("{:g} % ({}) in ({}), {}", 100.0 * phi, first.describe(), second.describe(), rule);
  const auto by = [&](auto conduct) {
    return mixed(
        first, second, [phi, conduct](const auto& a, const auto& b) { return conduct(phi, a, b); }, text);
  };
  Function mixture;
  if (rule == "bruggeman") {
    mixture = by([](double p, const auto& a, const auto& b) { return bruggeman(p, a, b); });
  } else if (rule == "maxwell-garnett") {
    constexpr double lone = 0.3;  // beyond it spheres touch
    if (phi > lone && phi < 1.0)
      law.warn("fraction", fmt::format("= {} is much for spheres that do not touch", law.written("fraction")),
               "rule: maxwell-garnett is to be believed up to about 30 %; bruggeman lets them touch");
    mixture = by([](double p, const auto& a, const auto& b) { return maxwell_garnett(p, a, b); });
  } else if (rule == "homogeneous") {
    mixture = by([](double p, const auto& a, const auto& b) { return homogeneous_mixture(p, a, b); });
  } else if (rule == "series") {
    mixture = by([](double p, const auto& a, const auto& b) { return layers_in_series(p, a, b); });
  } else if (rule == "parallel") {
    mixture = by([](double p, const auto& a, const auto& b) { return layers_in_parallel(p, a, b); });
  } else if (rule == "hashin-shtrikman-lower") {
    mixture = by([](double p, const auto& a, const auto& b) { return hashin_shtrikman(p, a, b).lower; });
  } else if (rule == "hashin-shtrikman-upper") {
    mixture = by([](double p, const auto& a, const auto& b) { return hashin_shtrikman(p, a, b).upper; });
  } else {
    const Percolation shape{.threshold = read_number_or(law, "threshold", 0.16, 1e-3, 0.999),
                            .s = alone ? 1.0 : read_number_or(law, "s", 0.87, 0.1, 10.0),
                            .t = read_number_or(law, "t", 2.0, 0.1, 10.0)};
    if (alone && phi <= shape.threshold)
      throw law.error(
          "fraction",
          fmt::format("= {} is not above the percolation threshold of {:g}", law.written("fraction"), shape.threshold),
          "below it nothing conducts; rule: general-effective-media lets the other phase conduct too");
    if (alone)
      return by([shape](double p, const auto& a, const auto&) { return percolating(p, a, shape.threshold, shape.t); });
    mixture = by([shape](double p, const auto& a, const auto& b) { return general_effective_media(p, a, b, shape); });
  }
  check_bounds(law, phi, first, second, mixture, result, arguments);
  return mixture;
}

Function read_new_phase(const Table& law, const Dimension& result, Arguments arguments) {
  const Function first = read_part(law, "first", result, arguments);
  const Function second = read_part(law, "second", result, arguments);
  const double phi = read_share(law, "fraction"), all_new = read_share(law, "all_new_at");
  if (all_new == 0.0 || all_new == 1.0)
    throw law.error("all_new_at", fmt::format("= {} is the composition of a parent", law.written("all_new_at")),
                    "the new phase lies between the two");
  const std::string text =
      fmt::format("{:g} % ({}) with ({}) and a new phase", 100.0 * phi, first.describe(), second.describe());
  if (law.exactly_one_of({"phase", "gain"}) == "phase") {
    return composed(
        std::array{first, second, read_part(law, "phase", result, arguments)},
        [phi, all_new](const auto& x) { return new_phase_conductivity(phi, x[0], x[1], x[2], all_new); }, text);
  }
  const double gain = read_number(law, "gain", 1.0, 1e9);
  return composed(
      std::array{first, second},
      [phi, all_new, gain](const auto& x) {
        using std::max;
        auto phase = max(x[0], x[1]);
        phase *= gain;
        return new_phase_conductivity(phi, x[0], x[1], phase, all_new);
      },
      text);
}

Function read_coordination(const Table& law, const Dimension& result, Arguments arguments) {
  const Function base = read_part(law, "base", result, arguments);
  const double number = read_number(law, "number", 1.0, 12.0);
  const auto [from, to] = law.read_si_interval("known", Dimension{}, 1.0, 12.0);
  const double ratio = read_number(law, "ratio", 1e-6, 1e6);
  if (number < from || number > to)
    law.warn("number", fmt::format("= {} lies outside of what is known", law.written("number")),
             fmt::format("known is {:g} to {:g}; the law is continued", from, to));
  return base * Function(coordination_factor(number, from, to, ratio));
}

Function read_porous(const Table& law, const Dimension& result, Arguments arguments) {
  const Function base = read_part(law, "base", result, arguments);
  const double porosity = read_share(law, "porosity"), blind = read_share_or(law, "dead_ends", 0.0);
  if (porosity == 0.0 || blind == 1.0)
    throw law.error(porosity == 0.0 ? "porosity" : "dead_ends", "leaves no open pores", "nothing would conduct");
  return base * Function(open_pore_factor(porosity, blind, read_number_or(law, "exponent", 1.5, 1.0, 5.0)));
}

}  // namespace vitrion::conduction
