// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/source.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// A SourcePosition that shares the name of its file with all others of that file.
struct Place {
  std::shared_ptr<const std::string> file;
  int line = 0;
  int column = 0;

  SourcePosition position() const { return {file ? *file : std::string{}, line, column}; }
};

/// One node of a parameter file: nothing, text, a list, or a map whose keys keep their order. Every leaf is text that
/// its reader understands; YAML and JSON make the same nodes.
struct Node {
  enum class Kind : std::uint8_t { empty, leaf, list, map };
  struct Entry;

  Kind kind = Kind::empty;
  bool quoted = false;  ///< a leaf that stood in quotes
  Place place;
  std::string text;            ///< of a leaf
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a map

  static Node leaf(Place place, std::string text);
  static Node list(Place place);
  static Node map(Place place);

  bool is_leaf() const { return kind == Kind::leaf; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  std::string kind_name() const;  ///< for a sentence: "a list", "a map", "text", "nothing"

  const Node* find(std::string_view key) const;  ///< value of a key, or null
  Node* find(std::string_view key);
  Node& add(std::string key, Place where, Node value);  ///< appends an entry; the caller knows that the key is new
};

struct Node::Entry {
  std::string key;
  Place place;
  Node value;
};

/// Limits on what a file may ask of us; beyond them reading stops with an InputError.
struct ReadLimits {
  static constexpr std::size_t file_bytes = std::size_t{64} << 20U;
  static constexpr int depth = 64;
  static constexpr std::size_t nodes = 2'000'000;
  static constexpr int includes = 1000;
};

/// Reads one YAML document. `file` names it in messages. Duplicate keys, tags, more than one document and everything
/// beyond ReadLimits are refused. @throws InputError
Node read_yaml(std::string_view text, const std::string& file);

/// Reads strict JSON (no comments, no duplicate keys). @throws InputError
Node read_json(std::string_view text, const std::string& file);

}  // namespace vitrion
