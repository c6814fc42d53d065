// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/unit_text.hpp"

#include "params/constants.hpp"
#include "params/text/unit_symbols.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace vitrion {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Recursive descent over one unit text.
class UnitParser {
 public:
  explicit UnitParser(std::string_view text) : text_(text), rest_(text) {}

  Unit parse() {
    if (text_.size() > longest_unit) throw UnitError{fmt::format("a unit of {} characters", text_.size()), ""};
    Unit unit = product(0);
    if (!rest_.empty()) fail(fmt::format("'{}' is not a unit: '{}' is not expected there", text_, rest_));
    if (factors_ > 1) unit.offset = 0.0;
    if (affine_ && (factors_ > 1 || raised_)) {
      fail(fmt::format("'{}' is not a unit: a temperature difference is written in K", text_),
           "write K in the place of degC");
    }
    if (!std::isfinite(unit.factor) || unit.factor <= 0.0) fail(fmt::format("'{}' is out of all proportion", text_));
    unit.text = text_;
    return unit;
  }

 private:
  static constexpr std::size_t longest_unit = 120;
  static constexpr int deepest_nesting = 8;

  [[noreturn]] static void fail(std::string complaint, std::string advice = {}) {
    throw UnitError{std::move(complaint), std::move(advice)};
  }

  void skip_spaces() {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  Unit product(int depth) {
    Unit all;
    bool divide = false;
    bool divided = false;
    skip_spaces();
    if (take("/")) divide = divided = true;
    while (true) {
      skip_spaces();
      const Unit one = factor(depth);
      const double sign = divide ? -1.0 : 1.0;
      all.factor *= std::pow(one.factor, sign);
      all.offset += one.offset;
      all.per_particle = all.per_particle || one.per_particle;
      all.dimension = all.dimension * power(one.dimension, sign);

      const std::string_view before = rest_;
      skip_spaces();
      if (rest_.empty() || rest_.front() == ')') return all;
      if (take("/")) {
        divide = divided = true;
        continue;
      }
      divide = false;
      if (take("*") || take("·") || take("⋅") || take(".")) continue;
      if (before.size() == rest_.size())
        fail(fmt::format("'{}' is not a unit: '{}' is not expected there", text_, rest_));
      if (divided) {
        const auto slash = text_.find('/');
        fail(fmt::format("'{}' is ambiguous", text_),
             fmt::format("write {}/({}) if all of it divides", trimmed(text_.substr(0, slash)),
                         trimmed(text_.substr(slash + 1))));
      }
    }
  }

  Unit factor(int depth) {
    ++factors_;
    Unit unit;
    if (take("(")) {
      if (depth >= deepest_nesting) fail(fmt::format("'{}' has too many parentheses", text_));
      unit = product(depth + 1);
      skip_spaces();
      if (!take(")")) fail(fmt::format("'{}' is not a unit: a ')' is missing", text_));
    } else if (rest_.starts_with('1') && !(rest_.size() > 1 && (is_digit(rest_[1]) || rest_[1] == '.'))) {
      rest_.remove_prefix(1);
      return unit;
    } else {
      unit = symbol();
    }
    const double exponent = read_exponent();
    if (exponent != 1.0) raised_ = true;
    if (std::abs(exponent) > 12.0) fail(fmt::format("'{}' is not a unit: exponents are at most 12", text_));
    unit.factor = std::pow(unit.factor, exponent);
    unit.dimension = power(unit.dimension, exponent);
    return unit;
  }

  Unit symbol() {
    std::size_t length = 0;
    while (length < rest_.size()) {
      const char c = rest_[length];
      const auto tail = rest_.substr(length);
      const bool ends = is_space(c) || is_digit(c) || c == '^' || c == '*' || c == '/' || c == '(' || c == ')' ||
                        c == '.' || c == '-' || c == '+' || tail.starts_with("·") || tail.starts_with("⋅") ||
                        tail.starts_with("²") || tail.starts_with("³") || tail.starts_with("⁻") ||
                        tail.starts_with("¹");
      if (ends) break;
      ++length;
    }
    const std::string_view name = rest_.substr(0, length);
    Unit unit;
    if (name.empty()) {
      fail(rest_.empty() ? fmt::format("'{}' is not a unit: something is missing at its end", text_)
                         : fmt::format("'{}' is not a unit: '{}' is not expected there", text_, rest_));
    }
    if (!find_unit_symbol(name, unit)) {
      const std::string near = nearest_unit_symbol(name);
      std::string advice;
      if (!near.empty()) {
        const auto start = static_cast<std::size_t>(rest_.data() - text_.data());
        advice = fmt::format("did you mean {}{}{}?", text_.substr(0, start), near, text_.substr(start + length));
      }
      const bool whole = name.size() == text_.size();
      fail(whole ? fmt::format("'{}' is not a known unit", name)
                 : fmt::format("'{}' in '{}' is not a known unit", name, text_),
           advice);
    }
    if (unit.offset != 0.0) affine_ = true;
    rest_.remove_prefix(length);
    return unit;
  }

  // "^2", "**-0.5", "-3", "2", "^(1/2)", "²", "⁻¹"
  double read_exponent() {
    const double unicode = superscript();
    if (unicode != 0.0) return unicode;
    const bool marked = take("^") || take("**");
    if (!marked && !(!rest_.empty() && (is_digit(rest_[0]) || ((rest_[0] == '-' || rest_[0] == '+') &&
                                                               rest_.size() > 1 && is_digit(rest_[1])))))
      return 1.0;
    const bool enclosed = marked && take("(");
    // "m2.s-1" of BPX: without a mark, the point behind a digit separates factors.
    double value = plain_number(marked);
    if (enclosed) {
      if (take("/")) value /= plain_number(false);
      if (!take(")") || !std::isfinite(value)) fail(fmt::format("'{}' is not a unit: an exponent is wrong", text_));
    }
    return value;
  }

  double plain_number(bool fraction) {
    std::size_t length = 0;
    if (length < rest_.size() && (rest_[length] == '-' || rest_[length] == '+')) ++length;
    while (length < rest_.size() && is_digit(rest_[length])) ++length;
    if (fraction && length + 1 < rest_.size() && rest_[length] == '.' && is_digit(rest_[length + 1])) {
      ++length;
      while (length < rest_.size() && is_digit(rest_[length])) ++length;
    }
    const auto value = parse_number(rest_.substr(0, length));
    if (!value) fail(fmt::format("'{}' is not a unit: an exponent is wrong", text_));
    rest_.remove_prefix(length);
    return *value;
  }

  double superscript() {
    const bool negative = take("⁻");
    double value = 0.0;
    if (take("¹"))
      value = 1.0;
    else if (take("²"))
      value = 2.0;
    else if (take("³"))
      value = 3.0;
    else if (negative)
      fail(fmt::format("'{}' is not a unit: an exponent is wrong", text_));
    return negative ? -value : value;
  }

  std::string_view text_;
  std::string_view rest_;
  int factors_ = 0;
  bool affine_ = false;
  bool raised_ = false;
};

}  // namespace

