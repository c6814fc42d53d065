// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/current_focusing.hpp"

#include "model/indicators/normal_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrion::indicators {
namespace {

const double polycrystal_factor = std::sqrt(38.0 / 675.0);

}  // namespace

// Divided by s, both hold for a perfect conductor too.
double sphere_focusing(double s) { return s <= 1.0 ? 3.0 * s / (s + 2.0) : 3.0 / (1.0 + 2.0 / s); }

double depolarisation_factor(double aspect) {
  const double e2 = 1.0 - 1.0 / (aspect * aspect);  // negative for a plate
  if (std::abs(e2) < 1e-2) {                        // artanh e = e + e³/3 + e⁵/5 + …, here to 1e-16
    double series = 0.0;
    for (int n = 17; n >= 3; n -= 2) series = series * e2 + 1.0 / n;
    return (1.0 - e2) * series;
  }
  const double e = std::sqrt(std::abs(e2));
  if (e2 > 0.0) return (1.0 - e2) / (e * e2) * (std::atanh(e) - e);
  return (1.0 - e2) / (e * -e2) * (e - std::atan(e));
}

double spheroid_focusing(double s, double aspect) {
  const double N = depolarisation_factor(aspect);
  return s <= 1.0 ? s / (1.0 + N * (s - 1.0)) : 1.0 / (1.0 / s + N * (1.0 - 1.0 / s));
}

double random_field_scatter(double CV_sigma) { return std::sqrt(8.0 / 15.0) * CV_sigma; }
double random_field_scatter_2d(double CV_sigma) { return std::sqrt(3.0 / 8.0) * CV_sigma; }

double polycrystal_scatter(double sigma_parallel, double sigma_perpendicular) {
  const double mean = (sigma_parallel + 2.0 * sigma_perpendicular) / 3.0;
  return polycrystal_factor * std::abs(sigma_parallel - sigma_perpendicular) / mean;
}

double equivalent_anisotropy(double CV_J) { return CV_J / polycrystal_factor; }

double grain_boundary_share(double sigma_polycrystal, double sigma_interior) {
  return 1.0 - sigma_polycrystal / sigma_interior;
}

double grain_boundary_area_resistance(double sigma_polycrystal, double sigma_interior, double grain_size) {
  return (1.0 / sigma_polycrystal - 1.0 / sigma_interior) * grain_size;
}

double independent_spots(double area, double correlation_length) {
  return std::max(1.0, area / (std::numbers::pi * correlation_length * correlation_length / 4.0));
}

double largest_focusing(double CV_J, double N) {
  if (N <= 2.0) return 1.0;
  return 1.0 + normal_upper_quantile(1.0 / N) * CV_J;
}

}  // namespace vitrion::indicators
