// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/library.hpp"

#include "params/documents/node.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>

namespace vitrion {

namespace fs = std::filesystem;

namespace {
constexpr std::array extensions = {"", ".yaml", ".yml", ".json"};

bool is_parameter_file(const fs::path& file) {
  const std::string extension = file.extension().string();
  return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

/// Empty when there is none.
fs::path existing(const fs::path& stem) {
  for (const char* const extension : extensions) {
    fs::path file = stem;
    file += extension;
    std::error_code ignored;
    if (fs::is_regular_file(file, ignored)) return file.lexically_normal();
  }
  return {};
}

void add_names(const fs::path& folder, std::vector<std::string>& names) {
  constexpr std::size_t most = 10'000;  // a wrongly set folder may be the whole disk
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end && names.size() < most; at.increment(error)) {
    if (at.depth() > 4) at.disable_recursion_pending();
    if (is_parameter_file(at->path()))
      names.push_back(at->path().lexically_relative(folder).replace_extension().string());
  }
}
}  // namespace

Library Library::standard() {
  std::vector<fs::path> folders;
  if (const char* listed = std::getenv("VITRION_LIBRARY")) {  // NOLINT(concurrency-mt-unsafe): nobody sets it
    std::string_view rest = listed;
    while (!rest.empty()) {
      const auto colon = std::min(rest.find(':'), rest.size());
      if (colon > 0) folders.emplace_back(rest.substr(0, colon));
      rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
  }
  std::error_code no_proc;  // share/ beside the bin/ of the program, wherever an installation was moved to
  if (const fs::path program = fs::read_symlink("/proc/self/exe", no_proc); !no_proc)
    folders.push_back(program.parent_path().parent_path() / "share/vitrion/library");
  folders.emplace_back(VITRION_LIBRARY_INSTALLED);
  folders.emplace_back(VITRION_LIBRARY_SOURCE);
  return Library(std::move(folders));
}

std::vector<std::string> Library::names() const {
  std::vector<std::string> names;
  for (const fs::path& folder : folders_) add_names(folder, names);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

fs::path Library::find(const std::string& name, const fs::path& folder, const SourcePosition& where) const {
  if (name.empty() || name.size() > 4096 || name.find('\0') != std::string::npos)
    throw InputError(where, "a file name is needed", "write the path of a file, or a name of the library");
  if (fs::path found = existing(folder / name); !found.empty()) return found;
  if (!fs::path(name).is_absolute()) {
    for (const fs::path& shelf : folders_)
      if (fs::path found = existing(shelf / name); !found.empty()) return found;
  }
  std::error_code ignored;
  if (fs::is_directory(folder / name, ignored))
    throw InputError(where, fmt::format("'{}' is a folder", name), "name a file in it");
  std::vector<std::string> candidates = names();
  const fs::path beside = (folder / name).parent_path();
  for (fs::directory_iterator at(beside.empty() ? fs::path(".") : beside, ignored), end; !ignored && at != end;
       at.increment(ignored))
    if (is_parameter_file(at->path()))
      candidates.push_back((fs::path(name).parent_path() / at->path().filename()).string());
  std::string advice = did_you_mean(name, candidates);
  if (advice.empty()) advice = "it is neither beside the file that names it nor in the library";
  throw InputError(where, fmt::format("there is no file '{}'", name), advice);
}

std::string read_text_file(const fs::path& file, const SourcePosition& where) {
  std::string text = read_file(file, where, ReadLimits::file_bytes);
  require_text(text, file.string());
  return text;
}

std::string read_file(const fs::path& file, const SourcePosition& where, std::size_t most) {
  std::error_code error;
  if (fs::is_directory(file, error))
    throw InputError(where, fmt::format("'{}' is a folder", file.string()), "name a file in it");
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    throw InputError(where, fmt::format("cannot read '{}': {}", file.string(), std::generic_category().message(errno)));
  std::string text;
  std::vector<char> block(std::size_t{1} << 16U);
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > most)
      throw InputError(where, fmt::format("'{}' is larger than {} MB", file.string(), most >> 20U));
  }
  if (stream.bad()) throw InputError(where, fmt::format("cannot read '{}'", file.string()));
  return text;
}

void require_text(std::string_view text, const std::string& file) {
  int line = 1;
  std::size_t line_start = 0;
  const auto refuse = [&](std::size_t at, const char* complaint, const char* advice) {
    throw InputError({file, line, static_cast<int>(at - line_start) + 1}, complaint, advice);
  };
  for (std::size_t k = 0; k < text.size();) {
    const auto byte = static_cast<unsigned char>(text[k]);
    if (byte == '\n') {
      ++line;
      line_start = k + 1;
    }
    if ((byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7f)
      refuse(k, "the file is not text", "a YAML or JSON file is needed");
    const std::size_t length = byte < 0x80   ? 1
                               : byte < 0xc2 ? 0
                               : byte < 0xe0 ? 2
                               : byte < 0xf0 ? 3
                               : byte < 0xf5 ? 4
                                             : 0;
    bool valid = length > 0 && k + length <= text.size();
    for (std::size_t j = 1; valid && j < length; ++j)
      valid = (static_cast<unsigned char>(text[k + j]) & 0xc0U) == 0x80U;
    if (!valid) refuse(k, "the file is not UTF-8 text", "save it in the encoding UTF-8");
    k += length;
  }
}

}  // namespace vitrion
