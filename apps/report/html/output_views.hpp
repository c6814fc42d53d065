// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"
#include "apps/report/html/run_curves.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace vitrion {

/// Draws outputs of a run over time, charge or current; of many cycles, the least and the most of each as well.
class OutputViews {
 public:
  explicit OutputViews(const RunCurves& curves);

  /// Adds an output to the view of a label, or to the two views of that label where not all cycles were kept.
  /// @param factor  from the unit of the output to that of the figure
  void add(Figure& figure, const std::string& label, std::size_t output, const std::string& name, double factor,
           bool by_charge = false) const;

 private:
  View& view(Figure& figure, const std::string& label, std::vector<Abscissa> over) const;

  const RunCurves& curves_;
  std::vector<Abscissa> over_;
  Abscissa cycle_numbers_{"cycle", {}};
};

}  // namespace vitrion
