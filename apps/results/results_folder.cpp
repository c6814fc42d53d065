// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/results_folder.hpp"

#include <system_error>
#include <utility>

namespace vitrion {
namespace {

constexpr const char* time_series_name = "timeseries.bdf.csv";
constexpr const char* cycles_name = "cycles.csv";
constexpr const char* fields_name = "fields.h5";
constexpr const char* record_name = "run.json";
constexpr const char* report_name = "report.html";

}  // namespace

ResultsFolder::ResultsFolder(Cell& cell, std::filesystem::path folder, bool with_fields)
    : folder_(std::move(folder)),
      time_series_(std::make_unique<TimeSeriesWriter>(cell, path() / time_series_name)),
      cycles_(std::make_unique<CyclesWriter>(cell, path() / cycles_name)) {
  if (with_fields) fields_ = std::make_unique<FieldsWriter>(cell.system().layout(), path() / fields_name);
}

std::vector<Observer*> ResultsFolder::observers() {
  std::vector<Observer*> all{time_series_.get(), cycles_.get()};
  if (fields_) all.push_back(fields_.get());
  return all;
}

void ResultsFolder::commit(const std::string& run_json, const std::function<void(OutputFile&)>& write_report) {
  OutputFile record(path() / record_name);
  record.write(run_json);
  record.finish();
  OutputFile page(path() / report_name);
  write_report(page);
  page.finish();
  time_series_->file().finish();
  cycles_->file().finish();
  if (fields_) fields_->finish();

  time_series_->file().commit();
  cycles_->file().commit();
  if (fields_) {
    fields_->commit();
  } else {
    std::error_code ignored;
    std::filesystem::remove(path() / fields_name, ignored);  // of an earlier run
  }
  page.commit();
  record.commit();
}

std::vector<std::string> ResultsFolder::files() const {
  std::vector<std::string> names{time_series_name, cycles_name};
  if (fields_) names.emplace_back(fields_name);
  names.emplace_back(report_name);
  names.emplace_back(record_name);
  return names;
}

}  // namespace vitrion
