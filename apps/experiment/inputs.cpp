// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/inputs.hpp"

#include "apps/experiment/protocol_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <system_error>
#include <utility>

namespace vitrion {
namespace {

/// Below this state of charge a cell is charged first.
constexpr double empty_cell = 0.05;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return result;
}

/// Whether a text begins like a step and is therefore no file name.
bool is_sentence(const std::string& text) {
  constexpr std::array<std::string_view, 7> verbs{"charge",       "discharge", "hold", "rest",
                                                  "open-circuit", "sweep",     "drive"};
  constexpr const char* blanks = " \t\r\n;";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string::npos) return false;
  const auto end = text.find_first_of(blanks, begin);
  const std::string first = lower(std::string_view(text).substr(begin, end - begin));
  return end != std::string::npos || std::find(verbs.begin(), verbs.end(), first) != verbs.end();
}

}  // namespace

Warnings united(const Warnings& some, const Warnings& others) {
  Warnings all = some;
  for (const Warning& other : others) {
    const auto same = [text = other.text()](const Warning& one) { return one.text() == text; };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(other);
  }
  return all;
}

Warnings CellInput::warnings() const { return united(table.warnings(), doubts); }

std::vector<SourceFile> CellInput::files() const {
  std::vector<SourceFile> all = document->files();
  for (const std::filesystem::path& file : table.files()) all.push_back({file.string(), read_file(file, {})});
  return all;
}

std::filesystem::path find_input(const std::string& name) { return Library::standard().find(name, {}, {}); }

CellInput load_cell(const std::filesystem::path& file, const CellChanges& changes) {
  auto document = std::make_unique<Document>(Document::read(file));
  for (const std::string& assignment : changes.set) document->set(assignment);
  if (!changes.temperature.empty()) document->set("temperature=" + changes.temperature, "--temperature");
  if (!changes.initial.empty()) document->set("initial=" + changes.initial, "--at");
  Table table(*document);
  std::unique_ptr<Cell> cell = make_cell(table);
  Warnings doubts = check_laws(*cell);
  return {std::move(document), std::move(table), std::move(cell), std::move(doubts)};
}

namespace {

void add_drive_cycles(const Block& block, std::vector<SourceFile>& files) {
  if (block.step && block.step->control.cycle) {
    const std::string& path = block.step->control.cycle->file;
    const auto known = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path == path; });
    if (known == files.end()) files.push_back({path, read_file(path, block.step->where)});
  }
  for (const Block& inner : block.blocks) add_drive_cycles(inner, files);
}

}  // namespace

bool is_list_of_steps(const std::filesystem::path& file) {
  if (file.extension() == ".json") return false;
  return read_yaml(read_text_file(file, {}), file.string()).is_list();
}

ProtocolInput read_protocol_file(const std::filesystem::path& file) {
  ProtocolInput input{{}, file.string(), false, {}};
  if (is_list_of_steps(file)) {
    input.files.push_back({file.string(), read_text_file(file, {})});
    input.protocol = read_protocol(read_yaml(input.files.front().text, file.string()));
  } else {
    const Document document = Document::read(file);
    input.files = document.files();
    input.protocol = read_protocol(document);
  }
  add_drive_cycles(input.protocol.steps, input.files);
  return input;
}

ProtocolInput load_protocol(const std::string& file_or_sentences) {
  std::error_code ignored;
  if (!std::filesystem::exists(file_or_sentences, ignored) && is_sentence(file_or_sentences))
    return {parse_protocol(file_or_sentences, "--protocol"), file_or_sentences, false, {}};
  return read_protocol_file(find_input(file_or_sentences));
}

ProtocolInput default_protocol(const CellFacts& cell) {
  const auto [lower_limit, upper_limit] = cell.voltage_limits;
  if (!(cell.reference_capacity > 0.0)) {
    const bool gives_power = lower_limit > 0.0;  // is fed, or stands between two foils
    throw InputError(
        {}, fmt::format("{}: this cell has no capacity to which a C-rate could refer", cell.name),
        fmt::format("say what to do with it, e.g. --protocol \"{}\"",
                    gives_power ? fmt::format("Sweep voltage from {:.1g} V to {:.1g} V in 30 points",
                                              0.75 * upper_limit, std::max(lower_limit, 0.25 * upper_limit))
                                : std::string("Charge at 0.1 mA/cm2 for 1 h; Discharge at 0.1 mA/cm2 for 1 h")));
  }
  std::string text;
  if (cell.initial_state_of_charge < empty_cell) text = fmt::format("Charge at 1C until {:.6g} V; ", upper_limit);
  text += fmt::format("Discharge at 1C until {:.6g} V", lower_limit);
  return {parse_protocol(text, "default protocol"), text, true, {}};
}

std::string slug(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x80 && std::isalnum(byte) != 0) {
      result += static_cast<char>(std::tolower(byte));
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  while (!result.empty() && result.back() == '-') result.pop_back();
  constexpr std::size_t longest = 60;
  if (result.size() > longest) result.resize(result.find_last_of('-', longest));
  return result.empty() ? "cell" : result;
}

}  // namespace vitrion
