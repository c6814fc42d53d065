// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/results/output_file.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrion {

/// A file of results as the record beside it, run.json or compare.json, says it was.
struct ResultFile {
  std::string name;
  std::uint64_t size = 0;
  std::string sha256;
};

/// Of a finished file.
ResultFile describe_file(const OutputFile& file);
/// Of a part that is to have a name. @throws OutputError when it cannot be read
ResultFile describe_file(const std::string& name, const std::filesystem::path& part);

/// As records have them.
inline constexpr const char* result_files_key = "result_files";
nlohmann::ordered_json to_json(const std::vector<ResultFile>& files);

/// What a record says. Empty for one of a program that did not say it yet. @throws InputError when it is no record
std::vector<ResultFile> read_result_files(const std::filesystem::path& record);

/// Whether there is a run.json or compare.json in a folder.
bool has_record(const std::filesystem::path& folder);

/// Complains when the files in a folder are not those that its record was written with: some run was killed, or someone
/// changed them. @throws InputError, also for a folder without a record
void require_complete(const std::filesystem::path& folder);

}  // namespace vitrion
