// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace vitrion {

/// One figure as it is to be plotted: what its first view shows, over its first abscissa.
struct Panel {
  std::string title;  ///< may be empty
  Figure figure;
};

struct PlotFormat {
  std::string terminal;  ///< svg, pdfcairo or pngcairo
  int width, height;     ///< of one panel, px at 96 per inch
};

/// The gnuplot script that draws panels side by side, on the same axes, on standard output. Texts are quoted: nothing
/// in them is a command. Files have no names in it, which gnuplot could take for commands.
std::string gnuplot_script(std::span<const Panel> panels, const PlotFormat& format);

/// Runs gnuplot with a script and nobody's settings, and hands on what it draws, piece by piece. @throws InputError
/// when there is no gnuplot, or with what it complains about; and what `take` throws
void run_gnuplot(const std::string& script, const std::function<void(std::string_view)>& take);

}  // namespace vitrion
