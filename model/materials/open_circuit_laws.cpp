// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/open_circuit_laws.hpp"

#include "model/dual.hpp"
#include "model/materials/open_circuit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace vitrion {
namespace {

using Arguments = std::span<const ArgumentSpec>;

/// Numbers of the arguments of an open-circuit potential.
constexpr std::size_t of_x = 0, of_T = 1;

struct Point {
  double U, dUdx, dUdT;
};

/// A law that answers U(x, T) with its derivatives, point by point.
template <class At>
class PointLaw final : public Function::Body {
 public:
  PointLaw(At at, std::string description) : at_(std::move(at)), description_(std::move(description)) {}

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    double* const by_x = derivatives.size() > of_x ? derivatives[of_x] : nullptr;
    double* const by_T = derivatives.size() > of_T ? derivatives[of_T] : nullptr;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Point point = at_(arguments[of_x][i], arguments[of_T][i]);
      values[i] = point.U;
      if (by_x) by_x[i] = point.dUdx;
      if (by_T) by_T[i] = point.dUdT;
    }
    for (std::size_t k = of_T + 1; k < derivatives.size(); ++k)
      if (derivatives[k]) std::fill_n(derivatives[k], values.size(), 0.0);
  }
  bool depends_on(std::size_t argument) const override { return argument <= of_T; }
  std::string describe() const override { return description_; }

 private:
  At at_;
  std::string description_;
};

template <class At>
Function point_law(At at, std::string description) {
  return Function(std::make_shared<PointLaw<At>>(std::move(at), std::move(description)));
}

void need_x_and_T(const Table& law, const Dimension& result, Arguments arguments) {
  const bool fits = arguments.size() >= 2 && arguments[of_x].name == "x" && arguments[of_T].name == "T" &&
                    result == dimension_of<Voltage>();
  if (!fits) throw law.error("law", "gives an open-circuit potential, and this is none");
}

double read_volts(const Table& table, std::string_view key) {
  return table.read_si(key, dimension_of<Voltage>(), -5.0, 10.0);
}

Function read_isotherm(const Table& law, const Dimension& result, Arguments arguments, bool nernst) {
  need_x_and_T(law, result, arguments);
  const double U0 = read_volts(law, "standard_potential");
  const double n = nernst || law.has("electrons") ? law.read_count("electrons", 1, 10) : 1;
  const double g = nernst || !law.has("interaction") ? 0.0 : law.read_si("interaction", Dimension{}, -100.0, 100.0);
  const auto isotherm = [=](double x, double T) -> Point {
    using D = Dual<2>;
    D x_dual(x), T_dual(T);
    x_dual.tangent[0] = T_dual.tangent[1] = 1.0;
    const D U = open_circuit::frumkin(U0, n, g, x_dual, T_dual);
    return {U.value, U.tangent[0], U.tangent[1]};
  };
  const std::string text = fmt::format("{} isotherm at {:g} V", nernst ? "Nernst" : "Frumkin", U0);
  if (!(g < -4.0 / n)) return point_law(isotherm, text);
  if (law.read_choice_or("phase_separation", {"plateau", "refuse"}, "refuse") == "refuse") {
    throw law.error("interaction",
                    fmt::format("= {:g} makes the potential rise with x in between: ions attract each other so "
                                "much that the material separates into two phases",
                                g),
                    fmt::format("stay above {:g}, or write phase_separation: plateau", -4.0 / n));
  }
  const double x_b = open_circuit::binodal(n, g);
  return point_law(
      [=](double x, double T) -> Point {
        if (x > x_b && x < 1.0 - x_b) return {U0, 0.0, 0.0};
        return isotherm(x, T);
      },
      fmt::format("{}, two phases from x = {:.4g} to {:.4g}", text, x_b, 1.0 - x_b));
}

Function read_galleries(const Table& law, const Dimension& result, Arguments arguments) {
  need_x_and_T(law, result, arguments);
  std::vector<open_circuit::Gallery> galleries;
  double sites = 0.0;
  for (const Table& gallery : law.children("galleries")) {
    galleries.push_back({read_volts(gallery, "potential"), gallery.read_si("sites", Dimension{}, 1e-6, 1e6),
                         gallery.has("width") ? gallery.read_si("width", Dimension{}, 1e-3, 100.0) : 1.0});
    sites += galleries.back().share;
  }
  for (open_circuit::Gallery& gallery : galleries) gallery.share /= sites;
  const std::size_t count = galleries.size();
  return point_law(
      [galleries = std::move(galleries)](double x, double T) -> Point {
        const auto [U, dUdx, dUdT, iterations] = open_circuit::potential_at(galleries, x, T);
        return {U, dUdx, dUdT};
      },
      fmt::format("{} galleries", count));
}

}  // namespace

const LawBook& open_circuit_laws() {
  static const LawBook book = {
      {"frumkin", [](const Table& law, const Dimension& result,
                     Arguments arguments) { return read_isotherm(law, result, arguments, false); }},
      {"nernst", [](const Table& law, const Dimension& result,
                    Arguments arguments) { return read_isotherm(law, result, arguments, true); }},
      {"msmr", read_galleries},
  };
  return book;
}

}  // namespace vitrion
