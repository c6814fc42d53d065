// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/node.hpp"

#include <string>
#include <unordered_set>
#include <vector>

namespace vitrion {

/// Makes a tree of nodes from the stream of events of a parser, holding the limits and refusing duplicate keys.
class NodeBuilder {
 public:
  explicit NodeBuilder(const std::string& file) : file_(std::make_shared<const std::string>(file)) {}

  Place place(int line, int column) const { return {file_, line, column}; }

  void scalar(const Place& where, std::string text, bool quoted);
  void empty(const Place& where);
  void begin_list(const Place& where);
  void begin_map(const Place& where);
  /// Ends the innermost list or map.
  void end();
  /// Counts a copy that the caller keeps of a node against the limit.
  void count_copy(const Node& node);
  /// A copy of a finished node, as YAML's alias asks for.
  void repeat(const Place& where, const Node& node);

  bool complete() const { return complete_; }
  /// The innermost node that was just finished.
  const Node& last() const { return *last_; }
  Node take() { return std::move(root_); }

 private:
  struct Open {
    Node* node;
    bool expects_key;
    std::string key;
    Place key_place;
    std::unordered_set<std::string> seen;  // only of maps with many keys
  };

  bool expects_key() const { return !open_.empty() && open_.back().expects_key; }
  void take_key(const Place& where, std::string text);
  Node& attach(Node node);
  void count(const Place& where, std::size_t nodes);

  std::shared_ptr<const std::string> file_;
  Node root_;
  Node* last_ = nullptr;
  std::vector<Open> open_;
  std::size_t nodes_ = 0;
  bool complete_ = false;
};

}  // namespace vitrion
