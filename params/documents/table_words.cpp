// SPDX-License-Identifier: BSD-3-Clause
// The parts of Table that read words, counts and maps, and that watch over unknown keys.
#include "params/documents/reading.hpp"
#include "params/suggestion.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vitrion {

namespace {
std::string listed(std::initializer_list<std::string_view> words) { return fmt::format("{}", fmt::join(words, ", ")); }

Status status_named(const Node& node) {
  for (const Status status : {Status::measured, Status::derived, Status::estimated})
    if (node.text == name_of(status)) return status;
  const std::vector<std::string> known = {"measured", "derived", "estimated"};
  std::string advice = did_you_mean(node.text, known);
  if (advice.empty()) advice = "write measured, derived or estimated";
  throw InputError(node.place.position(), fmt::format("'{}' is not a status", node.text), advice);
}
}  // namespace

/// Path, position, status, source and note of a value. `source` and `status` beside the value count in any case; those
/// of the maps around it only if they stand in the file of the value: an included value was not theirs to vouch for.
ProvenanceEntry Table::entry_for(std::string_view key, const Node& node) const {
  ProvenanceEntry entry;
  entry.path = path(key);
  entry.position = node.place.position();
  const Node* value = &node;
  for (const char* name : {"value", "expression", "table", "law"}) {
    const Node* found = node.is_map() ? node.find(name) : nullptr;
    if (found) value = found;
  }
  bool has_status = false;
  const auto take = [&](const Node& map, bool any_file) {
    const Node* source = map.find("source");
    const Node* status = map.find("status");
    const auto counts = [&](const Node* from) {
      return from && from->is_leaf() && (any_file || *from->place.file == *value->place.file);
    };
    if (entry.source.empty() && counts(source)) entry.source = source->text;
    if (!has_status && counts(status)) {
      entry.status = status_named(*status);
      has_status = true;
    }
  };
  const bool from_command_line = value->place.line == 0 && value->place.file->starts_with("--");
  if (from_command_line) {
    entry.status = Status::user;
    entry.source = *value->place.file;
    return entry;
  }
  if (node.is_map()) {
    take(node, true);
    const Node* note = node.find("note");
    if (note && note->is_leaf()) entry.note = note->text;
  }
  for (const State* map = state_; map; map = map->parent) take(*map->node, false);
  return entry;
}

void Table::record_text(std::string_view key, const Node& leaf) const {
  ProvenanceEntry entry = entry_for(key, leaf);
  entry.written = leaf.text;
  record(std::move(entry));
}

std::string Table::read_text(std::string_view key) const {
  const Node& node = need(key, [&] { return fmt::format("a text is needed, as {}: ...", key); });
  const Node& leaf = leaf_of(node, path(key), [] { return "a text is needed"; });
  record_text(key, leaf);
  return leaf.text;
}

std::filesystem::path Table::read_file(std::string_view key) const {
  const std::filesystem::path name = read_text(key);
  return reading_->files.emplace_back(std::filesystem::path(position(key).file).parent_path() / name);
}

SourcePosition Table::text_position(std::string_view key) const {
  SourcePosition where = position(key);
  const Node* node = state_->node->find(key);
  if (node && node->quoted && where.column > 0) ++where.column;
  return where;
}

std::string Table::read_text_or(std::string_view key, std::string_view fallback) const {
  return has(key) ? read_text(key) : std::string(fallback);
}

std::vector<std::string> Table::read_texts(std::string_view key) const {
  const Node& list = need_list(key, [] { return "a list of texts is needed, as [a, b]"; });
  std::vector<std::string> texts;
  for (const Node& item : list.items)
    texts.push_back(
        leaf_of(item, fmt::format("{}.{}", path(key), texts.size()), [] { return "a text is needed"; }).text);
  return texts;
}

std::string Table::read_choice(std::string_view key, std::initializer_list<std::string_view> choices) const {
  const auto what = [&] { return fmt::format("write one of {}", listed(choices)); };
  const Node& node = need(key, what);
  const Node& leaf = leaf_of(node, path(key), what);
  if (std::find(choices.begin(), choices.end(), leaf.text) == choices.end()) {
    const std::vector<std::string> words(choices.begin(), choices.end());
    std::string advice = did_you_mean(leaf.text, words);
    if (advice.empty()) advice = fmt::format("write one of {}", listed(choices));
    throw InputError(leaf.place.position(), fmt::format("{} = {} is not known", path(key), leaf.text), advice);
  }
  record_text(key, leaf);
  return leaf.text;
}

