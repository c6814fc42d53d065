// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion {

/// What this program was made of.
struct BuildInfo {
  const char* version;  ///< "0.1.0"
  const char*
      revision;  ///< git hash of the sources, "-modified" behind it when they were changed; "unknown" without git
  const char* compiler;    ///< "GNU 12.2.0"
  const char* build_type;  ///< "Release"
  const char* sundials;    ///< version of SUNDIALS
};

BuildInfo build_info();

}  // namespace vitrion
