// SPDX-License-Identifier: BSD-3-Clause
#include "tests/cells/running.hpp"

#include "apps/experiment/protocol_check.hpp"
#include "params/documents/document.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace vitrion::test {
namespace {

const nlohmann::json& worked_example(const std::string& id) {
  static const nlohmann::json all = [] {
    std::ifstream file(VITRION_SOURCE_DIR "/tests/data/worked-examples.json");
    return nlohmann::json::parse(file);
  }();
  for (const auto& record : all) {
    if (record.at("id") == id) return record;
  }
  throw std::out_of_range("no worked example " + id);
}

Document with(Document document, const std::vector<std::string>& assignments) {
  for (const std::string& assignment : assignments) document.set(assignment);
  return document;
}

Document library_document(const std::string& name, const std::vector<std::string>& assignments) {
  return with(Document::read(VITRION_SOURCE_DIR "/params/library/cells/" + name + ".yaml"), assignments);
}

}  // namespace

std::unique_ptr<Cell> cell_from(std::string_view text, const std::vector<std::string>& assignments) {
  const Document document = with(Document::parse(text, "test.yaml"), assignments);
  return make_cell(Table(document));
}

std::unique_ptr<Cell> library_cell(const std::string& name, const std::vector<std::string>& assignments) {
  const Document document = library_document(name, assignments);
  return make_cell(Table(document));
}

lithium::Model library_model(const std::string& name, const std::vector<std::string>& assignments) {
  const Document document = library_document(name, assignments);
  return lithium::read(Table(document));
}

std::vector<std::string> library_cells() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(VITRION_SOURCE_DIR "/params/library/cells")) {
    const Document document = Document::read(entry.path());
    const Table cell(document);
    if (cell.read_text("chemistry") != "lithium") continue;
    if (cell.child("negative").read_text_or("type", "") != "reservoir") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void Recording::on_sample(const Sample& sample) {
  rows.push_back({sample.t,
                  sample.step_t,
                  sample.V,
                  sample.I,
                  sample.Q,
                  sample.count.step,
                  {sample.y.begin(), sample.y.end()},
                  {sample.outputs.begin(), sample.outputs.end()}});
}

const Recording::Row& Recording::at(double t, std::size_t step) const {
  for (const Row& row : rows) {
    if (row.step == step && std::abs(row.step_t - t) <= 1e-9 * (1.0 + t)) return row;
  }
  throw std::out_of_range("nothing was recorded then");
}

Tolerances tight(double relative) { return {.relative = relative, .absolute_scale = relative / 1e-4}; }

Recording run(Cell& cell, std::string_view sentences, const Tolerances& tolerances) {
  return run(cell, parse_protocol(sentences, "test protocol"), tolerances);
}

Recording run(Cell& cell, const Protocol& protocol, const Tolerances& tolerances) {
  Recording recording;
  for (std::size_t i = 0; i < cell.output_names().size(); ++i) recording.column[cell.output_names()[i].name] = i;
  Observer* const observers[] = {&recording};
  ExperimentOptions options;
  options.tolerances = tolerances;
  recording.result = run_experiment(cell, protocol, options, observers);
  return recording;
}

std::string complaint(const Cell& cell, std::string_view sentences) {
  try {
    check_protocol(parse_protocol(sentences, "test.yaml"), cell);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

double worked_input(const std::string& id, const std::string& name) {
  return worked_example(id).at("inputs").at(name).at("value");
}

double worked_output(const std::string& id, const std::string& name) {
  return worked_example(id).at("output").at(name).at("value");
}

}  // namespace vitrion::test