std::string Table::read_choice_or(std::string_view key, std::initializer_list<std::string_view> choices,
                                  std::string_view fallback) const {
  return has(key) ? read_choice(key, choices) : std::string(fallback);
}

int Table::read_count(std::string_view key, int lo, int hi) const {
  const auto what = [&] { return fmt::format("a whole number from {} to {} is needed", lo, hi); };
  const Node& node = need(key, what);
  const Node& leaf = leaf_of(node, path(key), what);
  const auto value = parse_number(leaf.text);
  if (!value || *value < lo || *value > hi || *value != static_cast<double>(static_cast<int>(*value)))
    throw InputError(leaf.place.position(), fmt::format("{} = {}: {}", path(key), leaf.text, what()));
  ProvenanceEntry entry = entry_for(key, node);
  entry.written = leaf.text;
  entry.value = *value;
  record(std::move(entry));
  return static_cast<int>(*value);
}

int Table::read_count_or(std::string_view key, int fallback, int lo, int hi) const {
  if (has(key)) return read_count(key, lo, hi);
  record_default(key, fallback, Dimension{});
  return fallback;
}

std::string Table::exactly_one_of(std::initializer_list<std::string_view> keys) const {
  std::string found;
  for (const std::string_view key : keys) {
    if (!has(key)) continue;
    if (!found.empty())
      throw InputError(position(key), fmt::format("{} and {} exclude each other", path(found), path(key)),
                       fmt::format("give exactly one of {}", listed(keys)));
    found = key;
  }
  if (found.empty()) {
    const std::string head = state_->path.empty() ? "" : state_->path + ": ";
    throw InputError(position(), fmt::format("{}one of {} is missing", head, listed(keys)), "give exactly one of them");
  }
  return found;
}

void Table::expect_kind(std::string_view kind) const {
  const Node* node = state_->node->find("kind");
  if (!node || (node->is_leaf() && node->text == kind)) return;
  throw InputError(node->place.position(), fmt::format("{} = {}: {} {} is needed here", path("kind"), node->text,
                                                       kind.find_first_of("aeiou") == 0 ? "an" : "a", kind));
}

namespace {
/// A word where a map is needed may be meant as the name of a file.
InputError not_a_map(const Node& node, const std::string& path) {
  const bool word = node.is_leaf() && !parse_number(node.text) && node.text.find(' ') == std::string::npos;
  return {node.place.position(), fmt::format("{} is {}: a map of keys and values is needed", path, node.kind_name()),
          word ? fmt::format("if it names a file, write {{include: {}}}", node.text) : ""};
}
}  // namespace

Table Table::child(std::string_view key) const {
  const Node& node = need(key, [] { return "a map of keys and values is needed"; });
  if (!node.is_map()) throw not_a_map(node, path(key));
  return open(node, path(key));
}

std::optional<Table> Table::find_child(std::string_view key) const {
  if (!has(key)) return std::nullopt;
  return child(key);
}

std::vector<Table> Table::children(std::string_view key) const {
  const Node& list = need_list(key, [] { return "a list of maps is needed, each beginning with '-'"; });
  std::vector<Table> tables;
  for (const Node& item : list.items) {
    const std::string where = fmt::format("{}.{}", path(key), tables.size());
    if (!item.is_map()) throw not_a_map(item, where);
    tables.push_back(open(item, where));
  }
  if (tables.empty())
    throw InputError(list.place.position(), fmt::format("{} is an empty list", path(key)),
                     "at least one map is needed in it");
  return tables;
}

void Table::finish() const {
  const Node& node = *state_->node;
  for (const Node::Entry& entry : node.entries) {
    if (!state_->knows(entry.key)) {
      std::vector<std::string> free;
      for (const std::string& key : state_->asked)
        if (!node.find(key)) free.push_back(key);
      std::vector<std::string> known = state_->asked;
      std::sort(known.begin(), known.end());
      std::string near = did_you_mean(entry.key, free);
      if (near.empty()) near = did_you_mean(entry.key, known);  // given as well, as by a file and --set
      throw InputError(entry.place.position(), fmt::format("'{}' is not known here", path(entry.key)),
                       !near.empty() ? near : fmt::format("known are {}", fmt::join(known, ", ")));
    }
    const auto descend = [&](const Node& part) {
      const auto state = reading_->states.find(&part);
      if (state != reading_->states.end()) Table(reading_, state->second.get()).finish();
    };
    descend(entry.value);
    for (const Node& item : entry.value.items) descend(item);
  }
}

}  // namespace vitrion
