// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/expression_program.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

namespace vitrion {
namespace {

using Graph = ExpressionGraph;
using Index = ExpressionGraph::Index;
using Code = ExpressionProgram::Code;
using Instruction = ExpressionProgram::Instruction;

constexpr std::size_t largest_chunk = 32;
constexpr std::size_t lane_group = 4;  // points are padded to whole AVX2 registers

/// An instruction whose operands are still numbered as values, in the order of computation.
struct Draft {
  Code code;
  std::uint32_t a = 0, b = 0, c = 0;
  double k = 0.0, l = 0.0;
};

int operand_count(Code code) {
  switch (code) {
    case Code::load:
    case Code::fill:
      return 0;
    case Code::add:
    case Code::subtract:
    case Code::multiply:
    case Code::divide:
    case Code::scale_add:
    case Code::minimum:
    case Code::maximum:
    case Code::less:
    case Code::power:
      return 2;
    case Code::multiply_add:
      return 3;
    default:
      return 1;
  }
}

int operand_count(Operation operation) {
  switch (operation) {
    case Operation::constant:
    case Operation::argument:
      return 0;
    case Operation::add:
    case Operation::subtract:
    case Operation::multiply:
    case Operation::divide:
    case Operation::power:
    case Operation::minimum:
    case Operation::maximum:
    case Operation::less:
      return 2;
    default:
      return 1;
  }
}

/// Chooses instructions: operands that are numbers become part of the instruction, products that are only added become
/// one instruction with the sum, small powers become multiplications.
class Selector {
 public:
  Selector(const Graph& graph, std::span<const Index> results)
      : graph_(graph), uses_(graph.nodes().size(), 0), value_(graph.nodes().size(), absent) {
    count_uses(results);
    absorbed_by_.assign(graph.nodes().size(), nobody);
    for (auto i = static_cast<Index>(uses_.size()); i-- > 0;) choose_absorbed(i);
    for (const bool arguments : {true, false}) {  // run() loads the arguments before anything else
      for (Index i = 0; i < uses_.size(); ++i) {
        const bool is_argument = node(i).operation == Operation::argument;
        if (uses_[i] == 0 || is_number(i) || absorbed_by_[i] != nobody || is_argument != arguments) continue;
        value_[i] = select(i);
      }
    }
    for (const Index i : results) results_.push_back(value(i));
  }

  const std::vector<Draft>& drafts() const { return drafts_; }
  const std::vector<std::uint32_t>& results() const { return results_; }

 private:
  static constexpr std::uint32_t absent = std::numeric_limits<std::uint32_t>::max();
  static constexpr Index nobody = absent;

  const Graph::Node& node(Index i) const { return graph_.nodes()[i]; }
  bool is_number(Index i) const { return node(i).operation == Operation::constant; }

  void count_uses(std::span<const Index> results) {
    std::vector<Index> to_visit(results.begin(), results.end());
    while (!to_visit.empty()) {
      const Index i = to_visit.back();
      to_visit.pop_back();
      if (uses_[i]++ > 0) continue;
      const int operands = operand_count(node(i).operation);
      if (operands > 0) to_visit.push_back(node(i).a);
      if (operands > 1) to_visit.push_back(node(i).b);
    }
    for (const Index i : results) ++uses_[i];  // a result is never absorbed
  }

  /// Users stand behind their operands, so walking backwards every user chooses before its operand does.
  void choose_absorbed(Index i) {
    if (uses_[i] == 0 || absorbed_by_[i] != nobody) return;
    const auto& [operation, a, b, k] = node(i);
    const auto absorb_if = [&](bool useful, Index operand) {
      if (useful && uses_[operand] == 1) absorbed_by_[operand] = i;
      return absorbed_by_[operand] == i;
    };
    const auto is_product = [&](Index n) { return node(n).operation == Operation::multiply; };
    const auto is_scaled = [&](Index n) { return is_product(n) && is_number(node(n).b); };
    if (operation == Operation::add) {
      if (is_number(b)) {
        absorb_if(is_scaled(a), a);
      } else if (!absorb_if(is_product(b), b)) {
        absorb_if(is_product(a), a);
      }
    } else if (operation == Operation::subtract) {
      absorb_if(is_scaled(b), b);
    } else if (operation == Operation::multiply && is_number(b)) {
      absorb_if(node(a).operation == Operation::add && is_number(node(a).b), a);
    }
  }

  std::uint32_t emit(const Draft& draft) {
    drafts_.push_back(draft);
    return static_cast<std::uint32_t>(drafts_.size() - 1);
  }

