// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/consistency.hpp"

#include "model/electrolytes/facts.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <cmath>

namespace vitrion {
namespace {

constexpr double most_off = 5.0;                    // of D against Nernst and Einstein
constexpr double widest = 0.4;                      // between 1/(1 + Ne) and t₊
constexpr double steepest = 2.0, flattest = -0.02;  // of activation energies, eV
constexpr double eV_per_particle = 96485.33212;     // J mol⁻¹

Objection doubt(std::string complaint, std::string advice) {
  return {Objection::Weight::doubtful, std::move(complaint), std::move(advice)};
}

}  // namespace

std::pair<double, double> temperatures_of(const Electrolyte& electrolyte) {
  for (const StatedRange& range : electrolyte.stated)
    if (range.argument == "T" && range.property.ends_with("conductivity")) return {range.lo, range.hi};
  return {zero_celsius, zero_celsius + 60.0};
}

std::vector<Objection> questions_to(const Electrolyte& electrolyte) {
  std::vector<Objection> questions;
  const auto [coldest, hottest] = temperatures_of(electrolyte);
  for (const double T : {coldest, 0.5 * (coldest + hottest), hottest}) {
    const ElectrolyteFacts facts = facts_of(electrolyte, T);
    const double eV = facts.activation_energy / eV_per_particle;
    if (!std::isfinite(eV) || (eV >= flattest && eV <= steepest)) continue;
    questions.push_back(
        doubt(fmt::format("conductivity of {} has an activation energy of {:.3g} eV at {:.4g} degC", electrolyte.name,
                          eV, T - zero_celsius),
              eV < 0.0 ? "conduction of ions is activated: it does not fall as it warms" : "is its unit right?"));
    break;
  }
  if (electrolyte.single_ion || electrolyte.fixed_charge > 0.0) return questions;
  const double T = 0.5 * (coldest + hottest);
  const ElectrolyteFacts facts = facts_of(electrolyte, T);
  const double ratio = facts.diffusivity / facts.ideal_diffusivity;
  if (std::isfinite(ratio) && facts.ideal_diffusivity > 0.0 && (ratio > most_off || ratio < 1.0 / most_off))
    questions.push_back(doubt(
        fmt::format("diffusivity of {}, {:.3g} m^2/s at {:.4g} degC, is {:.3g} times the {:.3g} m^2/s that Nernst and "
                    "Einstein expect of its conductivity and transference number",
                    electrolyte.name, facts.diffusivity, T - zero_celsius, ratio, facts.ideal_diffusivity),
        "ions that pair or drag each other may do that; a slip in a unit or a concentration more often does"));
  if (std::isfinite(facts.newman_number) && std::abs(facts.current_fraction() - facts.transference_number) > widest)
    questions.push_back(
        doubt(fmt::format(
                  "a Bruce-Vincent experiment on {} would answer {:.3g} at {:.4g} degC (Newman number {:.3g}), not its "
                  "transference number {:.3g}",
                  electrolyte.name, facts.current_fraction(), T - zero_celsius, facts.newman_number,
                  facts.transference_number),
              "if that number is from such an experiment, transference number, diffusivity and thermodynamic factor do "
              "not go "
              "together"));
  return questions;
}

}  // namespace vitrion
