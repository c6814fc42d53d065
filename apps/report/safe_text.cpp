// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/safe_text.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace vitrion {
namespace {

std::uint8_t byte(char letter) { return static_cast<std::uint8_t>(letter); }

/// Bytes of the UTF-8 character that begins with one; 0 where none does.
std::size_t length_of(std::uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

bool is_harmless(std::uint32_t code) {
  if (code < 0x20) return code == '\n' || code == '\t';
  const bool control = code == 0x7F || (code >= 0x80 && code < 0xA0);
  const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
                     code == 0x200F || code == 0x061C;
  return !control && !turns && code != 0x2028 && code != 0x2029;
}

}  // namespace

std::streamsize SafeText::xsputn(const char* text, std::streamsize size) {
  std::string from = std::move(rest_), safe;
  rest_.clear();
  from.append(text, static_cast<std::size_t>(size));
  for (std::size_t at = 0; at < from.size();) {
    const std::size_t length = length_of(byte(from[at]));
    std::size_t there = 1;
    while (there < length && at + there < from.size() && (byte(from[at + there]) & 0xC0U) == 0x80U) ++there;
    if (length > there && at + there == from.size()) {
      rest_ = from.substr(at);
      break;
    }
    if (length == 0 || there < length) {
      safe += fmt::format("\\x{:02x}", byte(from[at++]));
      continue;
    }
    std::uint32_t code = length == 1 ? byte(from[at]) : byte(from[at]) & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) code = code << 6U | (byte(from[at + k]) & 0x3FU);
    if (is_harmless(code)) {
      safe.append(from, at, length);
    } else {
      safe += fmt::format("\\u{:04x}", code);
    }
    at += length;
  }
  return write_as_it_is(safe) ? size : 0;
}

SafeText::int_type SafeText::overflow(int_type letter) {
  if (traits_type::eq_int_type(letter, traits_type::eof())) return traits_type::not_eof(letter);
  const char one = traits_type::to_char_type(letter);
  return xsputn(&one, 1) == 1 ? letter : traits_type::eof();
}

bool SafeText::write_as_it_is(std::string_view text) {
  const auto size = static_cast<std::streamsize>(text.size());
  return to_->sputn(text.data(), size) == size;
}

bool SafeText::write_rest() {
  std::string safe;
  for (const char letter : rest_) safe += fmt::format("\\x{:02x}", byte(letter));
  rest_.clear();
  return write_as_it_is(safe);
}

int SafeText::sync() { return write_rest() && to_->pubsync() == 0 ? 0 : -1; }

void write_control(std::ostream& to, std::string_view sequence) {
  if (auto* safe = dynamic_cast<SafeText*>(to.rdbuf())) {
    safe->write_as_it_is(sequence);
  } else {
    to << sequence;
  }
}

std::ostream& operator<<(std::ostream& to, const Styled& styled) {
  if (styled.code.empty()) return to << styled.text;
  write_control(to, fmt::format("\033[{}m", styled.code));
  to << styled.text;
  write_control(to, "\033[0m");
  return to;
}

}  // namespace vitrion
