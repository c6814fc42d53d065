// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/foil_outputs.hpp"

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
  look_at_electrolyte(cell.felt_by(segment().electrolyte, 0.0), 0.0);
}

const InsertionCell::Segment& FoilOutputs::segment() const {
  return side_ == Side::negative ? cell_.segments().front() : cell_.segments().back();
}

/// The electrolyte at rest, as it feels.
void FoilOutputs::look_at_electrolyte(const std::array<double, 3>& felt, double t) {
  const InsertionCell::Segment& here = segment();
  const CellParameters& p = cell_.parameters();
  const Electrolyte& electrolyte = p.electrolytes[here.electrolyte];
  const FoilElectrode& foil = *cell_.foil(side_);
  felt_ = felt;
  const auto [T, humidity, light] = felt;
  const double c = electrolyte.concentration;
  state_.T = T;
  state_.c0 = c;
  state_.J_lim = std::numeric_limits<double>::infinity();
  state_.D = 0.0;
  state_.t_plus = 1.0;
  state_.salt_charge = here.salt.charge;
  state_.layered_depletion = std::numeric_limits<double>::quiet_NaN();
  fall_.reset();
  path_.reset();
  if (!here.binary) return;

  const LayerParameters& at_foil = side_ == Side::negative ? p.layers.front() : p.layers.back();
  state_.D = at_foil.transport_efficiency * electrolyte.diffusivity({c, T, humidity, light});
  state_.t_plus = electrolyte.transference_number({c, T, humidity, light});
  path_.emplace(p, side_, [&](std::size_t k) { return cell_.felt_by(k, t); });
  const SaltLimit limit = salt_limit(path_->slabs());
  state_.J_lim = limit.limiting_current;
  state_.depletion_current = limit.depletion_current;
  state_.conductance_left = limit.conductance_left;
  state_.swept_charge = path_->swept_charge();
  // i₀ ~ c^γ of the foil, and the transfer coefficient of plating by the electron.
  const double gamma = c * foil.exchange_current_density.derivative(0, {c, T}) / foil.exchange_current_density({c, T});
  state_.tip_exponent = gamma + foil.transfer_coefficients.cathodic / p.charge_number;
}

void FoilOutputs::evaluate(double t, std::span<const double> y, double c_foil, std::span<double> out) {
  const std::array<double, 3> felt = cell_.felt_by(segment().electrolyte, t);
  if (!std::equal(felt.begin(), felt.end(), felt_.begin(),
                  [](double a, double b) { return a == b || (a != a && b != b); }))
    look_at_electrolyte(felt, t);
  const auto& field = *cell_.fields().foil[static_cast<std::size_t>(side_)];
  const auto at = [&](FieldId id) { return y[cell_.layout()[id].index(0)]; };
  const double j = at(field.j);
  state_.J = -j;
  state_.c_foil = c_foil;
  state_.contact = field.contact ? at(*field.contact) : 1.0;
  state_.overpotential = at(field.dphi) - j * cell_.foil_resistance(side_, y) / state_.contact;
  const double J = state_.local_current();
  if (J > state_.J_lim && path_->slabs().size() > 1) {
    // Built when it is asked for: few cells go there. Its limit stands for that of properties that change with the
    // salt.
    if (!fall_) fall_.emplace(path_->slabs(), path_->at_rest());
    state_.layered_depletion = fall_->depletion_time(J / state_.J_lim * fall_->limiting_current());
  }
  monitor_.evaluate(t, state_, out);
}

}  // namespace vitrion
