// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/inputs.hpp"
#include "apps/report/console.hpp"
#include "apps/study/compare.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrion {

struct RunOptions {
  std::vector<std::string> cells;
  CellChanges changes;
  std::string protocol;  ///< a file or sentences; empty for the default
  std::string from;      ///< a run.json, instead of cells and protocol
  std::string resume;    ///< a folder with a run that was left before its end, instead of cells and protocol
  std::string folder;    ///< empty: results/NAME
  std::optional<double> relative_tolerance;
  std::string solver;  ///< empty: automatic, or that of the run.json
  bool fields = false, json = false, quiet = false;
};
ExitCode run(const RunOptions& options, Console& console);

struct FileOptions {
  std::string file;
  std::string page;      ///< of show: an HTML file to write; empty: none
  std::string protocol;  ///< check a cell together with it: a file or sentences
  CellChanges changes;
  bool json = false;
};
ExitCode check(const FileOptions& options, Console& console);
ExitCode show(const FileOptions& options, Console& console);
ExitCode list_library(Console& console);
ExitCode cite(const FileOptions& options, Console& console);

ExitCode schema(const std::string& kind, Console& console);

struct ValidateOptions {
  std::vector<std::string> cases;
  std::string folder;  ///< where the cases are; empty: looked for
  bool json = false;
};
ExitCode validate(const ValidateOptions& options, Console& console);

struct EisOptions {
  std::string cell;
  CellChanges changes;
  std::string at;           ///< state of charge or voltage; empty: as the cell file says
  std::string frequencies;  ///< lo:hi:n; empty: 1 mHz to 100 kHz
  std::string folder;       ///< empty: results/NAME-eis
  bool json = false;
};
ExitCode eis(const EisOptions& options, Console& console);

struct PlotOptions {
  std::vector<std::string> results;  ///< folders of results, or pages; side by side when there are several
  std::string what = "voltage";      ///< id of the figure
  std::string view, over;            ///< parts of the labels of the view and the abscissa; empty: the first
  std::vector<std::string> curves;   ///< parts of the names of curves; empty: all
  std::string file;                  ///< .svg, .pdf or .png; empty: WHAT.svg beside the page
};
ExitCode plot(const PlotOptions& options, Console& console);

struct CompareOptions {
  CompareRequest request;
  std::string folder;  ///< empty: results/compare-NAME
  bool json = false;
};
ExitCode compare(const CompareOptions& options, Console& console);

}  // namespace vitrion
