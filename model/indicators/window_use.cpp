// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/window_use.hpp"

#include "model/indicators/piecewise_linear.hpp"

#include <algorithm>

namespace vitrion::indicators {
namespace {

/// Part of an interval, as fractions of it.
struct Part {
  double begin = 0.0, end = 0.0;
  double length() const { return end - begin; }
};

/// Where a line from a to b is above zero.
Part positive(double a, double b) {
  if (a <= 0.0 && b <= 0.0) return {};
  if (a > 0.0 && b > 0.0) return {0.0, 1.0};
  const double crossing = a / (a - b);
  return a > 0.0 ? Part{0.0, crossing} : Part{crossing, 1.0};
}

/// ∫|y| over a part of an interval on which y runs linearly from a to b, per length of the interval.
double integral_of_magnitude(double a, double b, const Part& part) {
  return mean_magnitude(a + (b - a) * part.begin, a + (b - a) * part.end) * part.length();
}

}  // namespace

void WindowUse::look_at_margins(const Sample& sample) {
  const double oxidation = range_.highest - sample.highest, reduction = sample.lowest - range_.lowest;
  if (oxidation < summary_.margin_oxidation) {
    summary_.margin_oxidation = oxidation;
    summary_.t_oxidation = sample.t;
    summary_.x_oxidation = sample.x_highest;
  }
  if (reduction < summary_.margin_reduction) {
    summary_.margin_reduction = reduction;
    summary_.t_reduction = sample.t;
    summary_.x_reduction = sample.x_lowest;
  }
}

void WindowUse::add(const Sample& sample) {
  look_at_margins(sample);
  const double dt = sample.t - last_.t;
  if (started_ && dt > 0.0) {
    const Part above = positive(last_.highest - range_.highest, sample.highest - range_.highest);
    const Part below = positive(range_.lowest - last_.lowest, range_.lowest - sample.lowest);
    const Part both{std::max(above.begin, below.begin),
                    std::max(std::max(above.begin, below.begin), std::min(above.end, below.end))};
    const auto charge = [&](const Part& part) {
      return dt * integral_of_magnitude(last_.current, sample.current, part);
    };
    summary_.duration += dt;
    summary_.time_above += dt * above.length();
    summary_.time_below += dt * below.length();
    summary_.time_outside += dt * (above.length() + below.length() - both.length());
    summary_.charge_outside += charge(above) + charge(below) - charge(both);
    summary_.parasitic_charge += dt * integral_of_magnitude(last_.parasitic, sample.parasitic, {0.0, 1.0});
  }
  last_ = sample;
  started_ = true;
}

WindowUse::Summary WindowUse::take() {
  const Summary taken = summary_;
  summary_ = {};
  if (started_) look_at_margins(last_);
  return taken;
}

}  // namespace vitrion::indicators
