// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

/// Files that are part of every page; CMake makes a source of them.
namespace vitrion::assets {

extern const std::string_view page_html;  ///< with {{places}} for what follows
extern const std::string_view page_css;
extern const std::string_view drawing_js;
extern const std::string_view page_js;   ///< goes on where drawing_js ends
extern const std::string_view chart_js;  ///< the library that draws

}  // namespace vitrion::assets
