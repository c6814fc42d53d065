// SPDX-License-Identifier: BSD-3-Clause
#include "model/state_layout.hpp"

#include <fmt/format.h>

#include <cassert>
#include <utility>

namespace vitrion {

FieldId StateLayout::add(Field field) {
  field.first = size_;
  size_ += field.size();
  fields_.push_back(std::move(field));
  return fields_.size() - 1;
}

const Field& StateLayout::owner(std::size_t i) const {
  assert(i < size_);
  std::size_t id = 0;
  while (i >= fields_[id].first + fields_[id].size()) ++id;
  return fields_[id];
}

std::string StateLayout::describe(std::size_t i) const {
  const Field& field = owner(i);
  if (field.x.empty()) return field.name;
  const std::size_t offset = i - field.first;
  const std::size_t column = offset % field.columns();
  if (field.r.empty()) return fmt::format("{}[x={}]", field.name, column);
  return fmt::format("{}[x={}, r={}]", field.name, column, offset / field.columns());
}

}  // namespace vitrion
