// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/materials/electrolyte.hpp"

#include <span>
#include <vector>

namespace vitrion {

/// How much of a gradient of its salt an electrolyte needs to carry a steady current, as a function of the salt c:
///
///     G(c) = ∫ g dc,    M(c) = ∫ n g dc,    g = q F D/(1 − t₊)
///
/// since N₋ = 0 means i = B g ∂c/∂x. n(c) is what a volume holds of the anion, in formula units: c, or that of Donnan's
/// equilibrium in a framework with fixed charge. Where D/(1 − t₊) grows like 1/c or faster as the salt runs out, G(0)
/// is −∞: something else than the salt goes on conducting, and no current uses the salt up.
///
/// From 1e-6 to 100 times the salt at rest, in steps over which g is a power of c; exact where D and t₊ do not depend
/// on c. Beyond, and where the properties mean nothing, g stays as it is.
class SaltCurve {
 public:
  /// @param surroundings  T (K), or T, relative humidity and light
  SaltCurve(const Electrolyte& electrolyte, std::span<const double> surroundings);

  bool runs_out() const { return runs_out_; }  ///< false: G(0) = −∞; G then counts from the lowest c
  double at_rest() const { return c_rest_; }   ///< c, mol m⁻³
  double anions(double c) const;               ///< n(c), mol m⁻³
  double salt_of_anions(double n) const;       ///< c(n), mol m⁻³
  double G(double c) const;                    ///< A m⁻¹
  double M(double c) const;                    ///< A mol m⁻⁴
  double salt_of_G(double G) const;            ///< c, mol m⁻³; 0 for G below that of no salt
  double conductivity_without_salt() const { return kappa_left_; }  ///< κ as c → 0, S m⁻¹
  double slope_at_rest() const;                                     ///< g at rest, A m² mol⁻¹
  bool carries_salt() const { return carries_; }                    ///< false: t₊ ≥ 1, nothing to use up

 private:
  std::size_t piece_of(double c) const;
  double c_rest_, fixed_charge_, kappa_left_ = 0.0;
  bool runs_out_ = true, carries_ = true;
  std::vector<double> c_, g_, G_, M_;
};

/// A slab of electrolyte on the way of the current, from the electrode that plates to the one that dissolves.
struct SaltSlab {
  const SaltCurve* salt = nullptr;
  double thickness = 0.0;  ///< L, m
  double porosity = 1.0;   ///< ε
  double transport = 1.0;  ///< B: effective transport over bulk
  /// Share of the current at its two ends: 1 and 1 in a separator, 1 and 0 in a porous electrode that reacts evenly.
  double current_near = 1.0, current_far = 1.0;
  double partition = 1.0;  ///< c at its near face over c at the far face of the slab before it
};

/// What the salt of a stack lets pass in steady state.
struct SaltLimit {
  double limiting_current;   ///< at which none is left where the metal plates, A m⁻²; +∞ where nothing uses it up
  double depletion_current;  ///< at which 1 % of the anions is left there, A m⁻²
  double conductance_left;   ///< of the stack without salt, S m⁻²; 0 where there is a limiting current
};

/// Steady states of a stack that has kept the salt it holds at rest:
///
///     i = B g ∂c/∂x,    Σ ε ∫ n dx = Σ ε L n(c_rest)
///
/// With one slab and constant properties J_lim = 2 q F B D c₀/[(1 − t₊) L].
/// @source closed form: Brissot et al., J. Power Sources 81–82 (1999) 925; frameworks that conduct without salt: Dydek
///         et al., Phys. Rev. Lett. 107 (2011) 118301, doi:10.1103/PhysRevLett.107.118301
SaltLimit salt_limit(std::span<const SaltSlab> slabs);

/// Of a dense layer between two foils.
SaltLimit salt_limit(const Electrolyte& electrolyte, double thickness, double T);

}  // namespace vitrion
