// SPDX-License-Identifier: BSD-3-Clause
#include "apps/vitrion/cli.hpp"

#include "apps/report/messages.hpp"
#include "apps/results/build_info.hpp"
#include "apps/results/output_file.hpp"
#include "apps/vitrion/commands/commands.hpp"
#include "params/source.hpp"
#include "params/suggestion.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <new>

namespace vitrion {
namespace {

/// An error inside the program is no fault of the input, and no command means to end with it.
constexpr ExitCode bug_of_ours{70};

constexpr const char* exit_codes =
    "Exit codes: 0 done, 1 a comparison failed, 2 unusable input, 3 the solve failed (results so far are kept),\n"
    "4 infeasible protocol, 70 a bug of vitrion,\n75 interrupted (results so far are kept; a run can go on).";

constexpr const char* run_examples = R"(Examples:
  vitrion run cells/li-lfp-zif4-glass
  vitrion run my-cell.yaml --protocol protocols/formation-and-rate-test -o results/first
  vitrion run my-cell.yaml --protocol "Charge at C/10 until 3.8 V; Hold at 3.8 V until C/50; Discharge at 1C until 2.5 V"
  vitrion run my-cell.yaml --set separator.0.thickness="30 um" --temperature "60 degC" --fields
  vitrion run cells/li-lfp-zif4-glass cells/li-lfp-zif4-crystal --protocol protocols/rate-test
  vitrion run --from results/first/run.json -o results/again
  vitrion run --from results/first/run.json --set separator.0.thickness="30 um" -o results/thinner
  vitrion run --resume results/first

A run is kept once a minute, and when SIGINT, SIGTERM or SIGHUP ends it. --resume goes on with it to the results that it
would have had without a break.

A name such as cells/li-lfp-zif4-glass is looked up beside you first, then in the library (see vitrion show --list).
)";
constexpr const char* compare_examples = R"(Examples:
  vitrion compare cells/li-lfp-zif4-glass --electrolyte zif-4-glass-composite zif-4-crystal-composite -p protocols/rate-test
  vitrion compare my-cell.yaml --electrolyte mine.yaml llzo peo-litfsi --temperature "60 degC" --thickness "30 um"
  vitrion compare my-cell.yaml --electrolyte mine.yaml --vary separator.0.thickness="20 um:100 um:5" --samples 0
  vitrion compare my-cell.yaml --electrolyte mine.yaml llzo --samples 512 --seed 7 --json -o results/mine
  vitrion compare my-cell.yaml --replace separator.0 --with amorphous.yaml crystalline.yaml

The same cell goes through the same protocol with one electrolyte after another. An electrolyte replaces the shared
`electrolyte` of the cell and that of every layer of the separator that names its own; an electrode that names its own
keeps it. --in says otherwise: --in separator.0 leaves the pores of the electrodes as they are, --in all fills
everything. A step that a cell cannot do is skipped and reported, whatever its on_infeasible says, so that the other
rates are compared nevertheless.

Inputs with status `estimated` and a range are sampled over it (Sobol sequence): uniformly, or uniformly in the
logarithm when the range spans more than a decade; a function is scaled as a whole. What belongs to the cell is the same
for all electrolytes in one sample, so that A and B are compared fairly. Reported are median and 5 to 95 %, the rank
correlation of each input with the target (the discharge capacity unless --target says otherwise) at the highest rate,
and how probably A gives more of it than B. To fix an input, set it: --set electrolyte.density="1.4 g/cm^3" fixes one of
the cell's, editing its file one of an electrolyte's. The same seed gives the same files to the last bit, on any number
of threads.

The cell works between the temperatures at which it still gives half of what it gives at its own: charged there (if it
begins empty), discharged elsewhere, both at --range-rate. Beyond what was measured that is an extrapolation.
)";
constexpr const char* eis_examples = R"(Examples:
  vitrion eis cells/li-lfp-zif4-glass --at "50 %"
  vitrion eis my-cell.yaml --at "3.4 V" --frequencies "10 mHz:1 MHz:71" -o results/spectrum
  vitrion eis cells/proton-moo3-crystal --temperature "25 degC" --json

