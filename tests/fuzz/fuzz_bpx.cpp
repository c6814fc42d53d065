// SPDX-License-Identifier: BSD-3-Clause
// Any bytes in the places of a BPX file that hold values: its version, a function as text, a table, a number. Either an
// InputError, or a document whose tables can be read.
#include "params/documents/table.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace vitrion;

/// A BPX file with other bytes in one place.
std::string bpx_with(std::size_t place, const std::string& bytes) {
  const auto at = [&](std::size_t i, const char* usual) { return i == place ? bytes : std::string(usual); };
  return R"({"Header": {"BPX": )" + at(0, "0.4.0") + R"(, "Model": "DFN"}, "Parameterisation": {"Cell": {)" +
         R"("Electrode area [m2]": )" + at(1, "0.01") + R"(, "Lower voltage cut-off [V]": 2.7, )" +
         R"("Upper voltage cut-off [V]": 4.2, "Nominal cell capacity [A.h]": 5, "Ambient temperature [K]": 298.15, )" +
         R"("Reference temperature [K]": 298.15, "Initial temperature [K]": 298.15, )" +
         R"("Number of electrode pairs connected in parallel to make a cell": )" + at(2, "1") +
         R"(}, "Electrolyte": {)" + R"("Initial concentration [mol.m-3]": 1000, "Cation transference number": 0.26, )" +
         R"("Conductivity [S.m-1]": )" + at(3, R"("0.1297 * (x / 1000) ** 3")") + R"(, "Diffusivity [m2.s-1]": )" +
         at(4, R"({"x": [0, 1000], "y": [1e-10, 2e-10]})") + R"(}, "Negative electrode": {"OCP [V]": )" +
         at(5, R"("0.2 * exp(-30 * x) + tanh(x)") ") + "
}
" + at(6, "
    ") + "
}
}
";
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
            child.read_function<units::Voltage>(property, {argument("x", 0.5 * units::one)});
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
