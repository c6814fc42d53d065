// SPDX-License-Identifier: BSD-3-Clause
// Any bytes as a YAML or JSON file (BPX included), as a `--set` assignment, or as a unit: either an InputError, or
// values that are finite and inside their range. The first byte says which.
#include "params/documents/table.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace vitrion;
using namespace vitrion::units;

void check_unit(std::string_view text) {
  try {
    const WrittenQuantity quantity = parse_quantity(text);
    if (!std::isfinite(quantity.number) || !(quantity.unit.factor > 0.0)) std::abort();
    to_si(quantity.number, quantity.unit, quantity.unit.dimension);
    quantity_text(quantity.number, quantity.unit.dimension);
  } catch (const UnitError&) {
  }
}

void attempt(const Table& table, void (*read)(const Table&)) {
  try {
    read(table);
  } catch (const InputError&) {
  }
}

/// Reads a table in every way there is; each way may fail on its own.
void read_everything(const Table& table, int depth) {
  const auto in_range = [](const Table& t) {
    const double value = si(t.read<Length>("thickness", {1.0 * um, 2.0 * mm}));
    if (!(value >= 0.999e-6 && value <= 2.001e-3)) std::abort();
  };
  attempt(table, in_range);
  attempt(table, [](const Table& t) { t.read<Temperature>("temperature"); });
  attempt(table, [](const Table& t) { t.read_interval<Voltage>("voltage_limits"); });
  attempt(table, [](const Table& t) { t.read_choice("type", {"foil", "porous"}); });
  attempt(table, [](const Table& t) { t.read_count("shells", 1, 100); });
  attempt(table, [](const Table& t) { t.read_texts("between"); });
  attempt(table, [](const Table& t) {
    const Function f = t.read_function<ElectricConductivity>(
        "conductivity", {argument("c", 1.0 * mol_per_L), argument("T", 300.0 * K)}, {0.0 * S_per_m, 1e3 * S_per_m});
    f({500.0, 280.0});
    f.derivative(1, {500.0, 280.0});
  });
  attempt(table,
          [](const Table& t) { t.read_function<Voltage>("open_circuit_potential", {argument("x", 0.5 * one)}); });
  if (depth < 3) {
    for (const char* const key : {"electrolyte", "negative", "positive"})
      if (table.is_map(key)) read_everything(table.child(key), depth + 1);
    for (const char* const key : {"separator", "materials"}) {
      try {
        for (const Table& item : table.children(key)) read_everything(item, depth + 1);
      } catch (const InputError&) {
      }
    }
  }
}

void check_document(std::string_view text, const char* file) {
  const Document document = Document::parse(text, file, Library({}));
  const Table table(document);
  read_everything(table, 0);
  attempt(table, [](const Table& t) { t.finish(); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0] % 4) {
      case 0:
        check_document(text, "no/such/folder/cell.yaml");
        break;
      case 1:
        check_document(text, "no/such/folder/cell.json");
        break;
      case 2:
        check_unit(text);
        break;
      default: {
        Document document =
            Document::parse("a: 1\nb: [{name: c, d: 2 m}]\ne: {value: 1 V}\n", "cell.yaml", Library({}));
        document.set(text);
      }
    }
  } catch (const InputError&) {
  }
  return 0;
}