  /// Numbers that could not become part of an instruction get a register when they are first needed.
  std::uint32_t value(Index i) {
    if (value_[i] == absent) value_[i] = emit({.code = Code::fill, .k = node(i).k});
    return value_[i];
  }

  std::uint32_t emit_unary(Code code, Index a) {
    const std::uint32_t operand = value(a);
    return emit({.code = code, .a = operand});
  }
  std::uint32_t emit_binary(Code code, Index a, Index b) {
    const std::uint32_t left = value(a), right = value(b);
    return emit({.code = code, .a = left, .b = right});
  }

  std::uint32_t select_add(Index i, Index a, Index b) {
    if (absorbed_by_[a] == i) std::swap(a, b);
    if (absorbed_by_[b] == i) {
      const Graph::Node& product = node(b);
      const std::uint32_t x = value(product.a);
      if (is_number(a)) return emit({.code = Code::scale_shift, .a = x, .k = node(product.b).k, .l = node(a).k});
      if (is_number(product.b)) return emit({.code = Code::scale_add, .a = x, .b = value(a), .k = node(product.b).k});
      const std::uint32_t y = value(product.b);
      return emit({.code = Code::multiply_add, .a = x, .b = y, .c = value(a)});
    }
    if (is_number(b)) return emit({.code = Code::add_k, .a = value(a), .k = node(b).k});
    return emit_binary(Code::add, a, b);
  }

  std::uint32_t select_subtract(Index i, Index a, Index b) {
    if (is_number(a) && absorbed_by_[b] != i) return emit({.code = Code::k_minus, .a = value(b), .k = node(a).k});
    if (absorbed_by_[b] != i) return emit_binary(Code::subtract, a, b);
    const Graph::Node& product = node(b);
    const std::uint32_t x = value(product.a);
    if (is_number(a)) return emit({.code = Code::scale_shift, .a = x, .k = -node(product.b).k, .l = node(a).k});
    return emit({.code = Code::scale_add, .a = x, .b = value(a), .k = -node(product.b).k});
  }

  std::uint32_t select_multiply(Index i, Index a, Index b) {
    if (!is_number(b)) return emit_binary(Code::multiply, a, b);
    if (absorbed_by_[a] != i) return emit({.code = Code::multiply_k, .a = value(a), .k = node(b).k});
    const std::uint32_t x = value(node(a).a);
    return emit({.code = Code::shift_scale, .a = x, .k = node(node(a).b).k, .l = node(b).k});
  }

  /// base^(twice/2) for twice > 0, from products of lower powers, each computed once.
  std::uint32_t half_power(Index base, int twice) {
    if (twice == 2) return value(base);
    if (const auto known = powers_.find({base, twice}); known != powers_.end()) return known->second;
    Draft draft{};
    if (twice == 1) {
      draft = {.code = Code::sqrt, .a = value(base)};
    } else if (twice % 2 == 1) {
      const std::uint32_t whole = half_power(base, twice - 1);
      draft = {.code = Code::multiply, .a = whole, .b = half_power(base, 1)};
    } else {
      const int low = twice % 4 == 0 ? twice / 2 : 2;
      const std::uint32_t high = half_power(base, twice - low);
      draft = {.code = Code::multiply, .a = high, .b = half_power(base, low)};
    }
    return powers_[{base, twice}] = emit(draft);
  }

  std::uint32_t select_power(Index base, double exponent) {
    const double size = std::abs(exponent);
    if (size <= 16.5 && 2.0 * size == std::floor(2.0 * size)) {
      const std::uint32_t power = half_power(base, static_cast<int>(2.0 * size));
      return exponent > 0.0 ? power : emit({.code = Code::k_over, .a = power, .k = 1.0});
    }
    if (exponent == std::floor(exponent)) return emit({.code = Code::power_k, .a = value(base), .k = exponent});
    const std::uint32_t log = emit_unary(Code::log, base);
    const std::uint32_t scaled = emit({.code = Code::multiply_k, .a = log, .k = exponent});
    return emit({.code = Code::exp, .a = scaled});
  }

