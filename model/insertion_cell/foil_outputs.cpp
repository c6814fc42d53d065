// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/foil_outputs.hpp"

#include "model/indicators/salt_depletion.hpp"
#include "model/insertion_cell/insertion_cell_residual.hpp"

#include <algorithm>
#include <limits>

namespace vitrion {

FoilOutputs::FoilOutputs(const InsertionCell& cell, Side side)
    : cell_(cell),
      side_(side),
      monitor_(side == Side::negative ? "Negative Foil" : "Positive Foil",
               *cell.parameters().dendrites[static_cast<std::size_t>(side)]),
      state_{} {
  look_at_electrolyte(cell.felt_by(segment().electrolyte, 0.0));
}

const InsertionCell::Segment& FoilOutputs::segment() const {
  return side_ == Side::negative ? cell_.segments().front() : cell_.segments().back();
}

/// The electrolyte at rest, as it feels, between the foil and the next other electrolyte or porous electrode.
/// Half-volumes are resistances in series:
///
///     L/D_eff = Σ h/(B D)
void FoilOutputs::look_at_electrolyte(const std::array<double, 3>& felt) {
  const bool left = side_ == Side::negative;
  const InsertionCell::Segment& here = segment();
  const Electrolyte& electrolyte = cell_.parameters().electrolytes[here.electrolyte];
  felt_ = felt;
  const auto [T, humidity, light] = felt;
  state_.T = T;
  state_.c0 = electrolyte.concentration;
  state_.J_lim = std::numeric_limits<double>::infinity();
  state_.D = 0.0;
  state_.t_plus = 1.0;
  if (!here.binary) return;

  const Side other = left ? Side::positive : Side::negative;
  const std::size_t begin = !left && cell_.porous(other) ? std::max(here.begin, cell_.volumes(other).end) : here.begin;
  const std::size_t end = left && cell_.porous(other) ? std::min(here.end, cell_.volumes(other).begin) : here.end;
  double length = 0.0, resistance = 0.0;
  const double D = electrolyte.diffusivity({state_.c0, T, humidity, light});
  for (std::size_t k = begin; k < end; ++k) {
    length += cell_.mesh().width[k];
    resistance += 2.0 * cell_.mesh().half[k] / D;
  }
  state_.D = length / resistance;
  state_.t_plus = electrolyte.transference_number({state_.c0, T, humidity, light});
  state_.J_lim = indicators::limiting_current({.D = state_.D,
                                               .c0 = state_.c0,
                                               .t_plus = state_.t_plus,
                                               .thickness = length,
                                               .charge = electrolyte.salt.charge});
}

void FoilOutputs::evaluate(double t, std::span<const double> y, double c_foil, std::span<double> out) {
  const std::array<double, 3> felt = cell_.felt_by(segment().electrolyte, t);
  if (!std::equal(felt.begin(), felt.end(), felt_.begin(),
                  [](double a, double b) { return a == b || (a != a && b != b); }))
    look_at_electrolyte(felt);
  const auto& field = *cell_.fields().foil[static_cast<std::size_t>(side_)];
  const auto at = [&](FieldId id) { return y[cell_.layout()[id].index(0)]; };
  const double j = at(field.j);
  state_.J = -j;
  state_.c_foil = c_foil;
  state_.contact = field.contact ? at(*field.contact) : 1.0;
  state_.overpotential = at(field.dphi) - j * cell_.foil_resistance(side_, y) / state_.contact;
  monitor_.evaluate(t, state_, out);
}

}  // namespace vitrion
