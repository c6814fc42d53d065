// SPDX-License-Identifier: BSD-3-Clause
#include "work_precision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>
#include <stdexcept>

namespace vitrion::bench {
namespace {

constexpr double period = 5.0;          // s, between the voltages that are compared
constexpr double first = 10.0;          // s; before, a jump of the current is what counts
constexpr double compared_part = 0.98;  // of the time: at the knee errors of the time grow into errors of the voltage

double largest_error(const VoltageCurve& curve, const VoltageCurve& converged) {
  double largest = 0.0;
  const double end = compared_part * converged.t.back();
  for (std::size_t i = 0, k = 0; i < curve.t.size() && curve.t[i] <= end; ++i) {
    while (k < converged.t.size() && converged.t[k] < curve.t[i] - 1e-6) ++k;
    if (curve.t[i] < first || k == converged.t.size() || converged.t[k] > curve.t[i] + 1e-6) continue;
    largest = std::max(largest, std::abs(curve.V[i] - converged.V[k]));
  }
  return largest;
}

}  // namespace

std::vector<WorkPrecision> work_precision(const Problem& problem, const std::vector<MeshSize>& meshes,
                                          const std::vector<Tolerances>& tolerances, const MeshSize& finest,
                                          double seconds) {
  const Protocol protocol = load_protocol(problem.protocol).protocol;
  const CellInput fine = load(problem.cell, finest);
  const VoltageCurve converged = record(*fine.cell, protocol, {1e-8, 1e-4, true}, period);
  std::vector<WorkPrecision> points;
  for (const MeshSize& mesh : meshes) {
    const CellInput input = load(problem.cell, mesh);
    for (const Tolerances& tolerance : tolerances) {
      try {
        WorkPrecision point{mesh, tolerance, time_solve(*input.cell, protocol, tolerance, seconds), 0.0, 0.0};
        const VoltageCurve curve = record(*input.cell, protocol, tolerance, period);
        point.error = largest_error(curve, converged);
        point.time_error = curve.t.back() - converged.t.back();
        points.push_back(point);
      } catch (const std::runtime_error& error) {  // too coarse to reach the end: no point of the diagram
        std::cerr << fmt::format("{}, rtol {:.0e}: {}\n", mesh.text(), tolerance.relative, error.what());
      }
    }
  }
  return points;
}

std::vector<WorkPrecision> front(std::vector<WorkPrecision> points) {
  std::sort(points.begin(), points.end(),
            [](const WorkPrecision& a, const WorkPrecision& b) { return a.solve.time.median < b.solve.time.median; });
  std::vector<WorkPrecision> best;
  double smallest = std::numeric_limits<double>::infinity();
  for (const WorkPrecision& point : points) {
    if (point.error >= smallest) continue;
    smallest = point.error;
    best.push_back(point);
  }
  return best;
}

std::string markdown(const std::vector<WorkPrecision>& points) {
  std::string text =
      "| mesh | unknowns | rtol | algebraic in error test | error / mV | end / s | steps | residuals | median / ms | "
      "fastest / ms |\n|---|---|---|---|---|---|---|---|---|---|\n";
  for (const WorkPrecision& p : points) {
    text += fmt::format("| {} | {} | {:.0e} | {} | {:.3f} | {:+.3f} | {} | {} | {:.2f} | {:.2f} |\n", p.mesh.text(),
                        p.solve.unknowns, p.tolerances.relative, p.tolerances.control_algebraic ? "yes" : "no",
                        1e3 * p.error, p.time_error, p.solve.statistics.steps, p.solve.statistics.residuals,
                        1e3 * p.solve.time.median, 1e3 * p.solve.time.fastest);
  }
  return text;
}

std::string csv(const std::vector<WorkPrecision>& points) {
  std::string text =
      "negative_nodes,separator_nodes,positive_nodes,shells,unknowns,rtol,control_algebraic,error_V,end_error_s,steps,"
      "residuals,"
      "jacobians,median_s,fastest_s\n";
  for (const WorkPrecision& p : points) {
    text += fmt::format("{},{},{},{},{},{},{},{:.6g},{:.6g},{},{},{},{:.6g},{:.6g}\n", p.mesh.negative,
                        p.mesh.separator, p.mesh.positive, p.mesh.shells, p.solve.unknowns, p.tolerances.relative,
                        static_cast<int>(p.tolerances.control_algebraic), p.error, p.time_error,
                        p.solve.statistics.steps, p.solve.statistics.residuals, p.solve.statistics.jacobians,
                        p.solve.time.median, p.solve.time.fastest);
  }
  return text;
}

}  // namespace vitrion::bench
