// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/data_folders.hpp"
#include "apps/vitrion/commands/commands.hpp"
#include "params/documents/library.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vitrion {

ExitCode schema(const std::string& kind, Console& console) {
  const std::filesystem::path folder = schema_folder();
  std::vector<std::string> kinds;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    if (file.path().extension() == ".json") kinds.push_back(file.path().stem().string());
  std::sort(kinds.begin(), kinds.end());

  if (kind.empty()) {
    for (const std::string& name : kinds) console.out << (folder / (name + ".json")).string() << "\n";
    return ExitCode::done;
  }
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    const std::string advice = did_you_mean(kind, kinds);
    throw InputError({}, fmt::format("there is no schema of '{}'", kind),
                     advice.empty() ? fmt::format("there are: {}", fmt::join(kinds, ", ")) : advice);
  }
  console.out << read_text_file(folder / (kind + ".json"), {});
  return ExitCode::done;
}

}  // namespace vitrion
