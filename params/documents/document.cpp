// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/document.hpp"

#include "params/bpx/bpx.hpp"
#include "params/suggestion.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace vitrion {

namespace fs = std::filesystem;

namespace {

bool ends_with_json(const std::string& file) { return file.ends_with(".json") || file.ends_with(".JSON"); }

/// A map that says what a value is, rather than a map of further parameters.
bool gives_a_value(const Node& node) {
  return node.find("value") || node.find("expression") || node.find("table") || node.find("law");
}

std::size_t size_of(const Node& node) {
  std::size_t size = 1;
  for (const Node& item : node.items) size += size_of(item);
  for (const Node::Entry& entry : node.entries) size += size_of(entry.value);
  return size;
}

void merge(Node& base, Node&& over) {
  for (Node::Entry& entry : over.entries) {
    Node* there = base.find(entry.key);
    if (!there) {
      base.entries.push_back(std::move(entry));
    } else if (there->is_map() && entry.value.is_map() && !gives_a_value(entry.value)) {
      merge(*there, std::move(entry.value));
    } else {
      *there = std::move(entry.value);
    }
  }
  base.place = over.place;
}

}  // namespace

Document Document::read(const fs::path& file, Library library) {
  Document document(std::move(library));
  document.root_ = document.load(file.lexically_normal(), {file.string(), 0, 0});
  return document;
}

Document Document::parse(std::string_view text, const std::string& file, Library library) {
  Document document(std::move(library));
  document.open_.emplace_back(file);
  require_text(text, file);
  document.files_.push_back({file, std::string(text)});
  document.root_ = document.parse_file(text, file);
  document.resolve(document.root_, fs::path(file).parent_path(), 0);
  document.open_.clear();
  return document;
}

void Document::count_nodes(const Node& node, const SourcePosition& where) {
  nodes_ += size_of(node);
  if (nodes_ > ReadLimits::nodes)
    throw InputError(where, fmt::format("the files have more than {} values in all", ReadLimits::nodes),
                     "put long tables into CSV files");
}

Node Document::parse_file(std::string_view text, const std::string& file) {
  Node node = ends_with_json(file) ? read_json(text, file) : read_yaml(text, file);
  if (!node.is_map())
    throw InputError(node.place.position(), fmt::format("the file holds {}", node.kind_name()),
                     "a map of keys and values is needed, as 'name: my cell'");
  return is_bpx(node) ? bpx_to_native(node, warnings_) : node;
}

Node Document::load(const fs::path& file, const SourcePosition& where) {
  const auto again = std::find(open_.begin(), open_.end(), file);
  if (again != open_.end()) {
    std::string cycle;
    for (auto at = again; at != open_.end(); ++at) cycle += at->string() + " -> ";
    throw InputError(where, "files include each other in a circle", cycle + file.string());
  }
  std::string text;
  const auto known = std::find_if(files_.begin(), files_.end(), [&](const SourceFile& f) { return f.path == file; });
  if (known == files_.end()) {
    text = read_text_file(file, where);
    files_.push_back({file.string(), text});
  } else {
    text = known->text;
  }
  open_.push_back(file);
  Node node = parse_file(text, file.string());
  count_nodes(node, where);
  resolve(node, file.parent_path(), 0);
  open_.pop_back();
  return node;
}

void Document::resolve(Node& node, const fs::path& folder, int depth) {
  for (Node& item : node.items) resolve(item, folder, depth + 1);
  for (Node::Entry& entry : node.entries) resolve(entry.value, folder, depth + 1);
  if (!node.is_map()) return;
  const auto include = std::find_if(node.entries.begin(), node.entries.end(),
                                    [](const Node::Entry& entry) { return entry.key == "include"; });
  if (include == node.entries.end()) return;
  const SourcePosition where = include->value.place.position();
  if (!include->value.is_leaf())
    throw InputError(where, fmt::format("include is {}", include->value.kind_name()),
                     "one file name is needed, as 'include: electrodes/lfp'");
  if (++includes_ > ReadLimits::includes)
    throw InputError(where, fmt::format("more than {} files are included", ReadLimits::includes));
  const std::string name = include->value.text;
  node.entries.erase(include);
  Node base = load(library_.find(name, folder, where), where);
  merge(base, std::move(node));
  node = std::move(base);
}

