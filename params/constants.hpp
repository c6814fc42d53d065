// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion {

// Exact by the SI of 2019 (BIPM brochure, 9th edition); Boost.Units 1.74 carries CODATA 2014 values instead.
inline constexpr double elementary_charge = 1.602176634e-19;  ///< C
inline constexpr double boltzmann = 1.380649e-23;             ///< J K⁻¹
inline constexpr double avogadro = 6.02214076e23;             ///< mol⁻¹
inline constexpr double faraday = 96485.33212331001;          ///< C mol⁻¹, the product of charge and Avogadro number
inline constexpr double gas_constant = 8.31446261815324;      ///< J mol⁻¹ K⁻¹, Boltzmann times Avogadro number

inline constexpr double vacuum_permittivity = 8.8541878128e-12;  ///< F m⁻¹, CODATA 2018 (measured, no longer exact)
inline constexpr double zero_celsius = 273.15;                   ///< K

}  // namespace vitrion
