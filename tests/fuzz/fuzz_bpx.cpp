// SPDX-License-Identifier: BSD-3-Clause
// Any bytes in the places of a BPX file that hold values: its version, a function as text, a table, a number. Either an
// InputError, or a document whose tables can be read.
#include "params/documents/table.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace vitrion;

/// A BPX file with other bytes in one place.
std::string bpx_with(std::size_t place, const std::string& bytes) {
  std::string text = R"json({"Header": {"BPX": @0, "Model": "DFN"}, "Parameterisation": {"Cell": {
    "Electrode area [m2]": @1, "Lower voltage cut-off [V]": 2.7, "Upper voltage cut-off [V]": 4.2,
    "Nominal cell capacity [A.h]": 5, "Ambient temperature [K]": 298.15, "Reference temperature [K]": 298.15,
    "Initial temperature [K]": 298.15, "Number of electrode pairs connected in parallel to make a cell": @2},
    "Electrolyte": {"Initial concentration [mol.m-3]": 1000, "Cation transference number": 0.26,
    "Conductivity [S.m-1]": @3, "Diffusivity [m2.s-1]": @4}, "Negative electrode": {"OCP [V]": @5, "Porosity": @6}}})json";
  const std::array<std::string, 7> usual{"0.4.0",
                                         "0.01",
                                         "1",
                                         R"json("0.1297 * (x / 1000) ** 3")json",
                                         R"json({"x": [0, 1000], "y": [1e-10, 2e-10]})json",
                                         R"json("0.2 * exp(-30 * x) + tanh(x)")json",
                                         "0.3"};
  for (std::size_t i = usual.size(); i-- > 0;) {
    const std::string mark = "@" + std::to_string(i);
    text.replace(text.find(mark), mark.size(), i == place ? bytes : usual[i]);
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    const Document document = Document::parse(bpx_with(data[0] % 7, bytes), "no/such/folder/cell.json", Library({}));
    const Table table(document);
    for (const char* const part : {"electrolyte", "negative", "positive"}) {
      try {
        if (!table.is_map(part)) continue;
        const Table child = table.child(part);
        for (const char* const property : {"conductivity", "diffusivity", "open_circuit_potential"}) {
          try {
            child.read_function<Voltage>(property, {argument("x", 0.5 * units::one)});
          } catch (const InputError&) {
          }
        }
      } catch (const InputError&) {
      }
    }
  } catch (const InputError&) {
  }
  return 0;
}