Unit parse_unit(std::string_view text) {
  const std::string_view inner = trimmed(text);
  if (inner.empty()) return {};
  return UnitParser(inner).parse();
}

std::optional<double> parse_number(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

WrittenQuantity parse_quantity(std::string_view text) {
  const std::string_view whole = trimmed(text);
  if (whole.empty()) throw UnitError{"is empty", ""};
  std::string_view digits = whole;
  if (digits.starts_with('+') && digits.size() > 1 && digits[1] != '-') digits.remove_prefix(1);
  WrittenQuantity quantity;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), quantity.number);
  if (error == std::errc::result_out_of_range) throw UnitError{fmt::format("'{}' does not fit a number", whole), ""};
  if (error != std::errc{}) throw UnitError{fmt::format("'{}' is not a number with a unit", whole), ""};
  const std::string_view rest = digits.substr(static_cast<std::size_t>(end - digits.data()));
  if (!std::isfinite(quantity.number)) throw UnitError{fmt::format("'{}' is not a finite number", whole), ""};
  if (rest.starts_with(',')) {
    throw UnitError{fmt::format("'{}' is not a number with a unit", whole),
                    "write a decimal point, and no separators between thousands"};
  }
  const auto power_mark = rest.starts_with('^') ? 1U : rest.starts_with("**") ? 2U : 0U;
  if (power_mark != 0 && quantity.number == 10.0) {
    throw UnitError{fmt::format("'{}' is not a number with a unit", whole),
                    fmt::format("write 1e{}", trimmed(rest.substr(power_mark)))};
  }
  try {
    quantity.unit = parse_unit(rest);
  } catch (UnitError& unit_error) {
    const std::string_view prefix = "did you mean ";
    if (unit_error.advice.starts_with(prefix)) {
      const auto number = whole.substr(0, whole.size() - trimmed(rest).size());
      unit_error.advice.insert(prefix.size(), std::string(trimmed(number)) + " ");
    }
    throw;
  }
  return quantity;
}

namespace {
template <class Read>
auto at(const SourcePosition& where, Read&& read) {
  try {
    return read();
  } catch (const UnitError& error) {
    throw InputError(where, error.complaint, error.advice);
  }
}
}  // namespace

Unit parse_unit(std::string_view text, const SourcePosition& where) {
  return at(where, [&] { return parse_unit(text); });
}

WrittenQuantity parse_quantity(std::string_view text, const SourcePosition& where) {
  return at(where, [&] { return parse_quantity(text); });
}

std::optional<double> to_si(double number, const Unit& unit, const Dimension& expected) {
  // 50 um is 5e-5 m to the last digit when one divides by a million: 1e-6 is not a binary number.
  const double inverse = 1.0 / unit.factor;
  const bool exact = unit.factor < 1.0 && inverse == std::round(inverse);
  const double value = (exact ? number / inverse : number * unit.factor) + unit.offset;
  if (unit.dimension == expected) return value;
  const Dimension amount{{0, 0, 0, 0, 0, 1}};
  if (unit.per_particle && unit.dimension == expected * amount) return value * avogadro;
  return std::nullopt;
}

}  // namespace vitrion
