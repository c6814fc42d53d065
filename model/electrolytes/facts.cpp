// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/facts.hpp"

#include "model/electrolytes/nernst_einstein.hpp"
#include "model/electrolytes/permselectivity.hpp"
#include "params/constants.hpp"

#include <array>

namespace vitrion {
namespace {

/// Ions of all electrolytes here that are not salts: one kind moves, or a framework bears charge.
double strength_of_mobile_ions(const Electrolyte& electrolyte) {
  const double c = electrolyte.concentration, z = electrolyte.salt.cation_charge();
  if (electrolyte.single_ion) return 0.5 * z * z * c;
  if (electrolyte.fixed_charge == 0.0) return ionic_strength(electrolyte.salt, c);
  const auto ions = conduction::donnan(c, electrolyte.fixed_charge);
  return 0.5 * z * z * (ions.counter + ions.co);
}

/// f and ∂f/∂T at the salt at rest.
struct Valued {
  double value, slope;
};

Valued at_rest(const Function& f, double c, std::span<const double> surroundings) {
  std::array<Argument, 4> arguments{Argument(c), Argument(0.0), Argument(0.0), Argument(0.0)};
  for (std::size_t k = 0; k < surroundings.size(); ++k) arguments[k + 1] = Argument(surroundings[k]);
  Valued at{};
  const std::array<double*, 2> derivatives{nullptr, &at.slope};
  f.evaluate(std::span(arguments).first(surroundings.size() + 1), {&at.value, 1}, derivatives);
  return at;
}

}  // namespace

double ionic_strength(const SaltFormula& salt, double c) {
  return 0.5 * salt.charge * (salt.cation_charge() + salt.anion_charge()) * c;
}

double ideal_salt_diffusivity(const SaltFormula& salt, double kappa, double t_plus, double c, double T) {
  return salt.ions / salt.charge * t_plus * (1.0 - t_plus) * kappa * gas_constant * T /
         (salt.charge * faraday * faraday * c);
}

double newman_number(const SaltFormula& salt, double kappa, double t_plus, double chi, double D, double c, double T) {
  const double t_minus = 1.0 - t_plus;
  return salt.ions / (salt.charge * salt.charge) * kappa * gas_constant * T * t_minus * t_minus * chi /
         (faraday * faraday * D * c);
}

ElectrolyteFacts facts_of(const Electrolyte& electrolyte, std::span<const double> surroundings) {
  const double c = electrolyte.concentration, T = surroundings.front();
  const auto of = [&](const Function& f) { return at_rest(f, c, surroundings); };
  ElectrolyteFacts facts;
  facts.T = T;
  const Valued kappa = of(electrolyte.conductivity);
  facts.conductivity = kappa.value;
  facts.activation_energy = gas_constant * T * T * kappa.slope / kappa.value;
  facts.ionic_strength = strength_of_mobile_ions(electrolyte);
  facts.debye_length = conduction::debye_length(facts.ionic_strength, 1.0, T);
  if (electrolyte.single_ion) {
    facts.transference_number = 1.0;
    facts.newman_number = 0.0;
    return facts;
  }
  facts.transference_number = of(electrolyte.transference_number).value;
  facts.diffusivity = of(electrolyte.diffusivity).value;
  facts.thermodynamic_factor = of(electrolyte.thermodynamic_factor).value;
  // The ions of a charged framework are ideal by construction; c is the salt outside, to which the formula is blind.
  facts.ideal_diffusivity =
      electrolyte.fixed_charge > 0.0
          ? facts.diffusivity
          : ideal_salt_diffusivity(electrolyte.salt, facts.conductivity, facts.transference_number, c, T);
  facts.newman_number = newman_number(electrolyte.salt, facts.conductivity, facts.transference_number,
                                      facts.thermodynamic_factor, facts.diffusivity, c, T);
  return facts;
}

}  // namespace vitrion
