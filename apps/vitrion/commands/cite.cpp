// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/inspect.hpp"
#include "apps/vitrion/commands/commands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace vitrion {

ExitCode cite(const FileOptions& options, Console& console) {
  const Inspected cited = inspect(options.file, options.changes);
  std::vector<std::pair<std::string, std::vector<std::string>>> sources;  // in the order of reading
  std::vector<std::string> without;
  for (const ProvenanceEntry& entry : cited.entries()) {
    if (!entry.value && !entry.function) continue;
    if (entry.source.empty()) {
      if (entry.status != Status::assumed) without.push_back(entry.path);
      continue;
    }
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const auto& source) { return source.first == entry.source; });
    if (found == sources.end()) {
      sources.push_back({entry.source, {entry.path}});
    } else {
      found->second.push_back(entry.path);
    }
  }
  for (const auto& [source, paths] : sources)
    console.out << source << "\n    " << fmt::format("{}", fmt::join(paths, ", ")) << "\n";
  if (sources.empty() && without.empty())
    console.err << fmt::format("{}: there are no values in it\n", cited.file.string());
  if (!without.empty()) console.out << "no source given\n    " << fmt::format("{}", fmt::join(without, ", ")) << "\n";
  return ExitCode::done;
}

}  // namespace vitrion