The cell is at rest. The equations that `run` integrates are linearised there and solved at each frequency, so that the
spectrum holds for vanishing amplitude. Arcs of charge transfer need a double_layer_capacitance of the materials.
)";
constexpr const char* plot_examples = R"(Examples:
  vitrion plot results/first
  vitrion plot results/first --what losses --view "cycle 4" --over time -o losses.pdf
  vitrion plot results/glass results/crystal --curve "cycle 3" --curve "cycle 4" -o both.svg

The figures are those of the report.html in a folder of results; a name that is not one of them lists what there is.
Needs gnuplot (Debian, Ubuntu: the package gnuplot-nox).
)";
constexpr const char* check_examples = R"(Examples:
  vitrion check my-cell.yaml
  vitrion check my-cell.yaml --set area="2 cm^2"
  vitrion check my-protocol.yaml
  vitrion check my-cell.yaml --protocol protocols/rate-test
  vitrion check lfp_18650_cell_BPX.json
)";
constexpr const char* show_examples = R"(Examples:
  vitrion show electrolytes/zif-4-glass-composite
  vitrion show electrolytes/zif-4-glass-composite --html zif-4.html
  vitrion show my-cell.yaml --json
  vitrion show --list
)";
constexpr const char* schema_examples = R"(Examples:
  vitrion schema
  vitrion schema cell > cell.json
)";
constexpr const char* validate_examples = R"(Examples:
  vitrion validate
  vitrion validate dualfoil-20Am2 measured-nmc-1c
  vitrion validate --json
)";
constexpr const char* cite_examples = R"(Examples:
  vitrion cite cells/li-lfp-zif4-glass
)";

/// CLI11's own says "0.000000" where it means 1e-12.
CLI::Validator between(double lowest, double highest) {
  const auto complaint = [=](const std::string& text) {
    double value = 0.0;
    const bool good = CLI::detail::lexical_cast(text, value) && value >= lowest && value <= highest;
    return good ? std::string{} : fmt::format("'{}' is not a number from {:g} to {:g}", text, lowest, highest);
  };
  return {complaint, fmt::format("from {:g} to {:g}", lowest, highest)};
}

void add_changes(CLI::App& app, CellChanges& changes) {
  app.add_option("--set", changes.set, "Change a value of the file: separator.0.thickness=\"50 um\"; may be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  app.add_option("--temperature", changes.temperature, "Temperature of the cell, as \"30 degC\"")->type_name("T");
}

/// Command line of the whole program, with what it asks for.
struct CommandLine {
  CommandLine();
  void add_compare();
  void add_eis();
  void add_plot();

  CLI::App app{"vitrion simulates battery cells from parameter files.", "vitrion"};
  RunOptions run;
  CompareOptions compare;
  EisOptions eis;
  PlotOptions plot;
  FileOptions check, show, cite;
  bool list = false;
  std::string schema_kind;
  ValidateOptions validate;
};

