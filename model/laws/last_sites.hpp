// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/laws/kinetics.hpp"

#include <algorithm>
#include <cmath>

// Where the surface of a particle is nearly empty or full.
namespace vitrion::laws {

/// Width δ of the last sites and of the last guests, in stoichiometry.
constexpr double last_sites = 1e-6;

/// x moved into the range in which potentials and exchange currents are functions: δ ≤ x ≤ 1 − δ.
template <class S>
S between_ends(const S& x) {
  if (x < last_sites) return S(last_sites);
  if (x > 1.0 - last_sites) return S(1.0 - last_sites);
  return x;
}

/// ln f(x), f = 1/(1 + exp(−x/δ)): the share of the attempts of a reaction that find a guest to take (of x), or a site
/// to fill (of 1 − x). It is 1 to the last bit beyond 36 δ, and vanishes exponentially below zero.
template <class S>
S log_share_that_finds(const S& x) {
  using std::exp;
  using std::log1p;
  if (x > 0.0) return -log1p(exp(x * (-1.0 / last_sites)));
  return x * (1.0 / last_sites) - log1p(exp(x * (1.0 / last_sites)));
}

/// A particle gives off what it has and takes what it has room for. Both directions of its reaction therefore slow down
/// at their end of the range,
///
///     j = i₀ [f(x) exp(α_a F η/RT) − f(1 − x) exp(−α_c F η/RT)],
///
/// which is the usual law with another potential and another exchange current,
///
///     U → U + (RT/F) [ln f(1 − x) − ln f(x)]/(α_a + α_c),    i₀ → i₀ [f(x)^α_c f(1 − x)^α_a]^(1/(α_a + α_c))
///
/// so that a state of rest is one, whatever x. A surface that saturates stays within some 60 δ of its end for every
/// volt that is beyond it, and the reaction moves to where there is room; inside of 36 δ nothing is changed at all.
///
/// @param x   stoichiometry at the surface                    1
/// @param U   potential at between_ends(x), changed here      V
/// @param i0  exchange current there, changed here            A m⁻²
template <class S>
void slow_down_at_ends(const S& x, const TransferCoefficients& alpha, double RT_over_F, S& U, S& i0) {
  using std::exp;
  constexpr double inside = 36.0 * last_sites;
  U += 0.0 * x;  // so that U is known to depend on x, also where a file gives one value for all x
  if (x > inside && x < 1.0 - inside) return;
  const S guest = log_share_that_finds<S>(x), site = log_share_that_finds<S>(1.0 - x);
  const double both = alpha.anodic + alpha.cathodic;
  U += (site - guest) * (RT_over_F / both);
  i0 *= exp((guest * alpha.cathodic + site * alpha.anodic) * (1.0 / both));
}

/// The potential of the last two alone.
inline double rise_at_ends(double x, const TransferCoefficients& alpha, double RT_over_F) {
  double U = 0.0, unused = 0.0;
  slow_down_at_ends<double>(x, alpha, RT_over_F, U, unused);
  return U;
}

}  // namespace vitrion::laws
