// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>

/// Who takes part in a lithium–sulfur cell, and in what proportions.
namespace vitrion::lithium_sulfur {

/// Dissolved species. Lithium ions follow from the others by electroneutrality (its sum has no cancellation: every term
/// is positive) and come last; the other seven have balances of their own.
enum Species : std::size_t { S8, S8m, S6m, S4m, S2m, Sm, anion, lithium };
inline constexpr std::size_t species_count = 8, balanced = 7;

inline constexpr std::array<const char*, species_count> species_names = {"S8",    "S8^2-", "S6^2-", "S4^2-",
                                                                         "S2^2-", "S^2-",  "A-",    "Li+"};
inline constexpr std::array<int, species_count> charge = {0, -2, -2, -2, -2, -2, -1, 1};
inline constexpr std::array<double, species_count> sulfur_atoms = {8, 8, 6, 4, 2, 1, 0, 0};

/// Reductions in the cathode, each written for one electron: reduced species on the right.
///
///     ½ S8 + e⁻ ⇌ ½ S8²⁻     3/2 S8²⁻ + e⁻ ⇌ 2 S6²⁻     S6²⁻ + e⁻ ⇌ 3/2 S4²⁻     ½ S4²⁻ + e⁻ ⇌ S2²⁻     ½ S2²⁻ + e⁻ ⇌
///     S²⁻
///
/// Orders are multiples of one half, so that powers of concentrations are products of square roots.
struct Reaction {
  const char* name;
  Species oxidised, reduced;
  int halves_oxidised, halves_reduced;  ///< stoichiometric coefficients times two

  double consumed() const { return 0.5 * halves_oxidised; }
  double made() const { return 0.5 * halves_reduced; }
};
inline constexpr std::array<Reaction, 5> reactions = {{{"S8/S8^2-", S8, S8m, 1, 1},
                                                       {"S8^2-/S6^2-", S8m, S6m, 3, 4},
                                                       {"S6^2-/S4^2-", S6m, S4m, 2, 3},
                                                       {"S4^2-/S2^2-", S4m, S2m, 1, 2},
                                                       {"S2^2-/S^2-", S2m, Sm, 1, 2}}};

/// Species of which a reaction takes a root.
inline constexpr std::array<Species, 4> rooted = {S8, S8m, S4m, S2m};

/// Species that the sites of a layer take up.
inline constexpr std::array<Species, 3> adsorbable = {S8m, S6m, S4m};

/// Solids: sulfur, and dilithium salts that take two Li+ beside their anion.
struct Solid {
  const char* name;
  Species of;
  int lithium_ions;
};
inline constexpr std::array<Solid, 5> solids = {
    {{"S8", S8, 0}, {"Li2S8", S8m, 2}, {"Li2S4", S4m, 2}, {"Li2S2", S2m, 2}, {"Li2S", Sm, 2}}};

inline constexpr double standard_concentration = 1000.0;  ///< mol m⁻³, that of standard potentials
inline constexpr double sulfur_molar_mass = 32.06e-3;     ///< kg mol⁻¹ of S atoms

}  // namespace vitrion::lithium_sulfur
