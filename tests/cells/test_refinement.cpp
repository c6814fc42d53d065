// SPDX-License-Identifier: BSD-3-Clause
// A cell on a finer mesh, as error estimates ask for it.
#include "params/documents/document.hpp"
#include "params/documents/table.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace vitrion;

TEST_CASE("refinement multiplies every number of volumes and shells", "[cells][mesh]") {
  for (const auto& entry : std::filesystem::directory_iterator(VITRION_SOURCE_DIR "/params/library/cells")) {
    const Document document = Document::read(entry.path());
    const auto as_it_is = make_cell(Table(document)), finer = make_cell(Table(document), 3.0);
    const auto fields = as_it_is->system().layout().fields(), fine_fields = finer->system().layout().fields();
    REQUIRE(fields.size() == fine_fields.size());
    bool has_a_mesh = false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      INFO(entry.path().filename().string() << ": " << fields[i].name);
      CHECK(fields[i].name == fine_fields[i].name);
      if (fields[i].x.size() <= 1) continue;  // of a foil or of the whole cell
      has_a_mesh = true;
      // A layer with walls is filled with the next whole number of volumes, one of which may be two halves.
      CHECK(fine_fields[i].x.size() + 9 >= 3 * fields[i].x.size());
      CHECK(fine_fields[i].x.size() <= 3 * fields[i].x.size());
      CHECK(fine_fields[i].r.size() == 3 * fields[i].r.size());
    }
    CHECK(has_a_mesh == (as_it_is->facts().chemistry != "lithium_sulfur_0d"));
  }
}
