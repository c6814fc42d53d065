// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/node.hpp"
#include "params/warnings.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// Which numbers a field of BPX may have.
enum class Sign { any, positive, not_negative, fraction };

/// Whether a value is a text: in quotes, or, as YAML allows, without them and no number.
bool is_text(const Node& node);

/// One object of a BPX file, read field by field; the fields nobody asked for are errors.
class BpxSection {
 public:
  /// `path` is "" for the whole file. @throws InputError when the node is not an object
  BpxSection(const Node& node, std::string path, Warnings& warnings);

  const Node& node() const { return *node_; }
  std::string path() const { return path_.empty() ? "the file" : path_; }
  std::string path(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + " > " + std::string(key);
  }
  Warnings& warnings() const { return *warnings_; }

  /// Null when the field is not there (or is null).
  const Node* find(std::string_view key);
  const Node& need(std::string_view key);
  BpxSection section(std::string_view key) { return {need(key), path(key), *warnings_}; }

  /// A number; one in quotes is taken with a warning.
  double number(std::string_view key, Sign sign);
  /// The number with the unit behind it, as a native leaf that stands where the number stood.
  Node quantity(std::string_view key, std::string_view unit, Sign sign);
  std::string text(std::string_view key);

  /// Throws for a field that has no meaning here, saying why.
  void refuse(std::string_view key, const std::string& complaint, const std::string& advice);
  void ignore(std::initializer_list<std::string_view> keys);
  void warn(const Node& where, const std::string& complaint, const std::string& advice = {}) const;
  /// Complains about fields that nobody asked for.
  void finish() const;

 private:
  const Node* node_;
  std::string path_;
  Warnings* warnings_;
  std::vector<std::string> known_;
};

}  // namespace vitrion
