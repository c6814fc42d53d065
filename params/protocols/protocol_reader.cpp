// SPDX-License-Identifier: BSD-3-Clause
// Protocols from parameter files: lists of sentences and maps.
#include "params/protocols/drive_cycle.hpp"
#include "params/protocols/protocol_sentence.hpp"
#include "params/suggestion.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <system_error>
#include <utility>

namespace vitrion {
namespace {

constexpr int most_repeats = 10'000'000;
constexpr int deepest_nesting = 20;

using Verb = WrittenStep::Verb;

/// Where the text of a leaf begins.
SourcePosition text_position(const Node& leaf) {
  SourcePosition where = leaf.place.position();
  if (leaf.quoted && where.column > 0) ++where.column;
  return where;
}

const std::string& text_of(const Node& node, std::string_view what) {
  if (!node.is_leaf() || node.text.empty()) {
    throw InputError(node.place.position(), fmt::format("{} is expected here, not {}", what, node.kind_name()));
  }
  return node.text;
}

void check_keys(const Node& map, std::initializer_list<std::string_view> known) {
  for (const Node::Entry& entry : map.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::vector<std::string> names(known.begin(), known.end());
    std::string advice = did_you_mean(entry.key, names);
    if (advice.empty()) {
      advice = "known here: ";
      for (std::size_t i = 0; i < names.size(); ++i) advice += (i > 0 ? ", " : "") + names[i];
    }
    throw InputError(entry.place.position(), fmt::format("unknown key '{}' in a protocol", entry.key), advice);
  }
}

std::optional<double> find_duration(const Node& map, std::string_view key) {
  const Node* const leaf = map.find(key);
  if (leaf == nullptr) return std::nullopt;
  return parse_duration(text_of(*leaf, "a time"), text_position(*leaf));
}

std::optional<double> find_temperature(const Node& map) {
  const Node* const leaf = map.find("temperature");
  if (leaf == nullptr) return std::nullopt;
  return parse_temperature(text_of(*leaf, "a temperature"), text_position(*leaf));
}

void read_conditions(const Node& map, std::vector<ConditionSetting>& conditions) {
  const Node* const settings = map.find("conditions");
  if (settings == nullptr) return;
  if (!settings->is_map()) {
    throw InputError(settings->place.position(), "conditions are a map",
                     "write for example conditions: {relative_humidity: 60 %, light: 0}");
  }
  for (const Node::Entry& entry : settings->entries) {
    const std::string& text = text_of(entry.value, "a quantity");
    ConditionSetting setting = parse_condition(entry.key, text, text_position(entry.value));
    setting.where = entry.place.position();
    add_condition(conditions, std::move(setting));
  }
}

WrittenValue value_of(const Node& leaf) {
  const std::string& text = text_of(leaf, "a quantity");
  return {parse_protocol_value(text, text_position(leaf)), text, text_position(leaf)};
}

Infeasible infeasible_of(const Node& leaf) {
  const std::string& text = text_of(leaf, "error, skip or stop");
  if (text == "error") return Infeasible::error;
  if (text == "skip") return Infeasible::skip;
  if (text == "stop") return Infeasible::stop;
  throw InputError(text_position(leaf), fmt::format("'{}' is not an answer to an infeasible step", text),
                   "write error, skip or stop");
}

WrittenStep written_step(Verb verb, std::string_view verb_text) {
  WrittenStep step;
  step.verb = verb;
  step.verb_text = verb_text;
  return step;
}

/// The step that a sentence says, or the points of its sweep.
Block sentence_block(std::string_view sentence, const SourcePosition& where) {
  return make_block(take_apart(sentence, where));
}

/// Everything a step may say beside what it does.
void read_step_options(const Node& map, WrittenStep& step) {
  step.step.where = map.place.position();
  for (const std::string_view key : {"for", "until"}) {
    const Node* const node = map.find(key);
    if (node == nullptr) continue;
    const bool is_duration = key == "for";
    const auto read = [&](const Node& leaf) {
      const std::string& text = text_of(leaf, is_duration ? "a time" : "an end such as 2.5 V");
      if (is_duration) parse_duration(text, text_position(leaf));
      for (WrittenTermination& end : parse_terminations(text, text_position(leaf)))
        step.until.push_back(std::move(end));
      step.ends += fmt::format("{}{} {}", step.ends.empty() ? "" : " or ", key, text);
    };
    if (!node->is_list()) {
      read(*node);
    } else {
      for (const Node& leaf : node->items) read(leaf);
    }
  }
  if (const auto T = find_temperature(map)) step.step.temperature = T;
  read_conditions(map, step.step.conditions);
  if (const auto period = find_duration(map, "record_every")) step.step.record_every = period;
  if (const Node* const name = map.find("name")) step.step.name = text_of(*name, "a name");
  if (const Node* const infeasible = map.find("on_infeasible")) step.step.on_infeasible = infeasible_of(*infeasible);
}

std::filesystem::path beside(const Node& node, const std::string& file) {
  std::filesystem::path path(file);
  if (path.is_absolute() || !node.place.file) return path;
  return std::filesystem::path(*node.place.file).parent_path() / path;
}

Block read_drive_cycle(const Node& map) {
  check_keys(map, {"drive_cycle", "column", "unit", "time", "time_unit", "scale", "between", "for", "until",
                   "temperature", "conditions", "record_every", "name", "on_infeasible"});
  WrittenStep step = written_step(Verb::drive_cycle, "Drive cycle");
  read_step_options(map, step);
  const Node& file = *map.find("drive_cycle");
  DriveCycleColumns columns;
  if (const Node* const node = map.find("column")) columns.value = text_of(*node, "the name of a column");
  if (const Node* const node = map.find("time")) columns.time = text_of(*node, "the name of a column");
  if (const Node* const node = map.find("time_unit")) {
    columns.time_unit = parse_duration("1 " + text_of(*node, "a unit of time"), text_position(*node));
  }
  if (const Node* const node = map.find("between")) {
    const std::string between = text_of(*node, "line or hold");
    if (between != "line" && between != "hold")
      throw InputError(text_position(*node), fmt::format("'{}' is no way between two rows", between),
                       "write line, or hold for values that stay until the next row");
    columns.hold = between == "hold";
  }
  if (const Node* const node = map.find("scale")) {
    const auto scale = parse_number(text_of(*node, "a number"));
    if (!scale || *scale == 0.0) {
      throw InputError(text_position(*node), fmt::format("'{}' cannot scale a drive cycle", node->text),
                       "write a number, -1 for a file in which a discharge is positive");
    }
    columns.scale = *scale;
  }
  const Node* const unit = map.find("unit");
  if (unit != nullptr) columns.unit = text_of(*unit, "a unit");
  const std::string& name = text_of(file, "the name of a CSV file");
  step.step.control.kind = Control::Kind::drive_cycle;
  step.step.control.cycle = make_drive_cycle(read_csv(beside(file, name), text_position(file)), columns,
                                             unit != nullptr ? text_position(*unit) : map.place.position());
  return make_block(step);
}

Block read_sentence_map(const Node& map) {
  check_keys(map, {"step", "temperature", "conditions", "record_every", "name", "on_infeasible"});
  const Node& sentence = *map.find("step");
  WrittenStep step = take_apart(text_of(sentence, "a sentence"), text_position(sentence));
  read_step_options(map, step);
  step.step.where = sentence.place.position();
  return make_block(step);
}

int points_of(const Node& leaf) {
  constexpr double most = 10000.0;
  const auto count = parse_number(text_of(leaf, "a number of points"));
  if (!count || *count < 2.0 || *count > most || *count != std::floor(*count)) {
    throw InputError(text_position(leaf), fmt::format("'{}' is not a number of points", leaf.text),
                     fmt::format("write a whole number from 2 to {}", most));
  }
  return static_cast<int>(*count);
}

Block read_sweep(const Node& map) {
  check_keys(map, {"sweep", "for", "until", "temperature", "conditions", "record_every", "name", "on_infeasible"});
  WrittenStep step = written_step(Verb::sweep, "Sweep");
  read_step_options(map, step);
  const Node& ends = *map.find("sweep");
  if (!ends.is_map()) {
    throw InputError(ends.place.position(), "a sweep is a map here",
                     "write {sweep: {from: 1 V, to: 0.3 V, rate: 10 mV/s}}, or points: 30 in place of the rate");
  }
  check_keys(ends, {"from", "to", "rate", "points", "hold_each_for"});
  if (const Node* const node = ends.find("from")) step.from = value_of(*node);
  if (const Node* const node = ends.find("to")) step.to = value_of(*node);
  if (const Node* const node = ends.find("rate")) step.value = value_of(*node);
  if (const Node* const node = ends.find("points")) step.points = points_of(*node);
  step.dwell = find_duration(ends, "hold_each_for");
  if (step.dwell && step.points == 0) {
    throw InputError(ends.find("hold_each_for")->place.position(), "a sweep at a rate holds nothing",
                     "say in how many points it is done, e.g. points: 30");
  }
  return make_block(step);
}

Block read_simple_step(const Node& map, std::string_view key, Verb verb, std::string_view verb_text) {
  check_keys(map, {key, "for", "until", "temperature", "conditions", "record_every", "name", "on_infeasible"});
  WrittenStep step = written_step(verb, verb_text);
  read_step_options(map, step);
  const Node& value = *map.find(key);
  if (verb == Verb::rest) {
    WrittenValue duration = value_of(value);
    parse_duration(duration.text, duration.where);
    step.until.push_back({std::move(duration), std::nullopt});
  } else {
    step.value = value_of(value);
  }
  return make_block(step);
}

class BlockReader {
 public:
  std::vector<Block> read_list(const Node& node) {
    if (!node.is_list()) {
      throw InputError(node.place.position(),
                       fmt::format("a list of steps is expected here, not {}", node.kind_name()));
    }
    if (node.items.empty()) throw InputError(node.place.position(), "the list of steps is empty");
    std::vector<Block> blocks;
    for (const Node& item : node.items) blocks.push_back(read(item));
    return blocks;
  }

