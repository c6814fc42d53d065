// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/salt_limit.hpp"

#include "model/electrolytes/permselectivity.hpp"
#include "params/constants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace vitrion {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double lowest = 1e-6, highest = 100.0;  // of the salt at rest
constexpr std::size_t steps = 192;
constexpr double left = 0.01;                // share of the anions at which a foil counts as depleted
constexpr std::size_t parts_of_slab = 32;    // where the current falls along it
constexpr double nearly_minus_one = -0.999;  // exponent of g from which on G(0) diverges

/// ∫ f dc from c₁ to c₂, f a power of c through both ends.
double power_integral(double c1, double f1, double c2, double f2) {
  const double log_c = std::log(c2 / c1), p1 = 1.0 + std::log(f2 / f1) / log_c;  // exponent + 1
  return std::abs(p1 * log_c) < 1e-8 ? c1 * f1 * log_c : c1 * f1 * std::expm1(p1 * log_c) / p1;
}

/// The c₂ > c₁ up to which that integral is `sum`, when f is the power that leads to (c_end, f_end).
double power_end(double c1, double f1, double c_end, double f_end, double sum) {
  const double p1 = 1.0 + std::log(f_end / f1) / std::log(c_end / c1), part = sum / (c1 * f1);
  return std::abs(p1) < 1e-8 ? c1 * std::exp(part) : c1 * std::exp(std::log1p(p1 * part) / p1);
}

void evaluate(const Function& f, std::span<const double> c, std::span<const double> surroundings,
              std::span<double> out) {
  std::array<Argument, 4> arguments{Argument(c), Argument(0.0), Argument(0.0), Argument(0.0)};
  for (std::size_t k = 0; k < surroundings.size(); ++k) arguments[k + 1] = Argument(surroundings[k]);
  f.evaluate(std::span(arguments).first(surroundings.size() + 1), out);
}

}  // namespace

SaltCurve::SaltCurve(const Electrolyte& electrolyte, std::span<const double> surroundings)
    : c_rest_(electrolyte.concentration), fixed_charge_(electrolyte.fixed_charge) {
  const bool varies = electrolyte.diffusivity.depends_on(0) || electrolyte.transference_number.depends_on(0);
  const std::size_t n = varies ? steps + 1 : 2;
  c_.resize(n);
  for (std::size_t k = 0; k < n; ++k)
    c_[k] = c_rest_ * lowest * std::pow(highest / lowest, static_cast<double>(k) / static_cast<double>(n - 1));
  std::vector<double> D(n), t_plus(n);
  evaluate(electrolyte.diffusivity, c_, surroundings, D);
  evaluate(electrolyte.transference_number, c_, surroundings, t_plus);
  g_.assign(n, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t k = 0; k < n; ++k)
    if (t_plus[k] < 1.0 && D[k] > 0.0 && std::isfinite(D[k]))
      g_[k] = electrolyte.salt.charge * faraday * D[k] / (1.0 - t_plus[k]);
  // Where the properties mean nothing, the nearest that do hold.
  const auto known = [](double g) { return std::isfinite(g); };
  const auto first = std::find_if(g_.begin(), g_.end(), known);
  carries_ = first != g_.end();
  if (!carries_) return;
  std::fill(g_.begin(), first, *first);
  for (std::size_t k = 1; k < n; ++k)
    if (!known(g_[k])) g_[k] = g_[k - 1];

  const double exponent = std::log(g_[1] / g_[0]) / std::log(c_[1] / c_[0]);
  runs_out_ = exponent > nearly_minus_one;
  G_.assign(n, 0.0);
  M_.assign(n, 0.0);
  if (runs_out_) {
    G_[0] = c_[0] * g_[0] / (exponent + 1.0);
    M_[0] = c_[0] * anions(c_[0]) * g_[0] / (exponent + 2.0);
  }
  for (std::size_t k = 1; k < n; ++k) {
    G_[k] = G_[k - 1] + power_integral(c_[k - 1], g_[k - 1], c_[k], g_[k]);
    M_[k] = M_[k - 1] + power_integral(c_[k - 1], anions(c_[k - 1]) * g_[k - 1], c_[k], anions(c_[k]) * g_[k]);
  }
  const std::array<double, 1> none{1e-12 * c_rest_};
  evaluate(electrolyte.conductivity, none, surroundings, {&kappa_left_, 1});
}

double SaltCurve::anions(double c) const { return fixed_charge_ == 0.0 ? c : conduction::donnan(c, fixed_charge_).co; }

double SaltCurve::salt_of_anions(double n) const { return std::sqrt(n * (n + fixed_charge_)); }

/// The interval of c; the first and the last one go on beyond the ends.
std::size_t SaltCurve::piece_of(double c) const {
  const auto after = std::upper_bound(c_.begin() + 1, c_.end() - 1, c);
  return static_cast<std::size_t>(after - c_.begin()) - 1;
}

