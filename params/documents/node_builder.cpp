// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/node_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vitrion {

namespace {
std::size_t size_of(const Node& node) {
  std::size_t size = 1;
  for (const Node& item : node.items) size += size_of(item);
  for (const Node::Entry& entry : node.entries) size += size_of(entry.value);
  return size;
}

int depth_of(const Node& node) {
  int depth = 0;
  for (const Node& item : node.items) depth = std::max(depth, depth_of(item));
  for (const Node::Entry& entry : node.entries) depth = std::max(depth, depth_of(entry.value));
  return depth + 1;
}
}  // namespace

void NodeBuilder::count(const Place& where, std::size_t nodes) {
  nodes_ += nodes;
  if (nodes_ > ReadLimits::nodes) {
    throw InputError(where.position(), fmt::format("the file has more than {} values", ReadLimits::nodes),
                     "put long tables into CSV files");
  }
}

void NodeBuilder::take_key(const Place& where, std::string text) {
  Open& map = open_.back();
  const bool many = map.node->entries.size() > 32;
  if (many && map.seen.empty())
    for (const Node::Entry& entry : map.node->entries) map.seen.insert(entry.key);
  if (many ? map.seen.contains(text) : map.node->find(text) != nullptr) {
    SourcePosition first;
    for (const Node::Entry& entry : map.node->entries)
      if (entry.key == text) first = entry.place.position();
    throw InputError(where.position(), fmt::format("'{}' is given twice", text),
                     fmt::format("it is also in line {}: keep one of them", first.line));
  }
  if (many) map.seen.insert(text);
  map.key = std::move(text);
  map.key_place = where;
  map.expects_key = false;
}

// Pointers to open nodes stay valid: only the innermost open node ever grows.
Node& NodeBuilder::attach(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    complete_ = true;
    last_ = &root_;
    return root_;
  }
  Open& parent = open_.back();
  if (parent.node->is_map()) {
    last_ = &parent.node->add(std::move(parent.key), parent.key_place, std::move(node));
    parent.expects_key = true;
  } else {
    parent.node->items.push_back(std::move(node));
    last_ = &parent.node->items.back();
  }
  return *last_;
}

void NodeBuilder::scalar(const Place& where, std::string text, bool quoted) {
  count(where, 1);
  if (expects_key()) return take_key(where, std::move(text));
  Node node = Node::leaf(where, std::move(text));
  node.quoted = quoted;
  attach(std::move(node));
}

void NodeBuilder::empty(const Place& where) {
  count(where, 1);
  if (expects_key()) throw InputError(where.position(), "a key is empty", "write a word before the ':'");
  Node node;
  // Nothing stands nowhere: YAML reports the next thing, the key says more.
  node.place = !open_.empty() && open_.back().node->is_map() ? open_.back().key_place : where;
  attach(std::move(node));
}

void NodeBuilder::begin_list(const Place& where) {
  count(where, 1);
  if (expects_key()) throw InputError(where.position(), "a key is a list", "write a word before the ':'");
  if (static_cast<int>(open_.size()) >= ReadLimits::depth)
    throw InputError(where.position(), fmt::format("lists and maps are nested deeper than {}", ReadLimits::depth));
  open_.push_back({&attach(Node::list(where)), false, {}, {}, {}});
}

void NodeBuilder::begin_map(const Place& where) {
  count(where, 1);
  if (expects_key()) throw InputError(where.position(), "a key is a map", "write a word before the ':'");
  if (static_cast<int>(open_.size()) >= ReadLimits::depth)
    throw InputError(where.position(), fmt::format("lists and maps are nested deeper than {}", ReadLimits::depth));
  open_.push_back({&attach(Node::map(where)), true, {}, {}, {}});
}

void NodeBuilder::end() {
  last_ = open_.back().node;
  open_.pop_back();
}

void NodeBuilder::count_copy(const Node& node) { count(node.place, size_of(node)); }

void NodeBuilder::repeat(const Place& where, const Node& node) {
  count(where, size_of(node));
  if (expects_key()) throw InputError(where.position(), "a key is an alias", "write a word before the ':'");
  if (static_cast<int>(open_.size()) + depth_of(node) > ReadLimits::depth)
    throw InputError(where.position(), fmt::format("lists and maps are nested deeper than {}", ReadLimits::depth));
  attach(Node(node));
}

}  // namespace vitrion
