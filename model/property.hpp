// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"
#include "params/functions/function.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <span>
#include <utility>

namespace vitrion {

namespace detail {

template <std::size_t N, std::size_t... k>
std::array<Argument, N + 1> arguments(std::span<const double> c, const std::array<double, N>& same,
                                      std::index_sequence<k...>) {
  return {Argument(c), Argument(same[k])...};
}

}  // namespace detail

/// out[i] = f(c[i], same…): a property along the cell, for the scalar of a residual; `same` are the arguments that do
/// not vary along it. A Function knows its values and exact derivatives over batches of doubles; these overloads carry
/// them into dual numbers by the chain rule.
template <std::size_t N>
void evaluate(const Function& f, std::span<const double> c, const std::array<double, N>& same, std::span<double> out) {
  f.evaluate(detail::arguments(c, same, std::make_index_sequence<N>()), out.first(c.size()));
}

/// out[i] = f(c[i], T).
inline void evaluate(const Function& f, std::span<const double> c, double T, std::span<double> out) {
  evaluate(f, c, std::array{T}, out);
}

/// out[i] = f(c[i], x[i], T).
inline void evaluate(const Function& f, std::span<const double> c, std::span<const double> x, double T,
                     std::span<double> out) {
  const std::array<Argument, 3> arguments{Argument(c), Argument(x), Argument(T)};
  f.evaluate(arguments, out.first(c.size()));
}

namespace detail {

constexpr std::size_t batch = 64;  // doubles at a time when values are gathered from dual numbers

template <std::size_t W>
void gather(std::span<const Dual<W>> from, std::span<double> values) {
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = from[i].value;
}

}  // namespace detail

template <std::size_t W, std::size_t N>
void evaluate(const Function& f, std::span<const Dual<W>> c, const std::array<double, N>& same,
              std::span<Dual<W>> out) {
  std::array<double, detail::batch> c_value, value, dfdc;
  for (std::size_t begin = 0; begin < c.size(); begin += detail::batch) {
    const std::size_t n = std::min(detail::batch, c.size() - begin);
    detail::gather(c.subspan(begin), std::span(c_value).first(n));
    const std::array<double*, N + 1> derivatives{dfdc.data()};
    f.evaluate(detail::arguments(std::span<const double>(c_value).first(n), same, std::make_index_sequence<N>()),
               std::span(value).first(n), derivatives);
    for (std::size_t i = 0; i < n; ++i) out[begin + i] = chain(value[i], dfdc[i], c[begin + i]);
  }
}

template <std::size_t W>
void evaluate(const Function& f, std::span<const Dual<W>> c, double T, std::span<Dual<W>> out) {
  evaluate(f, c, std::array{T}, out);
}

template <std::size_t W>
void evaluate(const Function& f, std::span<const Dual<W>> c, std::span<const Dual<W>> x, double T,
              std::span<Dual<W>> out) {
  std::array<double, detail::batch> c_value, x_value, value, dfdc, dfdx;
  for (std::size_t begin = 0; begin < c.size(); begin += detail::batch) {
    const std::size_t n = std::min(detail::batch, c.size() - begin);
    detail::gather(c.subspan(begin), std::span(c_value).first(n));
    detail::gather(x.subspan(begin), std::span(x_value).first(n));
    const std::array<Argument, 3> arguments{Argument(std::span<const double>(c_value).first(n)),
                                            Argument(std::span<const double>(x_value).first(n)), Argument(T)};
    const std::array<double*, 3> derivatives{dfdc.data(), dfdx.data(), nullptr};
    f.evaluate(arguments, std::span(value).first(n), derivatives);
    for (std::size_t i = 0; i < n; ++i) out[begin + i] = chain(value[i], dfdc[i], c[begin + i], dfdx[i], x[begin + i]);
  }
}

}  // namespace vitrion
