// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/result_files.hpp"

#include "apps/results/locked_folder.hpp"
#include "params/documents/library.hpp"
#include "params/source.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <system_error>
#include <unistd.h>

namespace vitrion {
namespace {

using Json = nlohmann::ordered_json;

/// The SHA-256 of a file of any size; nothing when it cannot be read.
std::optional<std::string> hash_of(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT: POSIX takes varargs
  if (descriptor < 0) return {};
  Sha256 hash;
  std::vector<char> block(std::size_t{1} << 18U);
  ssize_t got = 0;
  while ((got = ::read(descriptor, block.data(), block.size())) > 0 || (got < 0 && errno == EINTR))
    if (got > 0) hash.add({block.data(), static_cast<std::size_t>(got)});
  ::close(descriptor);
  if (got < 0) return {};
  return hash.text();
}

/// What is wrong with a file; empty when it is what the record says.
std::string fault_of(const std::filesystem::path& folder, const ResultFile& file) {
  const std::filesystem::path path = folder / file.name;
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(path, error);
  if (error) return fmt::format("{} is missing", file.name);
  const bool same = size == file.size && hash_of(path) == file.sha256;
  return same ? std::string{} : fmt::format("{} is another one", file.name);
}

}  // namespace

ResultFile describe_file(const OutputFile& file) {
  return {file.path().filename().string(), file.size(), file.digest()};
}

ResultFile describe_file(const std::string& name, const std::filesystem::path& part) {
  const std::optional<std::string> hash = hash_of(part);
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(part, error);
  if (!hash || error) throw OutputError(part, "it cannot be read back");
  return {name, size, *hash};
}

Json to_json(const std::vector<ResultFile>& files) {
  Json json = Json::array();
  for (const ResultFile& file : files)
    json.push_back({{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}});
  return json;
}

std::vector<ResultFile> read_result_files(const std::filesystem::path& record) {
  try {
    const Json json = Json::parse(read_text_file(record, {}));
    std::vector<ResultFile> files;
    if (!json.contains(result_files_key)) return files;
    for (const Json& file : json.at(result_files_key)) {
      const std::string name = file.at("name").get<std::string>();
      if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.'))
        throw InputError({record.string()}, fmt::format("'{}' is no file of results", name));
      files.push_back({name, file.at("size").get<std::uint64_t>(), file.at("sha256").get<std::string>()});
    }
    return files;
  } catch (const nlohmann::json::exception& error) {
    const std::string_view why = error.what();  // "[json.exception.parse_error.101] parse error at line 1, …"
    throw InputError({record.string()}, "is no record of results: " + std::string(why.substr(why.find(' ') + 1)));
  }
}

bool has_record(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(folder / results_of_run().record, ignored) ||
         std::filesystem::exists(folder / results_of_comparison().record, ignored);
}

void require_complete(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (const ResultKind* kind : {&results_of_run(), &results_of_comparison()}) {
    const std::filesystem::path record = folder / kind->record;
    const bool can_be_completed = std::filesystem::exists(folder / LockedFolder::work_name / kind->record, ignored);
    const std::string advice = can_be_completed
                                   ? fmt::format(
                                         "its files were being given their names: vitrion run --resume {} "
                                         "completes that",
                                         folder.string())
                                   : "it was changed, or written by a process that was killed: make the results anew";
    if (!std::filesystem::exists(record, ignored)) {
      if (can_be_completed) throw InputError({folder.string()}, "is not complete", advice);
      continue;
    }
    for (const ResultFile& file : read_result_files(record))
      if (const std::string fault = fault_of(folder, file); !fault.empty())
        throw InputError({folder.string()}, fmt::format("does not fit its {}: {}", kind->record, fault), advice);
    return;
  }
  throw InputError({folder.string()}, "has neither run.json nor compare.json: it holds no complete results",
                   "name a folder that vitrion run or vitrion compare has left");
}

}  // namespace vitrion
