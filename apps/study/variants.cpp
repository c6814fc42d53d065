// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/variants.hpp"

#include "apps/experiment/inputs.hpp"
#include "apps/experiment/protocol_check.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <utility>

namespace vitrion {
namespace {

namespace fs = std::filesystem;

/// The most combinations of electrolytes and swept values.
constexpr std::size_t most_variants = 10000;

/// The file of an electrolyte; "llzo" is "electrolytes/llzo".
fs::path find_electrolyte(const std::string& name) {
  if (name.find('/') != std::string::npos) return find_input(name);
  try {
    return find_input(name);
  } catch (const InputError&) {
    return find_input("electrolytes/" + name);
  }
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') result += '\\';
    result += letter;
  }
  return result + "\"";
}

const Node* separator_of(const Node& cell) {
  const Node* separator = cell.find("separator");
  return separator && separator->is_list() ? separator : nullptr;
}

/// Whether an assignment may concern what is replaced, and must then wait for what is put in.
bool may_be_replaced(const std::string& assignment, const CompareRequest& request) {
  const std::string path = assignment.substr(0, assignment.find('='));
  if (!request.replace.empty()) return path.starts_with(request.replace + ".");
  return path.starts_with("electrolyte.") || path.find(".electrolyte.") != std::string::npos;
}

/// Paths of the maps that are replaced.
std::vector<std::string> places(const Node& cell, const CompareRequest& request) {
  std::vector<std::string> paths;
  const bool all = std::find(request.regions.begin(), request.regions.end(), "all") != request.regions.end();
  if (request.regions.empty() || all) {
    if (cell.find("electrolyte")) paths.emplace_back("electrolyte");
    const Node* separator = separator_of(cell);
    for (std::size_t i = 0; separator && i < separator->items.size(); ++i)
      if (separator->items[i].find("electrolyte")) paths.push_back(fmt::format("separator.{}.electrolyte", i));
    for (const char* key : {"negative", "positive"}) {
      const Node* electrode = all ? cell.find(key) : nullptr;
      if (electrode && electrode->find("electrolyte")) paths.push_back(fmt::format("{}.electrolyte", key));
    }
    if (paths.empty())
      throw InputError(cell.place.position(), "this cell has no electrolyte that could be replaced",
                       "say where it goes, as --in separator.0");
    return paths;
  }
  for (const std::string& region : request.regions) {
    const bool known =
        region == "shared" || region == "negative" || region == "positive" || region.starts_with("separator.");
    if (!known) {
      const std::vector<std::string> usual{"all", "shared", "negative", "positive", "separator.0"};
      std::string advice = did_you_mean(region, usual);
      if (advice.empty()) advice = "shared, negative, positive, a layer as separator.0, or all";
      throw InputError({"--in", 0, 0}, fmt::format("'{}' is no region of a cell", region), advice);
    }
    paths.push_back(region == "shared" ? "electrolyte" : region + ".electrolyte");
  }
  return paths;
}

const Node* ion_of(const Node& electrolyte) {
  const Node* ion = electrolyte.find("working_ion");
  return ion && ion->is_leaf() ? ion : nullptr;
}

/// The ion of the cell as its file has it; empty when no electrolyte there says one.
std::string ion_of_cell(const Node& cell) {
  std::vector<const Node*> maps{&cell, cell.find("negative"), cell.find("positive")};
  if (const Node* separator = separator_of(cell))
    for (const Node& layer : separator->items) maps.push_back(&layer);
  for (const Node* map : maps) {
    const Node* electrolyte = map ? map->find("electrolyte") : nullptr;
    const Node* ion = electrolyte ? ion_of(*electrolyte) : nullptr;
    if (ion) return ion->text;
  }
  return {};
}

/// Reads what there is to know of an electrolyte before a cell takes it.
ComparedElectrolyte read_compared(const std::string& asked, const CompareRequest& request, const std::string& ion) {
  ComparedElectrolyte electrolyte{asked, asked, find_electrolyte(asked)};
  electrolyte.label = electrolyte.file.stem().string();
  const Document document = Document::read(electrolyte.file);
  if (const Node* name = document.root().find("name"); name && name->is_leaf()) electrolyte.name = name->text;
  if (!request.replace.empty()) return electrolyte;
  const Node* kind = document.root().find("kind");
  if (kind && kind->is_leaf() && kind->text != "electrolyte")
    throw InputError(kind->place.position(), fmt::format("this is a file of kind {}", kind->text),
                     "compare needs electrolytes; vitrion show --list lists those of the library");
  const Node* own = ion_of(document.root());
  if (own && !ion.empty() && own->text != ion)
    throw InputError(
        own->place.position(),
        fmt::format("{} conducts {}, but {} works with {}", electrolyte.label, own->text, request.cell, ion),
        "compare electrolytes of the ion of the cell");
  return electrolyte;
}

void set_thickness(Document& cell, const std::string& thickness) {
  const Node* separator = separator_of(cell.root());
  if (separator && separator->items.size() > 1)
    throw InputError({"--thickness", 0, 0},
                     fmt::format("the separator of this cell has {} layers", separator->items.size()),
                     "say which one, as --set separator.0.thickness=\"30 um\"");
  cell.set("separator.0.thickness=" + thickness, "--thickness");
}

void add_files(std::vector<SourceFile>& all, const std::vector<SourceFile>& more) {
  for (const SourceFile& file : more) {
    const auto same = [&](const SourceFile& known) { return known.path == file.path; };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(file);
  }
}

/// Adds what is not there yet.
void unite(std::vector<Metric>& all, const std::vector<Metric>& more) {
  for (const Metric& metric : more)
    if (std::find(all.begin(), all.end(), metric) == all.end()) all.push_back(metric);
}

std::size_t find_target(const std::string& asked, const std::vector<Metric>& metrics) {
  std::vector<std::string> names;
  for (const Metric& metric : metrics) {
    if (metric.name == asked) return names.size();
    names.push_back(metric.name);
  }
  const std::string advice = did_you_mean(asked, names);
  throw InputError({"--target", 0, 0}, fmt::format("'{}' is nothing that is known of a cycle", asked),
                   advice.empty() ? fmt::format("one of: {}", fmt::join(names, ", ")) : advice);
}

/// The temperatures in which the conductivity of what was put in is said to hold.
std::optional<std::pair<double, double>> measured_between(std::span<const ProvenanceEntry> entries,
                                                          const std::vector<std::string>& places) {
  std::optional<std::pair<double, double>> range;
  for (const ProvenanceEntry& entry : entries) {
    const auto here = [&](const std::string& place) { return entry.path == place + ".conductivity"; };
    if (std::none_of(places.begin(), places.end(), here)) continue;
    for (const ValidRange& valid : entry.valid) {
      if (valid.argument != "T") continue;
      if (!range) range = {valid.lo, valid.hi};
      range = {std::max(range->first, valid.lo), std::min(range->second, valid.hi)};
    }
  }
  return range;
}

}  // namespace

