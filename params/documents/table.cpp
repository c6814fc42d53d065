// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/table.hpp"

#include "params/documents/reading.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion {

bool Table::State::knows(std::string_view key) const {
  return std::find(keys_of_every_map.begin(), keys_of_every_map.end(), key) != keys_of_every_map.end() ||
         std::find(asked.begin(), asked.end(), key) != asked.end();
}

Table::Table(const Document& document) : reading_(std::make_shared<Reading>()) {
  reading_->warnings = document.warnings();
  auto state = std::make_unique<State>(State{&document.root(), "", nullptr, false, {}});
  state_ = state.get();
  reading_->states.emplace(&document.root(), std::move(state));
}

Table Table::open(const Node& node, std::string path) const {
  auto& state = reading_->states[&node];
  if (!state) state = std::make_unique<State>(State{&node, std::move(path), state_, state_->silent, {}});
  return {reading_, state.get()};
}

const Node* Table::ask(std::string_view key) const {
  if (std::find(state_->asked.begin(), state_->asked.end(), key) == state_->asked.end())
    state_->asked.emplace_back(key);
  return state_->node->find(key);
}

bool Table::has(std::string_view key) const { return ask(key) != nullptr; }

SourcePosition Table::position() const { return state_->node->place.position(); }

SourcePosition Table::position(std::string_view key) const {
  const Node* node = state_->node->find(key);
  return node ? node->place.position() : position();
}

std::string Table::path() const { return state_->path; }

std::string Table::path(std::string_view key) const {
  return state_->path.empty() ? std::string(key) : fmt::format("{}.{}", state_->path, key);
}

std::string Table::written(std::string_view key) const {
  const Node* node = state_->node->find(key);
  if (node && node->is_map() && node->find("value")) node = node->find("value");
  return node ? node->text : std::string{};
}

InputError Table::error(std::string_view key, const std::string& complaint, const std::string& advice) const {
  return {position(key), fmt::format("{} {}", path(key), complaint), advice};
}

void Table::warn(std::string_view key, const std::string& complaint, const std::string& advice) const {
  Warning warning{position(key), fmt::format("{} {}", path(key), complaint), advice};
  const auto same = [text = warning.text()](const Warning& other) { return other.text() == text; };
  if (std::none_of(reading_->warnings.begin(), reading_->warnings.end(), same))  // a value may be read twice
    reading_->warnings.push_back(std::move(warning));
}

/// In the map of a function, which is recorded as a whole, only a value with a status or range of its own counts.
void Table::record(ProvenanceEntry entry) const {
  if (state_->silent) {
    const Node* node = state_->node->find(std::string_view(entry.path).substr(entry.path.rfind('.') + 1));
    if (!node || !node->is_map() || !(node->find("status") || node->find("range"))) return;
  }
  reading_->provenance.record(std::move(entry));
}

std::vector<std::string> Table::keys() const {
  std::vector<std::string> keys;
  for (const Node::Entry& entry : state_->node->entries) keys.push_back(entry.key);
  return keys;
}

bool Table::is_map(std::string_view key) const {
  const Node* node = ask(key);
  return node && node->is_map();
}

const Provenance& Table::provenance() const { return reading_->provenance; }
const std::vector<std::filesystem::path>& Table::files() const { return reading_->files; }
const Warnings& Table::warnings() const { return reading_->warnings; }

namespace {
std::string example_of(const Dimension& dimension, std::string_view key) {
  const std::string example = dimension.example();
  return example.empty() ? std::string{} : fmt::format(", e.g. {}: {}", key, example);
}

std::string needed(const Dimension& dimension) {
  const std::string example = dimension.example();
  return fmt::format("{} is needed{}{}", dimension.name(), example.empty() ? "" : ", e.g. ", example);
}
}  // namespace

/// The node of a required key. A key that was meant to be it, but is misspelt, is pointed at.
const Node& Table::need(std::string_view key, const Needs& what) const {
  const Node* node = ask(key);
  if (node) return *node;
  // A slip or two only: at_100_percent is not a misspelt at_0_percent.
  const double limit = key.size() < 14 ? 1.0 : 2.0;
  for (const Node::Entry& entry : state_->node->entries) {
    if (state_->knows(entry.key) || slips_between(entry.key, key, limit) > limit) continue;
    throw InputError(entry.place.position(), fmt::format("'{}' is not known here", path(entry.key)),
                     fmt::format("did you mean {}?", key));
  }
  throw InputError(position(), fmt::format("{} is missing", path(key)), what());
}

