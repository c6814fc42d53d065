// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/expression_graph.hpp"

#include <bit>
#include <cmath>
#include <utility>

namespace vitrion {
namespace {

double fold(Operation operation, double a, double b) {
  switch (operation) {
    case Operation::exp:
      return std::exp(a);
    case Operation::log:
      return std::log(a);
    case Operation::sqrt:
      return std::sqrt(a);
    case Operation::tanh:
      return std::tanh(a);
    case Operation::sinh:
      return std::sinh(a);
    case Operation::cosh:
      return std::cosh(a);
    case Operation::sin:
      return std::sin(a);
    case Operation::cos:
      return std::cos(a);
    case Operation::asinh:
      return std::asinh(a);
    case Operation::abs:
      return std::abs(a);
    case Operation::sign:
      return a > 0.0 ? 1.0 : a < 0.0 ? -1.0 : 0.0;
    case Operation::minimum:
      return a < b ? a : b;
    case Operation::maximum:
      return a < b ? b : a;
    case Operation::less:
      return a < b ? 1.0 : 0.0;
    case Operation::one_minus_square:
      return 1.0 - a * a;
    default:
      return std::nan("");
  }
}

bool has_two_operands(Operation operation) {
  switch (operation) {
    case Operation::add:
    case Operation::subtract:
    case Operation::multiply:
    case Operation::divide:
    case Operation::power:
    case Operation::minimum:
    case Operation::maximum:
    case Operation::less:
      return true;
    default:
      return false;
  }
}

}  // namespace

ExpressionGraph::Index ExpressionGraph::intern(Operation operation, Index a, Index b, double k) {
  const auto [known, is_new] =
      known_.try_emplace({operation, a, b, std::bit_cast<std::uint64_t>(k)}, static_cast<Index>(nodes_.size()));
  if (is_new) nodes_.push_back({operation, a, b, k});
  return known->second;
}

std::optional<double> ExpressionGraph::number(Index node) const {
  const Node& n = nodes_[node];
  return n.operation == Operation::constant ? std::optional(n.k) : std::nullopt;
}

ExpressionGraph::Index ExpressionGraph::constant(double value) { return intern(Operation::constant, 0, 0, value); }

ExpressionGraph::Index ExpressionGraph::argument(std::size_t which) {
  return intern(Operation::argument, static_cast<Index>(which));
}

ExpressionGraph::Index ExpressionGraph::add(Index a, Index b) {
  if (number(a)) std::swap(a, b);
  const auto k = number(a), l = number(b);
  if (k) return constant(*k + *l);
  if (l && *l == 0.0) return a;
  if (!l && a > b) std::swap(a, b);
  return intern(Operation::add, a, b);
}

ExpressionGraph::Index ExpressionGraph::subtract(Index a, Index b) {
  if (const auto l = number(b)) return add(a, constant(-*l));
  if (const auto k = number(a); k && *k == 0.0) return multiply(constant(-1.0), b);
  return intern(Operation::subtract, a, b);
}

ExpressionGraph::Index ExpressionGraph::multiply(Index a, Index b) {
  if (number(a)) std::swap(a, b);
  const auto k = number(a), l = number(b);
  if (k) return constant(*k * *l);
  if (l) {
    if (*l == 0.0) return constant(0.0);
    if (*l == 1.0) return a;
    const Node inner = nodes_[a];
    if (inner.operation == Operation::multiply) {
      if (const auto m = number(inner.b)) return multiply(inner.a, constant(*m * *l));
    }
  } else if (a > b) {
    std::swap(a, b);
  }
  return intern(Operation::multiply, a, b);
}

ExpressionGraph::Index ExpressionGraph::divide(Index a, Index b) {
  const auto k = number(a), l = number(b);
  if (k && l) return constant(*k / *l);
  if (k && *k == 0.0) return a;
  if (l && std::isnormal(*l) && std::isnormal(1.0 / *l)) return multiply(a, constant(1.0 / *l));
  return intern(Operation::divide, a, b);
}

ExpressionGraph::Index ExpressionGraph::power_of_number(Index base, double exponent) {
  if (const auto k = number(base)) return constant(std::pow(*k, exponent));
  if (exponent == 0.0) return constant(1.0);
  if (exponent == 1.0) return base;
  if (exponent == 0.5) return apply(Operation::sqrt, base);
  if (exponent == -1.0) return divide(constant(1.0), base);
  return intern(Operation::power_k, base, 0, exponent);
}

ExpressionGraph::Index ExpressionGraph::power(Index base, Index exponent) {
  if (const auto l = number(exponent)) return power_of_number(base, *l);
  if (const auto k = number(base); k && *k > 0.0) {
    return apply(Operation::exp, multiply(exponent, constant(std::log(*k))));
  }
  return intern(Operation::power, base, exponent);
}

ExpressionGraph::Index ExpressionGraph::apply(Operation operation, Index a, Index b) {
  const auto k = number(a);
  if (has_two_operands(operation)) {
    const auto l = number(b);
    return k && l ? constant(fold(operation, *k, *l)) : intern(operation, a, b);
  }
  return k ? constant(fold(operation, *k, 0.0)) : intern(operation, a);
}

bool ExpressionGraph::depends_on(Index node, std::size_t argument) const {
  std::vector<bool> depends(node + 1, false);
  for (Index i = 0; i <= node; ++i) {
    const Node& n = nodes_[i];
    if (n.operation == Operation::argument) {
      depends[i] = n.a == argument;
    } else if (n.operation != Operation::constant) {
      depends[i] = depends[n.a] || (has_two_operands(n.operation) && depends[n.b]);
    }
  }
  return depends[node];
}

ExpressionGraph::Index ExpressionGraph::local_derivative(const Node& node, Index self, Index da, Index db) {
  const Index a = node.a, b = node.b;
  switch (node.operation) {
    case Operation::add:
      return add(da, db);
    case Operation::subtract:
      return subtract(da, db);
    case Operation::multiply:
      return add(multiply(da, b), multiply(a, db));
    case Operation::divide:
      return divide(subtract(da, multiply(self, db)), b);
    case Operation::power_k:
      return multiply(multiply(constant(node.k), power_of_number(a, node.k - 1.0)), da);
    case Operation::power: {
      const Index by_base = multiply(multiply(b, power(a, add(b, constant(-1.0)))), da);
      if (number(db) == 0.0) return by_base;
      return add(by_base, multiply(multiply(self, apply(Operation::log, a)), db));
    }
    case Operation::exp:
      return multiply(self, da);
    case Operation::log:
      return divide(da, a);
    case Operation::sqrt:
      return divide(multiply(constant(0.5), da), self);
    case Operation::tanh:
      return multiply(apply(Operation::one_minus_square, self), da);
    case Operation::sinh:
      return multiply(apply(Operation::cosh, a), da);
    case Operation::cosh:
      return multiply(apply(Operation::sinh, a), da);
    case Operation::sin:
      return multiply(apply(Operation::cos, a), da);
    case Operation::cos:
      return multiply(multiply(constant(-1.0), apply(Operation::sin, a)), da);
    case Operation::asinh:
      return divide(da, apply(Operation::sqrt, add(power_of_number(a, 2.0), constant(1.0))));
    case Operation::abs:
      return multiply(apply(Operation::sign, a), da);
    case Operation::minimum:
      return add(db, multiply(apply(Operation::less, a, b), subtract(da, db)));
    case Operation::maximum:
      return add(da, multiply(apply(Operation::less, a, b), subtract(db, da)));
    case Operation::one_minus_square:
      return multiply(multiply(constant(-2.0), a), da);
    default:
      return constant(0.0);  // sign and less are flat almost everywhere
  }
}

ExpressionGraph::Index ExpressionGraph::derivative(Index node, std::size_t argument) {
  const Index zero = constant(0.0), one = constant(1.0);
  std::vector<Index> tangent(node + 1, zero);
  for (Index i = 0; i <= node; ++i) {
    const Node n = nodes_[i];  // a copy: new nodes move the vector
    if (n.operation == Operation::argument) {
      tangent[i] = n.a == argument ? one : zero;
    } else if (n.operation != Operation::constant) {
      const Index da = tangent[n.a], db = has_two_operands(n.operation) ? tangent[n.b] : zero;
      if (da != zero || db != zero) tangent[i] = local_derivative(n, i, da, db);
    }
  }
  return tangent[node];
}

}  // namespace vitrion
