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
  /// One output as a curve.
  struct Curve {
    std::size_t output;
    std::string name;
    double factor;  ///< from the unit of the output to that of the figure
  };

  explicit OutputViews(const RunCurves& curves);

  /// Adds a view of outputs to a figure, or two where not all cycles were kept.
  void add(Figure& figure, const std::string& label, const std::vector<Curve>& drawn, bool by_charge = false) const;

 private:
  View in_full(const std::string& label, const std::vector<Curve>& drawn, bool by_charge) const;

  const RunCurves& curves_;
  bool discharges_;  ///< on the whole: the net charge is then drawn as what was taken out
  std::vector<double> cycle_numbers_;
};

}  // namespace vitrion
