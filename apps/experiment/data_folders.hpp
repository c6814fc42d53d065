// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>

namespace vitrion {

/// The folder of the JSON Schemas: beside the program where it is installed, else in the sources. @throws InputError
std::filesystem::path schema_folder();

/// The folder of the validation cases: ./validation, else as for schemas. @throws InputError
std::filesystem::path validation_folder();

}  // namespace vitrion
