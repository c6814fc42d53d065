// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>
#include <span>
#include <string>
#include <vector>

namespace vitrion::conduction {

/// A monovalent cation that competes for a site.
struct Cation {
  std::string name;
  double radius;     ///< crystal radius, m
  double hydration;  ///< free energy of hydration, J mol⁻¹, negative
};

/// Li⁺ to Cs⁺: radii of coordination 6 (Shannon, doi:10.1107/S0567739476001551) and free energies of hydration (Marcus,
/// J. Chem. Soc. Faraday Trans. 87 (1991) 2995); both recalled, not seen in print.
std::span<const Cation> alkali_cations();

/// Free energy to take a cation out of water into a site of radius r_A with one negative charge, J mol⁻¹; the most
/// negative is selected:
///
///     ΔG_i = −N_A e²/(4π ε₀ (r_A + r_i)) − ΔG_hyd,i
///
/// A small site binds strongly enough to strip the smallest ion of its water, a large one takes what holds its water
/// least.
///
/// @source Eisenman, Biophys. J. 2 (1962) 259
double site_preference(const Cation& cation, double site_radius);

/// The cations in order of preference, the most selected first.
std::vector<Cation> selectivity_order(std::span<const Cation> cations, double site_radius);

/// A radius at which two neighbours in the order change places.
struct Transition {
  double site_radius;  ///< m
  std::string rising;  ///< preferred from here on
  std::string falling;
};
/// All transitions between two radii, in order of radius. The number of sequences is one more.
std::vector<Transition> selectivity_transitions(std::span<const Cation> cations, double smallest, double largest);

/// How much of an ion a site takes, relative to others at the same concentration: exp(−ΔG_i/RT), normalised to sum 1.
/// How fast it then moves is another question.
std::vector<double> partition(std::span<const Cation> cations, double site_radius, double T);

/// A cation j that takes sites and current from a cation i.
struct Competitor {
  double supply;      ///< u_j x_j/(u_i x_i): mobility on the sites times share of the solution, over that of i
  double preference;  ///< ΔG_j − ΔG_i, J mol⁻¹
};

/// Share of the current of all cations that one of them carries on sites in equilibrium with a solution:
///
///     s_i = u_i x_i exp(−ΔG_i/RT) / Σ_j u_j x_j exp(−ΔG_j/RT) = 1/(1 + Σ_{j≠i} (u_j x_j/u_i x_i) exp[−(ΔG_j −
///     ΔG_i)/RT])
///
/// The sites are few beside the ions of the solution, so that they do not change it.
/// @source partition of Eisenman, Biophys. J. 2 (1962) 259; that the mobility then counts by itself is an assumption
template <class S>
S share_among(std::span<const Competitor> competitors, const S& T) {
  using std::exp;
  S others = 0.0;
  for (const Competitor& j : competitors) others += j.supply * exp(S(-j.preference / gas_constant) / T);
  return 1.0 / (1.0 + others);
}

}  // namespace vitrion::conduction
