// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/functions/expression_graph.hpp"
#include "params/functions/function.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrion {

/// Nodes of an expression graph as a flat list of instructions on registers, each register holding a chunk of up to 32
/// points. Evaluation needs no memory but 16 kB of stack; several threads may evaluate the same program.
class ExpressionProgram {
 public:
  /// Longest list of values that must be kept at one time; more than anybody writes by hand.
  static constexpr std::size_t most_registers = 512;

  enum class Code : std::uint8_t {
    load,          // argument number a
    fill,          // k
    add,           // a + b
    add_k,         // a + k
    subtract,      // a - b
    k_minus,       // k - a
    multiply,      // a b
    multiply_k,    // k a
    divide,        // a / b
    k_over,        // k / a
    multiply_add,  // a b + c
    scale_add,     // k a + b
    scale_shift,   // k a + l
    shift_scale,   // (a + k) l
    one_minus_square,
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
    sign,
    minimum,
    maximum,
    less,
    power,    // a^b
    power_k,  // a^k
  };
  struct Instruction {
    Code code;
    std::uint16_t out = 0, a = 0, b = 0, c = 0;
    double k = 0.0, l = 0.0;
  };

  ExpressionProgram() = default;
  /// The program that computes these nodes, and nothing else. @throws std::length_error beyond most_registers.
  ExpressionProgram(const ExpressionGraph& graph, std::span<const ExpressionGraph::Index> results);

  /// results[i][j] = result i at point j for j < points; null results are left out.
  void run(std::span<const Argument> arguments, std::size_t points, std::span<double* const> results) const;

 private:
  static constexpr std::size_t scratch_size_ = 2048;  // doubles

  std::vector<Instruction> code_;
  std::vector<std::uint16_t> result_registers_;
  std::size_t chunk_ = 0;  // points a register holds
};

}  // namespace vitrion
