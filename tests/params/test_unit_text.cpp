// SPDX-License-Identifier: BSD-3-Clause
#include "params/constants.hpp"
#include "params/text/quantity.hpp"
#include "params/text/unit_text.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>

using namespace vitrion;

namespace {

/// SI value of a text that is expected to measure Q; NaN when it does not.
template <class Q>
double value_of(const std::string& text) {
  const WrittenQuantity quantity = parse_quantity(text);
  return to_si(quantity.number, quantity.unit, dimension_of<Q>()).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::string complaint_about(const std::string& text) {
  try {
    parse_quantity(text);
  } catch (const UnitError& error) {
    return error.advice.empty() ? error.complaint : error.complaint + " | " + error.advice;
  }
  return "no complaint";
}

}  // namespace

TEST_CASE("a unit is a product of prefixed symbols with exponents", "[params][units]") {
  CHECK(value_of<Length>("85.2 um") == 85.2e-6);
  CHECK(value_of<Length>("50 µm") == 50e-6);
  CHECK(value_of<Length>("50 μm") == 50e-6);
  CHECK(value_of<Length>("50um") == 50e-6);
  CHECK(value_of<ElectricConductivity>("0.161 mS/cm") == Approx(0.0161).epsilon(1e-15));
  CHECK(value_of<Concentration>("1 mol/L") == Approx(1000.0).epsilon(1e-15));
  CHECK(value_of<Concentration>("1 M") == Approx(1000.0).epsilon(1e-15));
  CHECK(value_of<CurrentDensity>("0.1 mA/cm2") == Approx(1.0).epsilon(1e-15));
  CHECK(value_of<CurrentDensity>("2 A m^-2") == 2.0);
  CHECK(value_of<Charge>("1.2 mA h") == Approx(4.32).epsilon(1e-15));
  CHECK(value_of<SpecificCharge>("150 mAh/g") == Approx(5.4e5).epsilon(1e-15));
  CHECK(value_of<AreaResistance>("10 ohm cm^2") == Approx(1e-3).epsilon(1e-15));
  CHECK(value_of<Resistance>("5 Ω") == 5.0);
  CHECK(value_of<Resistance>("5 \xe2\x84\xa6") == 5.0);  // the ohm sign U+2126
  CHECK(value_of<InverseLength>("5e5 1/m") == 5e5);
  CHECK(value_of<Density>("1847 kg.m-3") == 1847.0);
  CHECK(value_of<Density>("3.6 g/cm³") == Approx(3600.0).epsilon(1e-15));
  CHECK(value_of<Area>("2 m2") == 2.0);
  CHECK(value_of<Area>("2 m**2") == 2.0);
  CHECK(value_of<Area>("2 m²") == 2.0);
  CHECK(value_of<MolarFlux>("5.2e-6 mol/(m^2 s)") == 5.2e-6);
  CHECK(value_of<MolarFlux>("5.2e-6 mol.m-2.s-1") == 5.2e-6);
  CHECK(value_of<Time>("90 min") == 5400.0);
  CHECK(value_of<Pressure>("6 GPa") == 6e9);
  CHECK(value_of<FractureToughness>("0.1 MPa m^0.5") == Approx(1e5).epsilon(1e-15));
  CHECK(value_of<FractureToughness>("0.1 MPa m^(1/2)") == Approx(1e5).epsilon(1e-15));
  CHECK(value_of<Dimensionless>("40 %") == Approx(0.4).epsilon(1e-15));
  CHECK(value_of<Dimensionless>("-.5") == -0.5);
}

TEST_CASE("a temperature in degrees is converted with its zero", "[params][units]") {
  CHECK(value_of<Temperature>("30 degC") == Approx(303.15).epsilon(1e-15));
  CHECK(value_of<Temperature>("-56.6 °C") == Approx(216.55).epsilon(1e-15));
  CHECK(value_of<Temperature>("77 degF") == Approx(298.15).epsilon(1e-15));
  CHECK(complaint_about("1 mV/degC") ==
        "'mV/degC' is not a unit: a temperature difference is written in K | write K in the place of degC");
}

TEST_CASE("an energy per particle is a molar energy, an energy in joule is not", "[params][units]") {
  CHECK(value_of<MolarEnergy>("0.215 eV") == Approx(0.215 * elementary_charge * avogadro).epsilon(1e-14));
  CHECK(value_of<MolarEnergy>("17.1 kJ/mol") == Approx(17100.0).epsilon(1e-15));
  CHECK(std::isnan(value_of<MolarEnergy>("17.1 kJ")));
  CHECK(value_of<Energy>("1 eV") == Approx(elementary_charge).epsilon(1e-15));
}

TEST_CASE("fractional exponents are kept", "[params][units]") {
  const Dimension rate = parse_unit("m^2.5 mol^-0.5 s^-1").dimension;
  CHECK(rate == Dimension{{2.5, 0, -1, 0, 0, -0.5, 0}});
  CHECK(rate.text() == "m^2.5 s^-1 mol^-0.5");
  const Unit vtf = parse_unit("S K^0.5/cm");
  CHECK(vtf.factor == Approx(100.0).epsilon(1e-15));
  CHECK(vtf.dimension == dimension_of<ElectricConductivity>() * power(dimension_of<Temperature>(), 0.5));
}

TEST_CASE("what is not a unit is said, with what was probably meant", "[params][units][errors]") {
  CHECK(complaint_about("1 mS/cn") == "'cn' in 'mS/cn' is not a known unit | did you mean 1 mS/cm?");
  CHECK(complaint_about("85 umm") == "'umm' is not a known unit | did you mean 85 um?");
  CHECK(complaint_about("5 xyzzy") == "'xyzzy' is not a known unit");
  CHECK(complaint_about("2 W/m K") == "'W/m K' is ambiguous | write W/(m K) if all of it divides");
  CHECK(complaint_about("2 A/(m^2") == "'A/(m^2' is not a unit: a ')' is missing");
  CHECK(complaint_about("2 m)") == "'m)' is not a unit: ')' is not expected there");
  CHECK(complaint_about("2 m//s") == "'m//s' is not a unit: '/s' is not expected there");
  CHECK(complaint_about("2 ((((((((((m))))))))))") == "'((((((((((m))))))))))' has too many parentheses");
  CHECK(complaint_about("2 Gm^12 Gm^12 Gm^12") == "'Gm^12 Gm^12 Gm^12' is out of all proportion");
  CHECK(complaint_about("2 A/") == "'A/' is not a unit: something is missing at its end");
  CHECK(complaint_about("2 m^x") == "'m^x' is not a unit: an exponent is wrong");
  CHECK(complaint_about("2 m^99") == "'m^99' is not a unit: exponents are at most 12");
  CHECK(complaint_about("10^-5 S/m") == "'10^-5 S/m' is not a number with a unit | write 1e-5 S/m");
  CHECK(complaint_about("0,5 mol/L") ==
        "'0,5 mol/L' is not a number with a unit | write a decimal point, and no separators between thousands");
  CHECK(complaint_about("nan V") == "'nan V' is not a finite number");
  CHECK(complaint_about("inf") == "'inf' is not a finite number");
  CHECK(complaint_about("1e999 V") == "'1e999 V' does not fit a number");
  CHECK(complaint_about("thick") == "'thick' is not a number with a unit");
  CHECK(complaint_about("  ") == "is empty");
  CHECK_THROWS_WITH(parse_unit("mS/cn", {"cell.yaml", 3, 7}),
                    "cell.yaml:3:7: 'cn' in 'mS/cn' is not a known unit\n  did you mean mS/cm?");
  CHECK_THROWS_WITH(parse_quantity("5 ,", {"cell.yaml", 3, 7}), "cell.yaml:3:7: ',' is not a known unit");
}

TEST_CASE("the dimension of a Boost.Units type is known at run time", "[params][units]") {
  CHECK(dimension_of<Dimensionless>().dimensionless());
  CHECK(dimension_of<Voltage>() == Dimension{{2, 1, -3, -1}});
  CHECK(dimension_of<MolarFlux>() == parse_unit("mol/(m^2 s)").dimension);
  CHECK(dimension_of<EntropicCoefficient>() == parse_unit("V/K").dimension);
  CHECK(dimension_of<ArealCapacitance>() == parse_unit("F/m^2").dimension);
  CHECK(dimension_of<SpecificHeat>() == parse_unit("J/(kg K)").dimension);
}

TEST_CASE("every usual unit can be read and measures what its list says", "[params][units]") {
  for (const Dimension& dimension :
       {dimension_of<Length>(), dimension_of<Temperature>(), dimension_of<ElectricConductivity>(),
        dimension_of<CurrentDensity>(), dimension_of<MolarEnergy>(), dimension_of<Dimensionless>()}) {
    REQUIRE_FALSE(usual_units(dimension).empty());
    for (const std::string& text : usual_units(dimension)) {
      INFO(text);
      CHECK(to_si(1.0, parse_unit(text), dimension).has_value());
    }
  }
}

TEST_CASE("a value is shown in the unit people would use", "[params][units]") {
  CHECK(quantity_text(85.2e-6, dimension_of<Length>()) == "85.2 um");
  CHECK(quantity_text(2e-3, dimension_of<Length>()) == "2 mm");
  CHECK(quantity_text(303.15, dimension_of<Temperature>()) == "30 degC");
  CHECK(quantity_text(1000.0, dimension_of<Concentration>()) == "1 mol/L");
  CHECK(quantity_text(0.5, dimension_of<Dimensionless>()) == "0.5");
  CHECK(quantity_text(3.0, parse_unit("m^2.5 s^-1").dimension) == "3 m^2.5 s^-1");
}

TEST_CASE("the constants are the exact ones of the SI", "[params][units]") {
  CHECK(faraday == Approx(elementary_charge * avogadro).epsilon(1e-15));
  CHECK(gas_constant == Approx(boltzmann * avogadro).epsilon(1e-15));
}
