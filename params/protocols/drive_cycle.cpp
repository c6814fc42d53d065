// SPDX-License-Identifier: BSD-3-Clause
#include "params/protocols/drive_cycle.hpp"

#include "params/protocols/protocol_value.hpp"
#include "params/text/measured_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace vitrion {
namespace {

const CsvTable::Column& time_column(const CsvTable& table, const DriveCycleColumns& columns,
                                    const SourcePosition& where) {
  if (!columns.time.empty()) return table.column(columns.time, where);
  if (const CsvTable::Column* const named = find_measured(table, Measured::test_time)) return table.sound(*named);
  if (table.find("1") == &table.columns.front()) return table.sound(table.columns.front());
  throw InputError(where, fmt::format("no column of {} is called time", table.file), "name it: \"time: elapsed\"");
}

/// What a unit is one of; a current where none is said.
Measured quantity_of(const std::string& unit, const SourcePosition& where) {
  const auto kind = unit.empty() ? ProtocolValue::Kind::current : parse_protocol_value("1 " + unit, where).kind;
  return kind == ProtocolValue::Kind::power     ? Measured::power
         : kind == ProtocolValue::Kind::voltage ? Measured::voltage
                                                : Measured::current;
}

/// The column that is named, or the one beside the time, or what a cycler recorded of the quantity that is asked for.
const CsvTable::Column& value_column(const CsvTable& table, const DriveCycleColumns& columns,
                                     const CsvTable::Column& time, const SourcePosition& where) {
  if (!columns.value.empty()) return table.column(columns.value, where);
  if (table.columns.size() == 2)
    return table.sound(&table.columns.front() == &time ? table.columns[1] : table.columns[0]);
  if (const CsvTable::Column* const measured = find_measured(table, quantity_of(columns.unit, where)))
    return table.sound(*measured);
  throw InputError(where, fmt::format("{} has {} columns, and none is chosen", table.file, table.columns.size()),
                   "name one: \"column: power\"");
}

/// The unit that the name of a column carries.
std::optional<ProtocolValue> unit_in(const std::string& name) {
  const std::string unit = meaning_of(name).unit;
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
  if (column.kind != CsvTable::Column::Kind::numbers) return 1.0;  // a clock, already in seconds
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
  const double first = time.values.front();
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const double t = (time.values[i] - first) * time_unit, y = value.values[i] * one.amount.value * columns.scale;
    if (i > 0 && time.values[i] < time.values[i - 1]) {
      throw InputError(
          {table.file, table.lines[i]}, fmt::format("the time {} comes before {}", time.values[i], time.values[i - 1]),
          "time must not fall from row to row; where a counter restarts, name another column: \"time: …\"");
    }
    // Two rows at one time are a jump; of more, the first and the last.
    const std::size_t n = cycle->time.size();
    if (n >= 2 && cycle->time[n - 2] == t) {
      cycle->value.back() = y;
      continue;
    }
    if (columns.hold && i > 0 && cycle->time.back() < t) {
      const double held = cycle->value.back();
      cycle->time.push_back(t);
      cycle->value.push_back(held);
    }
    cycle->time.push_back(t);
    cycle->value.push_back(y);
  }
  if (!(cycle->time.back() > 0.0))
    throw InputError(where, fmt::format("all rows of {} are at one time", table.file), "a course lasts");
  // A jump is a line so steep that nothing happens meanwhile; centred on its time, it leaves the charge as it is.
  const double width = 1e-9 * cycle->time.back();
  for (std::size_t k = 0; k + 1 < cycle->time.size(); ++k) {
    if (cycle->time[k] != cycle->time[k + 1]) continue;
    if (k > 0) cycle->time[k] -= 0.5 * width;
    cycle->time[k + 1] += k > 0 ? 0.5 * width : width;
  }
  return cycle;
}

}  // namespace vitrion
