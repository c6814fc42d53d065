// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace vitrion {
namespace {

constexpr std::size_t most_digits = 15;

constexpr int most_power = 22;  ///< up to which powers of ten are exact
constexpr std::array<double, most_power + 1> power_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                          1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                          1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// size · 10^power, rounded to a whole number.
std::int64_t scaled(double size, int power) {
  const double exact = power >= 0 ? size * power_of_ten[static_cast<std::size_t>(power)]
                                  : size / power_of_ten[static_cast<std::size_t>(-power)];
  return static_cast<std::int64_t>(exact + 0.5);  // NOLINT(bugprone-incorrect-roundings): not negative, few digits
}

}  // namespace

void append_number(fmt::memory_buffer& to, double value, int digits) {
  if (std::isnan(value)) return;
  if (std::isinf(value)) {
    constexpr std::string_view infinity = "-inf";
    to.append(infinity.data() + (value > 0.0 ? 1 : 0), infinity.data() + infinity.size());
    return;
  }
  if (value == 0.0) return to.push_back('0');
  const double size = std::abs(value);
  int exponent = static_cast<int>(std::floor(std::log10(size)));
  if (std::abs(digits - 1 - exponent) >= most_power) {
    fmt::format_to(fmt::appender(to), "{:.{}g}", value, digits);
    return;
  }
  const auto smallest = static_cast<std::int64_t>(power_of_ten[static_cast<std::size_t>(digits - 1)]);
  std::int64_t number = scaled(size, digits - 1 - exponent);
  if (number < smallest) number = scaled(size, digits - 1 - --exponent);
  if (number >= 10 * smallest) {
    number /= 10;
    ++exponent;
  }

  std::array<char, most_digits> text;
  std::to_chars(text.data(), text.data() + digits, number);
  int count = digits;  // without zeros at the end
  while (count > 1 && text[static_cast<std::size_t>(count - 1)] == '0') --count;
  const auto put = [&](int from, int end) { to.append(text.data() + from, text.data() + end); };

  if (value < 0.0) to.push_back('-');
  if (exponent >= digits || exponent < -4) {
    put(0, 1);
    if (count > 1) to.push_back('.');
    put(1, count);
    fmt::format_to(fmt::appender(to), "e{}{:02}", exponent < 0 ? '-' : '+', std::abs(exponent));
  } else if (exponent < 0) {
    constexpr std::string_view zeros = "0.0000";
    to.append(zeros.data(), zeros.data() + 1 - exponent);
    put(0, count);
  } else {
    put(0, exponent + 1);
    if (count > exponent + 1) {
      to.push_back('.');
      put(exponent + 1, count);
    }
  }
}

void append_text(fmt::memory_buffer& to, std::string_view written) {
  // What begins like this is a formula for a spreadsheet, which an apostrophe keeps from it.
  std::string guarded;
  if (!written.empty() && std::string_view("=+-@\t\r").find(written.front()) != std::string_view::npos)
    guarded = "'" + std::string(written);
  const std::string_view text = guarded.empty() ? written : guarded;
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
    to.append(text.data(), text.data() + text.size());
    return;
  }
  to.push_back('"');
  for (const char letter : text) {
    if (letter == '"') to.push_back('"');
    to.push_back(letter);
  }
  to.push_back('"');
}

}  // namespace vitrion
