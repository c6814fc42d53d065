// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <span>

namespace vitrion::laws {

/// Bernoulli's function x/(exp(x) − 1), 1 at 0.
template <class S>
S bernoulli(const S& x) {
  const double v = value_of(x);
  if (std::abs(v) < 0.05) {  // the next term of the series is below 1e-15
    const double q = v * v;
    const double b = 1.0 - 0.5 * v + q * (1.0 / 12 - q * (1.0 / 720 - q / 30240));
    return chain(b, -0.5 + v * (1.0 / 6 - q * (1.0 / 180 - q / 5040)), x);
  }
  const double growth = std::expm1(v);
  if (!std::isfinite(growth)) return chain(v * std::exp(-v), (1.0 - v) * std::exp(-v), x);
  const double b = v / growth;
  return chain(b, (1.0 - b * (growth + 1.0)) / growth, x);
}

/// How the potential step over a face acts on ions of each charge: B(zψ) of what comes from the left and B(−zψ) of what
/// comes from the right, ψ = (F/RT)(φ_right − φ_left).
template <class S>
struct Drift {
  S plus_1, minus_1, plus_2, minus_2;  ///< B(ψ), B(−ψ), B(2ψ), B(−2ψ)

  /// B(−x) = B(x) + x, from the side where nothing cancels.
  explicit Drift(const S& psi) {
    if (value_of(psi) >= 0.0) {
      plus_1 = bernoulli(psi);
      minus_1 = plus_1 + psi;
      plus_2 = bernoulli<S>(2.0 * psi);
      minus_2 = plus_2 + 2.0 * psi;
    } else {
      minus_1 = bernoulli<S>(-psi);
      plus_1 = minus_1 - psi;
      minus_2 = bernoulli<S>(-2.0 * psi);
      plus_2 = minus_2 - 2.0 * psi;
    }
  }
};

/// Flux of one dilute species through a face, mol m⁻² s⁻¹:
///
///     N = −D_eff (∂c/∂x + z (F/RT) c ∂φ/∂x)
///
/// exact for a constant flux in a constant field between the two points (Scharfetter and Gummel): second order, and
/// what flows out of an empty volume is never positive, whatever the field.
///
/// @param conductance  1/∫ dx/D_eff between the two points   m s⁻¹
/// @param charge       z, from −2 to 2                        1
/// @source Scharfetter & Gummel, IEEE Trans. Electron Devices 16 (1969) 64, doi:10.1109/T-ED.1969.16566
template <class S>
S species_flux(const S& c_left, const S& c_right, const S& conductance, int charge, const Drift<S>& drift) {
  switch (charge) {
    case 1:
      return conductance * (drift.plus_1 * c_left - drift.minus_1 * c_right);
    case -1:
      return conductance * (drift.minus_1 * c_left - drift.plus_1 * c_right);
    case 2:
      return conductance * (drift.plus_2 * c_left - drift.minus_2 * c_right);
    case -2:
      return conductance * (drift.minus_2 * c_left - drift.plus_2 * c_right);
    default:
      return conductance * (c_left - c_right);
  }
}

/// Flux between two media at whose border the potential jumps (Donnan): each half-volume has one potential, the
/// activity c exp(z F φ/RT) is continuous at the border,
///
///     N = (c_left − c_right e^{zψ}) / (R_left + R_right e^{zψ})
///
/// @param jump  e^{zψ}                                        1
/// @param R_left, R_right  ∫ dx/D_eff over the half-volumes   s m⁻¹
template <class S>
S species_flux_at_border(const S& c_left, const S& c_right, const S& R_left, const S& R_right, const S& jump) {
  return (c_left - c_right * jump) / (R_left + R_right * jump);
}

/// Balance of one species of any charge in pores that may close and open, as a residual:
///
///     r = ∂(ε c)/∂t + ∂N/∂x − source
///
/// The amount w = ε c is what is integrated, so that it is conserved to round-off however ε moves.
///
/// @param width    of the volumes                            [n]      m
/// @param dwdt     ∂(ε c)/∂t                                 [n]      mol m⁻³ s⁻¹
/// @param N        flux at their faces                       [n + 1]  mol m⁻² s⁻¹
/// @param source   reactions and precipitation               [n]      mol m⁻³ s⁻¹
/// @param r        residual; every entry is written          [n]      mol m⁻³ s⁻¹
/// @source Newman & Thomas-Alyea, Electrochemical Systems, 3rd ed. (2004), ch. 11 and 22
template <class S>
void species_balance(std::span<const double> width, std::span<const S> dwdt, std::span<const S> N,
                     std::span<const S> source, std::span<S> r) {
  assert(N.size() == width.size() + 1);
  for (std::size_t k = 0; k < width.size(); ++k) {
    r[k] = dwdt[k] + (N[k + 1] - N[k]) / width[k] - source[k];
  }
}

}  // namespace vitrion::laws
