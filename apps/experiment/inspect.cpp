// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/inspect.hpp"

#include "apps/experiment/protocol_check.hpp"
#include "model/insertion_cell/read_cell.hpp"
#include "model/materials/consistency.hpp"
#include "model/materials/read_electrolyte.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <array>

namespace vitrion {
namespace {

const std::vector<std::string> kinds{"cell", "electrode", "electrolyte", "material", "protocol"};

/// Salt at rest where an electrode stands alone: the usual one.
constexpr double usual_salt = 1000.0;  // mol m⁻³

std::string kind_of(const Node& root, const std::filesystem::path& file) {
  const Node* kind = root.find("kind");
  if (!kind || !kind->is_leaf()) {
    // Layers and solutions of the library have none: what their keys are is for the chemistry to say.
    const std::string native =
        fmt::format("write kind: {}; a part of a cell has none and is read with the cell that includes it",
                    fmt::join(kinds, ", or kind: "));
    throw InputError(
        {file.string()}, "does not say what it is",
        file.extension() == ".json" ? "a BPX file has a Header and a Parameterisation; else " + native : native);
  }
  if (std::find(kinds.begin(), kinds.end(), kind->text) == kinds.end()) {
    const std::string advice = did_you_mean(kind->text, kinds);
    throw InputError(kind->place.position(), fmt::format("kind: {} is not a kind of file", kind->text),
                     advice.empty() ? fmt::format("kinds are {}", fmt::join(kinds, ", ")) : advice);
  }
  return kind->text;
}

/// An electrode that holds one material, for which every value is given: the only way in which materials are read.
constexpr const char* around_material = R"({{kind: electrode, type: porous, thickness: 50 um, porosity: 0.3,
bruggeman: 1.5, electronic_conductivity: 1 S/m, materials: [{{include: {}, volume_fraction: 0.5, particle_radius: 1 um}}]}})";
/// A text as YAML has it in quotes, whatever is in it.
std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      quoted += '\\';
      quoted += letter;
    } else if (byte < 0x20 || byte == 0x7F) {
      quoted += fmt::format("\\x{:02x}", byte);
    } else {
      quoted += letter;
    }
  }
  return quoted + '"';
}

constexpr std::string_view material_path = "materials.0.";

void add_questions(Warnings& warnings, const Electrolyte& electrolyte, const SourcePosition& where) {
  for (const Objection& question : questions_to(electrolyte))
    warnings.push_back({where, question.complaint, question.advice});
}

/// Questions to the electrolytes of a cell, and to their windows where a foil makes the voltage a potential. Read once
/// more, since a cell does not hand out what it is made of; what cannot be read here the cell has its own words for.
Warnings questions_to_cell(const Document& document, const Cell& cell) {
  Warnings warnings;
  const Table table(document);
  try {
    std::vector<Table> regions{table};
    if (table.has("separator"))
      for (const Table& layer : table.children("separator")) regions.push_back(layer);
    for (const Table& region : regions) {
      const auto own = region.find_child("electrolyte");
      if (!own) continue;
      const Electrolyte electrolyte = read_electrolyte(*own, read_surroundings(table));
      const SourcePosition where = own->position();
      add_questions(warnings, electrolyte, where);
      const bool foil = table.has("negative") && table.child("negative").has("type") &&
                        table.child("negative").read_text("type") == "foil";
      if (!electrolyte.window || !foil) continue;
      if (const auto& reduction = electrolyte.window->reduction; reduction && *reduction > 0.0)
        warnings.push_back(
            {where,
             fmt::format("the foil lies at 0 V against its metal, {:.3g} V below the reduction limit of {}", *reduction,
                         electrolyte.name),
             "there it lives on what grows between them: see the map interphase of a foil"});
      const double highest = cell.facts().voltage_limits[1];
      if (const auto& oxidation = electrolyte.window->oxidation; oxidation && highest > *oxidation)
        warnings.push_back(
            {where,
             fmt::format("the cell may be charged to {:.4g} V, beyond the oxidation limit of {}, {:.4g} V", highest,
                         electrolyte.name, *oxidation),
             "lower voltage_limits, or say by onset_current and tafel_slope how fast it decomposes"});
    }
  } catch (const InputError&) {
  }
  return warnings;
}

}  // namespace

Warnings Inspected::warnings() const {
  if (!table) return document ? document->warnings() : Warnings{};
  if (cell) return united(united(table->warnings(), check_laws(*cell)), questions_to_cell(*document, *cell));
  Warnings warnings = table->warnings();
  if (electrolyte) add_questions(warnings, *electrolyte, table->position());
  return warnings;
}

std::vector<ProvenanceEntry> Inspected::entries() const {
  if (!table) return {};
  std::vector<ProvenanceEntry> entries = table->provenance().entries();
  if (kind != "material") return entries;
  std::vector<ProvenanceEntry> of_material;
  for (ProvenanceEntry& entry : entries) {
    if (!entry.path.starts_with(material_path)) continue;
    entry.path.erase(0, material_path.size());
    if (entry.path != "volume_fraction" && entry.path != "particle_radius") of_material.push_back(std::move(entry));
  }
  return of_material;
}

Inspected inspect(const std::string& name, const CellChanges& changes) {
  Inspected result;
  result.file = find_input(name);
  if (is_list_of_steps(result.file)) {
    result.kind = "protocol";
    result.name = result.file.stem().string();
    result.protocol = read_protocol_file(result.file).protocol;
    return result;
  }
  result.document = std::make_unique<Document>(Document::read(result.file));
  result.kind = kind_of(result.document->root(), result.file);
  if (const Node* written = result.document->root().find("name"); written && written->is_leaf()) {
    result.name = written->text;
  } else {
    result.name = result.file.stem().string();
  }

  if (result.kind == "material") {
    const std::string path = std::filesystem::absolute(result.file).string();
    *result.document = Document::parse(fmt::format(fmt::runtime(around_material), in_quotes(path)), "material");
    for (const std::string& assignment : changes.set) result.document->set(std::string(material_path) + assignment);
  } else {
    for (const std::string& assignment : changes.set) result.document->set(assignment);
    if (!changes.temperature.empty() && result.kind == "cell")
      result.document->set("temperature=" + changes.temperature, "--temperature");
  }

  if (result.kind == "protocol") {
    result.protocol = read_protocol(*result.document);
    return result;
  }
  result.table.emplace(*result.document);
  if (result.kind == "cell") {
    result.cell = make_cell(*result.table);
    result.name = result.cell->facts().name;
  } else if (result.kind == "electrolyte") {
    result.electrolyte = read_electrolyte(*result.table);
    result.table->finish();
  } else {
    read_electrode(*result.table, "electrode", usual_salt);
    result.table->finish();
  }
  return result;
}

}  // namespace vitrion
