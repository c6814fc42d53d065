// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"
#include "params/text/dimension.hpp"

#include <boost/units/cmath.hpp>
#include <boost/units/get_dimension.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/systems/si.hpp>

#include <limits>

namespace vitrion {

// Quantities at the boundary: a wrong dimension does not compile. Inside the models everything is a plain SI double.
template <class Unit>
using Quantity = boost::units::quantity<Unit>;

namespace si_units = boost::units::si;

using Dimensionless = Quantity<si_units::dimensionless>;
using Length = Quantity<si_units::length>;
using Area = Quantity<si_units::area>;
using Volume = Quantity<si_units::volume>;
using Mass = Quantity<si_units::mass>;
using Time = Quantity<si_units::time>;
using Temperature = Quantity<si_units::temperature>;
using AmountOfSubstance = Quantity<si_units::amount>;
using Current = Quantity<si_units::current>;
using Voltage = Quantity<si_units::electric_potential>;
using Charge = Quantity<si_units::electric_charge>;
using Energy = Quantity<si_units::energy>;
using Power = Quantity<si_units::power>;
using Pressure = Quantity<si_units::pressure>;
using Resistance = Quantity<si_units::resistance>;
using Capacitance = Quantity<si_units::capacitance>;
using Frequency = Quantity<si_units::frequency>;
using Velocity = Quantity<si_units::velocity>;

using InverseLength = decltype(Dimensionless() / Length());
using Density = decltype(Mass() / Volume());
using MolarMass = decltype(Mass() / AmountOfSubstance());
using Concentration = decltype(AmountOfSubstance() / Volume());
using MolarVolume = decltype(Volume() / AmountOfSubstance());
using MolarFlux = decltype(AmountOfSubstance() / Area() / Time());
using MolarEnergy = decltype(Energy() / AmountOfSubstance());
using Diffusivity = decltype(Area() / Time());
using CurrentDensity = decltype(Current() / Area());
using ArealPower = decltype(Power() / Area());
using ArealCharge = decltype(Charge() / Area());
using SpecificCurrent = decltype(Current() / Mass());
using SpecificCharge = decltype(Charge() / Mass());
using ElectricConductivity = decltype(Current() / Voltage() / Length());
using AreaResistance = decltype(Resistance() * Area());
using ArealCapacitance = decltype(Capacitance() / Area());
using EntropicCoefficient = decltype(Voltage() / Temperature());
using Viscosity = decltype(Pressure() * Time());
using SurfaceEnergy = decltype(Energy() / Area());
using SpecificHeat = decltype(Energy() / Mass() / Temperature());
using FractureToughness = decltype(Pressure() * boost::units::root<2>(Length()));
using HeatTransferCoefficient = decltype(Power() / Area() / Temperature());

/// The number a quantity has in SI units.
template <class Q>
double si(const Q& quantity) {
  return quantity.value();
}
inline double si(double number) { return number; }

/// The quantity of type Q with the given number of SI units.
template <class Q>
Q from_si(double value) {
  return Q::from_value(value);
}

namespace detail {
// Boost writes a dimension as a type list of dim<base dimension, static_rational>.
template <class Base>
inline constexpr std::size_t base_index = Dimension::count;
template <>
inline constexpr std::size_t base_index<boost::units::length_base_dimension> = 0;
template <>
inline constexpr std::size_t base_index<boost::units::mass_base_dimension> = 1;
template <>
inline constexpr std::size_t base_index<boost::units::time_base_dimension> = 2;
template <>
inline constexpr std::size_t base_index<boost::units::current_base_dimension> = 3;
template <>
inline constexpr std::size_t base_index<boost::units::temperature_base_dimension> = 4;
template <>
inline constexpr std::size_t base_index<boost::units::amount_base_dimension> = 5;
template <>
inline constexpr std::size_t base_index<boost::units::luminous_intensity_base_dimension> = 6;

template <class List>
struct Exponents {
  static void add(Dimension& dimension) {
    using Item = typename List::item;
    constexpr std::size_t index = base_index<typename Item::tag_type>;
    static_assert(index < Dimension::count, "only the seven SI base dimensions are known");
    dimension.exponent[index] =
        static_cast<double>(Item::value_type::Numerator) / static_cast<double>(Item::value_type::Denominator);
    Exponents<typename List::next>::add(dimension);
  }
};
template <>
struct Exponents<boost::units::dimensionless_type> {
  static void add(Dimension&) {}
};
}  // namespace detail

/// The run-time dimension of a quantity type.
template <class Q>
Dimension dimension_of() {
  Dimension dimension;
  detail::Exponents<typename boost::units::get_dimension<typename Q::unit_type>::type>::add(dimension);
  return dimension;
}

/// What a human would believe, both ends included. The default believes every finite number.
template <class Q>
struct Range {
  Q lo = from_si<Q>(-std::numeric_limits<double>::infinity());
  Q hi = from_si<Q>(std::numeric_limits<double>::infinity());
};

/// The range between two numbers of SI units.
template <class Q>
Range<Q> between(double lo, double hi) {
  return {from_si<Q>(lo), from_si<Q>(hi)};
}

/// Units to write plausible ranges with: `Range<Length>{1.0 * um, 2.0 * mm}` after `using namespace vitrion::units`.
namespace units {
inline const Length m = from_si<Length>(1.0), cm = from_si<Length>(1e-2), mm = from_si<Length>(1e-3),
                    um = from_si<Length>(1e-6), nm = from_si<Length>(1e-9);
inline const Time s = from_si<Time>(1.0), minute = from_si<Time>(60.0), h = from_si<Time>(3600.0);
inline const Temperature K = from_si<Temperature>(1.0);
inline const Mass kg = from_si<Mass>(1.0), g = from_si<Mass>(1e-3);
inline const AmountOfSubstance mol = from_si<AmountOfSubstance>(1.0);
inline const Current A = from_si<Current>(1.0), mA = from_si<Current>(1e-3);
inline const Voltage V = from_si<Voltage>(1.0), mV = from_si<Voltage>(1e-3);
inline const Charge Ah = from_si<Charge>(3600.0), mAh = from_si<Charge>(3.6);
inline const Power W = from_si<Power>(1.0);
inline const Energy J = from_si<Energy>(1.0), kJ = from_si<Energy>(1e3);
inline const Pressure Pa = from_si<Pressure>(1.0), GPa = from_si<Pressure>(1e9);
inline const Resistance ohm = from_si<Resistance>(1.0);
inline const Capacitance F = from_si<Capacitance>(1.0);
inline const Dimensionless one = from_si<Dimensionless>(1.0);
inline const Area m2 = m * m, cm2 = cm * cm;
inline const Volume m3 = m2 * m, cm3 = cm2 * cm;
inline const ElectricConductivity S_per_m = from_si<ElectricConductivity>(1.0);
inline const Diffusivity m2_per_s = m2 / s;
inline const Concentration mol_per_m3 = mol / m3, mol_per_L = from_si<Concentration>(1e3);
inline const CurrentDensity A_per_m2 = A / m2;
}  // namespace units

}  // namespace vitrion
