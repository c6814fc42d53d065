// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/spectrum.hpp"

#include "params/text/quantity.hpp"
#include "params/text/unit_text.hpp"
#include "solvers/ida/dae_solver.hpp"
#include "solvers/impedance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

namespace vitrion {
namespace {

double parse_frequency(const std::string& text) {
  const WrittenQuantity written = parse_quantity(text, {"--frequencies"});
  const auto value = written.unit.text.empty() ? std::optional(written.number)
                                               : to_si(written.number, written.unit, parse_unit("1/s").dimension);
  if (!value || !(*value > 0.0))
    throw InputError({"--frequencies"}, fmt::format("'{}' is not a frequency", text), "write for example 10 mHz");
  return *value;
}

/// The unknown that current() reads, whose row is the equation of the terminals.
std::size_t index_of_current(Cell& cell) {
  std::vector<double> numbers(cell.system().layout().size());
  std::iota(numbers.begin(), numbers.end(), 0.0);
  return static_cast<std::size_t>(cell.current(numbers));
}

/// From high to low.
std::vector<double> frequencies_of(const FrequencyRange& range) {
  std::vector<double> all;
  for (int k = range.points - 1; k >= 0; --k) {
    const double part = range.points > 1 ? static_cast<double>(k) / (range.points - 1) : 0.0;
    all.push_back(range.lo * std::pow(range.hi / range.lo, part));
  }
  return all;
}

/// The answer of a cell at rest in its initial state.
class AtRest {
 public:
  explicit AtRest(Cell& cell) : cell_(cell), y_(cell.system().layout().size()), real_(y_), imaginary_(y_) {
    cell.terminal() = Terminal{};  // I = 0
    cell.set_limits({}, 0.0);
    cell.initial_state(y_);
    DaeSolver solver(cell.system(), {.relative = 1e-10, .absolute_scale = 1e-6});
    solver.start(0.0, y_);
    response_.emplace(cell.system(), 0.0, y_, std::vector<double>(y_.size(), 0.0));
    row_of_current_ = index_of_current(cell);  // I − s(t) = 0
  }

  std::complex<double> impedance(double f) {
    const auto Y = response_->at(2.0 * std::numbers::pi * f, row_of_current_);
    std::transform(Y.begin(), Y.end(), real_.begin(), [](const std::complex<double>& z) { return z.real(); });
    std::transform(Y.begin(), Y.end(), imaginary_.begin(), [](const std::complex<double>& z) { return z.imag(); });
    return {cell_.voltage(real_), cell_.voltage(imaginary_)};  // δI = 1
  }

 private:
  Cell& cell_;
  std::vector<double> y_, real_, imaginary_;
  std::optional<FrequencyResponse> response_;
  std::size_t row_of_current_ = 0;
};

/// One frequency on its way to standing still.
struct Refined {
  Impedance point;
  double change = 0.0;  ///< between the last two meshes, Ω m²

  void refine(const std::complex<double>& Z) {
    constexpr double fastest = 0.25, slowest = 0.9;
    const double before = change;
    change = std::abs(Z - point.Z);
    const double q = before > 0.0 ? std::clamp(change / before, fastest, slowest) : 0.5;
    point.error = change * q / (1.0 - q);
    point.Z = Z;
  }
  double relative_error() const { return point.error / std::abs(point.Z); }
};

}  // namespace

FrequencyRange parse_frequencies(const std::string& text) {
  const auto fail = [&] {
    return InputError({"--frequencies"}, fmt::format("'{}' is not a range of frequencies", text),
                      "write lowest:highest:number, e.g. 1 mHz:100 kHz:81");
  };
  const std::size_t first = text.find(':'), second = text.find(':', first == std::string::npos ? first : first + 1);
  if (second == std::string::npos) throw fail();
  constexpr double most = 1e5;
  const auto points = parse_number(text.substr(second + 1));
  if (!points || *points < 1.0 || *points > most || *points != std::floor(*points)) throw fail();
  const FrequencyRange range{parse_frequency(text.substr(0, first)),
                             parse_frequency(text.substr(first + 1, second - first - 1)), static_cast<int>(*points)};
  if (range.lo > range.hi) throw fail();
  return range;
}

std::vector<Impedance> spectrum(Cell& cell, const FrequencyRange& range) {
  AtRest at_rest(cell);
  std::vector<Impedance> all;
  for (const double f : frequencies_of(range)) all.push_back({.frequency = f, .Z = at_rest.impedance(f)});
  return all;
}

double ConvergedSpectrum::largest_error() const {
  double largest = 0.0;
  for (const Impedance& point : points) {
    const double error = point.error / std::abs(point.Z);
    if (!(error <= largest)) largest = error;
    if (std::isnan(largest)) break;
  }
  return largest;
}

ConvergedSpectrum converged_spectrum(const CellOnMesh& cell_on, const FrequencyRange& range, double accuracy) {
  constexpr double finest = 32.0;
  constexpr std::size_t most_unknowns = 6000;  // a second for 81 frequencies
  ConvergedSpectrum result;
  std::vector<Refined> all;
  std::size_t unknowns = 0;
  {
    const std::unique_ptr<Cell> cell = cell_on(1.0);
    AtRest at_rest(*cell);
    unknowns = cell->system().layout().size();
    for (const double f : frequencies_of(range)) {
      if (f > cell->facts().dielectric.frequency)
        ++result.not_computed;
      else
        all.push_back({.point = {.frequency = f, .Z = at_rest.impedance(f)}});
    }
  }
  const auto stands_still = [&](std::size_t i) {
    const std::size_t first = i > 0 ? i - 1 : i, last = std::min(i + 1, all.size() - 1);
    return std::all_of(&all[first], &all[last] + 1, [&](const Refined& r) { return r.relative_error() < accuracy; });
  };
  std::vector<std::size_t> moving(all.size());
  std::iota(moving.begin(), moving.end(), std::size_t{0});
  for (double refinement = 2.0; refinement <= finest && !moving.empty(); refinement *= 2.0) {
    if (2 * unknowns > most_unknowns) break;
    const std::unique_ptr<Cell> cell = cell_on(refinement);
    AtRest at_rest(*cell);
    unknowns = cell->system().layout().size();
    for (const std::size_t i : moving) all[i].refine(at_rest.impedance(all[i].point.frequency));
    result.refinement = refinement;
    std::erase_if(moving, stands_still);
  }
  for (const Refined& refined : all) result.points.push_back(refined.point);
  return result;
}

}  // namespace vitrion
