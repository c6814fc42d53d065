// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/read_parts.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion::lithium_sulfur {
namespace {

constexpr double neutral = 1e-6;        // relative: rounding of published concentrations
constexpr double supersaturated = 1e3;  // no solution stands this far above a solubility product of a fast solid
constexpr double at_once = 3600.0;      // s in which such a solid grows by a factor e: a rate of any cell that works

/// The charge of the solution must be that of rounding. Lithium is what usually carries the counter-charge.
void check_neutrality(const Table& species, const PerSpecies& c) {
  double net = 0.0, total = 0.0;
  for (std::size_t i = 0; i < species_count; ++i) {
    net += charge[i] * c[i];
    total += std::abs(charge[i]) * c[i];
  }
  if (std::abs(net) <= neutral * total) return;
  const double needed = c[lithium] - net;
  throw species.error("Li+", fmt::format("leaves the solution with a charge of {:+.4g} mol/m^3", net),
                      needed > 0.0 ? fmt::format("Li+ at {:.7g} mol/m^3 would make it neutral, or A- at {:.7g} mol/m^3",
                                                 needed, c[anion] + net)
                                   : fmt::format("A- at {:.7g} mol/m^3 would make it neutral", c[anion] + net));
}

}  // namespace

void read_solution(const Table& solution, Parameters& p) {
  const Table species = solution.child("species");
  for (std::size_t i = 0; i < species_count; ++i) {
    const Table one = species.child(species_names[i]);
    p.diffusivity[i] = si(one.read<Diffusivity>("diffusivity", between<Diffusivity>(1e-20, 1e-7)));
    p.concentration[i] = si(one.read<Concentration>("concentration", between<Concentration>(1e-30, 1e5)));
  }
  check_neutrality(species, p.concentration);
  // What rounding leaves is given to lithium, so that the sum is exact.
  p.concentration[lithium] = 0.0;
  for (std::size_t i = 0; i < balanced; ++i) p.concentration[lithium] -= charge[i] * p.concentration[i];

  const Table kinetics = solution.child("reactions");
  for (std::size_t j = 0; j < reactions.size(); ++j) {
    const Table one = kinetics.child(reactions[j].name);
    p.U0[j] = si(one.read<Voltage>("standard_potential", between<Voltage>(0.5, 4.0)));
    p.i0[j] = si(one.read<CurrentDensity>("exchange_current_density", between<CurrentDensity>(1e-15, 1e6)));
  }
  p.transfer = read_transfer_coefficients(kinetics);

  const Table kinds = solution.child("precipitates");
  for (std::size_t s = 0; s < solids.size(); ++s) {
    const auto one = kinds.find_child(solids[s].name);
    if (!one) continue;
    const bool salt = solids[s].lithium_ions > 0;
    const Dimension product = parse_unit(salt ? "mol^3/m^9" : "mol/m^3").dimension;
    const Dimension rate = parse_unit(salt ? "m^6/(mol^2 s)" : "1/s").dimension;
    laws::Precipitation law;
    law.molar_volume = si(one->read<MolarVolume>("molar_volume", between<MolarVolume>(1e-6, 1e-3)));
    law.solubility_product = one->read_si("solubility_product", product, 1e-9, 1e20);
    law.rate_constant = one->read_si("rate_constant", rate, 0.0, 1e6);
    law.dissolution_constant =
        one->has("dissolution_constant") ? one->read_si("dissolution_constant", rate, 0.0, 1e6) : law.rate_constant;
    law.seed = si(one->read_or<Dimensionless>("seed", from_si<Dimensionless>(0.0), between<Dimensionless>(0.0, 1e-2)));
    p.precipitates.push_back({s, law});

    const double c_lithium = p.concentration[lithium];
    const double initial = p.concentration[solids[s].of] * (salt ? c_lithium * c_lithium : 1.0);
    const double excess = initial / law.solubility_product;
    if (!salt || excess <= 10.0) continue;
    // Some published sets are above their products, even by orders of magnitude, and their solids are slow. One that is
    // fast as well is a slip of unit. dε/dt = V k ε (Π − K_sp)
    const double growth = law.molar_volume * law.rate_constant * (initial - law.solubility_product);  // s⁻¹
    if (excess <= supersaturated || growth * at_once < 1.0) {
      one->warn(
          "solubility_product",
          fmt::format("is exceeded {:.3g} times by the initial solution; at its rate constant {} grows by {:.2g} % "
                      "an hour there",
                      excess, solids[s].name, 100.0 * std::expm1(std::min(growth * 3600.0, 700.0))));
      continue;
    }
    throw one->error(
        "solubility_product",
        fmt::format(
            "is exceeded {:.3g} times by the initial solution: {} would fall out at once, by a factor e in {:.2g} s",
            excess, solids[s].name, 1.0 / growth),
        fmt::format("was it printed in mol^3/L^3? then write {:.4g} mol^3/L^3, and the rate constant in L^2/(mol^2 s)",
                    law.solubility_product));
  }
  if (p.precipitates.empty() || p.precipitates.front().solid != 0)
    throw kinds.error("S8", "is missing", "a sulfur cathode holds solid sulfur");
}

}  // namespace vitrion::lithium_sulfur
