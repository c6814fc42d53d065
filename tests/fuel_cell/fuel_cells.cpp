// SPDX-License-Identifier: BSD-3-Clause
#include "tests/fuel_cell/fuel_cells.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>

namespace vitrion::test {
namespace {

std::vector<double> array(const std::string& id, const char* side, const std::string& name) {
  std::ifstream file(VITRION_SOURCE_DIR "/tests/data/worked-examples.json");
  for (const auto& record : nlohmann::json::parse(file)) {
    if (record.at("id") == id) return record.at(side).at(name).at("value");
  }
  throw std::out_of_range("no worked example " + id);
}

}  // namespace

std::vector<double> worked_inputs(const std::string& id, const std::string& name) { return array(id, "inputs", name); }
std::vector<double> worked_outputs(const std::string& id, const std::string& name) { return array(id, "output", name); }

}  // namespace vitrion::test