 private:
  Block read(const Node& node) {
    if (node.is_leaf()) return sentence_block(node.text, text_position(node));
    if (!node.is_map()) {
      throw InputError(node.place.position(), fmt::format("a step is a sentence or a map, not {}", node.kind_name()));
    }
    if (node.find("steps") != nullptr || node.find("repeat") != nullptr) return read_repeat(node);
    if (node.find("drive_cycle") != nullptr) return read_drive_cycle(node);
    if (node.find("step") != nullptr) return read_sentence_map(node);
    if (node.find("sweep") != nullptr) return read_sweep(node);
    if (node.find("charge") != nullptr) return read_simple_step(node, "charge", Verb::charge, "Charge");
    if (node.find("discharge") != nullptr) {
      return read_simple_step(node, "discharge", Verb::discharge, "Discharge");
    }
    if (node.find("hold") != nullptr) return read_simple_step(node, "hold", Verb::hold, "Hold");
    if (node.find("rest") != nullptr) return read_simple_step(node, "rest", Verb::rest, "Rest");
    check_keys(node, {"charge", "discharge", "hold", "rest", "sweep", "drive_cycle", "step", "repeat", "steps"});
    throw InputError(node.place.position(), "the step is empty");
  }

  Block read_repeat(const Node& node) {
    check_keys(node, {"repeat", "steps", "name"});
    if (++depth_ > deepest_nesting) throw InputError(node.place.position(), "blocks are nested too deeply");
    Block block;
    if (const Node* const repeat = node.find("repeat")) {
      const auto times = parse_number(text_of(*repeat, "how often to repeat"));
      if (!times || *times < 1.0 || *times > most_repeats || *times != std::floor(*times)) {
        throw InputError(text_position(*repeat), fmt::format("'{}' is not how often to repeat", repeat->text),
                         fmt::format("write a whole number from 1 to {}", most_repeats));
      }
      block.times = static_cast<int>(*times);
    }
    if (const Node* const name = node.find("name")) block.name = text_of(*name, "a name");
    const Node* const steps = node.find("steps");
    if (steps == nullptr) {
      throw InputError(node.place.position(), "it is not said what to repeat", "add \"steps:\" with a list of steps");
    }
    block.blocks = read_list(*steps);
    --depth_;
    return block;
  }

