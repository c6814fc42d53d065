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
  /// `cell` must outlive the writer. With `keep` bytes it goes on behind rows that are there. @throws OutputError
  CyclesWriter(const Cell& cell, const std::filesystem::path& file, const std::filesystem::path& part,
               std::uint64_t keep = 0);

  void on_sample(const Sample& sample) override;
  void on_cycle(const CycleReport& cycle) override;  ///< @throws OutputError
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