CommandLine::CommandLine() {
  const BuildInfo build = build_info();
  app.set_version_flag("--version", fmt::format("vitrion {} ({}, {} {}, SUNDIALS {})", build.version, build.revision,
                                                build.compiler, build.build_type, build.sundials));
  app.require_subcommand(1);
  app.footer(fmt::format("vitrion COMMAND --help shows examples.\n\n{}", exit_codes));

  CLI::App& run_app = *app.add_subcommand("run", "Simulate cells through a protocol");
  CLI::Option* cells = run_app.add_option("cell", run.cells, "Cell files, native or BPX")->type_name("CELL");
  CLI::Option* protocol =
      run_app.add_option("-p,--protocol", run.protocol, "A protocol file, or sentences separated by ';'")
          ->type_name("FILE|SENTENCES");
  add_changes(run_app, run.changes);
  run_app.add_option("-o,--output", run.folder, "Folder for the results; default results/NAME-AND-INPUTS")
      ->type_name("DIR");
  run_app.add_flag("--fields", run.fields, "Also write every unknown over time and place, fields.h5");
  run_app.add_flag("--json", run.json, "Print a summary for machines on standard output");
  run_app.add_flag("-q,--quiet", run.quiet, "Say nothing unless something is wrong");
  run_app.add_option("--rtol", run.relative_tolerance, "Relative tolerance of the solver")
      ->type_name("NUMBER")
      ->check(between(1e-12, 0.1));
  run_app.add_option("--solver", run.solver, "Linear solver")
      ->type_name("automatic|klu|condensed")
      ->check(CLI::IsMember({"automatic", "klu", "condensed"}));
  run_app.add_option("--from", run.from, "Repeat the run of this run.json, but for what other options change")
      ->type_name("RUN.JSON|FOLDER")
      ->excludes(cells)
      ->excludes(protocol);
  run_app.add_option("--resume", run.resume, "Go on with the run in this folder that was left before its end")
      ->type_name("DIR")
      ->excludes(cells)
      ->excludes(protocol)
      ->excludes("--from")
      ->excludes("--set")
      ->excludes("--temperature")
      ->excludes("--output")
      ->excludes("--fields")
      ->excludes("--rtol")
      ->excludes("--solver");
  run_app.footer(run_examples + std::string(exit_codes));

  add_compare();
  add_eis();
  add_plot();

  CLI::App& check_app = *app.add_subcommand("check", "Read a file of any kind and say what it amounts to");
  check_app.add_option("file", check.file, "A cell, electrode, electrolyte, material or protocol")
      ->type_name("FILE")
      ->required();
  check_app.add_option("-p,--protocol", check.protocol, "Say what its steps amount to in the cell")
      ->type_name("FILE|SENTENCES");
  add_changes(check_app, check.changes);
  check_app.add_flag("--json", check.json, "Print it for machines on standard output");
  check_app.footer(check_examples);

  CLI::App& show_app =
      *app.add_subcommand("show", "Print what the program understood of a file, with units and sources");
  show_app.add_option("file", show.file, "A cell, electrode, electrolyte, material or protocol")->type_name("FILE");
  show_app.add_flag("--list", list, "List the names of the library");
  add_changes(show_app, show.changes);
  show_app.add_flag("--json", show.json, "Print it for machines");
  show_app.add_option("--html", show.page, "Also write a page with the figures of an electrolyte")->type_name("FILE");
  show_app.footer(show_examples);

  CLI::App& schema_app = *app.add_subcommand("schema", "Print the JSON Schema of a kind of file, for editors");
  schema_app.add_option("kind", schema_kind, "cell, electrode, electrolyte, material or protocol")->type_name("KIND");
  schema_app.footer(schema_examples);

  CLI::App& validate_app = *app.add_subcommand("validate", "Compare the program with references and measurements");
  validate_app.add_option("case", validate.cases, "Names of cases; default all")->type_name("CASE");
  validate_app
      .add_option("--cases", validate.folder, "Folder of the cases; default ./validation, else the installed one")
      ->type_name("DIR");
  validate_app.add_flag("--json", validate.json, "Print the results for machines on standard output");
  validate_app.footer(validate_examples);

  CLI::App& cite_app = *app.add_subcommand("cite", "List the sources of every value that a cell uses");
  cite_app.add_option("file", cite.file, "A cell or another parameter file")->type_name("FILE")->required();
  cite_app.footer(cite_examples);
}

