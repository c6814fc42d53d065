// SPDX-License-Identifier: BSD-3-Clause
#include "params/bpx/bpx_section.hpp"

#include "params/suggestion.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vitrion {

bool is_text(const Node& node) {
  return node.is_leaf() && (node.quoted || (!parse_number(node.text) && node.text != "true" && node.text != "false"));
}

BpxSection::BpxSection(const Node& node, std::string path, Warnings& warnings)
    : node_(&node), path_(std::move(path)), warnings_(&warnings) {
  if (!node.is_map())
    throw InputError(node.place.position(),
                     fmt::format("{} is {}: an object is needed", this->path(), node.kind_name()));
}

const Node* BpxSection::find(std::string_view key) {
  known_.emplace_back(key);
  const Node* node = node_->find(key);
  return node && node->kind != Node::Kind::empty ? node : nullptr;
}

const Node& BpxSection::need(std::string_view key) {
  if (const Node* node = find(key)) return *node;
  // One slip only: "Minimum …" is not a misspelt "Maximum …".
  for (const Node::Entry& entry : node_->entries) {
    const bool known = std::find(known_.begin(), known_.end(), entry.key) != known_.end();
    if (!known && slips_between(entry.key, key, 1.0) <= 1.0)
      throw InputError(entry.place.position(), fmt::format("{} has no field '{}'", path(), entry.key),
                       fmt::format("did you mean {}?", key));
  }
  throw InputError(node_->place.position(), fmt::format("{} lacks '{}'", path(), key),
                   "BPX needs this field for a DFN model");
}

double BpxSection::number(std::string_view key, Sign sign) {
  const Node& node = need(key);
  const std::string name = path(key);
  const auto value = node.is_leaf() ? parse_number(node.text) : std::nullopt;
  if (!value) {
    throw InputError(node.place.position(), node.is_leaf()
                                                ? fmt::format("{} = {}: a number is needed", name, node.text)
                                                : fmt::format("{} is {}: a number is needed", name, node.kind_name()));
  }
  if (node.quoted) warn(node, fmt::format("{} is a number in quotes", name), "write it without them");
  const auto fail = [&](const char* what) {
    throw InputError(node.place.position(), fmt::format("{} = {} {}", name, node.text, what));
  };
  if (sign == Sign::positive && *value <= 0.0) fail("is not positive");
  if (sign == Sign::not_negative && *value < 0.0) fail("is negative");
  if (sign == Sign::fraction && (*value < 0.0 || *value > 1.0)) fail("is not between 0 and 1");
  return *value;
}

Node BpxSection::quantity(std::string_view key, std::string_view unit, Sign sign) {
  number(key, sign);
  const Node& node = need(key);
  return Node::leaf(node.place, unit.empty() ? node.text : fmt::format("{} {}", node.text, unit));
}

std::string BpxSection::text(std::string_view key) {
  const Node& node = need(key);
  if (!is_text(node)) throw InputError(node.place.position(), fmt::format("{}: a text in quotes is needed", path(key)));
  return node.text;
}

void BpxSection::refuse(std::string_view key, const std::string& complaint, const std::string& advice) {
  if (const Node* node = find(key))
    throw InputError(node->place.position(), fmt::format("{}: {}", path(key), complaint), advice);
}

void BpxSection::ignore(std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) find(key);
}

void BpxSection::warn(const Node& where, const std::string& complaint, const std::string& advice) const {
  const Warning warning{where.place.position(), complaint, advice};
  const auto same = [&](const Warning& other) { return other.text() == warning.text(); };
  if (std::none_of(warnings_->begin(), warnings_->end(), same)) warnings_->push_back(warning);
}

void BpxSection::finish() const {
  for (const Node::Entry& entry : node_->entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    std::vector<std::string> free;
    for (const std::string& key : known_)
      if (!node_->find(key)) free.push_back(key);
    std::string advice = did_you_mean(entry.key, free);
    if (advice.empty()) advice = "own data belong into Parameterisation > User-defined";
    throw InputError(entry.place.position(), fmt::format("{} has no field '{}'", path(), entry.key), advice);
  }
}

}  // namespace vitrion