double SaltCurve::G(double c) const {
  if (c <= 0.0) return runs_out_ ? 0.0 : -infinity;
  if (c >= c_.back()) return G_.back() + g_.back() * (c - c_.back());
  const std::size_t k = piece_of(c);
  const double g = g_[k] * std::pow(c / c_[k], std::log(g_[k + 1] / g_[k]) / std::log(c_[k + 1] / c_[k]));
  return G_[k] + power_integral(c_[k], g_[k], c, g);
}

double SaltCurve::M(double c) const {
  if (c <= 0.0) return runs_out_ ? 0.0 : M_[0];
  const std::size_t k = piece_of(std::min(c, c_.back()));
  const double p = std::log(g_[k + 1] / g_[k]) / std::log(c_[k + 1] / c_[k]);
  const double g = c >= c_.back() ? g_.back() : g_[k] * std::pow(c / c_[k], p);
  if (c == c_[k]) return M_[k];
  return M_[k] + power_integral(c_[k], anions(c_[k]) * g_[k], c, anions(c) * g);
}

double SaltCurve::salt_of_G(double G) const {
  if (runs_out_ && G <= 0.0) return 0.0;
  if (G == -infinity) return 0.0;
  if (G >= G_.back()) return c_.back() + (G - G_.back()) / g_.back();
  const auto after = std::upper_bound(G_.begin() + 1, G_.end() - 1, G);
  const std::size_t k = static_cast<std::size_t>(after - G_.begin()) - 1;
  return power_end(c_[k], g_[k], c_[k + 1], g_[k + 1], G - G_[k]);
}

double SaltCurve::slope_at_rest() const {
  const std::size_t k = piece_of(c_rest_);
  return g_[k] * std::pow(c_rest_ / c_[k], std::log(g_[k + 1] / g_[k]) / std::log(c_[k + 1] / c_[k]));
}

namespace {

/// Anions that a stack holds in steady state under J, with the salt c at the electrode that plates, mol m⁻².
double held(std::span<const SaltSlab> slabs, double J, double c) {
  double content = 0.0;
  for (const SaltSlab& slab : slabs) {
    const SaltCurve& salt = *slab.salt;
    c *= slab.partition;
    const bool even = slab.current_near == slab.current_far;
    const std::size_t parts = even ? 1 : parts_of_slab;
    for (std::size_t k = 0; k < parts; ++k) {
      const double along = (static_cast<double>(k) + 0.5) / static_cast<double>(parts);
      const double i = J * (slab.current_near + along * (slab.current_far - slab.current_near));
      const double length = slab.thickness / static_cast<double>(parts);
      if (c <= 0.0 && !salt.runs_out()) continue;  // stays empty
      if (i <= 0.0) {
        content += slab.porosity * length * salt.anions(c);
        continue;
      }
      const double end = salt.salt_of_G(salt.G(c) + i * length / slab.transport);
      content += slab.porosity * slab.transport / i * (salt.M(end) - salt.M(c));
      c = end;
    }
  }
  return content;
}

/// The J under which the stack holds what it does at rest, with the salt c at the electrode that plates.
double current_with(std::span<const SaltSlab> slabs, double c, double at_rest, double guess) {
  double low = guess, high = guess;
  for (int k = 0; held(slabs, low, c) > at_rest && k < 200; ++k) low *= 0.5;
  for (int k = 0; held(slabs, high, c) < at_rest && k < 200; ++k) high *= 2.0;
  for (int k = 0; k < 200 && high - low > 1e-13 * high; ++k) {
    const double middle = 0.5 * (low + high);
    (held(slabs, middle, c) < at_rest ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

SaltLimit salt_limit(std::span<const SaltSlab> slabs) {
  if (slabs.empty() ||
      !std::all_of(slabs.begin(), slabs.end(), [](const SaltSlab& s) { return s.salt->carries_salt(); }))
    return {infinity, infinity, 0.0};
  double at_rest = 0.0, resistance = 0.0, resistance_left = 0.0;
  for (const SaltSlab& slab : slabs) {
    const double c = slab.salt->at_rest();
    at_rest += slab.porosity * slab.thickness * slab.salt->anions(c);
    resistance += slab.thickness / (slab.transport * slab.salt->slope_at_rest());
    resistance_left += slab.thickness / (slab.transport * slab.salt->conductivity_without_salt());
  }
  const double guess = 2.0 * slabs.front().salt->at_rest() / resistance;
  const SaltCurve& first = *slabs.front().salt;
  const double c_left = first.salt_of_anions(left * first.anions(first.at_rest()));
  const double depletion = current_with(slabs, c_left, at_rest, guess);
  if (std::none_of(slabs.begin(), slabs.end(), [](const SaltSlab& s) { return s.salt->runs_out(); }))
    return {infinity, depletion, 1.0 / resistance_left};
  return {current_with(slabs, 0.0, at_rest, guess), depletion, 0.0};
}

SaltLimit salt_limit(const Electrolyte& electrolyte, double thickness, double T) {
  if (electrolyte.single_ion)
    return {infinity, infinity, electrolyte.conductivity({electrolyte.concentration, T}) / thickness};
  const SaltCurve salt(electrolyte, {&T, 1});
  const SaltSlab slab{.salt = &salt, .thickness = thickness};
  return salt_limit({&slab, 1});
}

}  // namespace vitrion
