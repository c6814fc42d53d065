// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string_view>

namespace vitrion {

/// A number with a decimal point, "1.5", "+2", "1e-3", "nan"; nothing for other text.
std::optional<double> decimal_number(std::string_view text);

/// The same with a decimal comma: "1,5".
std::optional<double> comma_number(std::string_view text);

/// "1:02:03.5", "12:30" (h:mm), "2-03:04:05" and "2d 03:04:05" (days in front), in s.
std::optional<double> clock_time(std::string_view text);

/// "2026-11-03 10:00:00", "2026-11-03T10:00:00.5", "11/03/2026 10:00:00" (month first, unless it cannot be one), in s
/// since 1970.
std::optional<double> date_time(std::string_view text);

}  // namespace vitrion
