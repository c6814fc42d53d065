// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"

#include <filesystem>
#include <memory>

namespace vitrion {

/// Writes `fields.h5`, every unknown of the model at every sample: a dataset per field with the dimensions
/// (time, r, x) as far as the field has them, each dimension with its coordinate as an HDF5 dimension scale, so that
/// xarray opens the file. Units are attributes. The file appears under its name at commit().
class FieldsWriter final : public Observer {
 public:
  /// `layout` must outlive the writer. @throws OutputError
  FieldsWriter(const StateLayout& layout, const std::filesystem::path& file);
  ~FieldsWriter() override;
  FieldsWriter(const FieldsWriter&) = delete;
  FieldsWriter& operator=(const FieldsWriter&) = delete;

  void on_sample(const Sample& sample) override;  ///< @throws OutputError
  void finish();                                  ///< closes the complete part. @throws OutputError
  void commit();                                  ///< gives it its name. @throws OutputError

 private:
  struct File;
  std::unique_ptr<File> file_;
};

}  // namespace vitrion
