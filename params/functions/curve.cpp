// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace vitrion {
namespace {

/// Slopes at the points that keep the cubic between them monotone wherever the points are: inside, the harmonic mean of
/// the neighbouring secants; at the ends, a parabola, limited. Boost.Math's pchip computes the same but allocates
/// nothing less than one virtual call a point and has no batch evaluation, so the coefficients are kept here.
/// @source Fritsch & Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300, doi:10.1137/0905021
std::vector<double> monotone_slopes(const std::vector<double>& x, const std::vector<double>& y) {
  const std::size_t n = x.size();
  std::vector<double> h(n - 1), secant(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    h[i] = x[i + 1] - x[i];
    secant[i] = (y[i + 1] - y[i]) / h[i];
  }
  if (n == 2) return {secant[0], secant[0]};

  std::vector<double> slope(n, 0.0);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    if (secant[i - 1] * secant[i] <= 0.0) continue;
    const double w1 = 2.0 * h[i] + h[i - 1], w2 = h[i] + 2.0 * h[i - 1];
    slope[i] = (w1 + w2) / (w1 / secant[i - 1] + w2 / secant[i]);
  }
  const auto end_slope = [](double h0, double h1, double secant0, double secant1) {
    const double parabola = ((2.0 * h0 + h1) * secant0 - h0 * secant1) / (h0 + h1);
    if (parabola * secant0 <= 0.0) return 0.0;
    if (secant0 * secant1 <= 0.0 && std::abs(parabola) > 3.0 * std::abs(secant0)) return 3.0 * secant0;
    return parabola;
  };
  slope[0] = end_slope(h[0], h[1], secant[0], secant[1]);
  slope[n - 1] = end_slope(h[n - 2], h[n - 3], secant[n - 2], secant[n - 3]);
  return slope;
}

/// y = c0 + s (c1 + s (c2 + s c3)) with s = x - begin.
struct Piece {
  double begin, c0, c1, c2, c3;
};

class Curve : public Function::Body {
 public:
  Curve(const std::vector<double>& x, const std::vector<double>& y, const CurveOptions& options)
      : options_(options), points_(x.size()), last_(x.back()) {
    const bool is_linear = options.interpolation == Interpolation::linear;
    const std::vector<double> slope = is_linear ? std::vector<double>() : monotone_slopes(x, y);
    for (std::size_t i = 0; i + 1 < points_; ++i) {
      const double h = x[i + 1] - x[i], secant = (y[i + 1] - y[i]) / h;
      if (is_linear) {
        pieces_.push_back({x[i], y[i], secant, 0.0, 0.0});
      } else {
        const double d0 = slope[i], d1 = slope[i + 1];
        pieces_.push_back({x[i], y[i], d0, (3.0 * secant - 2.0 * d0 - d1) / h, (d0 + d1 - 2.0 * secant) / (h * h)});
      }
    }
    before_ = {x.front(), y.front(), pieces_.front().c1, 0.0, 0.0};
    after_ = {last_, y.back(), is_linear ? pieces_.back().c1 : slope.back(), 0.0, 0.0};
    for (Piece* const end : {&before_, &after_}) {
      if (options.outside == Outside::clamp) end->c1 = 0.0;
      if (options.outside == Outside::nan) end->c0 = end->c1 = std::numeric_limits<double>::quiet_NaN();
    }

    last_bucket_ = 2 * pieces_.size();
    buckets_per_x_ = static_cast<double>(last_bucket_) / (last_ - x.front());
    if (!std::isfinite(buckets_per_x_)) buckets_per_x_ = 0.0;
    pieces_before_bucket_.assign(last_bucket_ + 2, 0);
    for (const Piece& piece : pieces_) ++pieces_before_bucket_[bucket_of(piece.begin) + 1];
    std::partial_sum(pieces_before_bucket_.begin(), pieces_before_bucket_.end(), pieces_before_bucket_.begin());
  }

  bool is_finite() const {
    return std::all_of(pieces_.begin(), pieces_.end(), [](const Piece& p) {
      return std::isfinite(p.c1) && std::isfinite(p.c2) && std::isfinite(p.c3);
    });
  }

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    const Argument& argument = arguments[options_.argument];
    double* slopes = nullptr;
    for (std::size_t k = 0; k < derivatives.size(); ++k) {
      if (k == options_.argument) {
        slopes = derivatives[k];
      } else if (derivatives[k] != nullptr) {
        std::fill_n(derivatives[k], values.size(), 0.0);
      }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double x = argument[i];
      const Piece& piece = find(x);
      const double s = x - piece.begin;
      values[i] = piece.c0 + s * (piece.c1 + s * (piece.c2 + s * piece.c3));
      if (slopes != nullptr) slopes[i] = piece.c1 + s * (2.0 * piece.c2 + s * (3.0 * piece.c3));
    }
  }

  bool depends_on(std::size_t argument) const override { return argument == options_.argument; }
  std::string describe() const override {
    const bool is_linear = options_.interpolation == Interpolation::linear;
    return fmt::format("table of {} points ({})", points_, is_linear ? "linear" : "monotone cubic");
  }

 private:
  /// Not falling with x, so that a point is never sought behind its bucket, however it is rounded.
  std::size_t bucket_of(double x) const {
    return std::min(static_cast<std::size_t>((x - pieces_.front().begin) * buckets_per_x_), last_bucket_);
  }

  const Piece& find(double x) const {
    if (x > last_) return after_;
    if (!(x >= pieces_.front().begin)) return before_;  // also NaN, which makes the polynomial NaN
    const std::size_t bucket = bucket_of(x);
    std::size_t low = std::max<std::size_t>(pieces_before_bucket_[bucket], 1) - 1;
    std::size_t high = pieces_before_bucket_[bucket + 1] - 1;
    while (low < high) {
      const std::size_t middle = (low + high + 1) / 2;
      if (pieces_[middle].begin <= x) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return pieces_[low];
  }

  CurveOptions options_;
  std::size_t points_, last_bucket_ = 0;
  double last_, buckets_per_x_ = 0.0;  // equal buckets between the first and the last point narrow the search
  std::vector<Piece> pieces_;
  Piece before_{}, after_{};
  std::vector<std::size_t> pieces_before_bucket_;
};

