// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace vitrion::test {

/// One cell of every kind that the model knows, small, of round numbers.
struct Specimen {
  std::string name, text;
};

/// Full, foil, symmetric, single-ion and mixed cells, stacks with interfaces, blends, D(x), double layers, films.
std::vector<Specimen> zoo();

/// Cells in which a census of lithium has no meaning: between baths, of other metals.
std::vector<Specimen> unusual_zoo();

}  // namespace vitrion::test
