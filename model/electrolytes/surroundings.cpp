// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/surroundings.hpp"

#include <array>
#include <limits>
#include <memory>
#include <string>
#include <utility>

namespace vitrion {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Arguments that are not given have the values of the surroundings.
class InSurroundings final : public Function::Body {
 public:
  InSurroundings(Function f, const Surroundings& s)
      : f_(std::move(f)), humidity_(s.relative_humidity.value_or(unknown)), light_(s.light.value_or(unknown)) {}

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    using namespace electrolyte_argument;
    if (arguments.size() > light) return f_.evaluate(arguments, values, derivatives);
    const std::array<Argument, 4> all{arguments[c], arguments[T], Argument(humidity_), Argument(light_)};
    std::array<double*, 4> wanted{};
    for (std::size_t k = 0; k < derivatives.size() && k <= T; ++k) wanted[k] = derivatives[k];
    f_.evaluate(all, values, {wanted.data(), derivatives.empty() ? 0 : wanted.size()});
  }
  bool depends_on(std::size_t argument) const override { return f_.depends_on(argument); }
  std::string describe() const override { return f_.describe(); }

 private:
  Function f_;
  double humidity_, light_;
};

}  // namespace

Surroundings read_surroundings(const Table& table, const Surroundings& given) {
  Surroundings surroundings = given;
  const auto written = table.find_child("surroundings");
  if (!written) return surroundings;
  const auto share = between<Dimensionless>(0.0, 1.0);
  const auto RH = written->find<Dimensionless>("relative_humidity", share),
             w = written->find<Dimensionless>("light", share);
  if (RH && !given.relative_humidity) surroundings.relative_humidity = si(*RH);
  if (w && !given.light) surroundings.light = si(*w);
  if (const auto tau = written->find<Time>("light_response", between<Time>(0.0, 1e7)))
    surroundings.light_response = si(*tau);
  return surroundings;
}

std::vector<ArgumentSpec> electrolyte_arguments(const ArgumentSpec& c, const ArgumentSpec& T,
                                                const Surroundings& surroundings) {
  std::vector<ArgumentSpec> arguments{c, T};
  if (!surroundings.any()) return arguments;
  arguments.push_back({"RH", Dimension{}, surroundings.relative_humidity.value_or(unknown)});
  arguments.push_back({"light", Dimension{}, surroundings.light.value_or(unknown)});
  return arguments;
}

Function in_surroundings(const Function& f, const Surroundings& surroundings) {
  using namespace electrolyte_argument;
  if (!f.depends_on(relative_humidity) && !f.depends_on(light)) return f;
  return Function(std::make_shared<InSurroundings>(f, surroundings));
}

}  // namespace vitrion
