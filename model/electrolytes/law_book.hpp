// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/table.hpp"

namespace vitrion {

/// The laws that properties of electrolytes may name in files, beside arrhenius and arrhenius-T: see README.md for
/// their keys. A part of a law (`grain`, `first`, `base`, …) is itself a property in any form: quantity, expression,
/// table or law.
const LawBook& electrolyte_laws();

}  // namespace vitrion
