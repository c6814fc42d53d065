// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"
#include "params/functions/function.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace vitrion {

namespace detail {

/// law(f₁, …, f_N) of N properties of the same arguments.
template <std::size_t N, class Law>
class Composed final : public Function::Body {
 public:
  Composed(std::array<Function, N> parts, Law law, std::string description)
      : parts_(std::move(parts)), law_(std::move(law)), description_(std::move(description)) {
    for (std::size_t k = 0; k < Function::most_arguments; ++k)
      depends_[k] = std::any_of(parts_.begin(), parts_.end(), [&](const Function& f) { return f.depends_on(k); });
  }

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    bool varies = false;
    for (std::size_t k = 0; k < arguments.size(); ++k) varies = varies || (depends_[k] && arguments[k].varies());
    const std::size_t n = values.size(), computed = varies ? n : std::min<std::size_t>(n, 1);
    for (std::size_t first = 0; first < computed; first += chunk)
      evaluate_chunk(arguments, values.subspan(first, std::min(chunk, computed - first)), derivatives, first);
    for (std::size_t i = computed; i < n; ++i) values[i] = values[0];
    for (double* const derivative : derivatives)
      for (std::size_t i = computed; derivative != nullptr && i < n; ++i) derivative[i] = derivative[0];
  }
  bool depends_on(std::size_t argument) const override { return depends_[argument]; }
  std::string describe() const override { return description_; }

 private:
  static constexpr std::size_t chunk = 32;  // points at a time, so that what the parts answer fits on the stack

  void evaluate_chunk(std::span<const Argument> arguments, std::span<double> values,
                      std::span<double* const> derivatives, std::size_t first) const {
    const std::size_t n = values.size();
    std::array<Argument, Function::most_arguments> here{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    for (std::size_t k = 0; k < arguments.size(); ++k) here[k] = arguments[k].from(first);
    const std::span<const Argument> at(here.data(), arguments.size());

    std::array<std::array<double, chunk>, N> f;
    std::array<std::array<std::array<double, chunk>, Function::most_arguments>, N> dfdx;
    bool any = false;
    for (double* const derivative : derivatives) any = any || derivative != nullptr;
    for (std::size_t p = 0; p < N; ++p) {
      std::array<double*, Function::most_arguments> wanted{};
      for (std::size_t k = 0; k < derivatives.size(); ++k)
        if (derivatives[k] != nullptr) wanted[k] = dfdx[p][k].data();
      parts_[p].evaluate(at, {f[p].data(), n}, {wanted.data(), derivatives.size()});
    }
    if (!any) {
      for (std::size_t i = 0; i < n; ++i) {
        std::array<double, N> point;
        for (std::size_t p = 0; p < N; ++p) point[p] = f[p][i];
        values[i] = law_(point);
      }
      return;
    }
    for (std::size_t i = 0; i < n; ++i) {
      std::array<Dual<N>, N> point;
      for (std::size_t p = 0; p < N; ++p) {
        point[p] = Dual<N>(f[p][i]);
        point[p].tangent[p] = 1.0;
      }
      const Dual<N> result = law_(point);
      values[i] = result.value;
      for (std::size_t k = 0; k < derivatives.size(); ++k) {
        if (derivatives[k] == nullptr) continue;
        double sum = 0.0;
        for (std::size_t p = 0; p < N; ++p)
          if (parts_[p].depends_on(k)) sum += result.tangent[p] * dfdx[p][k][i];
        derivatives[k][first + i] = sum;
      }
    }
  }

  std::array<Function, N> parts_;
  Law law_;
  std::string description_;
  std::array<bool, Function::most_arguments> depends_{};
};

class ArgumentItself final : public Function::Body {
 public:
  explicit ArgumentItself(std::size_t index) : index_(index) {}

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = arguments[index_][i];
    for (std::size_t k = 0; k < derivatives.size(); ++k)
      if (derivatives[k] != nullptr) std::fill_n(derivatives[k], values.size(), k == index_ ? 1.0 : 0.0);
  }
  bool depends_on(std::size_t argument) const override { return argument == index_; }
  std::string describe() const override { return "an argument"; }

 private:
  std::size_t index_;
};

}  // namespace detail

/// A property made of others: law(f₁, …, f_N) at every point. The law takes std::array<S, N> and answers an S, for S a
/// double or a dual number; the derivatives are exact by the chain rule.
template <std::size_t N, class Law>
Function composed(std::array<Function, N> parts, Law law, std::string description) {
  return Function(std::make_shared<detail::Composed<N, Law>>(std::move(parts), std::move(law), std::move(description)));
}

/// The argument itself as a property, so that laws can be composed of it: f(x₀, x₁, …) = x_index.
inline Function argument_itself(std::size_t index) { return Function(std::make_shared<detail::ArgumentItself>(index)); }

}  // namespace vitrion
