// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/function.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <stdexcept>
#include <utility>
#include <vector>

namespace vitrion {
namespace {

constexpr std::size_t chunk = 32;  // points treated at a time, so that intermediate values fit on the stack

class Constant : public Function::Body {
 public:
  explicit Constant(double value) : value_(value) {}

  void evaluate(std::span<const Argument>, std::span<double> values,
                std::span<double* const> derivatives) const override {
    std::fill(values.begin(), values.end(), value_);
    for (double* const derivative : derivatives) {
      if (derivative != nullptr) std::fill_n(derivative, values.size(), 0.0);
    }
  }
  bool depends_on(std::size_t) const override { return false; }
  std::string describe() const override { return fmt::format("{}", value_); }

 private:
  double value_;
};

/// Arguments and derivatives of the points from `first` on.
struct Part {
  Part(std::span<const Argument> arguments, std::span<double* const> derivatives, std::size_t first)
      : count(arguments.size()), derivative_count(derivatives.size()) {
    for (std::size_t k = 0; k < count; ++k) argument[k] = arguments[k].from(first);
    for (std::size_t k = 0; k < derivative_count; ++k) {
      if (derivatives[k] != nullptr) derivative[k] = derivatives[k] + first;
    }
  }

  std::span<const Argument> arguments() const { return {argument.data(), count}; }
  std::span<double* const> derivatives() const { return {derivative.data(), derivative_count}; }

  std::array<Argument, Function::most_arguments> argument{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
  std::array<double*, Function::most_arguments> derivative{};
  std::size_t count, derivative_count;
};

class Product : public Function::Body {
 public:
  Product(Function f, Function g) : f_(std::move(f)), g_(std::move(g)) {}

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    std::array<double, chunk> g;
    std::array<std::array<double, chunk>, Function::most_arguments> dg;
    std::array<double*, Function::most_arguments> dg_wanted{};
    for (std::size_t k = 0; k < derivatives.size(); ++k) {
      if (derivatives[k] != nullptr) dg_wanted[k] = dg[k].data();
    }
    for (std::size_t first = 0; first < values.size(); first += chunk) {
      const std::size_t n = std::min(chunk, values.size() - first);
      const std::span<double> f = values.subspan(first, n);
      const Part part(arguments, derivatives, first);
      f_.evaluate(part.arguments(), f, part.derivatives());
      g_.evaluate(part.arguments(), {g.data(), n}, {dg_wanted.data(), derivatives.size()});
      for (std::size_t k = 0; k < derivatives.size(); ++k) {
        double* const df = part.derivative[k];
        if (df == nullptr) continue;
        for (std::size_t i = 0; i < n; ++i) df[i] = df[i] * g[i] + f[i] * dg[k][i];
      }
      for (std::size_t i = 0; i < n; ++i) f[i] *= g[i];
    }
  }
  bool depends_on(std::size_t argument) const override { return f_.depends_on(argument) || g_.depends_on(argument); }
  std::string describe() const override { return fmt::format("({}) * ({})", f_.describe(), g_.describe()); }

 private:
  Function f_, g_;
};

class InUnits : public Function::Body {
 public:
  InUnits(Function f, std::span<const UnitScale> arguments, UnitScale result, std::string description)
      : f_(std::move(f)), result_(result), description_(std::move(description)) {
    if (arguments.size() > arguments_.size()) throw std::invalid_argument("too many arguments of a function");
    std::copy(arguments.begin(), arguments.end(), arguments_.begin());
  }

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    std::array<std::array<double, chunk>, Function::most_arguments> in_unit;
    for (std::size_t first = 0; first < values.size(); first += chunk) {
      const std::size_t n = std::min(chunk, values.size() - first);
      const std::span<double> result = values.subspan(first, n);
      Part part(arguments, derivatives, first);
      for (std::size_t k = 0; k < part.count; ++k)
        part.argument[k] = converted(part.argument[k], k, {in_unit[k].data(), n});
      f_.evaluate(part.arguments(), result, part.derivatives());
      for (double& value : result) value = value * result_.factor + result_.offset;
      for (std::size_t k = 0; k < part.derivative_count; ++k) {
        double* const derivative = part.derivative[k];
        if (derivative == nullptr) continue;
        const double scale = result_.factor / arguments_[k].factor;
        for (std::size_t i = 0; i < n; ++i) derivative[i] *= scale;
      }
    }
  }
  bool depends_on(std::size_t argument) const override { return f_.depends_on(argument); }
  std::string describe() const override { return description_.empty() ? f_.describe() : description_; }

 private:
  Argument converted(const Argument& argument, std::size_t k, std::span<double> buffer) const {
    if (arguments_[k] == UnitScale{} || !f_.depends_on(k)) return argument;
    const auto [factor, offset] = arguments_[k];
    const double inverse = 1.0 / factor;
    if (!argument.varies()) return {(argument[0] - offset) * inverse};
    for (std::size_t i = 0; i < buffer.size(); ++i) buffer[i] = (argument[i] - offset) * inverse;
    return {std::span<const double>(buffer)};
  }

  Function f_;
  std::array<UnitScale, Function::most_arguments> arguments_{};
  UnitScale result_;
  std::string description_;
};

/// Numbers as arguments, without a vector: models ask for single points in every step.
class AtOnePoint {
 public:
  explicit AtOnePoint(std::initializer_list<double> arguments) : count_(arguments.size()) {
    assert(count_ <= Function::most_arguments);
    std::copy(arguments.begin(), arguments.end(), list_.begin());
  }
  std::span<const Argument> list() const { return {list_.data(), count_}; }

 private:
  std::array<Argument, Function::most_arguments> list_ = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
  std::size_t count_;
};

}  // namespace

Function::Function(double constant) : body_(std::make_shared<Constant>(constant)) {}

double Function::operator()(std::initializer_list<double> arguments) const {
  double value = 0.0;
  evaluate(AtOnePoint(arguments).list(), {&value, 1});
  return value;
}

double Function::derivative(std::size_t argument, std::initializer_list<double> arguments) const {
  std::array<double*, most_arguments> wanted{};
  double value = 0.0, derivative = 0.0;
  wanted.at(argument) = &derivative;
  evaluate(AtOnePoint(arguments).list(), {&value, 1}, {wanted.data(), arguments.size()});
  return derivative;
}

bool Function::is_constant() const {
  for (std::size_t k = 0; k < most_arguments; ++k) {
    if (depends_on(k)) return false;
  }
  return true;
}

Function operator*(const Function& f, const Function& g) {
  const Function& constant = f.is_constant() ? f : g;
  const Function& other = f.is_constant() ? g : f;
  if (!constant.is_constant()) return Function(std::make_shared<Product>(f, g));
  const double factor = constant({});
  if (factor == 1.0) return other;
  if (other.is_constant()) return Function(factor * other({}));
  return in_units(other, {}, {factor, 0.0}, fmt::format("{} * ({})", factor, other.describe()));
}

Function in_units(const Function& f, std::span<const UnitScale> arguments, UnitScale result, std::string description) {
  const auto is_si = [](const UnitScale& scale) { return scale == UnitScale{}; };
  if (description.empty()) {
    if (f.is_constant()) return Function(f({}) * result.factor + result.offset);
    if (is_si(result) && std::all_of(arguments.begin(), arguments.end(), is_si)) return f;
  }
  return Function(std::make_shared<InUnits>(f, arguments, result, std::move(description)));
}

}  // namespace vitrion
