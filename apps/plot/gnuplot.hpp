// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"

#include <filesystem>
#include <span>
#include <string>

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

/// The gnuplot script that draws panels side by side, on the same axes, into a file. Texts are quoted: nothing in them
/// is a command.
std::string gnuplot_script(std::span<const Panel> panels, const PlotFormat& format, const std::filesystem::path& file);

/// Runs gnuplot with a script. @throws InputError when there is no gnuplot, or with what it complains about
void run_gnuplot(const std::string& script);

}  // namespace vitrion