const Node& Table::leaf_of(const Node& node, const std::string& where, const Needs& what) {
  const Node* leaf = &node;
  if (node.is_map() && node.find("value")) {
    static const std::vector<std::string> allowed = {"value", "status", "source", "range", "note", "valid"};
    for (const Node::Entry& entry : node.entries) {
      if (std::find(allowed.begin(), allowed.end(), entry.key) != allowed.end()) continue;
      throw InputError(entry.place.position(), fmt::format("'{}.{}' is not known here", where, entry.key),
                       did_you_mean(entry.key, allowed));
    }
    leaf = node.find("value");
  }
  if (leaf->is_leaf()) return *leaf;
  if (leaf->kind == Node::Kind::empty)
    throw InputError(leaf->place.position(), fmt::format("{} is empty: {}", where, what()));
  const bool without_value = leaf->find("source") || leaf->find("status") || leaf->find("range");
  throw InputError(
      leaf->place.position(),
      fmt::format("{} {}: {}", where, without_value ? "has no 'value'" : "is " + leaf->kind_name(), what()));
}

double Table::number(const Node& leaf, const std::string& where, const Dimension& dimension, double lo, double hi) {
  const auto fail = [&](const std::string& complaint, const std::string& advice) {
    throw InputError(leaf.place.position(), fmt::format("{} = {}{}", where, leaf.text, complaint), advice);
  };
  WrittenQuantity quantity;
  try {
    quantity = parse_quantity(leaf.text);
  } catch (const UnitError& unit_error) {
    const bool no_number = unit_error.complaint.ends_with("is not a number with a unit");
    if (no_number || unit_error.complaint == "is empty") fail(": " + needed(dimension), unit_error.advice);
    if (unit_error.complaint.ends_with("is not a finite number")) fail(" is not a finite number", needed(dimension));
    fail(": " + unit_error.complaint, unit_error.advice);
  }
  std::optional<double> value = to_si(quantity.number, quantity.unit, dimension);
  const bool bare = quantity.unit.text.empty();
  const bool temperature = dimension == Dimension{{0, 0, 0, 0, 1}};
  if (!value && bare && quantity.number == 0.0 && !temperature) value = 0.0;  // zero is zero in any unit
  if (!value && bare) {
    std::string advice = advice_for(quantity.number, dimension, lo, hi);
    if (!advice.starts_with("did you mean")) advice = needed(dimension);
    fail(" has no unit", advice);
  }
  if (!value) {
    std::string advice;
    if (temperature && quantity.unit.text == "C")  // which is the coulomb
      advice = fmt::format("did you mean {} degC?", number_text(quantity.number));
    for (const std::string& unit : usual_units(dimension))
      if (slips_between(unit, quantity.unit.text, 2.0) < 1.0 || unit == quantity.unit.text + "/mol")
        advice = fmt::format("did you mean {} {}?", number_text(quantity.number), unit);
    fail(": " + needed(dimension), advice);
  }
  if (!std::isfinite(*value)) fail(" is not a finite number", needed(dimension));
  // A range in another unit than the value may miss it by a rounding error.
  const double slack = 1e-12 * std::abs(*value);
  if (!(*value >= lo - slack && *value <= hi + slack))
    fail(!(*value < 0.0 && lo >= 0.0) ? " is not plausible"
         : temperature                ? " is below absolute zero"
                                      : " is negative",
         advice_for(quantity.number, dimension, lo, hi));
  return *value;
}

std::string range_text(const Dimension& dimension, double lo, double hi) {
  if (!std::isfinite(hi)) return "at least " + quantity_text(lo, dimension);
  if (!std::isfinite(lo)) return "at most " + quantity_text(hi, dimension);
  return fmt::format("{} to {}", quantity_text(lo, dimension), quantity_text(hi, dimension));
}

std::string advice_for(double number, const Dimension& dimension, double lo, double hi) {
  if (!std::isfinite(lo) && !std::isfinite(hi)) return {};
  const bool hardly_beyond = dimension == Dimension{} && number > hi && number < 2.0 * hi;  // rather 1 than 1.2 %
  for (const std::string& text : usual_units(dimension)) {
    if (hardly_beyond) break;
    const auto value = to_si(number, parse_unit(text), dimension);
    if (number != 0.0 && value && *value >= lo && *value <= hi && std::isfinite(lo) && std::isfinite(hi))
      return fmt::format("did you mean {}{}{}?", number_text(number), text.empty() ? "" : " ", text);
  }
  return "plausible is " + range_text(dimension, lo, hi);
}

