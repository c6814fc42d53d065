// SPDX-License-Identifier: BSD-3-Clause
#include "model/radial_mesh.hpp"

#include <Eigen/Dense>
#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace vitrion {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double decades = 6.0;  // ln of how much thinner than the first the last of many elements is

/// The integral of any polynomial in question over an element, ∫ f(ξ) r² dr, as a sum over many points.
struct Measure {
  VectorXd at, weight;  // ξ, in [−1, 1]
};

/// ξ runs over a < r < b, or over the squares of 0 < r < b.
Measure measure(double a, double b, bool central) {
  using Rule = boost::math::quadrature::gauss<double, 20>;
  const auto& x = Rule::abscissa();
  const auto& w = Rule::weights();
  const auto half = static_cast<Index>(x.size());
  Measure result{VectorXd(2 * half), VectorXd(2 * half)};
  for (Index i = 0; i < 2 * half; ++i) {
    const auto k = static_cast<std::size_t>(i % half);
    const double t = i < half ? x[k] : -x[k], r = 0.5 * (a + b) + 0.5 * (b - a) * t;
    result.at[i] = central ? 2.0 * r * r / (b * b) - 1.0 : t;
    result.weight[i] = 0.5 * (b - a) * w[k] * r * r;
  }
  return result;
}

/// The nodes of Gauss's rule for a measure with `fixed` among them: besides these, the zeros of the orthogonal
/// polynomial of the measure times ∏ |ξ − fixed|, which are the eigenvalues of its matrix of recurrence.
/// @source G. H. Golub, SIAM Review 15 (1973) 318, doi:10.1137/1015032
VectorXd nodes_of_rule(const Measure& measure, Index count, const std::vector<double>& fixed) {
  Eigen::ArrayXd weight = measure.weight.array();
  for (const double node : fixed) weight *= (measure.at.array() - node).abs();
  const Index free = count - static_cast<Index>(fixed.size());
  const Eigen::ArrayXd x = measure.at.array();
  MatrixXd recurrence = MatrixXd::Zero(free, free);
  Eigen::ArrayXd before = Eigen::ArrayXd::Zero(x.size()), p = Eigen::ArrayXd::Ones(x.size());
  double size_before = 1.0;
  for (Index k = 0; k < free; ++k) {
    const double size = (weight * p * p).sum(), middle = (weight * x * p * p).sum() / size;
    const double link = k == 0 ? 0.0 : size / size_before;
    recurrence(k, k) = middle;
    if (k > 0) recurrence(k, k - 1) = recurrence(k - 1, k) = std::sqrt(link);
    const Eigen::ArrayXd next = (x - middle) * p - link * before;
    before = p;
    p = next;
    size_before = size;
  }
  VectorXd nodes(count);
  if (free > 0) nodes.head(free) = Eigen::SelfAdjointEigenSolver<MatrixXd>(recurrence).eigenvalues();
  for (std::size_t k = 0; k < fixed.size(); ++k) nodes[free + static_cast<Index>(k)] = fixed[k];
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

/// φ_i(ξ) = ∏_{j ≠ i} (ξ − ξ_j)/(ξ_i − ξ_j)
double lagrange(const VectorXd& nodes, Index i, double at) {
  double value = 1.0;
  for (Index j = 0; j < nodes.size(); ++j)
    if (j != i) value *= (at - nodes[j]) / (nodes[i] - nodes[j]);
  return value;
}

/// φ_i′(ξ_q), of rows that sum to zero.
MatrixXd derivatives(const VectorXd& nodes) {
  const Index n = nodes.size();
  const auto scale = [&](Index i) {
    double product = 1.0;
    for (Index j = 0; j < n; ++j)
      if (j != i) product *= nodes[i] - nodes[j];
    return product;
  };
  MatrixXd D = MatrixXd::Zero(n, n);
  for (Index q = 0; q < n; ++q) {
    for (Index i = 0; i < n; ++i)
      if (i != q) D(q, i) = scale(q) / scale(i) / (nodes[q] - nodes[i]);
    D(q, q) = -D.row(q).sum();
  }
  return D;
}

/// The degrees of the elements from the centre outwards, whose sum is unknowns − 1: two, then three each, and what is
/// left over makes the outermost ones of fourth degree.
std::vector<std::size_t> degrees(std::size_t unknowns) {
  if (unknowns < 3) return {unknowns - 1};
  std::vector<std::size_t> degree(unknowns / 3, 3);
  degree.front() = 2;
  for (std::size_t left = unknowns % 3, k = degree.size(); left > 0; --left) {
    k = k == 0 ? degree.size() - 1 : k - 1;
    ++degree[k];
  }
  return degree;
}

}  // namespace

RadialMesh::RadialMesh(std::size_t unknowns) : radius(unknowns, 1.0), volume(unknowns, 0.0) {
  assert(unknowns > 0);
  if (unknowns == 1) {
    volume[0] = 1.0 / 3.0;
    return;
  }
  const std::vector<std::size_t> degree = degrees(unknowns);
  const auto elements = static_cast<double>(degree.size());
  const double grading = std::min(2.0 * (elements - 1.0), decades);
  // Distance from the surface: (e^{g s} − 1)/(e^g − 1) with s from 1 at the centre to 0 in equal steps.
  const auto edge = [&](std::size_t e) {
    if (e == 0) return 0.0;
    const double s = 1.0 - static_cast<double>(e) / elements;
    return s > 0.0 ? 1.0 - std::expm1(grading * s) / std::expm1(grading) : 1.0;
  };

  std::size_t first = 0;
  for (std::size_t e = 0; e < degree.size(); ++e) {
    const double a = edge(e), b = edge(e + 1);
    const bool central = e == 0;
    const std::size_t nodes = degree[e] + 1;
    assert(nodes <= most_nodes);
    const Measure integral = measure(a, b, central);
    const VectorXd xi =
        nodes_of_rule(integral, static_cast<Index>(nodes), central ? std::vector{1.0} : std::vector{-1.0, 1.0});
    MatrixXd slope = derivatives(xi);
    VectorXd weight(xi.size());
    for (Index q = 0; q < xi.size(); ++q) {
      weight[q] = 0.0;
      for (Index p = 0; p < integral.at.size(); ++p) weight[q] += integral.weight[p] * lagrange(xi, q, integral.at[p]);
      const double r = central ? b * std::sqrt(0.5 * (1.0 + xi[q])) : 0.5 * (a + b) + 0.5 * (b - a) * xi[q];
      slope.row(q) *= central ? 4.0 * r / (b * b) : 2.0 / (b - a);  // dξ/dr
      radius[first + static_cast<std::size_t>(q)] = r;
      volume[first + static_cast<std::size_t>(q)] += weight[q];
    }
    for (Index i = 0; i < xi.size(); ++i) {
      for (Index j = i + 1; j < xi.size(); ++j) {
        Pair pair{first + static_cast<std::size_t>(i), first + static_cast<std::size_t>(j), 0.0, first, nodes, {}};
        for (Index q = 0; q < xi.size(); ++q) {
          pair.weight[static_cast<std::size_t>(q)] = -weight[q] * slope(q, i) * slope(q, j);
          pair.conductance += pair.weight[static_cast<std::size_t>(q)];
        }
        pairs.push_back(pair);
      }
    }
    first += degree[e];
  }
  radius.back() = 1.0;
}

}  // namespace vitrion
