// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/functions/expression.hpp"
#include "params/functions/expression_graph.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// Precedence climbing (Pratt) over the characters of an expression, straight into a graph.
class ExpressionParser {
 public:
  ExpressionParser(std::string_view text, const ExpressionRules& rules, const SourcePosition& where,
                   ExpressionGraph& graph)
      : text_(text), rules_(rules), where_(where), graph_(graph) {}

  ExpressionGraph::Index parse();  ///< the whole text; throws InputError

 private:
  using Index = ExpressionGraph::Index;
  struct Operator {
    char symbol = 0;  // '^' stands for power however it is written, 0 for none
    int binding = 0;
    std::size_t length = 0;
  };

  Index parse_operand(int weakest_binding);
  Index parse_prefix();
  Index parse_number();
  Index parse_name();
  Index parse_call(std::string_view name, std::size_t at);
  Index combine(char symbol, Index a, Index b);
  Operator peek_operator();
  void skip_space();
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  std::string character_at(std::size_t at) const;
  std::string known_names() const;
  [[noreturn]] void fail_where_an_operator_belongs();
  [[noreturn]] void fail(std::size_t at, const std::string& complaint, const std::string& advice = {}) const;

  std::string_view text_;
  const ExpressionRules& rules_;
  const SourcePosition& where_;
  ExpressionGraph& graph_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace vitrion
