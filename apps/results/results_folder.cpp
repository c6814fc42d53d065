// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/results_folder.hpp"

namespace vitrion {
namespace {

constexpr const char* time_series_name = "timeseries.bdf.csv";
constexpr const char* cycles_name = "cycles.csv";
constexpr const char* fields_name = "fields.h5";
constexpr const char* record_name = "run.json";
constexpr const char* report_name = "report.html";

}  // namespace

ResultsFolder::ResultsFolder(LockedFolder& folder, Cell& cell, bool with_fields, OutputFile::Part how)
    : folder_(folder) {
  const std::filesystem::path& in = folder.path();
  for (const char* name : {report_name, record_name}) folder.part(name);  // refused before anything is computed
  // What was published when the run was interrupted is gone on with, too, and stays where it is until then.
  std::error_code ignored;
  if (how == OutputFile::Part::go_on)
    for (const char* name : {time_series_name, cycles_name})
      if (!std::filesystem::exists(folder.part(name), ignored))
        std::filesystem::copy_file(in / name, folder.part(name), ignored);
  time_series_ = std::make_unique<TimeSeriesWriter>(cell, in / time_series_name, folder.part(time_series_name), how);
  cycles_ = std::make_unique<CyclesWriter>(cell, in / cycles_name, folder.part(cycles_name), how);
  if (with_fields)
    fields_ = std::make_unique<FieldsWriter>(cell.system().layout(), in / fields_name, folder.part(fields_name), how);
}

ResultsFolder::~ResultsFolder() {
  if (!leave_parts_) return;
  for (OutputFile* file : {&time_series_->file(), &cycles_->file()}) file->leave_part();
  if (fields_) fields_->rows().leave_part();
}

std::vector<Observer*> ResultsFolder::observers() {
  std::vector<Observer*> all{time_series_.get(), cycles_.get()};
  if (fields_) all.push_back(fields_.get());
  return all;
}

void ResultsFolder::commit(const std::function<void(OutputFile&)>& write_report,
                           const std::function<std::string(const std::vector<ResultFile>&)>& write_record) {
  OutputFile page(folder_.path() / report_name, folder_.part(report_name));
  write_report(page);
  std::vector<ResultFile> results;
  for (OutputFile* file : {&time_series_->file(), &cycles_->file(), &page}) {
    file->finish();
    results.push_back(describe_file(*file));
  }
  if (fields_) results.push_back(fields_->finish());
  OutputFile record(folder_.path() / record_name, folder_.part(record_name).string() + ".part");
  record.write(write_record(results));
  record.finish();

  std::vector<std::string> names;
  for (const ResultFile& file : results) names.push_back(file.name);
  folder_.publish(results_of_run(), names);
  for (OutputFile* file : {&time_series_->file(), &cycles_->file(), &page, &record}) file->leave_part();
}

std::vector<std::string> ResultsFolder::files() const {
  std::vector<std::string> names{time_series_name, cycles_name};
  if (fields_) names.emplace_back(fields_name);
  names.emplace_back(report_name);
  names.emplace_back(record_name);
  return names;
}

}  // namespace vitrion
