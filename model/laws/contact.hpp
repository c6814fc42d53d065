// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>

namespace vitrion::laws {

/// How the contacted fraction θ of a foil changes.
struct ContactKinetics {
  double loss;           ///< k_v, m² C⁻¹: θ lost per θ and charge stripped beyond the critical current
  double recovery;       ///< k_r, m² C⁻¹: share of the missing contact that plated charge restores
  double largest = 1.0;  ///< θ that plating restores at best, < 1 when contact never recovers in full
};

/// Rate of change of the contacted fraction, s⁻¹; generic in the scalar, so that θ can be an unknown of a cell:
///
///     dθ/dt = −k_v (−J − J_c)₊ θ            while stripping, J < 0
///     dθ/dt = +k_r J (θ_max − θ)₊           while plating,   J > 0
///
/// Continuous in J and θ. With J the local current I/θ, what is left of the contact has to carry more: under a constant
/// stripping current I > J_c all contact is gone after t = ln[I/(I − J_c)]/(k_v J_c).
/// @param J         local plating current                A m⁻²
/// @param critical  J_c > 0: of creep or measured        A m⁻²
/// A modelling choice, not a measured law.
template <class S>
S contact_rate(const ContactKinetics& kinetics, const S& J, const S& critical, const S& theta) {
  using std::max;
  const S beyond = max(-J - critical, S(0.0)), plating = max(J, S(0.0)),
          missing = max(kinetics.largest - theta, S(0.0));
  return kinetics.recovery * plating * missing - kinetics.loss * beyond * theta;
}

}  // namespace vitrion::laws
