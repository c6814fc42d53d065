// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/node.hpp"

#include <utility>

namespace vitrion {

namespace {
Node node_of(Node::Kind kind, Place place) {
  Node node;
  node.kind = kind;
  node.place = std::move(place);
  return node;
}
}  // namespace

Node Node::leaf(Place place, std::string text) {
  Node node = node_of(Kind::leaf, std::move(place));
  node.text = std::move(text);
  return node;
}

Node Node::list(Place place) { return node_of(Kind::list, std::move(place)); }
Node Node::map(Place place) { return node_of(Kind::map, std::move(place)); }

std::string Node::kind_name() const {
  switch (kind) {
    case Kind::leaf:
      return "text";
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
    case Kind::empty:
      break;
  }
  return "nothing";
}

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }  // NOLINT

Node& Node::add(std::string key, Place where, Node value) {
  entries.push_back({std::move(key), std::move(where), std::move(value)});
  return entries.back().value;
}

}  // namespace vitrion
