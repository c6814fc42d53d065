// SPDX-License-Identifier: BSD-3-Clause
#include "params/source.hpp"

#include "params/warnings.hpp"

#include <fmt/format.h>

namespace vitrion {

std::string SourcePosition::text() const {
  if (line <= 0) return file;
  if (column <= 0) return fmt::format("{}:{}", file, line);
  return fmt::format("{}:{}:{}", file, line, column);
}

namespace {
std::string message(const SourcePosition& where, const std::string& complaint, const std::string& advice) {
  std::string text = where.text();
  if (!text.empty()) text += ": ";
  text += complaint;
  if (!advice.empty()) text += "\n  " + advice;
  return text;
}
}  // namespace

InputError::InputError(const SourcePosition& where, const std::string& complaint, const std::string& advice)
    : std::runtime_error(message(where, complaint, advice)) {}

std::string Warning::text() const { return message(where, complaint, advice); }

}  // namespace vitrion