void CommandLine::add_compare() {
  CompareRequest& request = compare.request;
  CLI::App& compare_app = *app.add_subcommand("compare", "Put one electrolyte after another into the same cell");
  compare_app.add_option("cell", request.cell, "A cell file, native or BPX")->type_name("CELL")->required();
  compare_app
      .add_option("-e,--electrolyte,--with", request.electrolytes,
                  "Electrolyte files or names of the library, with or without electrolytes/; with --replace, any files")
      ->type_name("FILE")
      ->required();
  compare_app.add_option("-p,--protocol", request.protocol, "A protocol file, or sentences separated by ';'")
      ->type_name("FILE|SENTENCES");
  add_changes(compare_app, request.changes);
  compare_app.add_option("--thickness", request.thickness, "Thickness of the separator, as \"30 um\"")->type_name("L");
  compare_app
      .add_option("--in", request.regions, "Where the electrolytes go: all, shared, negative, positive, separator.0")
      ->type_name("REGION")
      ->allow_extra_args(false);
  compare_app
      .add_option("--replace", request.replace, "What the files replace instead: separator.0, positive, solution, …")
      ->type_name("PATH");
  compare_app
      .add_option("--vary", request.vary,
                  "Sweep a value of the cell: separator.0.thickness=\"20 um:100 um:5\"; may be repeated")
      ->type_name("PATH=LO:HI:N")
      ->allow_extra_args(false);
  compare_app.add_option("--samples", request.samples, "How often the estimated inputs are drawn; 0: never")
      ->capture_default_str()
      ->type_name("N")
      ->check(CLI::Range(0, 20000));
  compare_app
      .add_option("--target", request.target,
                  "What decides who is better, a column of compare.csv without its unit; default Discharge Capacity")
      ->type_name("NAME");
  compare_app
      .add_option("--range-rate", request.range_rate, "Rate at which the range of temperatures is looked for, or none")
      ->type_name("RATE")
      ->capture_default_str();
  compare_app.add_option("--seed", request.seed, "Of the draw")->type_name("S")->capture_default_str();
  compare_app.add_option("--threads", request.threads, "Default: as many as there are cores")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  compare_app
      .add_option("--rtol", request.relative_tolerance,
                  "Relative tolerance of the solver; default 3e-5, for samples 1e-4")
      ->type_name("NUMBER")
      ->check(between(1e-12, 0.1));
  compare_app
      .add_option("-o,--output", compare.folder, "Folder for the results; default results/compare-NAME-AND-INPUTS")
      ->type_name("DIR");
  compare_app.add_flag("--json", compare.json, "Print compare.json on standard output, the tables on standard error");
  compare_app.footer(compare_examples + std::string(exit_codes));
}

void CommandLine::add_eis() {
  CLI::App& eis_app = *app.add_subcommand("eis", "Compute the impedance spectrum of a cell at rest");
  eis_app.add_option("cell", eis.cell, "A cell file, native or BPX")->type_name("CELL")->required();
  eis_app.add_option("--at", eis.at, "State of charge or voltage at rest; default as the cell file says")
      ->type_name("SOC|VOLTAGE");
  eis_app.add_option("--frequencies", eis.frequencies, "Lowest, highest and how many; default 1 mHz:100 kHz:81")
      ->type_name("LO:HI:N");
  add_changes(eis_app, eis.changes);
  eis_app.add_option("-o,--output", eis.folder, "Folder for impedance.bdf.csv; default results/NAME-eis-AND-INPUTS")
      ->type_name("DIR");
  eis_app.add_flag("--json", eis.json, "Print the spectrum for machines on standard output");
  eis_app.footer(eis_examples);
}

void CommandLine::add_plot() {
  CLI::App& plot_app = *app.add_subcommand("plot", "Draw a figure of a report into a file for print");
  plot_app.add_option("results", plot.results, "Folders of results, or pages in them; drawn side by side")
      ->type_name("RESULTS")
      ->required();
  plot_app.add_option("--what", plot.what, "Which figure")->type_name("voltage|losses|rate|…")->capture_default_str();
  plot_app.add_option("--view", plot.view, "Which of its views: a part of the name, as \"cycle 4\"")->type_name("TEXT");
  plot_app.add_option("--over", plot.over, "Over which of its axes: capacity, time, current, …")->type_name("TEXT");
  plot_app.add_option("--curve", plot.curves, "Only the curves with this in their name; may be repeated")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  plot_app.add_option("-o,--output", plot.file, "File to write; default WHAT.svg in the folder of results")
      ->type_name("FILE.svg|pdf|png");
  plot_app.footer(plot_examples + std::string(exit_codes));
}

