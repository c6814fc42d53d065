// SPDX-License-Identifier: BSD-3-Clause
// The map `dendrites` of electrolytes, foils and cells.
#include "model/indicators/read_dendrites.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <set>
#include <string>

using namespace vitrion;
using namespace vitrion::indicators;

namespace {

/// Reads a flow map, whose `dendrites` begin in line 2, column 12.
DendriteData read(const std::string& text) {
  const Document document = Document::parse("name: test\ndendrites: {" + text + "}\n", "foil.yaml", Library({}));
  const Table table(document);
  DendriteData data = read_dendrites(table.child("dendrites"));
  (void)table.read_text("name");
  table.finish();
  return data;
}

const Datum& of(const DendriteData& data, Input input) {
  for (const auto& [which, datum] : data.given)
    if (which == input) return datum;
  throw std::logic_error("not given");
}

void refused(const std::string& text, const std::string& message) {
  INFO(text);
  CHECK_THROWS_WITH(read(text), message);
}

}  // namespace

TEST_CASE("dendrite inputs: every one can be written by its name, in the unit of its description",
          "[model][indicators]") {
  std::set<std::string> names;
  for (auto i = static_cast<std::size_t>(first_constant_input); i < input_count; ++i) {
    const auto input = static_cast<Input>(i);
    const InputSpec& spec = spec_of(input);
    INFO(spec.name);
    CHECK(names.emplace(spec.name).second);
    CHECK(spec.lowest < spec.highest);
    const double value = 0.5 * (spec.lowest + spec.highest);
    const DendriteData data = read(fmt::format("{}: {} {}", spec.name, value, spec.unit == "1" ? "" : spec.unit));
    REQUIRE(data.given.size() == 1);
    CHECK(data.given[0].first == input);
    CHECK(data.given[0].second.value == Approx(value).epsilon(1e-14));
    CHECK(data.given[0].second.status == Status::unknown);
    CHECK_FALSE(data.given[0].second.calibrated);
  }
}

TEST_CASE("dendrite inputs: units, status and what was calibrated are read", "[model][indicators]") {
  const DendriteData data = read(
      "pressure: 3 MPa, fracture_toughness: {value: 0.1 MPa m^0.5, status: measured}, current_scatter: {value: "
      "0.166, status: derived}, correlation_length: {value: 1 um, range: [0.1 um, 10 um], status: estimated}, "
      "calibrated: [current_scatter], horizon: 400 h");
  CHECK(of(data, Input::pressure).value == 3e6);
  CHECK(of(data, Input::fracture_toughness).value == Approx(1e5).epsilon(1e-14));
  CHECK(of(data, Input::fracture_toughness).status == Status::measured);
  CHECK(of(data, Input::correlation_length).status == Status::estimated);
  CHECK(of(data, Input::current_scatter).calibrated);
  CHECK_FALSE(of(data, Input::correlation_length).calibrated);
  CHECK(*data.horizon == 400.0 * 3600.0);
  CHECK(read("pressure: 3 MPa").horizon == std::nullopt);
}

TEST_CASE("dendrite inputs: a later map overrules an earlier one, value by value", "[model][indicators]") {
  DendriteKnowledge known;
  CHECK(known.inputs().value(Input::net_share) == 0.5);
  CHECK(known.inputs()[Input::net_share].status == Status::assumed);
  CHECK(known.horizon() == 1000.0 * 3600.0);
  known.add(read("pressure: 3 MPa, current_scatter: 0.1, calibrated: [current_scatter], horizon: 10 h"));
  known.add(read("current_scatter: {value: 0.2, status: measured}, net_share: 0.3"));
  CHECK(known.inputs().value(Input::pressure) == 3e6);
  CHECK(known.inputs().value(Input::current_scatter) == 0.2);
  CHECK(known.inputs()[Input::current_scatter].status == Status::measured);
  CHECK_FALSE(known.inputs()[Input::current_scatter].calibrated);  // the measured value is not the fitted one
  CHECK(known.inputs().value(Input::net_share) == 0.3);
  CHECK(known.horizon() == 10.0 * 3600.0);
}

TEST_CASE("dendrite inputs: what cannot be is refused where it stands", "[model][indicators][errors]") {
  refused("presure: 3 MPa", "foil.yaml:2:13: 'dendrites.presure' is not known here\n  did you mean pressure?");
  refused("pressure: 3 mm", "foil.yaml:2:23: dendrites.pressure = 3 mm: a pressure is needed, e.g. 3 GPa");
  refused("pressure: 3", "foil.yaml:2:23: dendrites.pressure = 3 has no unit\n  did you mean 3 Pa?");
  refused("pressure: -3 MPa", "foil.yaml:2:23: dendrites.pressure = -3 MPa is negative\n  plausible is 0 Pa to 10 GPa");
  refused("creep_sensitivity: 0",
          "foil.yaml:2:32: dendrites.creep_sensitivity = 0 is not plausible\n  plausible is 0.01 to 1");
  refused("current_scatter: nan",
          "foil.yaml:2:30: dendrites.current_scatter = nan is not a finite number\n  a number is needed, e.g. 0.5");
  refused("flaw_length: 20 mm",
          "foil.yaml:2:26: dendrites.flaw_length = 20 mm is not plausible\n  did you mean 20 um?");
  refused("horizon: 0 h", "foil.yaml:2:22: dendrites.horizon = 0 h is not plausible\n  plausible is 1 s to 115741 d");
  refused("correlation_length: {value: 1 um, range: [2 um, 3 um], status: estimated}",
          "foil.yaml:2:54: dendrites.correlation_length = 1 um lies outside its own range\n"
          "  the range says between which values the truth is expected");
  refused("pressure: 3 MPa, calibrated: [current_scatter]",
          "foil.yaml:2:42: dendrites.calibrated names 'current_scatter', which this map does not give\n"
          "  it lists the inputs beside it that were fitted to times to short");
  refused("pressure: 3 MPa, calibrated: [luck]",
          "foil.yaml:2:42: dendrites.calibrated names 'luck', which is no input of the dendrite indicators\n"
          "  it lists the inputs beside it that were fitted to times to short");
  refused("pressure: 3 MPa, calibrated: pressure",
          "foil.yaml:2:42: dendrites.calibrated is text: a list of texts is needed, as [a, b]");
  // What comes with the state of the cell cannot be given: the current is no input of a file.
  CHECK_THROWS_WITH(read("current: 1 A/m^2"), Catch::Contains("'dendrites.current' is not known here") &&
                                                  Catch::Contains("critical_vacancies, current_scatter"));
}
