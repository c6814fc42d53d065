// SPDX-License-Identifier: BSD-3-Clause
#include "apps/plot/gnuplot.hpp"
#include "apps/report/html/page.hpp"
#include "apps/results/output_file.hpp"
#include "apps/results/result_files.hpp"
#include "apps/vitrion/commands/commands.hpp"
#include "params/documents/library.hpp"
#include "params/source.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace vitrion {
namespace {

constexpr int panel_width = 560, panel_height = 440;  // px

/// The page of a folder of results, or the page itself.
std::filesystem::path page_of(const std::string& results) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(results, ignored)) {
    const std::filesystem::path folder = std::filesystem::path(results).parent_path();
    if (has_record(folder)) require_complete(folder);
    return results;
  }
  require_complete(results);
  std::filesystem::path page = std::filesystem::path(results) / "report.html";
  if (!std::filesystem::exists(page, ignored))
    throw InputError({results}, "has no report.html", "name a folder that vitrion run or vitrion compare has left");
  return page;
}

PlotFormat format_of(const std::filesystem::path& file) {
  const std::string extension = file.extension().string();
  if (extension == ".svg") return {"svg", panel_width, panel_height};
  if (extension == ".pdf") return {"pdfcairo", panel_width, panel_height};
  if (extension == ".png") return {"pngcairo", 2 * panel_width, 2 * panel_height};
  throw InputError({file.string()}, fmt::format("'{}' is no format that can be plotted", extension),
                   "end the name with .svg, .pdf or .png");
}

/// The names in a list for people.
template <class Range, class Name>
std::vector<std::string> names_of(const Range& range, const Name& name) {
  std::vector<std::string> names;
  names.reserve(std::size(range));
  for (const auto& item : range) names.push_back(name(item));
  return names;
}

Figure pick_figure(const std::vector<Figure>& figures, const std::string& what, const std::string& page) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& f) { return f.id == what; });
  if (found != figures.end()) return *found;
  const std::vector<std::string> ids = names_of(figures, [](const Figure& figure) { return figure.id; });
  const std::string guess = did_you_mean(what, ids);
  throw InputError({page}, fmt::format("there is no figure '{}' in it", what),
                   fmt::format("{}it has {}", guess.empty() ? "" : guess + " ", fmt::join(ids, ", ")));
}

/// Leaves the view and the abscissa that were asked for in the first place.
void choose(Figure& figure, const PlotOptions& options, const std::string& page) {
  const auto contains = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  const auto bring_forward = [&](auto& items, const std::string& part, const char* kind) {
    if (part.empty()) return;
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const auto& item) { return contains(item.label, part); });
    if (found == items.end())
      throw InputError(
          {page}, fmt::format("figure '{}' has no {} '{}'", figure.id, kind, part),
          fmt::format("it has {}", fmt::join(names_of(items, [](const auto& item) { return item.label; }), "; ")));
    std::rotate(items.begin(), found, found + 1);
  };
  bring_forward(figure.views, options.view, "view");
  View& view = figure.views.front();
  bring_forward(view.over, options.over, "axis");
  if (options.curves.empty()) return;
  const std::vector<std::string> names = names_of(view.traces, [](const Trace& trace) { return trace.name; });
  std::erase_if(view.traces, [&](const Trace& trace) {
    return std::none_of(options.curves.begin(), options.curves.end(),
                        [&](const std::string& part) { return contains(trace.name, part); });
  });
  if (view.traces.empty())
    throw InputError({page}, fmt::format("no curve of figure '{}' is called so", figure.id),
                     fmt::format("it has {}", fmt::join(names, "; ")));
}

}  // namespace

ExitCode plot(const PlotOptions& options, Console& console) {
  const std::filesystem::path file = options.file.empty()
                                         ? page_of(options.results.front()).parent_path() / (options.what + ".svg")
                                         : std::filesystem::path(options.file);
  const PlotFormat format = format_of(file);
  std::vector<Panel> panels;
  for (const std::string& results : options.results) {
    const std::filesystem::path page = page_of(results);
    const std::string html = read_text_file(page, {});
    Figure figure = pick_figure(figures_of_page(html, page.string()), options.what, page.string());
    choose(figure, options, page.string());
    const std::string view = figure.views.front().label;
    panels.push_back({title_of_page(html) + (view.empty() ? "" : ": " + view), std::move(figure)});
  }
  OutputFile output(file);
  run_gnuplot(gnuplot_script(panels, format), [&](std::string_view drawn) {
    output.write(drawn);
    output.flush_if_full();
  });
  output.commit();
  console.err << fmt::format("  {}\n", file.string());
  return ExitCode::done;
}

}  // namespace vitrion
