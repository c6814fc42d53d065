// SPDX-License-Identifier: BSD-3-Clause
#include "params/bpx/bpx_property.hpp"

#include "params/functions/expression.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <cctype>
#include <utility>

namespace vitrion {

Node map_of(const Place& place, std::vector<NativeField> fields) {
  Node map = Node::map(place);
  for (NativeField& field : fields) {
    const Place where = field.second.place;
    map.add(field.first, where, std::move(field.second));
  }
  return map;
}

Node text_at(const Place& place, std::string text) { return Node::leaf(place, std::move(text)); }

void put(Node& map, const char* key, Node value) {
  const Place where = value.place;
  map.add(key, where, std::move(value));
}

namespace {

/// The text with the variable x of BPX renamed to c; as both are one letter, positions in it stay right.
std::string in_concentration(std::string text) {
  const auto in_word = [&](std::size_t k) {
    return k < text.size() && (std::isalnum(static_cast<unsigned char>(text[k])) || text[k] == '_');
  };
  for (std::size_t k = 0; k < text.size(); ++k)
    if (text[k] == 'x' && !in_word(k + 1) && (k == 0 || !in_word(k - 1))) text[k] = 'c';
  return text;
}

Node table(const Node& node, const std::string& name, const BpxProperty& property) {
  const BpxVariable& variable = property.variable;
  const Node* const x = node.find("x");
  const Node* const y = node.find("y");
  for (const Node::Entry& entry : node.entries)
    if (entry.key != "x" && entry.key != "y")
      throw InputError(entry.place.position(), fmt::format("{} has no field '{}'", name, entry.key),
                       R"(a table is {"x": [...], "y": [...]})");
  if (!x || !y || !x->is_list() || !y->is_list())
    throw InputError(node.place.position(), fmt::format("{} is not a table", name),
                     R"(a table is {"x": [...], "y": [...]})");
  if (x->items.size() != y->items.size())
    throw InputError(node.place.position(),
                     fmt::format("{}: x has {} values, y has {}", name, x->items.size(), y->items.size()),
                     "one y is needed for each x");
  for (const Node* const list : {x, y})
    for (const Node& item : list->items)
      if (!item.is_leaf() || !parse_number(item.text))
        throw InputError(item.place.position(), fmt::format("{}: '{}' is not a number", name, item.text));
  Node form = map_of(node.place, {{"table", map_of(node.place, {{variable.name, *x}, {"value", *y}})},
                                  {"unit", text_at(node.place, property.unit)},
                                  {"interpolation", text_at(node.place, "linear")},
                                  {"order", text_at(node.place, "sort")},
                                  {"outside", text_at(node.place, property.outside)}});
  if (*variable.unit) put(form, variable.name, text_at(node.place, variable.unit));
  return form;
}

}  // namespace

Node bpx_property(BpxSection& section, const BpxProperty& property, const Node& reference_temperature) {
  const BpxVariable& variable = property.variable;
  const Node& node = section.need(property.key);
  const std::string name = section.path(property.key);
  const bool activated = !property.activation_key.empty() && section.find(property.activation_key) != nullptr;
  Node form;
  if (node.is_map()) {
    form = table(node, name, property);
  } else if (!node.is_leaf()) {
    throw InputError(node.place.position(),
                     fmt::format("{} is {}: a number, a function or a table is needed", name, node.kind_name()));
  } else if (parse_number(node.text) || !is_text(node)) {
    Node constant = section.quantity(property.key, property.unit, property.sign);
    if (!activated) return constant;
    form = map_of(node.place, {{"value", constant}});
  } else {
    SourcePosition where = node.place.position();
    if (node.quoted) ++where.column;
    parse_expression(node.text, {.arguments = {"x"}, .bpx = true}, where);
    Node expression = node;
    if (*variable.unit) expression.text = in_concentration(node.text);
    form = map_of(node.place, {{"expression", std::move(expression)}, {"unit", text_at(node.place, property.unit)}});
    if (*variable.unit) put(form, variable.name, text_at(node.place, variable.unit));
  }
  if (activated) {
    put(form, "activation_energy", section.quantity(property.activation_key, "J/mol", Sign::any));
    put(form, "reference_temperature", reference_temperature);
  }
  return form;
}

}  // namespace vitrion