  std::uint32_t select(Index i) {
    const auto& [operation, a, b, k] = node(i);
    switch (operation) {
      case Operation::constant:
        return value(i);
      case Operation::argument:
        return emit({.code = Code::load, .a = a});
      case Operation::add:
        return select_add(i, a, b);
      case Operation::subtract:
        return select_subtract(i, a, b);
      case Operation::multiply:
        return select_multiply(i, a, b);
      case Operation::divide:
        if (is_number(a)) return emit({.code = Code::k_over, .a = value(b), .k = node(a).k});
        return emit_binary(Code::divide, a, b);
      case Operation::power_k:
        return select_power(a, k);
      case Operation::power:
        return emit_binary(Code::power, a, b);
      case Operation::sqrt:
        return half_power(a, 1);
      case Operation::minimum:
        return emit_binary(Code::minimum, a, b);
      case Operation::maximum:
        return emit_binary(Code::maximum, a, b);
      case Operation::less:
        return emit_binary(Code::less, a, b);
      case Operation::exp:
        return emit_unary(Code::exp, a);
      case Operation::log:
        return emit_unary(Code::log, a);
      case Operation::tanh:
        return emit_unary(Code::tanh, a);
      case Operation::sinh:
        return emit_unary(Code::sinh, a);
      case Operation::cosh:
        return emit_unary(Code::cosh, a);
      case Operation::sin:
        return emit_unary(Code::sin, a);
      case Operation::cos:
        return emit_unary(Code::cos, a);
      case Operation::asinh:
        return emit_unary(Code::asinh, a);
      case Operation::abs:
        return emit_unary(Code::abs, a);
      case Operation::sign:
        return emit_unary(Code::sign, a);
      case Operation::one_minus_square:
        return emit_unary(Code::one_minus_square, a);
    }
    return absent;
  }

  const Graph& graph_;
  std::vector<std::uint32_t> uses_, value_, results_;
  std::vector<Index> absorbed_by_;
  std::vector<Draft> drafts_;
  std::map<std::pair<Index, int>, std::uint32_t> powers_;
};

/// Gives every value a register from its computation to its last use. The register of a result never is that of an
/// operand of the same instruction, which lets the loops assume that they do not overlap.
class RegisterAllocation {
 public:
  RegisterAllocation(const std::vector<Draft>& drafts, const std::vector<std::uint32_t>& results)
      : last_use_(drafts.size(), 0), register_(drafts.size(), 0) {
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      for_each_operand(drafts[i], [&](std::uint32_t operand) { last_use_[operand] = i; });
    }
    for (const std::uint32_t value : results) last_use_[value] = drafts.size();
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      register_[i] = take();
      for_each_operand(drafts[i], [&](std::uint32_t operand) {
        if (last_use_[operand] == i) give_back(register_[operand]);
      });
    }
  }

  std::uint16_t operator[](std::uint32_t value) const { return register_[value]; }
  std::size_t size() const { return count_; }

 private:
  template <class Visit>
  static void for_each_operand(const Draft& draft, Visit visit) {
    const int count = operand_count(draft.code);
    if (count > 0) visit(draft.a);
    if (count > 1) visit(draft.b);
    if (count > 2) visit(draft.c);
  }

  std::uint16_t take() {
    if (!free_.empty()) {
      const std::uint16_t taken = free_.back();
      free_.pop_back();
      return taken;
    }
    if (count_ == ExpressionProgram::most_registers) throw std::length_error("the expression is too large");
    return static_cast<std::uint16_t>(count_++);
  }
  void give_back(std::uint16_t freed) {
    if (std::find(free_.begin(), free_.end(), freed) == free_.end()) free_.push_back(freed);  // a*a names it twice
  }

  std::vector<std::size_t> last_use_;
  std::vector<std::uint16_t> register_, free_;
  std::size_t count_ = 0;
};

}  // namespace

ExpressionProgram::ExpressionProgram(const ExpressionGraph& graph, std::span<const ExpressionGraph::Index> results) {
  const Selector selected(graph, results);
  const RegisterAllocation registers(selected.drafts(), selected.results());
  for (std::uint32_t i = 0; i < selected.drafts().size(); ++i) {
    const Draft& draft = selected.drafts()[i];
    const int operands = operand_count(draft.code);
    Instruction instruction{.code = draft.code, .out = registers[i], .k = draft.k, .l = draft.l};
    if (draft.code == Code::load) instruction.a = static_cast<std::uint16_t>(draft.a);
    if (operands > 0) instruction.a = registers[draft.a];
    if (operands > 1) instruction.b = registers[draft.b];
    if (operands > 2) instruction.c = registers[draft.c];
    code_.push_back(instruction);
  }
  for (const std::uint32_t value : selected.results()) result_registers_.push_back(registers[value]);
  chunk_ =
      std::min(largest_chunk, scratch_size_ / std::max<std::size_t>(registers.size(), 1) / lane_group * lane_group);
}

}  // namespace vitrion
