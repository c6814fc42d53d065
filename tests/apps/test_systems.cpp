// SPDX-License-Identifier: BSD-3-Clause
// docs/systems.md promises that each system of the review runs with one command: here they run.
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>

#include <sstream>
#include <string>
#include <vector>

using namespace vitrion::testing;

namespace {

struct Documented {
  std::string system;                  ///< "S1"
  std::vector<std::string> arguments;  ///< behind "vitrion"
};

/// The words of a command line, as a shell takes them apart where there are only double quotes.
std::vector<std::string> words(const std::string& line) {
  std::vector<std::string> words;
  bool quoted = false, open = false;
  for (const char letter : line) {
    if (letter == '"') {
      quoted = !quoted;
      open = open || words.empty();
      continue;
    }
    if (letter == ' ' && !quoted) {
      open = false;
      continue;
    }
    if (!open) words.emplace_back();
    open = true;
    words.back() += letter;
  }
  return words;
}

/// Every `vitrion …` in the rows "| S1 | …" of the table.
std::vector<Documented> documented_commands() {
  std::vector<Documented> commands;
  std::istringstream text(text_of(VITRION_SOURCE_DIR "/docs/systems.md"));
  for (std::string line; std::getline(text, line);) {
    if (!line.starts_with("| S")) continue;
    const std::string system = line.substr(2, line.find(' ', 2) - 2);
    const std::string opening = "`vitrion ";
    for (std::size_t at = line.find(opening); at != std::string::npos; at = line.find(opening, at + 1)) {
      const std::size_t begin = at + opening.size(), end = line.find('`', begin);
      commands.push_back({system, words(line.substr(begin, end - begin))});
    }
  }
  return commands;
}

}  // namespace

TEST_CASE("every system of the review has a command, or a reason for none", "[apps][systems]") {
  std::istringstream text(text_of(VITRION_SOURCE_DIR "/docs/systems.md"));
  int system = 0;
  for (std::string line; std::getline(text, line);) {
    if (!line.starts_with("| S")) continue;
    INFO(line);
    CHECK(line.starts_with("| S" + std::to_string(++system) + " | "));
    CHECK((line.find("`vitrion ") != std::string::npos) != (line.find("| none: ") != std::string::npos));
  }
  CHECK(system == 20);
}

TEST_CASE("the commands of the systems run", "[apps][systems]") {
  const TemporaryFolder folder;
  for (const Documented& command : documented_commands()) {
    if (command.system == "S8") continue;  // 500 cycles; test_lithium_sulfur runs a hundred of them
    std::vector<std::string> arguments = command.arguments;
    std::string said = command.system + ": vitrion";
    for (const std::string& word : arguments) said += " " + word;
    INFO(said);
    REQUIRE_FALSE(arguments.empty());
    if (arguments.front() != "show") {
      arguments.emplace_back("-o");
      arguments.push_back(folder / command.system);
    }
    const Outcome outcome = vitrion_command(arguments);
    INFO(outcome.err);
    CHECK(outcome.code == 0);
  }
}