  int depth_ = 0;
};

struct Directions {
  bool charges = false, discharges = false, has_cycle = false;
};

Directions mark_cycles(Block& block) {
  if (block.step) return {block.step->direction() > 0, block.step->direction() < 0, false};
  Directions found;
  for (Block& inner : block.blocks) {
    const Directions within = mark_cycles(inner);
    found.charges = found.charges || within.charges;
    found.discharges = found.discharges || within.discharges;
    found.has_cycle = found.has_cycle || within.has_cycle;
  }
  block.is_cycle = found.charges && found.discharges && !found.has_cycle;
  found.has_cycle = found.has_cycle || block.is_cycle;
  return found;
}

EndRule read_end_rule(const Node& leaf) {
  return parse_end_rule(text_of(leaf, "a rule such as \"capacity < 80 %\""), text_position(leaf));
}

Protocol finished(Protocol protocol) {
  for (Block& block : protocol.steps.blocks) mark_cycles(block);
  return protocol;
}

}  // namespace

Protocol read_protocol(const Node& node) {
  Protocol protocol;
  if (node.is_leaf()) {
    const SourcePosition where = text_position(node);
    protocol.steps.blocks.push_back(sentence_block(node.text, where));
    return finished(std::move(protocol));
  }
  if (!node.is_map()) {
    protocol.steps.blocks = BlockReader().read_list(node);
    return finished(std::move(protocol));
  }
  check_keys(node,
             {"kind", "name", "source", "note", "temperature", "conditions", "record_every", "steps", "end_when"});
  if (const Node* const kind = node.find("kind"); kind != nullptr && kind->text != "protocol") {
    throw InputError(text_position(*kind), fmt::format("this is a file of kind '{}', not a protocol", kind->text));
  }
  if (const Node* const name = node.find("name")) protocol.name = text_of(*name, "a name");
  protocol.temperature = find_temperature(node);
  read_conditions(node, protocol.conditions);
  protocol.record_every = find_duration(node, "record_every");
  const Node* const steps = node.find("steps");
  if (steps == nullptr)
    throw InputError(node.place.position(), "the protocol has no steps", "add \"steps:\" with a list");
  protocol.steps.blocks = BlockReader().read_list(*steps);
  if (const Node* const rules = node.find("end_when")) {
    if (rules->is_list()) {
      for (const Node& rule : rules->items) protocol.end_when.push_back(read_end_rule(rule));
    } else {
      protocol.end_when.push_back(read_end_rule(*rules));
    }
  }
  return finished(std::move(protocol));
}

Protocol read_protocol(const Document& document) { return read_protocol(document.root()); }

Protocol read_protocol(const std::filesystem::path& file) {
  std::error_code error;
  const bool fits = std::filesystem::file_size(file, error) <= ReadLimits::file_bytes && !error;
  if (std::ifstream stream(file, std::ios::binary); stream && fits && file.extension() != ".json") {
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const Node root = read_yaml(text, file.string());
    if (root.is_list()) return read_protocol(root);  // a Document is a map
  }
  return read_protocol(Document::read(file));
}

Protocol parse_protocol(std::string_view sentences, const std::string& file) {
  Protocol protocol;
  int line = 1;
  std::size_t line_begin = 0, begin = 0;
  for (std::size_t i = 0; i <= sentences.size(); ++i) {
    const char c = i < sentences.size() ? sentences[i] : ';';
    if (c != ';' && c != '\n') continue;
    const std::string_view sentence = sentences.substr(begin, i - begin);
    const auto first = sentence.find_first_not_of(" \t\r");
    if (first != std::string_view::npos) {
      const SourcePosition where{file, line, static_cast<int>(begin + first - line_begin) + 1};
      protocol.steps.blocks.push_back(sentence_block(sentence.substr(first), where));
    }
    begin = i + 1;
    if (c == '\n') {
      ++line;
      line_begin = begin;
    }
  }
  if (protocol.steps.blocks.empty()) {
    throw InputError({file}, "the protocol has no steps",
                     "write for example \"Discharge at 1C until 2.5 V; Rest for 1 h\"");
  }
  return finished(std::move(protocol));
}

}  // namespace vitrion
