// SPDX-License-Identifier: BSD-3-Clause
#include "params/protocols/drive_cycle.hpp"

#include "params/protocols/protocol_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
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

/// The unit that the name of a column carries.
std::optional<ProtocolValue> unit_in(const std::string& name) {
  std::string unit;
  if (const auto slash = name.rfind(" / "); slash != std::string::npos) {
    unit = name.substr(slash + 3);
  } else if (const auto open = name.find_last_of("[("); open != std::string::npos && open + 2 < name.size()) {
    unit = name.substr(open + 1, name.size() - open - 2);
  }
  try {
    return unit.empty() ? std::nullopt : std::optional(parse_protocol_value("1 " + unit, {}));
  } catch (const InputError&) {  // "power (net)" names none
    return std::nullopt;
  }
}

/// The unit of the values as it is said, or else named.
ProtocolValue unit_of(const CsvTable::Column& column, const std::string& said, const SourcePosition& where) {
  const std::optional<ProtocolValue> named = unit_in(column.name);
  if (said.empty() && !named)
    throw InputError(where, "a drive cycle needs the unit of its values", "add for example \"unit: W\"");
  if (said.empty()) return *named;
  const ProtocolValue unit = parse_protocol_value("1 " + said, where);
  const bool same = !named || (named->kind == unit.kind && named->amount.basis == unit.amount.basis &&
                               named->amount.value == unit.amount.value);
  if (!same)
    throw InputError(where, fmt::format("the unit of the column '{}' is not {}", column.name, said),
                     "leave the unit out, or write that of the column");
  return unit;
}

double time_unit_of(const CsvTable::Column& column, std::optional<double> said, const SourcePosition& where) {
  const std::optional<ProtocolValue> named = unit_in(column.name);
  if (!named || named->kind != ProtocolValue::Kind::time) return said.value_or(1.0);
  if (said && *said != named->amount.value)
    throw InputError(where, fmt::format("the unit of the column '{}' is not what time_unit says", column.name),
                     "leave time_unit out, or write that of the column");
  return named->amount.value;
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
  const double time_unit = time_unit_of(time, columns.time_unit, where);
  const ProtocolValue one = unit_of(value, columns.unit, where);
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
      throw InputError(where,
                       fmt::format("'{}' is not a unit of current, voltage or power",
                                   columns.unit.empty() ? value.name : columns.unit),
                       "write for example \"unit: W\"");
  }
  cycle->basis = one.amount.basis;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    if (i > 0 && time.values[i] <= time.values[i - 1]) {
      throw InputError({table.file, table.lines[i]},
                       fmt::format("the time {} does not come after {}", time.values[i], time.values[i - 1]),
                       "time must increase from row to row");
    }
    cycle->time.push_back((time.values[i] - time.values.front()) * time_unit);
    cycle->value.push_back(value.values[i] * one.amount.value * columns.scale);
  }
  return cycle;
}

}  // namespace vitrion
