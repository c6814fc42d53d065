// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace vitrion {

/// Hands text on without what a terminal would obey. Names come from files and command lines, and may hold anything:
/// control characters (but for newline and tab), those that turn the direction of writing, and bytes that are no UTF-8
/// are written as `\\u001b` and `\\x9b`. In JSON that means the same as the character.
class SafeText final : public std::streambuf {
 public:
  explicit SafeText(std::streambuf* to) : to_(to) {}
  ~SafeText() override { write_rest(); }
  SafeText(const SafeText&) = delete;
  SafeText& operator=(const SafeText&) = delete;

  /// As it is: for sequences of our own.
  bool write_as_it_is(std::string_view text);

 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int_type overflow(int_type letter) override;
  int sync() override;

 private:
  bool write_rest();

  std::streambuf* to_;
  std::string rest_;  ///< the beginning of a character whose end has not come yet
};

/// Something for the terminal itself: a style, or a return to the beginning of the line.
void write_control(std::ostream& to, std::string_view sequence);

/// A text in a style, in which nothing but the style is obeyed.
struct Styled {
  std::string_view code;  ///< of the style; empty: none
  std::string text;
};
std::ostream& operator<<(std::ostream& to, const Styled& styled);

}  // namespace vitrion
