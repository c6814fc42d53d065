// SPDX-License-Identifier: BSD-3-Clause
#include "apps/validation/validation_case.hpp"

#include "params/documents/library.hpp"
#include "params/text/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace vitrion {
namespace {

constexpr const char* case_file = "case.yaml";

/// A column of the reference in SI.
std::vector<double> read_column(const CsvTable& csv, const Table& columns, const char* key, const char* si_unit) {
  const Table column = columns.child(key);
  const Unit unit = parse_unit(column.read_text("unit"), column.text_position("unit"));
  if (unit.dimension != parse_unit(si_unit).dimension)
    throw column.error("unit", fmt::format("'{}' is no unit of {}", unit.text, key), fmt::format("e.g. {}", si_unit));
  std::vector<double> values = csv.column(column.read_text("column"), column.text_position("column")).values;
  for (double& value : values) value = value * unit.factor + unit.offset;
  return values;
}

VoltageCurve read_reference(const Table& table) {
  const Table reference = table.child("reference");
  const CsvTable csv = read_csv(reference.read_file("file"), reference.text_position("file"));
  VoltageCurve curve{read_column(csv, reference, "time", "s"), read_column(csv, reference, "voltage", "V")};
  if (curve.t.empty()) throw reference.error("file", "has no rows", "a reference needs at least one");
  if (!std::is_sorted(curve.t.begin(), curve.t.end()))
    throw reference.error("time", "goes back", "the rows of a reference are in the order of time");
  return curve;
}

Acceptance read_acceptance(const Table& table) {
  const Table tolerance = table.child("tolerance");
  const auto volts = [&](const char* key) {
    const auto found = tolerance.find<Voltage>(key, between<Voltage>(1e-9, 10.0));
    return found ? si(*found) : Acceptance::anything;
  };
  const auto seconds = [&](const char* key, double fallback) {
    const auto found = tolerance.find<Time>(key, between<Time>(0.0, 1e9));
    return found ? si(*found) : fallback;
  };
  Acceptance acceptance{
      .max_error = volts("max_error"),
      .rmse = volts("rmse"),
      .end_time = seconds("end_time", Acceptance::anything),
      .after = seconds("after", 0.0),
      .time_error = seconds("time_error", 0.0),
      .reason = table.read_text("reason"),
  };
  if (acceptance.max_error == Acceptance::anything && acceptance.rmse == Acceptance::anything)
    throw table.error("tolerance", "bounds no error", "give max_error, rmse or both");
  return acceptance;
}

CellInput read_cell_of_case(const Table& table, const std::filesystem::path& folder) {
  CellChanges changes;
  if (table.has("set")) changes.set = table.read_texts("set");
  if (table.has("temperature")) {
    table.read<Temperature>("temperature");
    changes.temperature = table.written("temperature");
  }
  const std::string cell = table.read_text("cell");
  return load_cell(Library::standard().find(cell, folder, table.text_position("cell")), changes);
}

Protocol read_protocol_of_case(const Document& document, const Table& table) {
  if (!table.has("protocol")) throw table.error("protocol", "is missing", "say what is done with the cell");
  return read_protocol(*document.root().find("protocol"));
}

}  // namespace

ValidationCase read_validation_case(const std::filesystem::path& file) {
  const Document document = Document::read(file);
  const Table table(document);
  table.expect_kind("validation");
  const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  ValidationCase read{
      .id = folder.filename().string(),
      .name = table.read_text("name"),
      .cell = read_cell_of_case(table, folder),
      .protocol = read_protocol_of_case(document, table),
      .reference = read_reference(table),
      .acceptance = read_acceptance(table),
  };
  table.finish();
  if (!read.protocol.temperature) read.protocol.temperature = read.cell.cell->facts().temperature;
  return read;
}

std::vector<std::filesystem::path> validation_cases(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const std::filesystem::path file = entry.path() / case_file;
    if (std::filesystem::exists(file, failed)) files.push_back(file);
  }
  if (files.empty()) {
    throw InputError({}, fmt::format("{} holds no cases", folder.string()),
                     fmt::format("a case is a folder in it with a {}", case_file));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace vitrion