/// The option that a mistyped one was meant to be.
std::string suggestion(const CLI::App& command, std::span<const std::string> arguments) {
  std::vector<std::string> known;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  for (const std::string& argument : arguments) {
    const std::string name = argument.substr(0, argument.find('='));
    if (!name.starts_with("--") || std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto is_begun = [&](const std::string& option) { return option.starts_with(name); };
    const auto begun = std::find_if(known.begin(), known.end(), is_begun);
    if (begun != known.end()) return fmt::format("did you mean {}?", *begun);
    if (std::string advice = did_you_mean(name, known); !advice.empty()) return advice;
  }
  return {};
}

/// What is wrong with a command line that CLI11 refuses, and what would be right.
std::string complaint(const CLI::ParseError& error, const CommandLine& line, std::span<const std::string> arguments) {
  std::string text = error.what(), advice;
  if (const auto given = line.app.get_subcommands(); !given.empty()) {
    advice = suggestion(*given[0], arguments.subspan(1));
  } else if (!arguments.empty() && !arguments[0].starts_with("-")) {
    std::vector<std::string> commands;
    for (const CLI::App* command : line.app.get_subcommands({})) commands.push_back(command->get_name());
    text = fmt::format("there is no command '{}'", arguments[0]);
    advice = did_you_mean(arguments[0], commands);
    if (advice.empty()) advice = fmt::format("commands are {}", fmt::join(commands, ", "));
  } else {
    text = "which command?";
  }
  return advice.empty() ? text : text + "\n  " + advice;
}

ExitCode dispatch(CommandLine& line, Console& console) {
  const std::string command = line.app.get_subcommands().front()->get_name();
  if (command == "run") {
    if (line.run.cells.empty() && line.run.from.empty() && line.run.resume.empty())
      throw InputError({}, "which cell?", "e.g. vitrion run cells/li-lfp-zif4-glass");
    return run(line.run, console);
  }
  if (command == "compare") return compare(line.compare, console);
  if (command == "eis") return eis(line.eis, console);
  if (command == "plot") return plot(line.plot, console);
  if (command == "check") return check(line.check, console);
  if (command == "show") {
    if (line.list) return list_library(console);
    if (line.show.file.empty()) throw InputError({}, "which file?", "vitrion show --list lists the library");
    return show(line.show, console);
  }
  if (command == "schema") return schema(line.schema_kind, console);
  if (command == "validate") return validate(line.validate, console);
  return cite(line.cite, console);
}

}  // namespace

ExitCode run_cli(std::span<const std::string> arguments, Console& terminal) {
  SafeText safe_out(terminal.out.rdbuf()), safe_err(terminal.err.rdbuf());
  std::ostream out(&safe_out), err(&safe_err);
  err << std::unitbuf;
  Console console{out, err, terminal.err_is_terminal, terminal.colour};
  try {
    CommandLine line;
    try {
      line.app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::Success& success) {  // --help, --version
      line.app.exit(success, console.out, console.err);
      return ExitCode::done;
    } catch (const CLI::ParseError& error) {
      tell_error(complaint(error, line, arguments).c_str(), console);
      console.err << "vitrion --help, or vitrion COMMAND --help, shows what there is\n";
      return ExitCode::unusable_input;
    }
    const ExitCode code = dispatch(line, console);
    console.out.flush();
    if (!console.out) throw OutputError("standard output", "it does not take the text");
    return code;
  } catch (const InputError& error) {
    tell_error(error.what(), console);
  } catch (const OutputError& error) {
    tell_error(error.what(), console);
  } catch (const std::bad_alloc&) {
    tell_error("not enough memory for what the input asks for", console);
  } catch (const std::exception& error) {
    tell_error(
        fmt::format("a bug of vitrion: {}\n  please report it with the command and the files", error.what()).c_str(),
        console);
    return bug_of_ours;
  }
  return ExitCode::unusable_input;
}

}  // namespace vitrion
