// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/mesh.hpp"
#include "params/processor.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>

namespace vitrion::laws {

/// Stoichiometry at the surface of spheres, from the averages of the last two shells and the slope at the surface.
///
/// @param theta   shell averages, [shell][sphere]                         [n·m]  1
/// @param slope   ∂θ/∂(r/R) at the surface                                [m]    1
/// @param surface the value at r = R; every entry is written              [m]    1
template <class S>
void surface_stoichiometry(const Shells& shells, std::span<const S> theta, std::span<const S> slope,
                           std::span<S> surface) {
  const std::size_t n = shells.size(), m = surface.size();
  const S* const last = theta.data() + (n - 1) * m;
  const S* const inner = n > 1 ? last - m : last;
  VITRION_INDEPENDENT
  for (std::size_t k = 0; k < m; ++k) {
    surface[k] = shells.surface_last * last[k] + shells.surface_inner * inner[k] + shells.surface_slope * slope[k];
  }
}

/// Diffusion in spheres of one material, many at once, in stoichiometry θ = c/c_max, as a residual:
///
///     r = ∂θ/∂t − (1/r²) ∂/∂r (r² D/R² ∂θ/∂r),     −D ∂θ/∂r = N at the surface
///
/// @param theta, dthetadt  shell averages, [shell][sphere]                [n·m]  1, s⁻¹
/// @param rate             D/R² between shell i and i + 1 of sphere k: rate(i, k)  s⁻¹
/// @param outflow          N/R at the surface, > 0 when ions leave        [m]    s⁻¹
/// @param residual         every entry is written                         [n·m]  s⁻¹
/// @source Crank, The Mathematics of Diffusion, 2nd ed. (1975), ch. 6
template <class S, class Rate>
void particle_diffusion(const Shells& shells, std::span<const S> theta, std::span<const S> dthetadt, const Rate& rate,
                        std::span<const S> outflow, std::span<S> residual) {
  const std::size_t n = shells.size(), m = outflow.size();
  assert(theta.size() == n * m && residual.size() == n * m);
  std::copy_n(dthetadt.begin(), m, residual.begin());
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const double leaving = shells.conductance[i] / shells.volume[i];
    const double entering = shells.conductance[i] / shells.volume[i + 1];
    const S *const inner = theta.data() + i * m, *const outer = inner + m;
    const S* const dthetadt_outer = dthetadt.data() + (i + 1) * m;
    S *const r_inner = residual.data() + i * m, *const r_outer = r_inner + m;
    VITRION_INDEPENDENT
    for (std::size_t k = 0; k < m; ++k) {
      const S N = rate(i, k) * (inner[k] - outer[k]);
      r_inner[k] += leaving * N;
      r_outer[k] = dthetadt_outer[k] - entering * N;
    }
  }
  S* const r_last = residual.data() + (n - 1) * m;
  VITRION_INDEPENDENT
  for (std::size_t k = 0; k < m; ++k) r_last[k] += (1.0 / shells.volume[n - 1]) * outflow[k];
}

}  // namespace vitrion::laws
