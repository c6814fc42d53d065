// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>

namespace vitrion::testing {

/// Opens a page in headless Chromium and checks that its script drew every trace of its figures and that the console
/// stayed silent. Warns instead where there is no Chromium.
void check_drawn(const std::filesystem::path& page);

}  // namespace vitrion::testing
