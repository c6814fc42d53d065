// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/results/cycles_writer.hpp"
#include "apps/results/fields_writer.hpp"
#include "apps/results/locked_folder.hpp"
#include "apps/results/output_file.hpp"
#include "apps/results/result_files.hpp"
#include "apps/results/time_series_writer.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace vitrion {

/// The files that one run leaves behind. Until commit() they are parts, beside whatever an earlier run left in the
/// folder; commit() replaces that run as a whole.
class ResultsFolder {
 public:
  /// Creates the parts, or opens those of a run that goes on. `folder` and `cell` must outlive this.
  /// @throws OutputError
  ResultsFolder(LockedFolder& folder, Cell& cell, bool with_fields, OutputFile::Part how = OutputFile::Part::begin);
  ~ResultsFolder();
  ResultsFolder(const ResultsFolder&) = delete;
  ResultsFolder& operator=(const ResultsFolder&) = delete;

  std::vector<Observer*> observers();
  /// Completes every file: the page that `write_report` writes, and last the record, which `write_record` makes of what
  /// the others are. Then all of them get their names. @throws OutputError
  void commit(const std::function<void(OutputFile&)>& write_report,
              const std::function<std::string(const std::vector<ResultFile>&)>& write_record);

  /// The parts outlive this, whatever happens: a checkpoint goes on with them.
  void leave_parts() { leave_parts_ = true; }

  std::vector<std::string> files() const;  ///< names in the folder

 private:
  LockedFolder& folder_;
  std::unique_ptr<TimeSeriesWriter> time_series_;
  std::unique_ptr<CyclesWriter> cycles_;
  std::unique_ptr<FieldsWriter> fields_;
  bool leave_parts_ = false;
};

}  // namespace vitrion
