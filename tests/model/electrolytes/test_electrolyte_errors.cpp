// SPDX-License-Identifier: BSD-3-Clause
// What the reader of electrolytes says about windows that cannot be meant, word for word.
#include "model/materials/read_electrolyte.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace vitrion;

namespace {

/// What is said of an electrolyte with this window, which stands in line 6 from column 19 on.
std::string said_of_window(const std::string& window) {
  const Document document = Document::parse(
      "name: test\nworking_ion: Li+\ntransport: single-ion\nconcentration: 1 mol/L\nconductivity: 1 mS/cm\n"
      "stability_window: " +
          window + "\n",
      "glass.yaml", Library({}));
  try {
    const Table table(document);
    read_electrolyte(table);
    table.finish();
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("electrolytes: a window needs a reference, an end and both halves of a decomposition", "[model][errors]") {
  CHECK(said_of_window("{oxidation: 4.0 V, against: Li/Li+}").empty());
  CHECK(said_of_window("{oxidation: 4.0 V}") ==
        "glass.yaml:6:19: stability_window.against is missing\n"
        "  potentials need a reference: against: Li/Li+");
  CHECK(said_of_window("{oxidation: 1.0 V, against: SHE}") ==
        "glass.yaml:6:47: stability_window.against = SHE is not the electrode of the working ion\n"
        "  convert the potentials and write against: Li/Li+");
  CHECK(said_of_window("{against: Li/Li+}") ==
        "glass.yaml:6:19: stability_window.oxidation is missing, and so is reduction\n"
        "  a window has at least one end, e.g. oxidation: 4.0 V");
  CHECK(said_of_window("{oxidation: 1.0 V, reduction: 2.0 V, against: Li/Li+}") ==
        "glass.yaml:6:31: stability_window.oxidation is not above the reduction limit\n"
        "  an electrolyte is stable between the two");
  CHECK(said_of_window("{oxidation: 4.0 V, against: Li/Li+, tafel_slope: 0.1 V}") ==
        "glass.yaml:6:19: stability_window.onset_current is missing\n"
        "  onset_current and tafel_slope together say how fast the electrolyte decomposes outside");
  CHECK(said_of_window("{oxidation: 40 V, against: Li/Li+}") ==
        "glass.yaml:6:31: stability_window.oxidation = 40 V is not plausible\n"
        "  did you mean 40 mV?");
}
