// SPDX-License-Identifier: BSD-3-Clause
// Any bytes as a record of results, as the figures of a page, or as a whole page: either an InputError, or a request,
// a list of files, figures. The first byte says which.
#include "apps/report/html/figure_json.hpp"
#include "apps/report/html/page.hpp"
#include "apps/results/result_files.hpp"
#include "apps/results/run_record.hpp"
#include "params/source.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace {

using namespace vitrion;

/// A file in memory with these bytes.
std::filesystem::path file_with(std::string_view text) {
  static const std::filesystem::path file = "/dev/shm/vitrion-fuzz-" + std::to_string(::getpid()) + ".json";
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0] % 4) {
      case 0:
        for (const ResultFile& file : read_result_files(file_with(text)))
          if (file.name.empty() || file.name.find('/') != std::string::npos) std::abort();
        break;
      case 1: {
        Warnings warnings;
        read_request(file_with(text), warnings);
        break;
      }
      case 2:
        read_figures(std::string(text), "report.html");
        break;
      default:
        title_of_page(text);
        figures_of_page(text, "report.html");
    }
  } catch (const InputError&) {
  }
  return 0;
}
