// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/cell_value.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

namespace vitrion {
namespace {

/// Takes a whole number without a sign from the front.
std::optional<int> take_digits(std::string_view& text, std::size_t most = 9) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > most) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + digits, value);
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

/// ":ss.f" where it is there; nothing when what is left is something else.
std::optional<double> take_seconds(std::string_view text) {
  if (text.empty()) return 0.0;
  if (!take(text, ':')) return std::nullopt;
  std::string with_point(text);
  for (char& c : with_point)
    if (c == ',') c = '.';
  if (with_point.empty() || with_point.front() < '0' || with_point.front() > '9') return std::nullopt;
  return decimal_number(with_point);
}

}  // namespace

std::optional<double> decimal_number(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range && !text.empty()) {
    // Too small to be held is zero; too large is no number that anything can be done with.
    return text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos ? std::optional(0.0)
                                                                                                  : std::nullopt;
  }
  if (error != std::errc()) return std::nullopt;
  return value;
}

std::optional<double> comma_number(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || text.find('.') != std::string_view::npos) return std::nullopt;
  std::string with_point(text);
  with_point[comma] = '.';
  return decimal_number(with_point);
}

std::optional<double> clock_time(std::string_view text) {
  constexpr double minute = 60.0, hour = 3600.0, day = 86400.0;
  auto first = take_digits(text);
  if (!first) return std::nullopt;
  double days = 0.0;
  if (take(text, '-') || take(text, 'd')) {
    days = *first;
    while (take(text, ' ')) {
    }
    first = take_digits(text);
    if (!first) return std::nullopt;
  }
  if (!take(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  const auto seconds = minutes ? take_seconds(text) : std::nullopt;
  if (!seconds || *minutes >= 60 || *seconds >= 61.0) return std::nullopt;
  return days * day + *first * hour + *minutes * minute + *seconds;
}

std::optional<double> date_time(std::string_view text) {
  std::array<int, 3> parts{};
  const bool dashes = text.find('-') != std::string_view::npos && text.find('-') <= 4;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const auto part = take_digits(text, 4);
    if (!part) return std::nullopt;
    parts[k] = *part;
    if (k < 2 && !take(text, dashes ? '-' : '/')) return std::nullopt;
  }
  auto [year, month, day] = parts;
  if (parts[0] <= 31) {  // the year is last
    std::tie(month, day, year) = std::tuple(parts[0], parts[1], parts[2]);
    if (month > 12) std::swap(month, day);
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || year < 1900) return std::nullopt;
  if (!take(text, ' ') && !take(text, 'T')) return std::nullopt;
  const auto of_day = clock_time(text);
  if (!of_day) return std::nullopt;
  constexpr double seconds_a_day = 86400.0;
  return static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count()) * seconds_a_day + *of_day;
}

}  // namespace vitrion
