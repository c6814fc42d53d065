// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/state_layout.hpp"

#include <array>
#include <complex>
#include <concepts>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// What an output column is about: reports plot a group together, a panel for each unit in it.
enum class OutputGroup {
  voltage,    ///< a part of the voltage: these sum to it and stand first
  potential,  ///< another potential or overpotential, of an electrode or at a place
  state,      ///< how far something has come: stoichiometry, utilisation, porosity, thickness; what fits nowhere else
  concentration,  ///< of salt, species, gas or water: at a place, or the least and the most in the cell
  inventory,      ///< how much there is of species, solids, metal, in the cell or in a region
  parasitic,      ///< currents and losses beside the main reaction: shuttle, crossover, self-discharge, growth of films
  window,         ///< margin to the stability window of the electrolyte, and what was decomposed outside it
  dendrite,       ///< what threatens a metal foil: depletion, instability, loss of contact, the risk of a short
  conditions      ///< what is imposed from outside or follows from it: temperature, humidity, pressure, flows
};

/// The word for a group, as files have it: "voltage", "potential", …
constexpr std::string_view name_of(OutputGroup group) {
  constexpr std::array<std::string_view, 9> words{"voltage",   "potential", "state",    "concentration", "inventory",
                                                  "parasitic", "window",    "dendrite", "conditions"};
  return words[static_cast<std::size_t>(group)];
}

/// Name, unit and group of one output column.
struct OutputName {
  std::string name;
  std::string unit;
  OutputGroup group = OutputGroup::state;
};

/// Unknowns whose answer to a small oscillation about a state of rest is known in closed form, so that no mesh need
/// resolve it: a particle in which something diffuses. The rest of the model sees only one of them. With δy = Re(Y
/// e^{iωt}), the rows and the unknowns of `hidden` drop out of the linearised equations, and in the row of `shown`
/// their place and its own is taken by
///
///     coefficient(ω) Y_shown
struct ClosedForm {
  std::size_t shown;
  std::vector<std::size_t> hidden;
  std::function<std::complex<double>(double omega)> coefficient;  ///< in the unit of ∂F_shown/∂y_shown; ω in rad s⁻¹
};

/// A model that knows such answers. Empty where the state is not the one for which they hold.
template <class M>
concept HasClosedForms = requires(const M& model, std::span<const double> y) {
  { model.closed_forms(y) } -> std::same_as<std::vector<ClosedForm>>;
};

/// A model writes F(t, y, ẏ) = 0 once, for any scalar S. `Workspace<S>` holds whatever arrays of S the residual needs,
/// so that evaluating it allocates nothing. Nothing throws inside `residual`: leaving the physical window makes a NaN,
/// which the solver takes as "try a smaller step".
template <class M, class S>
concept ResidualIn = requires(const M& model, double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                              typename M::template Workspace<S>& workspace) {
  typename M::template Workspace<S>;
  requires std::constructible_from < typename M::template Workspace<S>,
  const M& > ;
  model.residual(t, y, ydot, r, workspace);
};

/// @see AutodiffSystem, which turns a DaeModel into a DaeSystem with exact derivatives.
template <class M>
concept DaeModel = ResidualIn<M, double> &&
    requires(M& model, const M& constant, double t, std::span<const double> y, std::span<double> out) {
  { constant.layout() } -> std::same_as<const StateLayout&>;
  constant.events(t, y, out);  // one value per event_names(); positive = inside, a change of sign is the event
  { constant.event_names() } -> std::convertible_to<const std::vector<std::string>&>;
};

}  // namespace vitrion
