// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/table.hpp"

#include <optional>
#include <span>
#include <string_view>

// What the readers of laws share. Each reads the map that names the law and answers the property, as LawBook wants.
namespace vitrion::conduction {

using Arguments = std::span<const ArgumentSpec>;

/// A part of a law: a property of the same arguments, not negative.
Function read_part(const Table& law, std::string_view key, const Dimension& dimension, Arguments arguments);

std::optional<std::size_t> find_argument(Arguments arguments, std::string_view name);
/// @throws InputError when the property does not have this argument, or nothing is known about it
std::size_t need_argument(const Table& law, Arguments arguments, std::string_view name);

/// f at the typical arguments; nothing where one that matters is not known.
std::optional<double> typical_value(const Function& f, Arguments arguments);

/// A share from 0 to 1, which may be written in %.
double read_share(const Table& law, std::string_view key);
double read_share_or(const Table& law, std::string_view key, double fallback);
/// A plain number.
double read_number(const Table& law, std::string_view key, double lo, double hi);
double read_number_or(const Table& law, std::string_view key, double fallback, double lo, double hi);

// Temperature and diffusion, in law_book_temperature.cpp.
Function read_vogel(const Table& law, const Dimension& result, Arguments arguments);
Function read_glass_former(const Table& law, const Dimension& result, Arguments arguments);
Function read_anderson_stuart(const Table& law, const Dimension& result, Arguments arguments);
Function read_nernst_einstein(const Table& law, const Dimension& result, Arguments arguments);
Function read_ideal_salt(const Table& law, const Dimension& result, Arguments arguments);

// Structure, in law_book_structure.cpp.
Function read_brick_layer(const Table& law, const Dimension& result, Arguments arguments);
Function read_mixture(const Table& law, const Dimension& result, Arguments arguments);
Function read_new_phase(const Table& law, const Dimension& result, Arguments arguments);
Function read_coordination(const Table& law, const Dimension& result, Arguments arguments);
Function read_porous(const Table& law, const Dimension& result, Arguments arguments);

// Surroundings, in law_book_surroundings.cpp.
Function read_humidity(const Table& law, const Dimension& result, Arguments arguments);
Function read_light(const Table& law, const Dimension& result, Arguments arguments);

// Charged pores, in law_book_pores.cpp.
Function read_donnan(const Table& law, const Dimension& result, Arguments arguments);
Function read_poisson_boltzmann(const Table& law, const Dimension& result, Arguments arguments);

// Sites that prefer one cation to another, in law_book_sites.cpp.
Function read_eisenman(const Table& law, const Dimension& result, Arguments arguments);

}  // namespace vitrion::conduction
