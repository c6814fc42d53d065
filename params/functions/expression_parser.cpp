// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/expression_parser.hpp"

#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

namespace vitrion {
namespace {

constexpr std::size_t longest_text = 20'000;
constexpr int deepest_nesting = 200;

constexpr int additive = 10, multiplicative = 20, sign = 30, power = 40;

struct NamedFunction {
  std::string_view name;
  std::size_t arguments;
};
constexpr std::array<NamedFunction, 14> functions = {{{"exp", 1},
                                                      {"log", 1},
                                                      {"log10", 1},
                                                      {"sqrt", 1},
                                                      {"sin", 1},
                                                      {"cos", 1},
                                                      {"sinh", 1},
                                                      {"cosh", 1},
                                                      {"tanh", 1},
                                                      {"asinh", 1},
                                                      {"abs", 1},
                                                      {"min", 2},
                                                      {"max", 2},
                                                      {"pow", 2}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }
bool continues_utf8(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

const NamedFunction* find_function(std::string_view name) {
  const auto found =
      std::find_if(functions.begin(), functions.end(), [&](const NamedFunction& f) { return f.name == name; });
  return found == functions.end() ? nullptr : &*found;
}

}  // namespace

void ExpressionParser::fail(std::size_t at, const std::string& complaint, const std::string& advice) const {
  constexpr std::size_t most_before = 50, most_shown = 76;
  const std::size_t begin = at > most_before ? at - most_before : 0;
  std::string excerpt, caret;
  for (std::size_t i = begin; i < std::min(text_.size(), begin + most_shown); ++i) {
    const bool printable = static_cast<unsigned char>(text_[i]) >= 0x20 && text_[i] != 0x7f;
    excerpt += printable ? text_[i] : ' ';
    if (i < at && !continues_utf8(text_[i])) caret += ' ';
  }
  SourcePosition position = where_;
  if (position.column > 0) position.column += static_cast<int>(at);
  throw InputError(position, complaint,
                   fmt::format("{}{}{}\n  {}^", advice, advice.empty() ? "" : "\n  ", excerpt, caret));
}

std::string ExpressionParser::character_at(std::size_t at) const {
  std::size_t end = at + 1;
  while (end < text_.size() && end < at + 4 && continues_utf8(text_[end])) ++end;
  const std::string_view character = text_.substr(at, end - at);
  const auto first = static_cast<unsigned char>(character.front());
  const bool broken_utf8 = first >= 0x80 && (first < 0xc2 || character.size() == 1);
  if (first < 0x20 || first == 0x7f || broken_utf8) return fmt::format("byte {}", first);
  return fmt::format("'{}'", character);
}

std::string ExpressionParser::known_names() const {
  std::string names;
  for (const std::string& name : rules_.arguments) names += name + ", ";
  for (const auto& [name, value] : rules_.let) names += name + ", ";
  for (const NamedFunction& function : functions) names += std::string(function.name) + ", ";
  return "known here: " + names + "pi";
}

void ExpressionParser::skip_space() {
  while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
}

ExpressionParser::Index ExpressionParser::parse() {
  if (text_.size() > longest_text) {
    throw InputError(where_, fmt::format("an expression of {} characters is too long", text_.size()),
                     fmt::format("at most {}; give a table instead", longest_text));
  }
  skip_space();
  if (at_ == text_.size()) throw InputError(where_, "the expression is empty", known_names());
  const Index value = parse_operand(0);
  if (at_ < text_.size()) fail_where_an_operator_belongs();
  return value;
}

ExpressionParser::Operator ExpressionParser::peek_operator() {
  skip_space();
  const std::string_view rest = text_.substr(at_);
  if (rest.starts_with("//")) fail(at_, "'//' is not an operator here", "write / to divide");
  if (rest.starts_with("**")) return {'^', power, 2};
  switch (peek()) {
    case '+':
    case '-':
      return {peek(), additive, 1};
    case '*':
    case '/':
      return {peek(), multiplicative, 1};
    case '^':
      if (rules_.bpx) fail(at_, "'^' is not a power in a BPX file", "write **");
      return {'^', power, 1};
    default:
      return {};
  }
}

void ExpressionParser::fail_where_an_operator_belongs() {
  const char c = peek();
  if (c == ')') fail(at_, "')' closes nothing");
  if (c == '<' || c == '>' || c == '=' || c == '!') {
    fail(at_, "an expression cannot compare", "use min, max or abs, or give a table");
  }
  if (c == ',') fail(at_, "',' stands between the arguments of a function only", "decimals are written with a point");
  if (starts_name(c) || is_digit(c) || c == '(' || c == '.') fail(at_, "an operator is missing", "write * to multiply");
  fail(at_, character_at(at_) + " cannot stand in an expression");
}

ExpressionParser::Index ExpressionParser::combine(char symbol, Index a, Index b) {
  switch (symbol) {
    case '+':
      return graph_.add(a, b);
    case '-':
      return graph_.subtract(a, b);
    case '*':
      return graph_.multiply(a, b);
    case '/':
      return graph_.divide(a, b);
    default:
      return graph_.power(a, b);
  }
}

ExpressionParser::Index ExpressionParser::parse_operand(int weakest_binding) {
  if (++depth_ > deepest_nesting) fail(at_, "the expression is nested too deeply");
  Index left = parse_prefix();
  while (true) {
    const Operator next = peek_operator();
    if (next.symbol == 0 || next.binding <= weakest_binding) break;
    at_ += next.length;
    const bool to_the_right = next.symbol == '^';
    const Index right = parse_operand(to_the_right ? next.binding - 1 : next.binding);
    left = combine(next.symbol, left, right);
  }
  --depth_;
  return left;
}

ExpressionParser::Index ExpressionParser::parse_prefix() {
  skip_space();
  if (at_ == text_.size()) fail(at_, "the expression ends too early", "a number, a name or ( should follow");
  const char c = peek();
  if (c == '+' || c == '-') {
    ++at_;
    const Index operand = parse_operand(sign);
    return c == '-' ? graph_.multiply(graph_.constant(-1.0), operand) : operand;
  }
  if (c == '(') {
    const std::size_t opened = at_++;
    const Index inside = parse_operand(0);
    if (at_ == text_.size()) fail(opened, "'(' is never closed");
    if (peek() != ')') fail_where_an_operator_belongs();
    ++at_;
    return inside;
  }
  if (is_digit(c) || c == '.') return parse_number();
  if (starts_name(c)) return parse_name();
  if (text_.substr(at_).starts_with("−")) fail(at_, "'−' is not a minus sign here", "write the hyphen -");
  if (c == ')' || c == '*' || c == '/' || c == '^' || c == ',') {
    fail(at_, character_at(at_) + " has nothing before it", "a number, a name or ( is missing");
  }
  fail(at_, character_at(at_) + " cannot stand in an expression");
}

ExpressionParser::Index ExpressionParser::parse_number() {
  const std::size_t begin = at_;
  double value = 0.0;
  const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
  if (error == std::errc::invalid_argument) fail(begin, "'.' is not a number");
  at_ = static_cast<std::size_t>(end - text_.data());
  if (error == std::errc::result_out_of_range) {
    fail(begin, fmt::format("{} is too large or too small a number", text_.substr(begin, at_ - begin)));
  }
  if (peek() == '.') fail(begin, "a number has one decimal point");
  return graph_.constant(value);
}

ExpressionParser::Index ExpressionParser::parse_name() {
  const std::size_t begin = at_;
  while (continues_name(peek())) ++at_;
  const std::string_view name = text_.substr(begin, at_ - begin);
  skip_space();
  const bool is_call = peek() == '(';
  const auto argument = std::find(rules_.arguments.begin(), rules_.arguments.end(), name);
  if (!is_call) {
    if (argument != rules_.arguments.end()) {
      return graph_.argument(static_cast<std::size_t>(argument - rules_.arguments.begin()));
    }
    if (const auto constant = rules_.let.find(name); constant != rules_.let.end()) {
      return graph_.constant(constant->second);
    }
    if (name == "pi") return graph_.constant(std::numbers::pi);
    if (find_function(name) != nullptr) {
      fail(begin, fmt::format("'{}' is a function", name), fmt::format("write {}(...)", name));
    }
  } else if (find_function(name) != nullptr) {
    return parse_call(name, begin);
  } else if (argument != rules_.arguments.end() || rules_.let.contains(name) || name == "pi") {
    fail(begin, fmt::format("'{}' is not a function", name), fmt::format("write {}*(...) to multiply", name));
  }
  std::vector<std::string> candidates;
  candidates.reserve(functions.size());
  for (const NamedFunction& function : functions) candidates.emplace_back(function.name);
  if (!is_call) {
    candidates.insert(candidates.begin(), rules_.arguments.begin(), rules_.arguments.end());
    for (const auto& [known, value] : rules_.let) candidates.push_back(known);
  }
  if (name == "ln" && is_call) fail(begin, "unknown function 'ln'", "the natural logarithm is log(...)");
  const std::string suggestion = did_you_mean(name, candidates);
  fail(begin, fmt::format("unknown {} '{}'", is_call ? "function" : "name", name),
       suggestion.empty() ? known_names() : suggestion);
}

ExpressionParser::Index ExpressionParser::parse_call(std::string_view name, std::size_t at) {
  const NamedFunction& function = *find_function(name);
  const std::size_t opened = at_++;
  std::array<Index, 2> operand{};
  std::size_t count = 0;
  skip_space();
  while (peek() != ')') {
    if (count > 0) {
      if (at_ == text_.size()) fail(opened, "'(' is never closed");
      if (peek() != ',') fail_where_an_operator_belongs();
      ++at_;
    }
    const Index value = parse_operand(0);
    if (count < operand.size()) operand[count] = value;
    ++count;
  }
  ++at_;
  if (count != function.arguments) {
    fail(at, fmt::format("{} takes {} and is given {}", name,
                         function.arguments == 1 ? "one argument" : "two arguments", count));
  }
  const auto [a, b] = operand;
  if (name == "exp") return graph_.apply(Operation::exp, a);
  if (name == "log") return graph_.apply(Operation::log, a);
  if (name == "log10") return graph_.multiply(graph_.apply(Operation::log, a), graph_.constant(std::numbers::log10e));
  if (name == "sqrt") return graph_.apply(Operation::sqrt, a);
  if (name == "sin") return graph_.apply(Operation::sin, a);
  if (name == "cos") return graph_.apply(Operation::cos, a);
  if (name == "sinh") return graph_.apply(Operation::sinh, a);
  if (name == "cosh") return graph_.apply(Operation::cosh, a);
  if (name == "tanh") return graph_.apply(Operation::tanh, a);
  if (name == "asinh") return graph_.apply(Operation::asinh, a);
  if (name == "abs") return graph_.apply(Operation::abs, a);
  if (name == "min") return graph_.apply(Operation::minimum, a, b);
  if (name == "max") return graph_.apply(Operation::maximum, a, b);
  return graph_.power(a, b);
}

}  // namespace vitrion
