// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/data_folders.hpp"

#include "params/source.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <system_error>

namespace vitrion {
namespace {

namespace fs = std::filesystem;

/// share/vitrion beside the bin/ in which the program is, wherever it was moved to.
fs::path beside_program(const char* name) {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path().parent_path() / "share" / "vitrion" / name;
}

fs::path first_folder(std::initializer_list<fs::path> candidates, const std::string& what, const std::string& advice) {
  std::error_code ignored;
  for (const fs::path& folder : candidates)
    if (!folder.empty() && fs::is_directory(folder, ignored)) return folder;
  throw InputError({}, fmt::format("the {} were not found", what), advice);
}

}  // namespace

fs::path schema_folder() {
  return first_folder({beside_program("schema"), VITRION_DATA_INSTALLED "/schema", VITRION_SCHEMAS}, "schemas",
                      "install vitrion again: cmake --install");
}

fs::path validation_folder() {
  return first_folder(
      {"validation", beside_program("validation"), VITRION_DATA_INSTALLED "/validation", VITRION_SOURCES "/validation"},
      "validation cases", "name their folder with --cases");
}

}  // namespace vitrion
