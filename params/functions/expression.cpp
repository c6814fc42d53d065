// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/expression.hpp"

#include "params/functions/expression_parser.hpp"
#include "params/functions/expression_program.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace vitrion {
namespace {

class ExpressionBody : public Function::Body {
 public:
  ExpressionBody(std::string text, ExpressionGraph graph, ExpressionGraph::Index value, std::size_t arguments)
      : text_(std::move(text)) {
    std::vector<ExpressionGraph::Index> all{value};
    for (std::size_t k = 0; k < arguments; ++k) {
      if (!graph.depends_on(value, k)) continue;
      used_[used_count_++] = k;
      all.push_back(graph.derivative(value, k));
    }
    value_only_ = ExpressionProgram(graph, {all.data(), 1});
    for (std::size_t i = 0; i < used_count_; ++i) {
      with_one_derivative_[i] = ExpressionProgram(graph, std::array{value, all[i + 1]});
    }
    if (used_count_ > 1) with_all_derivatives_ = ExpressionProgram(graph, all);
  }

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    if (values.empty()) return;
    Results results{values.data()};
    std::size_t wanted = 0, which = 0;
    for (std::size_t i = 0; i < used_count_; ++i) {
      if (used_[i] >= derivatives.size() || derivatives[used_[i]] == nullptr) continue;
      results[i + 1] = derivatives[used_[i]];
      which = i;
      ++wanted;
    }
    for (std::size_t k = 0; k < derivatives.size(); ++k) {
      if (derivatives[k] != nullptr && !depends_on(k)) std::fill_n(derivatives[k], values.size(), 0.0);
    }
    const bool same_everywhere = std::none_of(used_.begin(), used_.begin() + static_cast<std::ptrdiff_t>(used_count_),
                                              [&](std::size_t k) { return arguments[k].varies(); });
    const std::size_t points = same_everywhere ? 1 : values.size();
    if (wanted == 0) {
      value_only_.run(arguments, points, {results.data(), 1});
    } else if (wanted == 1) {
      with_one_derivative_[which].run(arguments, points, std::array{results[0], results[which + 1]});
    } else {
      with_all_derivatives_.run(arguments, points, {results.data(), used_count_ + 1});
    }
    for (double* const result : results) {
      if (same_everywhere && result != nullptr) std::fill_n(result + 1, values.size() - 1, *result);
    }
  }

  bool depends_on(std::size_t argument) const override {
    const auto end = used_.begin() + static_cast<std::ptrdiff_t>(used_count_);
    return std::find(used_.begin(), end, argument) != end;
  }
  std::string describe() const override { return text_; }

 private:
  using Results = std::array<double*, Function::most_arguments + 1>;

  std::string text_;
  std::array<std::size_t, Function::most_arguments> used_{};  // arguments that occur
  std::size_t used_count_ = 0;
  ExpressionProgram value_only_, with_all_derivatives_;
  std::array<ExpressionProgram, Function::most_arguments> with_one_derivative_;
};

}  // namespace

Function parse_expression(std::string_view text, const ExpressionRules& rules, const SourcePosition& where) {
  if (rules.arguments.size() > Function::most_arguments) throw std::invalid_argument("too many arguments");
  ExpressionGraph graph;
  const ExpressionGraph::Index value = ExpressionParser(text, rules, where, graph).parse();
  if (const auto number = graph.number(value)) {
    if (!std::isfinite(*number)) throw InputError(where, "the expression has no finite value", std::string(text));
    return Function(*number);
  }
  try {
    return Function(
        std::make_shared<ExpressionBody>(std::string(text), std::move(graph), value, rules.arguments.size()));
  } catch (const std::length_error&) {
    throw InputError(where, "the expression is too long to evaluate", "give a table instead");
  }
}

}  // namespace vitrion
