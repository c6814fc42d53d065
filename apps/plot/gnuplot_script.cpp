// SPDX-License-Identifier: BSD-3-Clause
#include "apps/plot/gnuplot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace vitrion {
namespace {

/// Okabe, Ito (2008): told apart with any kind of colour vision.
constexpr std::array<const char*, 8> colours{"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                             "#E69F00", "#56B4E9", "#000000", "#B8A900"};
constexpr std::array<std::array<double, 3>, 5> ramp{
    {{68, 1, 84}, {65, 68, 135}, {42, 120, 142}, {34, 168, 132}, {122, 190, 60}}};
constexpr double bars_share = 0.8;  ///< of the room of a category

std::string colour(const Figure& figure, std::size_t i, std::size_t count) {
  const bool follow =
      figure.kind == Figure::Kind::sequence || (figure.kind == Figure::Kind::lines && count > colours.size());
  if (!follow) return colours[i % colours.size()];
  const double place = count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) * (ramp.size() - 1) : 0.0;
  const std::size_t k = std::min(static_cast<std::size_t>(place), ramp.size() - 2);
  std::string text = "#";
  for (std::size_t c = 0; c < 3; ++c)
    text += fmt::format(
        "{:02x}", static_cast<int>(ramp[k][c] + (place - static_cast<double>(k)) * (ramp[k + 1][c] - ramp[k][c])));
  return text;
}

/// A text in the quotes in which gnuplot takes everything as it stands, but for apostrophes: it takes a doubled one at
/// the beginning for an empty text, and what comes behind it for commands. They are replaced by what they stand for.
std::string in_quotes(const std::string& text) {
  std::string safe = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      safe += "\u2019";
    } else {
      safe += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
    }
  }
  return safe + "'";
}

/// A label of a tic, which gnuplot takes for a format.
std::string label_in_quotes(const std::string& text) {
  std::string label;
  for (const char letter : text) label += letter == '%' ? "%%" : std::string(1, letter);
  return in_quotes(label);
}

std::string number(double value) { return std::isfinite(value) ? fmt::format("{:.7g}", value) : "NaN"; }

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  void include(double value, bool positive) {
    if (!std::isfinite(value) || (positive && !(value > 0.0))) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  /// With a little room; on both sides in proportion on a logarithmic axis.
  std::string text(bool logarithmic) const {
    if (!(low <= high)) return "[*:*]";
    if (logarithmic) return fmt::format("[{}:{}]", number(low / 1.15), number(high * 1.15));
    const double room = high > low ? 0.03 * (high - low) : std::max(1e-9, 0.05 * std::abs(high));
    return fmt::format("[{}:{}]", number(low - room), number(high + room));
  }
};

/// Writes panels one after the other; the data of each stand in front of its plot command.
class Script {
 public:
  Script(std::span<const Panel> panels) : panels_(panels) {
    for (const Panel& panel : panels) measure(panel.figure);
  }

  void panel(const Panel& panel) {
    const Figure& figure = panel.figure;
    const View& view = figure.views.at(0);
    data_.clear();
    plots_.clear();
    const bool bars = figure.kind == Figure::Kind::bars;
    if (figure.kind == Figure::Kind::cascade) {
      cascade(view);
    } else {
      for (std::size_t i = 0; i < view.traces.size(); ++i) bars ? bar(figure, i) : curve(figure, i);
    }
    add("{}", data_);
    add("set title {}\n", in_quotes(panel.title));
    add("set xlabel {}\n", in_quotes(bars || view.over.empty() ? "" : view.over[0].label));
    add("set ylabel {}\n", in_quotes(figure.y));
    add(figure.y_right.empty() ? "unset y2label\nunset y2tics\nset ytics mirror\n"
                               : "set y2label {}\nset y2tics\nset ytics nomirror\n",
        in_quotes(figure.y_right));
    add("{}set logscale x\n", figure.log_x ? "" : "un");
    add("{}set logscale y\n", figure.log_y ? "" : "un");
    if (bars) {
      std::string tics;
      for (std::size_t i = 0; i < figure.categories.size(); ++i)
        tics += fmt::format("{}{} {}", i == 0 ? "" : ", ", label_in_quotes(figure.categories[i]), i);
      add("set xtics ({})\nset xrange [-0.6:{}]\n", tics, static_cast<double>(figure.categories.size()) - 0.4);
    } else {
      add("set xrange {}\n", x_.text(figure.log_x));
    }
    add("set yrange {}\n", y_.text(figure.log_y));
    add("set y2range {}\n", y_right_.text(false));
    add("plot {}\n", fmt::join(plots_, ", \\\n     "));
  }

  std::string text() const { return text_; }

 private:
  template <class... Arguments>
  void add(fmt::string_view format, const Arguments&... arguments) {
    text_ += fmt::vformat(format, fmt::make_format_args(arguments...));
  }

  static const std::vector<double>& x_of(const View& view, const Trace& trace) {
    return trace.x.empty() ? view.over.at(0).values : trace.x;
  }

  void measure(const Figure& figure) {
    const View& view = figure.views.at(0);
    std::vector<double> sum;
    for (const Trace& trace : view.traces) {
      if (figure.kind != Figure::Kind::bars)
        for (const double x : x_of(view, trace)) x_.include(x, figure.log_x);
      Range& y = trace.right ? y_right_ : y_;
      if (figure.kind == Figure::Kind::cascade) {
        sum.resize(trace.y.size(), 0.0);
        for (std::size_t i = 0; i < sum.size(); ++i) y.include(sum[i] += trace.y[i], false);
        continue;
      }
      for (const std::vector<double>* values : {&trace.y, &trace.low, &trace.high})
        for (const double value : *values) y.include(value, figure.log_y);
      if (figure.kind == Figure::Kind::bars) y.include(0.0, figure.log_y);
    }
  }

