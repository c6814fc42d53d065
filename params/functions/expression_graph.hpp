// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace vitrion {

/// What a node of an expression does with its operands a and b, or with its number k.
enum class Operation : std::uint8_t {
  constant,  // k
  argument,  // argument number a
  add,       // a + b
  subtract,  // a - b
  multiply,  // a b
  divide,    // a / b
  power_k,   // a^k
  power,     // a^b
  exp,
  log,
  sqrt,
  tanh,
  sinh,
  cosh,
  sin,
  cos,
  asinh,
  abs,
  sign,              // 1 where a > 0, -1 where a < 0, else 0
  minimum,           // min(a, b)
  maximum,           // max(a, b)
  less,              // 1 where a < b, else 0
  one_minus_square,  // 1 - a²
};

/// An expression as a directed graph in which equal parts exist once and constants are folded while it is built.
/// Operands stand before the nodes that use them.
class ExpressionGraph {
 public:
  using Index = std::uint32_t;
  struct Node {
    Operation operation;
    Index a = 0, b = 0;
    double k = 0.0;
  };

  Index constant(double value);
  Index argument(std::size_t which);
  Index add(Index a, Index b);
  Index subtract(Index a, Index b);
  Index multiply(Index a, Index b);
  Index divide(Index a, Index b);
  Index power(Index base, Index exponent);
  /// A function of one argument, or minimum, maximum and less of two.
  Index apply(Operation operation, Index a, Index b = 0);

  /// The node of ∂(node)/∂(argument), exact, sharing whatever the value has already computed.
  Index derivative(Index node, std::size_t argument);

  /// The number, if the node is one.
  std::optional<double> number(Index node) const;
  bool depends_on(Index node, std::size_t argument) const;
  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  Index intern(Operation operation, Index a = 0, Index b = 0, double k = 0.0);
  Index power_of_number(Index base, double exponent);
  Index local_derivative(const Node& node, Index self, Index da, Index db);

  std::vector<Node> nodes_;
  std::map<std::tuple<Operation, Index, Index, std::uint64_t>, Index> known_;
};

}  // namespace vitrion