namespace {

/// The part of the tree that one step of a path leads to; null when a map has no such key.
Node* step_into(Node& node, const std::string& key, const std::string& walked, const SourcePosition& where) {
  if (node.is_map()) return node.find(key);
  if (!node.is_list()) {
    throw InputError(where, fmt::format("'{}' is {}: it has no part '{}'", walked, node.kind_name(), key),
                     fmt::format("write {}=<value>", walked));
  }
  std::vector<std::string> names, items;
  for (Node& item : node.items) {
    const Node* name = item.find("name");
    if (name && name->text == key) return &item;
    if (name) names.push_back(name->text);
    items.push_back(name ? fmt::format("{} '{}'", items.size(), name->text) : fmt::format("{}", items.size()));
  }
  const auto number = parse_number(key);
  if (number && *number >= 0.0 && *number < static_cast<double>(node.items.size()) && key.size() < 10 &&
      key.find_first_not_of("0123456789") == std::string::npos)
    return &node.items[static_cast<std::size_t>(*number)];
  std::string advice = did_you_mean(key, names);
  if (advice.empty())
    advice = items.empty() ? "the list is empty" : fmt::format("it has, by number or name, {}", fmt::join(items, ", "));
  throw InputError(where, fmt::format("the list '{}' has no item '{}'", walked, key), advice);
}

Node parse_value(std::string_view text, const std::string& option) {
  const auto first = text.find_first_not_of(" \t");
  text.remove_prefix(std::min(first, text.size()));
  text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  const bool structured = !text.empty() && (text.front() == '{' || text.front() == '[' || text.front() == '"');
  if (structured) return read_yaml(text, option);
  return Node::leaf({std::make_shared<const std::string>(option), 0, 0}, std::string(text));
}

void forget_lines(Node& node) {
  node.place.line = node.place.column = 0;
  for (Node& item : node.items) forget_lines(item);
  for (Node::Entry& entry : node.entries) {
    entry.place.line = entry.place.column = 0;
    forget_lines(entry.value);
  }
}

}  // namespace

void Document::set(std::string_view assignment, const std::string& option) {
  const SourcePosition where{option, 0, 0};
  require_text(assignment, option);
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0)
    throw InputError(where, fmt::format("'{}' sets nothing", assignment),
                     "write path=value, as separator.0.thickness=\"50 um\"");
  std::vector<std::string> path;
  std::string_view rest = assignment.substr(0, equals);
  while (true) {
    const auto dot = std::min(rest.find('.'), rest.size());
    path.emplace_back(rest.substr(0, dot));
    if (path.back().empty() || path.size() > static_cast<std::size_t>(ReadLimits::depth))
      throw InputError(where, fmt::format("'{}' is not a path", assignment.substr(0, equals)),
                       "write keys with single dots between them");
    if (dot == rest.size()) break;
    rest.remove_prefix(dot + 1);
  }
  if (path.back() == "include")
    throw InputError(where, "an include cannot be set alone",
                     fmt::format("replace the map: {}={{include: {}}}", path.size() > 1 ? path[path.size() - 2] : "key",
                                 assignment.substr(equals + 1)));
  Node value = parse_value(assignment.substr(equals + 1), option);
  forget_lines(value);
  resolve(value, fs::path(), 0);

  Node* node = &root_;
  std::string walked;
  for (std::size_t k = 0; k < path.size(); ++k) {
    Node* next = step_into(*node, path[k], walked, where);
    if (!next) {
      if (k + 1 < path.size()) {
        std::vector<std::string> siblings;
        for (const Node::Entry& entry : node->entries) siblings.push_back(entry.key);
        const std::string advice = did_you_mean(path[k], siblings);
        if (!advice.empty())
          throw InputError(where, fmt::format("there is no '{}{}{}'", walked, walked.empty() ? "" : ".", path[k]),
                           advice);
      }
      next = &node->add(path[k], value.place, k + 1 < path.size() ? Node::map(value.place) : Node{});
    }
    walked += (walked.empty() ? "" : ".") + path[k];
    // Setting the value of {value: 1 V, source: ...} replaces the whole: its source spoke of another value.
    const bool value_of_map = k + 2 == path.size() && path.back() == "value" && next->is_map() && next->find("value");
    node = next;
    if (value_of_map) break;
  }
  *node = std::move(value);
}

}  // namespace vitrion
