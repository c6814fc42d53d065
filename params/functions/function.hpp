// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace vitrion {

/// One argument of a function over a batch of points: n values, or one value for all points.
class Argument {
 public:
  Argument(double same_everywhere) : constant_(same_everywhere) {}                      // NOLINT: implicit by intent
  Argument(std::span<const double> values) : values_(values.data()), constant_(0.0) {}  // NOLINT: implicit by intent

  bool varies() const { return values_ != nullptr; }
  double operator[](std::size_t i) const { return values_ ? values_[i] : constant_; }
  /// The same argument for the points from `first` on.
  Argument from(std::size_t first) const { return varies() ? Argument(values_ + first) : *this; }

 private:
  explicit Argument(const double* values) : values_(values), constant_(0.0) {}

  const double* values_ = nullptr;
  double constant_;
};

/// A material property as a function of a few named arguments (salt concentration "c" in mol/m³, stoichiometry "x",
/// temperature "T" in K, …), SI in and SI out. Immutable, cheap to copy, safe to share between threads; evaluation
/// allocates nothing and throws nothing: outside its domain the result is NaN.
class Function {
 public:
  static constexpr std::size_t most_arguments = 8;

  /// What a kind of function (constant, expression, table, product, physical law) must do. Public so that a law of
  /// its own room can be a Function too.
  struct Body {
    virtual ~Body() = default;
    /// values[i] = f(arguments at i), and for each k with derivatives[k] not null, derivatives[k][i] = ∂f/∂argument_k.
    virtual void evaluate(std::span<const Argument> arguments, std::span<double> values,
                          std::span<double* const> derivatives) const = 0;
    virtual bool depends_on(std::size_t argument) const = 0;
    virtual std::string describe() const = 0;  ///< one line for people: "0.161 S/m", "table of 21 points (linear)"
  };

  Function() : Function(0.0) {}
  explicit Function(double constant);
  explicit Function(std::shared_ptr<const Body> body) : body_(std::move(body)) {}

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives = {}) const {
    body_->evaluate(arguments, values, derivatives);
  }
  /// One point.
  double operator()(std::initializer_list<double> arguments) const;
  /// ∂f/∂argument at one point.
  double derivative(std::size_t argument, std::initializer_list<double> arguments) const;

  bool depends_on(std::size_t argument) const { return body_->depends_on(argument); }
  bool is_constant() const;
  std::string describe() const { return body_->describe(); }

 private:
  std::shared_ptr<const Body> body_;
};

/// f·g, both of the same arguments.
Function operator*(const Function& f, const Function& g);

/// How a unit relates to SI: value in SI = factor · value in the unit + offset.
struct UnitScale {
  double factor = 1.0;
  double offset = 0.0;
  bool operator==(const UnitScale&) const = default;
};

/// The function of SI arguments with an SI result, given one that takes argument k in the unit arguments[k] (SI when
/// the list ends before) and answers in the unit `result`. It describes itself by `description`, or else as f does.
Function in_units(const Function& f, std::span<const UnitScale> arguments, UnitScale result,
                  std::string description = {});

}  // namespace vitrion
