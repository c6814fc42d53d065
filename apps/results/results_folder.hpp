// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/results/cycles_writer.hpp"
#include "apps/results/fields_writer.hpp"
#include "apps/results/output_file.hpp"
#include "apps/results/time_series_writer.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace vitrion {

/// The folder that one run leaves behind. Until commit() it holds only parts, beside whatever an earlier run left
/// there; commit() replaces that run as a whole.
class ResultsFolder {
 public:
  /// Creates the folder and the parts. `cell` must outlive this. @throws OutputError
  ResultsFolder(Cell& cell, std::filesystem::path folder, bool with_fields);

  std::vector<Observer*> observers();
  /// Completes every file, the page that `write_report` writes among them, and then gives all of them their names.
  /// @throws OutputError
  void commit(const std::string& run_json, const std::function<void(OutputFile&)>& write_report);

  const std::filesystem::path& path() const { return folder_.path(); }
  std::vector<std::string> files() const;  ///< names in the folder

 private:
  OutputFolder folder_;  ///< goes last, when the parts have gone
  std::unique_ptr<TimeSeriesWriter> time_series_;
  std::unique_ptr<CyclesWriter> cycles_;
  std::unique_ptr<FieldsWriter> fields_;
};

}  // namespace vitrion
