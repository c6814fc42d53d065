// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace vitrion {

/// How an SI unit of an output is shown: times `factor`, in `unit`, which is empty for a pure number.
struct DisplayUnit {
  double factor = 1.0;
  std::string unit;
};
DisplayUnit display_unit(const std::string& unit);

/// "quantity / unit", or the quantity alone where there is no unit.
std::string axis_label(std::string_view quantity, const std::string& unit);

/// The text with its first letter small, as within a sentence: "open circuit". Words of capitals and digits
/// stay, "SOC" and "S8", and so do elements.
std::string in_sentence(std::string_view title);
/// "Voltage Part Open Circuit" → "open circuit"
std::string part_title(std::string_view output);

/// What a symbol of model/README.md means, for a field of that name: "c_e" → "c_e, salt concentration".
std::string field_title(const std::string& name);

}  // namespace vitrion
