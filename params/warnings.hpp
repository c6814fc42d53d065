// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/source.hpp"

#include <string>
#include <vector>

namespace vitrion {

/// Something in the input that is probably not meant, but can be computed with.
struct Warning {
  SourcePosition where;
  std::string complaint;
  std::string advice;

  std::string text() const;  ///< as InputError::what()
};

using Warnings = std::vector<Warning>;

}  // namespace vitrion
