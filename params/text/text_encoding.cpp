// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/text_encoding.hpp"

#include <cstddef>
#include <cstdint>

namespace vitrion {
namespace {

constexpr std::string_view utf8_mark = "\xef\xbb\xbf", little_mark = "\xff\xfe", big_mark = "\xfe\xff";

std::uint32_t byte(char c) { return static_cast<unsigned char>(c); }

void append_utf8(std::string& to, std::uint32_t code) {
  const auto add = [&](std::uint32_t value) { to += static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0U | (code >> 6U));
    add(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    add(0xE0U | (code >> 12U));
    add(0x80U | ((code >> 6U) & 0x3FU));
    add(0x80U | (code & 0x3FU));
  } else {
    add(0xF0U | (code >> 18U));
    add(0x80U | ((code >> 12U) & 0x3FU));
    add(0x80U | ((code >> 6U) & 0x3FU));
    add(0x80U | (code & 0x3FU));
  }
}

/// Lead and continuation bytes only: overlong forms do no harm here.
bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::uint32_t lead = byte(bytes[i++]);
    std::size_t more = 0;
    if (lead >= 0xF0 && lead < 0xF8) {
      more = 3;
    } else if (lead >= 0xE0 && lead < 0xF0) {
      more = 2;
    } else if (lead >= 0xC2 && lead < 0xE0) {
      more = 1;
    } else if (lead >= 0x80) {
      return false;
    }
    for (; more > 0; --more, ++i)
      if (i >= bytes.size() || (byte(bytes[i]) & 0xC0U) != 0x80U) return false;
  }
  return true;
}

std::string from_utf16(std::string_view bytes, bool little) {
  std::string text;
  const auto unit = [&](std::size_t i) {
    const std::uint32_t first = byte(bytes[i]), second = byte(bytes[i + 1]);
    return little ? first | (second << 8U) : (first << 8U) | second;
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    const bool high = code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.size();
    if (high) code = 0x10000U + ((code - 0xD800U) << 10U) + ((unit(i += 2) - 0xDC00U) & 0x3FFU);
    append_utf8(text, code);
  }
  return text;
}

bool is_utf16(std::string_view bytes) { return bytes.starts_with(little_mark) || bytes.starts_with(big_mark); }

}  // namespace

std::string as_utf8(std::string_view bytes) {
  if (bytes.starts_with(utf8_mark)) return std::string(bytes.substr(utf8_mark.size()));
  if (is_utf16(bytes)) return from_utf16(bytes.substr(2), bytes.starts_with(little_mark));
  if (is_utf8(bytes)) return std::string(bytes);
  std::string text;
  for (const char c : bytes) append_utf8(text, byte(c));
  return text;
}

bool is_binary(std::string_view bytes) { return !is_utf16(bytes) && bytes.find('\0') != std::string_view::npos; }

}  // namespace vitrion
