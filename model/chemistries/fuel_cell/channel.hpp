// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/parameters.hpp"

#include <optional>
#include <string>
#include <utility>

namespace vitrion::fuel_cell {

// What files and protocols may ask for.
inline constexpr double lowest_pressure = 1e3, highest_pressure = 1e7;  ///< Pa
inline constexpr double lowest_mole_fraction = 1e-6;
inline constexpr double highest_stoichiometry = 1e3;

/// Where saturation_pressure() holds, K.
/// @source R. C. Reid, J. M. Prausnitz and T. K. Sherwood, The Properties of Gases and Liquids (1977), Antoine
/// constants
inline constexpr double coldest_vapour = 284.0, hottest_vapour = 441.0;

/// The gas that a feed makes of a channel at T (K), averaged along it: with half of what the cell takes gone, a share
/// 1/s of the reactant. The vapour stays, with half of the product water where that comes out here, up to saturation.
/// Diffusivities stay as they are.
void fill(Gas& gas, const Feed& feed, bool with_product, double T);

/// What an electrolyte feels between two gases.
double humidity_between(const Gas& negative, const Gas& positive);

/// Where saturation_pressure() does not hold, as what is wrong with the temperature and what would be right.
std::optional<std::pair<std::string, std::string>> without_vapour_pressure(double T);

/// Vapour that is no less than the whole gas, as what is wrong with the relative humidity and what would be possible.
std::optional<std::pair<std::string, std::string>> boils(const Feed& feed, double T);

}  // namespace vitrion::fuel_cell
