// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/results/output_file.hpp"

#include <cstdint>
#include <filesystem>

namespace vitrion {

/// Ontology of the Battery Data Format whose labels are written.
inline constexpr const char* bdf_ontology = "1.3.0";

/// Writes `timeseries.bdf.csv`, one row a sample: the columns of the Battery Data Format, then the cell's outputs as
/// "Quantity / unit". Currents, capacities and energies are of the whole cell, positive current charges. A number that
/// is not defined is an empty cell; "inf" is the time of what never happens.
class TimeSeriesWriter final : public Observer {
 public:
  /// `cell` must outlive the writer. A run that goes on has a header already. @throws OutputError
  TimeSeriesWriter(const Cell& cell, const std::filesystem::path& file, const std::filesystem::path& part,
                   OutputFile::Part how = OutputFile::Part::begin);

  void on_sample(const Sample& sample) override;  ///< @throws OutputError
  void archive(Archive& a) override { a(file_, total_, cycle_, step_, count_, V_, Q_); }
  OutputFile& file() { return file_; }

 private:
  /// What passed the terminals, while charging and while discharging; both positive.
  struct Passed {
    double charge[2] = {0.0, 0.0};  ///< C m⁻²
    double energy[2] = {0.0, 0.0};  ///< J m⁻²
  };

  void account(const Sample& sample);
  void append(double value);

  const Cell& cell_;
  OutputFile file_;
  double area_;
  Passed total_, cycle_, step_;
  Count count_{0, 0};
  double V_ = 0.0, Q_ = 0.0;  ///< of the last sample
};

}  // namespace vitrion
