// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/results/output_file.hpp"
#include "apps/results/result_files.hpp"

#include <cstdint>
#include <filesystem>

namespace vitrion {

/// Writes `fields.h5`, every unknown of the model at every sample: a dataset per field with the dimensions
/// (time, r, x) as far as the field has them, each dimension with its coordinate as an HDF5 dimension scale, so that
/// xarray opens the file. Units are attributes.
///
/// While the run goes on the samples are gathered as they come in PART.rows, to which a run that was interrupted can
/// append; finish() makes the HDF5 file of them. For that moment the disk holds both.
class FieldsWriter final : public Observer {
 public:
  /// `layout` must outlive the writer. @throws OutputError
  FieldsWriter(const StateLayout& layout, std::filesystem::path file, std::filesystem::path part,
               OutputFile::Part how = OutputFile::Part::begin);

  void on_sample(const Sample& sample) override;  ///< @throws OutputError
  void archive(Archive& a) override { a(rows_); }
  OutputFile& rows() { return rows_; }
  /// Leaves the complete part. @throws OutputError
  ResultFile finish();

 private:
  class Hdf5File;
  void append(double value);

  const StateLayout& layout_;
  std::filesystem::path file_, part_;
  OutputFile rows_;
};

}  // namespace vitrion
