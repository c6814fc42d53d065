// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace vitrion::test {

/// Inputs of a record by name, SI where the record is.
class WorkedInputs {
 public:
  explicit WorkedInputs(const nlohmann::json& record) : inputs_(record.at("inputs")) {}
  double operator()(const char* name) const { return inputs_.at(name).at("value").get<double>(); }
  double operator()(const char* name, double otherwise) const {
    return inputs_.contains(name) ? (*this)(name) : otherwise;
  }
  std::vector<double> list(const char* name) const { return inputs_.at(name).at("value").get<std::vector<double>>(); }

 private:
  const nlohmann::json& inputs_;
};

/// Numbers, lists of numbers or words.
using WorkedOutputs = std::map<std::string, nlohmann::json>;
using WorkedFunctions = std::map<std::string, std::function<WorkedOutputs(const WorkedInputs&)>>;

/// Records of worked-examples.json for which `mine(section, id)`.
template <class Mine>
std::vector<nlohmann::json> worked_examples(const Mine& mine) {
  std::ifstream file(VITRION_SOURCE_DIR "/tests/data/worked-examples.json");
  std::vector<nlohmann::json> records;
  for (const auto& record : nlohmann::json::parse(file))
    if (mine(record.at("section").get<std::string>(), record.at("id").get<std::string>())) records.push_back(record);
  return records;
}

/// Holds functions, by the id of their record, to the records: to the tolerance of each, and never less than 1e-6, as
/// several were stated to so many digits. Every record has its function, and every function its record.
inline void check_worked_examples(const WorkedFunctions& functions, const std::vector<nlohmann::json>& records) {
  const auto items = [](const nlohmann::json& value) {
    return value.is_array() ? value.get<std::vector<nlohmann::json>>() : std::vector{value};
  };
  std::set<std::string> seen;
  for (const auto& record : records) {
    const std::string id = record.at("id");
    INFO(id);
    REQUIRE(functions.count(id) == 1);
    seen.insert(id);
    const double tolerance = std::max(record.at("rtol").get<double>(), 1e-6);
    const WorkedOutputs computed = functions.at(id)(WorkedInputs(record));
    for (const auto& [name, output] : record.at("output").items()) {
      INFO(name);
      REQUIRE(computed.count(name) == 1);
      const std::vector<nlohmann::json> result = items(computed.at(name)), expected = items(output.at("value"));
      REQUIRE(result.size() == expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i].is_string()) {
          CHECK(result[i] == expected[i]);
        } else {
          CHECK(result[i].get<double>() == Approx(expected[i].get<double>()).epsilon(tolerance));
        }
      }
    }
  }
  CHECK(seen.size() == functions.size());
}

}  // namespace vitrion::test
