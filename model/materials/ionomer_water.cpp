// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/ionomer_water.hpp"

#include "params/documents/table.hpp"

#include <algorithm>
#include <vector>

namespace vitrion {

IonomerWater read_ionomer_water(const Table& table) {
  const auto energy = [&](const char* key) { return si(table.read<MolarEnergy>(key, between<MolarEnergy>(0.0, 2e5))); };
  IonomerWater water{};
  water.molar_volume = si(table.read<MolarMass>("equivalent_weight", between<MolarMass>(0.1, 10.0))) /
                       si(table.read<Density>("dry_density", between<Density>(500.0, 5000.0)));
  water.conductivity = si(table.read<ElectricConductivity>("conductivity", between<ElectricConductivity>(1e-3, 1e5)));
  water.threshold = si(table.read<Dimensionless>("percolation_threshold", between<Dimensionless>(0.0, 0.9)));
  water.conductivity_energy = energy("conductivity_activation_energy");
  water.diffusivity = si(table.read<Diffusivity>("diffusivity", between<Diffusivity>(1e-15, 1e-6)));
  water.diffusivity_energy = energy("diffusivity_activation_energy");
  constexpr double saturated = 22.0;  // λ in liquid water
  water.drag = si(table.read<Dimensionless>("drag_in_liquid_water", between<Dimensionless>(0.0, 10.0))) / saturated;
  water.absorption = si(table.read<Velocity>("absorption", between<Velocity>(0.0, 1.0)));
  water.desorption = si(table.read<Velocity>("desorption", between<Velocity>(0.0, 1.0)));
  water.sorption_energy = energy("sorption_activation_energy");
  const std::vector<double> isotherm = table.read_si_list("isotherm", Dimension{}, -1e4, 1e4);
  if (isotherm.size() != water.isotherm.size())
    throw table.error("isotherm", "does not have four coefficients", "they are those of 1, a, a^2 and a^3");
  std::copy(isotherm.begin(), isotherm.end(), water.isotherm.begin());
  return water;
}

}  // namespace vitrion
