// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/results/output_file.hpp"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace vitrion {

/// Writes `cycles.csv`, one row a cycle. A line that begins with '#' says what the efficiencies mean.
class CyclesWriter final : public Observer {
 public:
  /// `cell` must outlive the writer. A run that goes on has a header already. @throws OutputError
  CyclesWriter(const Cell& cell, const std::filesystem::path& file, const std::filesystem::path& part,
               OutputFile::Part how = OutputFile::Part::begin);

  void on_sample(const Sample& sample) override;
  void on_cycle(const CycleReport& cycle) override;  ///< @throws OutputError
  void archive(Archive& a) override { a(file_, cycle_, lowest_, highest_); }
  OutputFile& file() { return file_; }

 private:
  void write_header();
  void append(double value);

  const Cell& cell_;
  OutputFile file_;
  std::size_t cycle_ = 0;                 ///< to which the extremes belong
  std::vector<std::size_t> watched_;      ///< outputs with extremes: no parts of the voltage, no sums of a foil
  std::vector<double> lowest_, highest_;  ///< of each of them
};

}  // namespace vitrion
