// SPDX-License-Identifier: BSD-3-Clause
#include "params/drive_cycle.hpp"

#include "params/protocol_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace vitrion {
namespace {

bool is_named_time(const std::string& name) {
  const std::string lower = lower_case(name);
  return lower == "t" || lower.starts_with("time") || lower.starts_with("t [") || lower.starts_with("test time");
}

const CsvTable::Column& time_column(const CsvTable& table, const DriveCycleColumns& columns,
                                    const SourcePosition& where) {
  if (!columns.time.empty()) return table.column(columns.time, where);
  const auto named = std::find_if(table.columns.begin(), table.columns.end(),
                                  [](const CsvTable::Column& column) { return is_named_time(column.name); });
  if (named != table.columns.end()) return *named;
  if (table.find("1") == &table.columns.front()) return table.columns.front();
  throw InputError(where, fmt::format("no column of {} is called time", table.file), "name it: \"time: elapsed\"");
}

const CsvTable::Column& value_column(const CsvTable& table, const DriveCycleColumns& columns,
                                     const CsvTable::Column& time, const SourcePosition& where) {
  if (!columns.value.empty()) return table.column(columns.value, where);
  if (table.columns.size() != 2) {
    throw InputError(where, fmt::format("{} has {} columns, and none is chosen", table.file, table.columns.size()),
                     "name one: \"column: power\"");
  }
  return &table.columns.front() == &time ? table.columns[1] : table.columns[0];
}

}  // namespace

std::shared_ptr<const DriveCycle> make_drive_cycle(const CsvTable& table, const DriveCycleColumns& columns,
                                                   const SourcePosition& where) {
  const CsvTable::Column& time = time_column(table, columns, where);
  const CsvTable::Column& value = value_column(table, columns, time, where);
  if (table.rows() < 2)
    throw InputError(where, fmt::format("{} has one row only", table.file), "a course has two or more");

  auto cycle = std::make_shared<DriveCycle>();
  cycle->file = table.file;
  cycle->name = std::filesystem::path(table.file).filename().string();
  const ProtocolValue one = parse_protocol_value("1 " + columns.unit, where);
  switch (one.kind) {
    case ProtocolValue::Kind::current:
      cycle->quantity = DriveCycle::Quantity::current;
      break;
    case ProtocolValue::Kind::voltage:
      cycle->quantity = DriveCycle::Quantity::voltage;
      break;
    case ProtocolValue::Kind::power:
      cycle->quantity = DriveCycle::Quantity::power;
      break;
    default:
      throw InputError(where, fmt::format("'{}' is not a unit of current, voltage or power", columns.unit),
                       "write for example \"unit: W\"");
  }
  cycle->basis = one.amount.basis;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    if (i > 0 && time.values[i] <= time.values[i - 1]) {
      throw InputError({table.file, table.lines[i]},
                       fmt::format("the time {} does not come after {}", time.values[i], time.values[i - 1]),
                       "time must increase from row to row");
    }
    cycle->time.push_back((time.values[i] - time.values.front()) * columns.time_unit);
    cycle->value.push_back(value.values[i] * one.amount.value * columns.scale);
  }
  return cycle;
}

}  // namespace vitrion
