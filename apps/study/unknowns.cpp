// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/unknowns.hpp"

#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace vitrion {
namespace {

/// Ranges wider than this are sampled in the logarithm.
constexpr double decade = 10.0;

bool is_wide(double lo, double hi) { return lo > 0.0 && hi > decade * lo; }

const Node* leaf(const Node& map, std::string_view key) {
  const Node* node = map.find(key);
  if (node && node->is_map()) node = node->find("value");
  return node && node->is_leaf() ? node : nullptr;
}

/// The value of a function at the state of which its file speaks.
double at_stated_state(const ProvenanceEntry& entry, const Node& form) {
  std::vector<Argument> arguments;
  for (const ArgumentSpec& argument : entry.arguments) {
    double value = argument.typical;
    for (const char* key : {"at", "reference_temperature"}) {
      const Node* stated = argument.name == "T" ? leaf(form, key) : nullptr;
      if (!stated) continue;
      const WrittenQuantity T = parse_quantity(stated->text, stated->place.position());
      value = to_si(T.number, T.unit, argument.dimension).value_or(value);
      break;
    }
    arguments.emplace_back(value);
  }
  double value = 0.0;
  entry.function->evaluate(arguments, {&value, 1});
  return value;
}

double scale_of(const Node& form) {
  const Node* scale = leaf(form, "scale");
  return scale ? parse_number(scale->text).value_or(1.0) : 1.0;
}

}  // namespace

const Node* node_at(const Node& root, std::string_view path) {
  const Node* node = &root;
  while (node && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string_view key = path.substr(0, dot);
    path.remove_prefix(std::min(dot + 1, path.size()));
    if (node->is_list()) {
      const auto number = parse_number(key);
      const bool there = number && *number >= 0.0 && *number < static_cast<double>(node->items.size());
      node = there ? &node->items[static_cast<std::size_t>(*number)] : nullptr;
    } else {
      node = node->find(key);
    }
  }
  return node;
}

double Unknown::value(double u) const { return logarithmic ? lo * std::pow(hi / lo, u) : lo + u * (hi - lo); }

std::string Unknown::assignment(double u) const {
  return fmt::format("{}={}{}{}", key, factor * value(u), unit.empty() ? "" : " ", unit);
}

Unknowns find_unknowns(const Document& document, std::span<const ProvenanceEntry> entries) {
  Unknowns unknowns;
  for (const ProvenanceEntry& entry : entries) {
    const Node* node = node_at(document.root(), entry.path);
    if (entry.status != Status::estimated || (!entry.value && !entry.function)) continue;
    const auto leave = [&](const char* reason) { unknowns.left_alone.push_back({entry.path, reason}); };
    if (entry.path == "area") {
      leave("results are per area");
      continue;
    }
    if (!entry.range) {
      leave("it has no range");
      continue;
    }
    const auto [lo, hi] = *entry.range;
    if (!(lo < hi)) continue;
    Unknown unknown{entry.path,
                    entry.written,
                    as_written(lo, entry),
                    as_written(hi, entry),
                    lo,
                    hi,
                    is_wide(lo, hi),
                    entry.function.has_value(),
                    1.0,
                    entry.dimension.dimensionless() ? "" : entry.dimension.text(),
                    entry.path,
                    entry.dimension.dimensionless() ? "1" : entry.dimension.text()};
    if (entry.function) {
      if (!node || !node->is_map()) {
        leave("it is not written as a map that could be scaled");
        continue;
      }
      const double nominal = at_stated_state(entry, *node);
      unknown.factor = scale_of(*node) / nominal;
      if (!(unknown.factor * lo > 0.0) || !std::isfinite(unknown.factor)) {
        leave("no factor takes it through its range");
        continue;
      }
      unknown.unit.clear();
      unknown.key = entry.path + ".scale";
    }
    unknowns.sampled.push_back(std::move(unknown));
  }
  return unknowns;
}

}  // namespace vitrion