double Table::read_si(std::string_view key, const Dimension& dimension, double lo, double hi) const {
  const Node& node = need(key, [&] { return dimension.name() + " is needed" + example_of(dimension, key); });
  const std::string where = path(key);
  const Node& leaf = leaf_of(node, where, [&] { return needed(dimension); });
  const double value = number(leaf, where, dimension, lo, hi);
  ProvenanceEntry entry = entry_for(key, node);
  entry.written = leaf.text;
  entry.value = value;
  entry.dimension = dimension;
  if (const Node* range = node.is_map() ? node.find("range") : nullptr) {
    const bool pair =
        range->is_list() && range->items.size() == 2 && range->items[0].is_leaf() && range->items[1].is_leaf();
    if (!pair)
      throw InputError(range->place.position(), fmt::format("{}.range: two values are needed, as [low, high]", where));
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double low = number(range->items[0], where + ".range", dimension, -infinity, infinity);
    const double high = number(range->items[1], where + ".range", dimension, -infinity, infinity);
    const double slack = 1e-9 * std::abs(value);
    if (low > high)
      throw InputError(range->place.position(), fmt::format("{}.range runs downwards", where), "write [low, high]");
    if (value < low - slack || value > high + slack)
      throw InputError(range->place.position(), fmt::format("{} = {} lies outside its own range", where, leaf.text),
                       "the range says between which values the truth is expected");
    entry.range = {low, high};
  }
  record(std::move(entry));
  return value;
}

const Node& Table::need_list(std::string_view key, const Needs& what) const {
  const Node& node = need(key, what);
  if (!node.is_list())
    throw InputError(node.place.position(), fmt::format("{} is {}: {}", path(key), node.kind_name(), what()));
  return node;
}

std::vector<double> Table::read_si_list(std::string_view key, const Dimension& dimension, double lo, double hi) const {
  const auto what = [&] { return fmt::format("a list is needed, as [{0}, {0}]", dimension.example()); };
  const Node& list = need_list(key, what);
  std::vector<double> values;
  ProvenanceEntry entry = entry_for(key, list);
  for (const Node& item : list.items) {
    const std::string where = fmt::format("{}.{}", path(key), values.size());
    const Node& leaf = leaf_of(item, where, [&] { return needed(dimension); });
    values.push_back(number(leaf, where, dimension, lo, hi));
    entry.written += (entry.written.empty() ? "" : ", ") + leaf.text;
  }
  entry.dimension = dimension;
  record(std::move(entry));
  return values;
}

std::vector<std::pair<double, double>> Table::read_si_pairs(std::string_view key, const Dimension& first,
                                                            const Dimension& second) const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto what = [&] {
    return fmt::format("pairs are needed, as [[{}, {}], ...]", first.example(), second.example());
  };
  std::vector<std::pair<double, double>> pairs;
  for (const Node& item : need_list(key, what).items) {
    const std::string where = fmt::format("{}.{}", path(key), pairs.size());
    if (!item.is_list() || item.items.size() != 2) throw InputError(item.place.position(), where + ": " + what());
    const Node& x = leaf_of(item.items[0], where + ".0", [&] { return needed(first); });
    const Node& y = leaf_of(item.items[1], where + ".1", [&] { return needed(second); });
    pairs.emplace_back(number(x, where + ".0", first, -infinity, infinity),
                       number(y, where + ".1", second, -infinity, infinity));
  }
  return pairs;
}

std::pair<double, double> Table::read_si_interval(std::string_view key, const Dimension& dimension, double lo,
                                                  double hi) const {
  const std::vector<double> ends = read_si_list(key, dimension, lo, hi);
  if (ends.size() != 2) throw error(key, fmt::format("has {} values: two are needed, as [low, high]", ends.size()));
  if (!(ends[0] < ends[1])) throw error(key, "does not go upwards", "write [low, high]");
  return {ends[0], ends[1]};
}

void Table::record_default(std::string_view key, double value, const Dimension& dimension) const {
  ProvenanceEntry entry;
  entry.path = path(key);
  entry.written = quantity_text(value, dimension);
  entry.value = value;
  entry.dimension = dimension;
  entry.status = Status::assumed;
  entry.position = position();
  record(std::move(entry));
}

}  // namespace vitrion
