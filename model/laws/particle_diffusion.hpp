// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/radial_mesh.hpp"
#include "params/processor.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>
#include <cstddef>
#include <span>

namespace vitrion::laws {

/// Diffusion in spheres of one material, many at once, in stoichiometry θ = c/c_max, as a residual:
///
///     r = ∂θ/∂t − (1/r²) ∂/∂r (r² D/R² ∂θ/∂r),     −D ∂θ/∂r = N at the surface
///
/// @param theta, dthetadt  at the nodes, the last of which is the surface; [node][sphere]  [n·m]  1, s⁻¹
/// @param conductance      of a pair of nodes in sphere k: conductance(pair, k), Σ_q weight_q D_q/R²    s⁻¹
/// @param outflow          N/R at the surface, > 0 when ions leave                        [m]    s⁻¹
/// @param residual         every entry is written                                         [n·m]  s⁻¹
/// @source Crank, The Mathematics of Diffusion, 2nd ed. (1975), ch. 6
template <class S, class Conductance>
void particle_diffusion(const RadialMesh& mesh, std::span<const S> theta, std::span<const S> dthetadt,
                        const Conductance& conductance, std::span<const S> outflow, std::span<S> residual) {
  const std::size_t n = mesh.size(), m = outflow.size();
  assert(theta.size() == n * m && residual.size() == n * m);
  std::copy(dthetadt.begin(), dthetadt.end(), residual.begin());
  for (const RadialMesh::Pair& pair : mesh.pairs) {
    const double leaving = 1.0 / mesh.volume[pair.inner], entering = 1.0 / mesh.volume[pair.outer];
    const S *const inner = theta.data() + pair.inner * m, *const outer = theta.data() + pair.outer * m;
    S *const r_inner = residual.data() + pair.inner * m, *const r_outer = residual.data() + pair.outer * m;
    VITRION_INDEPENDENT
    for (std::size_t k = 0; k < m; ++k) {
      const S N = conductance(pair, k) * (inner[k] - outer[k]);
      r_inner[k] += leaving * N;
      r_outer[k] -= entering * N;
    }
  }
  S* const r_surface = residual.data() + (n - 1) * m;
  VITRION_INDEPENDENT
  for (std::size_t k = 0; k < m; ++k) r_surface[k] += (1.0 / mesh.volume[n - 1]) * outflow[k];
}

/// What enters a sphere through its surface when θ there oscillates with the frequency ω about a uniform state:
///
///     −N/R = (D/R²) (ψ coth ψ − 1) θ_surface,      ψ = R √(iω/D)
///
/// @param rate D/R², s⁻¹   @returns (D/R²)(ψ coth ψ − 1), s⁻¹
/// @source T. Jacobsen, K. West, Electrochimica Acta 40 (1995) 255, doi:10.1016/0013-4686(94)E0192-3
inline std::complex<double> particle_admittance(double rate, double omega) {
  const std::complex<double> squared(0.0, omega / rate);  // ψ²
  // ψ coth ψ − 1 = ψ²/3 − ψ⁴/45 + 2ψ⁶/945 − ψ⁸/4725 + 2ψ¹⁰/93555 − …, where the difference would lose digits
  if (std::abs(squared) < 0.03) {
    const std::complex<double> z = -squared;
    return rate * squared * (1.0 / 3.0 + z * (1.0 / 45.0 + z * (2.0 / 945.0 + z * (1.0 / 4725.0 + z * 2.0 / 93555.0))));
  }
  const std::complex<double> psi = std::sqrt(squared), decay = std::exp(-2.0 * psi);  // no overflow: Re ψ > 0
  return rate * (psi * (1.0 + decay) / (1.0 - decay) - 1.0);
}

}  // namespace vitrion::laws
