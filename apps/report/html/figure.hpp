// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace vitrion {

/// One curve, or one set of bars, of a figure. NaN in `y` interrupts it.
struct Trace {
  std::string name;
  std::vector<double> x;  ///< empty: as the view says
  std::vector<double> y;
  std::vector<double> low, high;  ///< a band around it, or error bars; empty: none
  bool right = false;             ///< belongs to the axis on the right
  bool dashed = false;
};

/// What the curves can be drawn over: "time / h".
struct Abscissa {
  std::string label;
  std::vector<double> values;  ///< one for each point of a trace that has no x of its own; empty where all have one
};

/// The curves that are shown together. A figure with several views shows one at a time.
struct View {
  std::string label;           ///< "cycle 3", for the reader to choose; empty where there is one view only
  std::vector<Abscissa> over;  ///< the first one is shown until the reader chooses another
  std::vector<Trace> traces;
};

struct Figure {
  enum class Kind {
    lines,
    points,    ///< lines with a mark at every point
    sequence,  ///< lines whose colours follow one another, as time goes on
    cascade,   ///< the first trace is a line, and each of the others is stacked on what is below it
    bars       ///< over `categories`
  };

  std::string id;     ///< short: "voltage"; unique on a page
  std::string title;  ///< "Voltage over capacity"
  std::string note;   ///< a sentence for below the figure; may be empty
  Kind kind = Kind::lines;
  std::string y, y_right;  ///< labels of the axes: "voltage / V"
  bool log_x = false, log_y = false;
  std::vector<std::string> categories;
  std::vector<View> views;
};

}  // namespace vitrion