void skip_what_cannot_be_done(Block& block) {
  if (block.step) {
    if (block.step->on_infeasible == Infeasible::error) block.step->on_infeasible = Infeasible::skip;
    block.step->record_every.reset();
  }
  for (Block& inner : block.blocks) skip_what_cannot_be_done(inner);
}

std::vector<PreparedVariant> prepare_variants(const CompareRequest& request, Comparison& comparison) {
  const fs::path file = find_input(request.cell);
  Document base = Document::read(file);
  std::vector<std::string> later, of_what_is_put_in;
  for (const std::string& assignment : request.changes.set) {
    if (may_be_replaced(assignment, request)) {
      later.push_back(assignment);
    } else {
      base.set(assignment);
    }
  }
  if (!request.changes.temperature.empty()) base.set("temperature=" + request.changes.temperature, "--temperature");
  if (!request.thickness.empty()) set_thickness(base, request.thickness);
  if (request.replace.empty()) {
    comparison.regions = places(base.root(), request);
  } else {
    if (!request.regions.empty())
      throw InputError({"--replace", 0, 0}, "goes without --in", "it says itself where the files go");
    if (!node_at(base.root(), request.replace))
      throw InputError({"--replace", 0, 0}, fmt::format("this cell has no {}", request.replace),
                       "name a part of the cell file, as separator.0, positive or solution");
    comparison.regions = {request.replace};
  }
  for (const std::string& assignment : later) {
    const auto holds = [&](const std::string& region) { return assignment.starts_with(region + "."); };
    if (std::any_of(comparison.regions.begin(), comparison.regions.end(), holds)) {
      of_what_is_put_in.push_back(assignment);
    } else {
      base.set(assignment);
    }
  }
  const std::string ion = ion_of_cell(base.root());
  for (const std::string& asked : request.electrolytes) {
    ComparedElectrolyte electrolyte = read_compared(asked, request, ion);
    for (const ComparedElectrolyte& other : comparison.electrolytes) {
      if (other.file == electrolyte.file)
        throw InputError({"--electrolyte", 0, 0}, fmt::format("{} is named twice", asked), "name each one once");
      if (other.label == electrolyte.label) electrolyte.label = asked;
    }
    comparison.electrolytes.push_back(std::move(electrolyte));
  }
  bool temperature_is_swept = false;
  for (const std::string& vary : request.vary) {
    comparison.sweeps.push_back(parse_sweep(vary));
    temperature_is_swept = temperature_is_swept || comparison.sweeps.back().path == "temperature";
  }

  auto combined = static_cast<double>(comparison.electrolytes.size());
  for (const Sweep& sweep : comparison.sweeps) combined *= static_cast<double>(sweep.values.size());
  if (combined > static_cast<double>(most_variants))
    throw InputError({"--vary", 0, 0}, fmt::format("{:.0f} combinations are too many", combined),
                     fmt::format("{} are possible", most_variants));

  const std::string option = !request.replace.empty()   ? "--replace"
                             : !request.regions.empty() ? "--in"
                                                        : "--electrolyte";
  std::vector<PreparedVariant> variants;
  for (std::vector<std::string>& at : combinations(comparison.sweeps)) {
    for (std::size_t e = 0; e < comparison.electrolytes.size(); ++e) {
      Document document = base;
      for (const std::string& place : comparison.regions)
        document.set(fmt::format("{}={{include: {}}}", place, quoted(comparison.electrolytes[e].file.string())),
                     option);
      for (const std::string& assignment : of_what_is_put_in) document.set(assignment);
      for (std::size_t k = 0; k < at.size(); ++k)
        document.set(fmt::format("{}={}", comparison.sweeps[k].path, at[k]), "--vary");
      const Table table(document);
      const std::unique_ptr<Cell> cell = make_cell(table);
      if (variants.empty()) {
        comparison.protocol =
            request.protocol.empty() ? default_protocol(cell->facts()) : load_protocol(request.protocol);
        comparison.cell_name = cell->facts().name;
      }
      unite(comparison.metrics, metrics_of_cycles(*cell));
      if (at.empty() || variants.size() < comparison.electrolytes.size()) {
        comparison.warnings = united(comparison.warnings, table.warnings());
        std::vector<SourceFile> files = document.files();
        for (const fs::path& beside : table.files()) files.push_back({beside.string(), read_file(beside, {})});
        add_files(comparison.files, files);
      }
      Protocol protocol = comparison.protocol.protocol;
      const CellFacts& facts = cell->facts();
      ProtocolOrder order(protocol);
      for (std::size_t checked = 0; checked < 1000; ++checked) {  // complains about what this cell does not have
        const auto step = order.next();
        if (!step) break;
        resolve(*step->step, {facts.area, facts.reference_capacity, facts.active_mass});
      }
      if (temperature_is_swept || !request.changes.temperature.empty()) protocol.temperature = facts.temperature;
      check_protocol(protocol, *cell);
      comparison.warnings = united(comparison.warnings, check_laws(protocol, *cell));
      protocol.record_every.reset();
      skip_what_cannot_be_done(protocol.steps);
      Unknowns unknowns = find_unknowns(document, table.provenance().entries());
      const double temperature = protocol.temperature.value_or(facts.temperature);
      variants.push_back({e, at, std::move(document), std::move(protocol), temperature,
                          measured_between(table.provenance().entries(), comparison.regions), std::move(unknowns)});
      comparison.target = facts.reference_capacity > 0.0 ? discharge_capacity : mean_discharge_voltage;
    }
  }
  if (!request.target.empty()) comparison.target = find_target(request.target, comparison.metrics);
  add_files(comparison.files, comparison.protocol.files);
  return variants;
}

}  // namespace vitrion