  /// Opens a block of data and gives its name.
  std::string block(const std::vector<std::vector<double>>& columns) {
    std::string name = fmt::format("$data{}", ++blocks_);
    data_ += name + " << END\n";
    for (std::size_t i = 0; i < columns.at(0).size(); ++i) {
      const bool whole =
          std::all_of(columns.begin(), columns.end(), [&](const auto& c) { return std::isfinite(c[i]); });
      for (const auto& column : columns)
        if (whole) data_ += number(column[i]) + " ";
      data_ += "\n";  // an empty line interrupts a curve
    }
    data_ += "END\n";
    return name;
  }

  void curve(const Figure& figure, std::size_t i) {
    const View& view = figure.views[0];
    const Trace& trace = view.traces[i];
    const std::vector<double>& x = x_of(view, trace);
    const std::string line =
        fmt::format("lc rgb {} lw 2{}", in_quotes(colour(figure, i, view.traces.size())), trace.dashed ? " dt 2" : "");
    const char* axes = trace.right ? "x1y2" : "x1y1";
    const bool marks = figure.kind == Figure::Kind::points;
    if (!trace.low.empty()) {
      const std::string band = block({x, trace.low, trace.high});
      plots_.push_back(marks ? fmt::format("{} using 1:2:2:3 axes {} with yerrorbars {} pt 0 notitle", band, axes, line)
                             : fmt::format("{} axes {} with filledcurves {} fs transparent solid 0.2 noborder notitle",
                                           band, axes, line));
    }
    plots_.push_back(fmt::format("{} axes {} with {} {} title {}", block({x, trace.y}), axes,
                                 marks ? "linespoints pt 7 ps 0.7" : "lines", line, in_quotes(trace.name)));
  }

  void bar(const Figure& figure, std::size_t i) {
    const Trace& trace = figure.views[0].traces[i];
    const auto count = static_cast<double>(figure.views[0].traces.size());
    std::vector<double> x(trace.y.size());
    for (std::size_t k = 0; k < x.size(); ++k)
      x[k] = static_cast<double>(k) + bars_share * ((static_cast<double>(i) + 0.5) / count - 0.5);
    const std::string style =
        fmt::format("lc rgb {} fs solid 1 noborder", in_quotes(colour(figure, i, figure.views[0].traces.size())));
    const std::vector<double> width(x.size(), 0.9 * bars_share / count);
    plots_.push_back(
        fmt::format("{} with boxes {} title {}", block({x, trace.y, width}), style, in_quotes(trace.name)));
    if (!trace.low.empty())
      plots_.push_back(fmt::format("{} with yerrorbars lc rgb '#1a1a1a' pt 0 lw 1.4 notitle",
                                   block({x, trace.y, trace.low, trace.high})));
  }

  /// Each part between the sum before it and the sum with it.
  void cascade(const View& view) {
    const Trace& first = view.traces.at(0);
    const std::vector<double>& x = x_of(view, first);
    std::vector<double> below = first.y;
    for (std::size_t part = 1; part < view.traces.size(); ++part) {
      std::vector<double> sum = below;
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += view.traces[part].y[i];
      plots_.push_back(fmt::format("{} with filledcurves lc rgb {} fs transparent solid 0.6 noborder title {}",
                                   block({x, below, sum}), in_quotes(colours[(part - 1) % colours.size()]),
                                   in_quotes(view.traces[part].name)));
      below = std::move(sum);
    }
    plots_.push_back(
        fmt::format("{} with lines lc rgb '#1a1a1a' lw 2 dt 2 title {}", block({x, first.y}), in_quotes(first.name)));
    plots_.push_back(fmt::format("{} with lines lc rgb '#1a1a1a' lw 2 title 'sum'", block({x, below})));
  }

  std::span<const Panel> panels_;
  Range x_, y_, y_right_;
  std::string text_, data_;
  std::vector<std::string> plots_;
  int blocks_ = 0;
};

}  // namespace

std::string gnuplot_script(std::span<const Panel> panels, const PlotFormat& format) {
  const int width = format.width * static_cast<int>(panels.size());
  constexpr double per_inch = 96.0;
  const std::string size = format.terminal == "pdfcairo"
                               ? fmt::format("{:.3g}in,{:.3g}in", width / per_inch, format.height / per_inch)
                               : fmt::format("{},{}", width, format.height);
  Script script(panels);
  for (const Panel& panel : panels) script.panel(panel);
  return fmt::format(
             "set encoding utf8\n"
             "set terminal {} size {} font 'Helvetica,{}' noenhanced background rgb 'white'\n"
             "set border lc rgb '#595959'\nset tics textcolor rgb '#1a1a1a'\nset grid lc rgb '#e4e4e4' lt 1\n"
             "set key tmargin center horizontal Left reverse samplen 2 width 1\nset boxwidth 0.8 relative\nset style "
             "fill solid\n"
             "set multiplot layout 1,{}\n",
             format.terminal, size, format.terminal == "pdfcairo" ? 10 : 13, panels.size()) +
         script.text() + "unset multiplot\n";
}

}  // namespace vitrion
