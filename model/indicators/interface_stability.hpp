// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::indicators {

/// Two elastic half-spaces with a flat interface at which one plates: metal e and electrolyte s.
struct ElasticInterface {
  double G_metal, G_electrolyte;    ///< shear moduli, Pa
  double nu_metal, nu_electrolyte;  ///< Poisson ratios
  double molar_volume;              ///< V_M of the metal, m³ mol⁻¹
  double volume_ratio;              ///< v: partial molar volume of its ion in the electrolyte over V_M
  double surface_energy;            ///< γ, N m⁻¹
  double charge = 1.0;              ///< z of the ion
};

/// v of an ion taken as a hard sphere: v = (4/3) π r³ N_A/V_M. About 0.09 for Li⁺ in an inorganic host; polymers, where
/// the ion carries its neighbours along, are far above 1.
double volume_ratio_of_sphere(double ion_radius, double molar_volume);

/// Change of the electron's electrochemical potential at the crests of an interface A cos kx, per A, in J mol⁻¹ m⁻¹.
/// Crests plate faster when the sum is positive, slower (stable) when it is negative.
struct StabilityParameter {
  double pressure;  ///< χ_p, of hydrostatic pressure
  double shear;     ///< χ_τ, of deviatoric stress
  double surface;   ///< χ_s, of surface energy, never positive for v > −1
  double sum() const { return pressure + shear + surface; }
};

/// Linear stability of the interface at wavenumber k (m⁻¹):
///
///     χ   = χ_p + χ_τ + χ_s
///     χ_p = V_M (1 − v) k [G_s²(3 − 4ν_e) − G_e²(3 − 4ν_s)]/(2 z d)
///     χ_τ = 2 G_e G_s V_M (1 + v) k (2 − 3ν_s − 3ν_e + 4ν_e ν_s)/(z d)
///     χ_s = −V_M (1 + v) γ k²/(2 z)
///     d   = G_s(4ν_e − 3)(ν_s − 1) + G_e(ν_e − 1)(4ν_s − 3)
///
/// The pressure is the in-plane one, −(σ_xx + σ_zz)/2, as published. Linear elastic, sharp and coherent: no fracture,
/// no plastic flow. Ceramics of tens of GPa fail in practice: read it beside fracture.hpp.
/// @source Monroe & Newman, J. Electrochem. Soc. 152 (2005) A396, doi:10.1149/1.1850854; Ahmad & Viswanathan,
///         Phys. Rev. Lett. 119 (2017) 056003, doi:10.1103/PhysRevLett.119.056003
StabilityParameter stability_parameter(const ElasticInterface& interface, double k);

/// Wavenumber above which surface energy stabilises every perturbation, m⁻¹:
///
///     k_c = [G_s²(v − 1)(4ν_e − 3) − G_e²(v − 1)(4ν_s − 3) + 4 G_e G_s (1 + v)(2 − 3ν_s − 3ν_e + 4ν_e ν_s)]/[(1 + v) γ
///     d]
///
/// Not above zero when elasticity alone stabilises the interface at every wavelength.
double critical_wavenumber(const ElasticInterface& interface);

/// λ_c = 2π/k_c, m: shorter perturbations are stable; +∞ when all are.
double critical_wavelength(const ElasticInterface& interface);

/// Which side of the critical modulus ratio is stable.
enum class StabilityRegime {
  density_driven,   ///< v < 1: stable below it, a soft electrolyte is good
  pressure_driven,  ///< v > 1: stable above it, "about twice the shear modulus of lithium" for polymers
  never_stable      ///< v = 1: pressure does nothing, and shear only roughens
};

struct CriticalModulusRatio {
  double ratio;  ///< G_s/G_e; 0 when never stable
  StabilityRegime regime;
  bool stable(double modulus_ratio) const;
};

/// Where χ_p + χ_τ changes sign, r = G_s/G_e:
///
///     (1 − v)(3 − 4ν_e) r² + 4(1 + v)(2 − 3ν_s − 3ν_e + 4ν_e ν_s) r − (1 − v)(3 − 4ν_s) = 0
///
/// The moduli of `interface` are not used. There is exactly one positive root for Poisson ratios below 1/2.
CriticalModulusRatio critical_modulus_ratio(const ElasticInterface& interface);

}  // namespace vitrion::indicators