/// y(x) = exp f(1/x), for a curve f.
class OnArrheniusAxes : public Function::Body {
 public:
  OnArrheniusAxes(Function f, std::size_t argument, std::string description)
      : f_(std::move(f)), argument_(argument), description_(std::move(description)) {}

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    const Argument& x = arguments[argument_];
    for (std::size_t k = 0; k < derivatives.size(); ++k)
      if (k != argument_ && derivatives[k] != nullptr) std::fill_n(derivatives[k], values.size(), 0.0);
    double* const slopes = argument_ < derivatives.size() ? derivatives[argument_] : nullptr;
    const std::size_t computed = x.varies() ? values.size() : std::min<std::size_t>(values.size(), 1);
    std::array<double, chunk> inverse, slope;
    std::array<Argument, Function::most_arguments> of_curve{Argument(0.0), Argument(0.0), Argument(0.0), Argument(0.0),
                                                            Argument(0.0), Argument(0.0), Argument(0.0), Argument(0.0)};
    for (std::size_t first = 0; first < computed; first += chunk) {
      const std::size_t n = std::min(chunk, computed - first);
      for (std::size_t i = 0; i < n; ++i) inverse[i] = 1.0 / x[first + i];
      of_curve[argument_] = Argument(std::span<const double>(inverse).first(n));
      std::array<double*, Function::most_arguments> wanted{};
      wanted[argument_] = slope.data();
      f_.evaluate(std::span<const Argument>(of_curve).first(arguments.size()), values.subspan(first, n),
                  std::span<double* const>(wanted).first(arguments.size()));
      for (std::size_t i = 0; i < n; ++i) {
        const double y = values[first + i] = std::exp(values[first + i]);
        if (slopes != nullptr) slopes[first + i] = -y * slope[i] * inverse[i] * inverse[i];
      }
    }
    for (std::size_t i = computed; i < values.size(); ++i) {
      values[i] = values[0];
      if (slopes != nullptr) slopes[i] = slopes[0];
    }
  }

  bool depends_on(std::size_t argument) const override { return argument == argument_; }
  std::string describe() const override { return description_; }

 private:
  static constexpr std::size_t chunk = 64;
  Function f_;
  std::size_t argument_;
  std::string description_;
};

void put_in_order(std::vector<double>& x, std::vector<double>& y) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return x[i] < x[j]; });
  std::vector<double> sorted_x, sorted_y;
  for (const std::size_t i : order) {
    sorted_x.push_back(x[i]);
    sorted_y.push_back(y[i]);
  }
  x = std::move(sorted_x);
  y = std::move(sorted_y);
}

}  // namespace

Function tabulated(std::vector<double> x, std::vector<double> y, const CurveOptions& options,
                   const SourcePosition& where) {
  if (x.size() != y.size()) {
    throw InputError(where, fmt::format("the table has {} arguments and {} values", x.size(), y.size()),
                     "give one value for each argument");
  }
  if (x.size() < 2) {
    throw InputError(where, fmt::format("the table has {}", x.empty() ? "no points" : "one point only"),
                     "give at least two points, or a constant");
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) {
      throw InputError(
          where, fmt::format("row {} of the table, ({}, {}), is not a pair of finite numbers", i + 1, x[i], y[i]));
    }
  }
  if (options.sort) {
    put_in_order(x, y);
  } else if (x.front() > x.back()) {
    std::reverse(x.begin(), x.end());
    std::reverse(y.begin(), y.end());
  }
  const auto turn = std::adjacent_find(x.begin(), x.end(), [](double a, double b) { return a >= b; });
  if (turn != x.end()) {
    const double a = turn[0], b = turn[1];
    if (a == b) throw InputError(where, fmt::format("the table gives two values at {}", a), "leave one out");
    throw InputError(where, fmt::format("the arguments of the table rise and fall: {} and {} are out of order", a, b),
                     "sort the rows");
  }
  if (!std::isfinite(x.back() - x.front())) throw InputError(where, "the arguments of the table are too far apart");
  auto curve = std::make_shared<Curve>(x, y, options);
  if (!curve->is_finite()) throw InputError(where, "the table is too steep to compute with", "are the units right?");
  if (options.axes == Axes::plain) return Function(std::move(curve));

  const auto positive = [](double value) { return value > 0.0; };
  if (!std::all_of(x.begin(), x.end(), positive) || !std::all_of(y.begin(), y.end(), positive))
    throw InputError(where, "the table has a value that is not positive, which has no logarithm",
                     "interpolate it in plain axes: axes: plain");
  const std::string description = fmt::format("{} of the logarithm over 1/T", curve->describe());
  std::vector<double> inverse(x.size()), logarithm(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    inverse[x.size() - 1 - i] = 1.0 / x[i];
    logarithm[x.size() - 1 - i] = std::log(y[i]);
  }
  return Function(std::make_shared<OnArrheniusAxes>(Function(std::make_shared<Curve>(inverse, logarithm, options)),
                                                    options.argument, description));
}

}  // namespace vitrion
