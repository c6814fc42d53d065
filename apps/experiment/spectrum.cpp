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
  DaeSystem& system = cell.system();
  const StateLayout& layout = system.layout();
  std::vector<double> y(layout.size());
  const std::vector<double> ydot(layout.size(), 0.0);
  cell.terminal() = Terminal{};  // I = 0
  cell.set_limits({}, 0.0);
  cell.initial_state(y);
  DaeSolver solver(system, {.relative = 1e-10, .absolute_scale = 1e-6});
  solver.start(0.0, y);

  FrequencyResponse response(system, 0.0, y, ydot);
  const std::size_t row_of_current = index_of_current(cell);  // I − s(t) = 0
  std::vector<double> real(y.size()), imaginary(y.size());
  std::vector<Impedance> all;
  for (int k = range.points - 1; k >= 0; --k) {
    const double part = range.points > 1 ? static_cast<double>(k) / (range.points - 1) : 0.0;
    const double f = range.lo * std::pow(range.hi / range.lo, part);
    const auto Y = response.at(2.0 * std::numbers::pi * f, row_of_current);
    std::transform(Y.begin(), Y.end(), real.begin(), [](const std::complex<double>& z) { return z.real(); });
    std::transform(Y.begin(), Y.end(), imaginary.begin(), [](const std::complex<double>& z) { return z.imag(); });
    all.push_back({f, {cell.voltage(real), cell.voltage(imaginary)}});  // δI = 1
  }
  return all;
}

}  // namespace vitrion
