// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/cycle_sums.hpp"
#include "apps/experiment/experiment.hpp"
#include "apps/experiment/protocol_check.hpp"
#include "apps/report/foil_table.hpp"
#include "apps/report/html/run_page.hpp"
#include "apps/report/messages.hpp"
#include "apps/report/protocol_table.hpp"
#include "apps/report/run_report.hpp"
#include "apps/report/window_table.hpp"
#include "apps/results/checkpoint.hpp"
#include "apps/results/results_folder.hpp"
#include "apps/results/run_record.hpp"
#include "apps/vitrion/commands/commands.hpp"
#include "apps/vitrion/interrupt.hpp"
#include "apps/vitrion/progress.hpp"
#include "params/documents/library.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <deque>
#include <span>
#include <system_error>

namespace vitrion {
namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

LinearSolverKind solver_kind(const std::string& name) {
  if (name == "klu") return LinearSolverKind::klu;
  if (name == "condensed") return LinearSolverKind::condensed;
  return LinearSolverKind::automatic;
}

ExitCode exit_code(ExperimentResult::Outcome outcome) {
  using Outcome = ExperimentResult::Outcome;
  switch (outcome) {
    case Outcome::finished:
    case Outcome::ended_by_rule:
      return ExitCode::done;
    case Outcome::infeasible:
    case Outcome::physical_limit:  // the cell cannot do what the protocol asks for
      return ExitCode::infeasible_protocol;
    case Outcome::failed:
      return ExitCode::solve_failed;
    case Outcome::interrupted:
      break;
  }
  return ExitCode::interrupted;
}

std::string now_in_utc() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

/// One cell with what became of it.
struct Run {
  RunRequest request;
  CellInput input;
  ProtocolInput protocol;
  std::filesystem::path folder;
  RunHistory history{};
  ExperimentResult result{};
  ExitCode code = ExitCode::done;
  std::vector<std::string> files{};
  bool can_go_on = false;  ///< with --resume
};

Run prepare(RunRequest request) {
  CellInput input = load_cell(request.cell, request.changes);
  ProtocolInput protocol =
      request.protocol.empty() ? default_protocol(input.cell->facts()) : load_protocol(request.protocol);
  amounts(protocol.protocol, input.cell->facts());  // complains about what this cell does not have
  check_protocol(protocol.protocol, *input.cell);
  input.doubts = united(input.doubts, check_laws(protocol.protocol, *input.cell));
  if (!request.changes.temperature.empty()) protocol.protocol.temperature = input.cell->facts().temperature;
  return {std::move(request), std::move(input), std::move(protocol), {}};
}

/// Whether a folder holds what a run that did not come to its end has left.
bool holds_unfinished_results(const LockedFolder& folder) {
  std::error_code ignored;
  const std::filesystem::path record = folder.path() / results_of_run().record;
  if (!std::filesystem::exists(record, ignored)) return true;
  const Json json = Json::parse(read_text_file(record, {}), nullptr, false);
  return json.is_object() &&
         json.value("/outcome/outcome"_json_pointer, std::string{}) == name_of(ExperimentResult::Outcome::interrupted);
}

/// What a run that goes on later needs stays where it is.
void keep_for_later(LockedFolder& folder, ResultsFolder& results) {
  folder.keep_work(true);
  results.leave_parts();
}

void tell_how_to_go_on(const Run& run, Console& console) {
  console.err << fmt::format("  vitrion run --resume {} goes on with it\n", run.folder.string());
}

/// @param checkpoints of this run, which it may go on from
void execute(Run& run, LockedFolder& folder, CheckpointFile& checkpoints, bool quiet, Console& console) {
  const std::string started = checkpoints.run().started;
  const double wall_before = checkpoints.run().wall_seconds;
  const Clock::time_point begin = Clock::now();
  const bool goes_on = checkpoints.kept() != nullptr;
  ResultsFolder results(folder, *run.input.cell, run.request.fields,
                        goes_on ? OutputFile::Part::go_on : OutputFile::Part::begin);
  if (goes_on) keep_for_later(folder, results);
  std::vector<Observer*> observers = results.observers();
  observers.push_back(&run.history);
  RunCurves curves(*run.input.cell);
  observers.push_back(&curves);
  std::optional<Progress> progress;
  if (!quiet && console.err_is_terminal) {
    progress.emplace(console, ProtocolOrder(run.protocol.protocol).total());
    observers.push_back(&*progress);
  }

  ExperimentOptions options;
  options.tolerances.relative = run.request.relative_tolerance;
  // Those of charge, logarithms and masses follow it down; rounding ends that.
  options.tolerances.absolute_scale = std::clamp(run.request.relative_tolerance / Tolerances{}.relative, 1e-5, 1.0);
  options.linear_solver = solver_kind(run.request.solver);
  options.stop = &interrupt();
  options.checkpoints = &checkpoints;
  try {
    run.result = run_experiment(*run.input.cell, run.protocol.protocol, options, observers);
    progress.reset();
    run.code = exit_code(run.result.outcome);
    const std::chrono::duration<double> wall = Clock::now() - begin;
    const RunRecord record{run.request,
                           run.input,
                           run.protocol,
                           run.history,
                           run.result,
                           static_cast<int>(run.code),
                           wall_before + wall.count(),
                           started};
    run.can_go_on = run.code == ExitCode::interrupted && checkpoints.is_there();
    if (run.can_go_on) keep_for_later(folder, results);
    // What a run has come to before it was interrupted does not replace what another has completed.
    if (run.code == ExitCode::interrupted && !holds_unfinished_results(folder)) return;
    results.commit([&](OutputFile& file) { run_page(record, curves).write(file); },
                   [&](const std::vector<ResultFile>& files) { return to_json(record, files); });
    run.files = results.files();
  } catch (const OutputError&) {
    if (checkpoints.is_there()) {
      keep_for_later(folder, results);
      tell_how_to_go_on(run, console);
    }
    throw;
  }
  if (!run.can_go_on) folder.keep_work(false);
}

void tell(const Run& run, Console& console) {
  std::ostream& err = console.err;
  const auto& steps = run.history.steps;
  err << console.bold(run.input.cell->facts().name) << "\n";
  if (run.protocol.by_default) err << "  no --protocol was given: " << run.protocol.written << "\n";
  if (run.code == ExitCode::done) {
    err << "  " << run.result.reason << "\n";
    if (!steps.empty())
      err << fmt::format("  {} step{}, {} simulated; last step ({}) ended because {}\n", run.result.steps,
                         run.result.steps == 1 ? "" : "s", time_text(run.result.t_end), steps.back().description,
                         steps.back().reason);
  } else {
    err << "  " << console.red(run.result.reason) << "\n";
    if (run.can_go_on) tell_how_to_go_on(run, console);
  }
}

void tell_inputs(const Run& run, Console& console) {
  const std::string estimated = estimated_inputs(run.input.table.provenance().entries());
  if (!estimated.empty()) {
    console.err << fmt::format("  it rests on estimated inputs of {} (range):\n", run.input.cell->facts().name)
                << estimated;
  }
}

void tell_windows(const Run& run, Console& console) {
  const auto windows = run.input.cell->window_reports();
  if (windows.empty()) return;
  console.err << fmt::format("  stability window of the electrolyte in {}:\n", run.input.cell->facts().name)
              << window_table(windows) << "\n";
}

void tell_foils(const Run& run, Console& console) {
  for (const indicators::FoilReport& foil : run.input.cell->foil_reports()) {
    console.err << fmt::format("  dendrites and contact at the {} of {}, worst of the run:\n", foil.foil,
                               run.input.cell->facts().name)
                << foil_table(foil) << "\n";
  }
}

void tell_files(const Run& run, Console& console) {
  if (run.files.empty()) {
    console.err << fmt::format("  {}: the results that were there are kept\n", run.folder.string());
  } else {
    console.err << fmt::format("  {}: {}\n", run.folder.string(), fmt::join(run.files, ", "));
  }
}

Json summary(const Run& run) {
  constexpr double mAh_per_cm2 = 3.6e4;
  Json json{{"cell", run.input.cell->facts().name},
            {"outcome", std::string(name_of(run.result.outcome))},
            {"reason", run.result.reason},
            {"exit_code", static_cast<int>(run.code)},
            {"end_s", run.result.t_end},
            {"steps", run.result.steps},
            {"folder", run.folder.string()},
            {"files", run.files},
            {"cycles", Json::array()}};
  const auto defined = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
  for (const CycleReport& cycle : run.history.cycles) {
    json["cycles"].push_back({{"cycle", cycle.cycle},
                              {"name", cycle.name},
                              {"charge_mAh_per_cm2", cycle.charge_in / mAh_per_cm2},
                              {"discharge_mAh_per_cm2", cycle.charge_out / mAh_per_cm2},
                              {"mean_charge_V", defined(cycle.energy_in / cycle.charge_in)},
                              {"mean_discharge_V", defined(cycle.energy_out / cycle.charge_out)},
                              {"discharge_mWh_per_cm2", cycle.energy_out / mAh_per_cm2},
                              {"coulombic_efficiency", defined(coulombic_efficiency(cycle))},
                              {"energy_efficiency", defined(energy_efficiency(cycle))}});
  }
  return json;
}

/// What was asked for beside cell and protocol comes last, and so wins over what a repeated run was asked for.
void change(RunRequest& request, const RunOptions& options) {
  const CellChanges& changes = options.changes;
  request.changes.set.insert(request.changes.set.end(), changes.set.begin(), changes.set.end());
  if (!changes.temperature.empty()) request.changes.temperature = changes.temperature;
  if (options.relative_tolerance) request.relative_tolerance = *options.relative_tolerance;
  if (!options.solver.empty()) request.solver = options.solver;
  request.fields = request.fields || options.fields;
}

std::vector<RunRequest> requests(const RunOptions& options, Console& console) {
  std::vector<RunRequest> all;
  if (!options.from.empty()) {
    Warnings warnings;
    all.push_back(read_request(options.from, warnings));
    tell_warnings(warnings, console);
  }
  for (const std::string& cell : options.cells) {
    RunRequest& request = all.emplace_back();
    request.cell = find_input(cell);
    request.protocol = options.protocol;
  }
  for (RunRequest& request : all) change(request, options);
  return all;
}

/// A folder a run: the one that was asked for, with one below it for each cell when there are several. Where none was
/// asked for, runs with different inputs get different ones.
void name_folders(std::vector<Run>& runs, const std::string& asked) {
  std::vector<std::string> taken;
  for (Run& run : runs) {
    std::string name = slug(run.input.cell->facts().name);
    if (asked.empty()) name += "-" + identity(run.request, run.input, run.protocol);
    std::string unique = name;
    for (int copy = 2; std::find(taken.begin(), taken.end(), unique) != taken.end(); ++copy)
      unique = fmt::format("{}-{}", name, copy);
    taken.push_back(unique);
    run.folder = asked.empty() ? std::filesystem::path("results") / unique : std::filesystem::path(asked);
    if (!asked.empty() && runs.size() > 1) run.folder /= unique;
  }
}

/// Ends the program's work on runs that have been executed: tells of them and of the first that was not done.
ExitCode conclude(std::span<const Run> runs, const RunOptions& options, Console& console) {
  const auto not_done =
      std::find_if(runs.begin(), runs.end(), [](const Run& run) { return run.code != ExitCode::done; });
  if (!options.quiet) {
    std::vector<ReportedRun> reported;
    reported.reserve(runs.size());
    for (const Run& run : runs) reported.push_back({run.input, run.history});
    console.err << "\n" << cycle_tables(reported) << "  (" << efficiency_definition << ")\n\n";
    for (const Run& run : runs) tell_windows(run, console);
    for (const Run& run : runs) tell_foils(run, console);
    for (const Run& run : runs) tell_inputs(run, console);
    for (const Run& run : runs) tell_files(run, console);
  }
  if (options.json) {
    Json json = Json::array();
    for (const Run& run : runs) json.push_back(summary(run));
    console.out << (json.size() == 1 ? json[0] : json).dump(1, ' ', false, Json::error_handler_t::replace) << "\n";
  }
  return not_done == runs.end() ? ExitCode::done : not_done->code;
}

void tell_outcome(const Run& run, const RunOptions& options, Console& console) {
  if (!options.quiet || run.code != ExitCode::done) tell(run, console);
}

/// Goes on with a run that was left before its end.
ExitCode resume(const RunOptions& options, Console& console) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(std::filesystem::path(options.resume) / LockedFolder::work_name, ignored))
    throw InputError({options.resume}, "holds no run that was left before its end",
                     "a run is kept once a minute, and when a signal ends it");
  LockedFolder folder(options.resume, LockedFolder::Leftovers::keep);
  if (folder.completed()) {
    if (!options.quiet)
      console.err << fmt::format("  {}: the results were complete and have their names now\n", options.resume);
    folder.keep_work(false);
    return ExitCode::done;
  }
  folder.keep_work(true);
  CheckpointFile checkpoints(folder, interrupt());
  const std::string file = (folder.work() / LockedFolder::checkpoint_name).string();
  std::vector<Run> runs;
  runs.push_back(prepare(read_kept_request(checkpoints.run().request, file)));
  runs.front().folder = options.resume;
  execute(runs.front(), folder, checkpoints, options.quiet, console);
  tell_outcome(runs.front(), options, console);
  return conclude(runs, options, console);
}

}  // namespace

ExitCode run(const RunOptions& options, Console& console) {
  if (!options.resume.empty()) return resume(options, console);
  std::vector<Run> runs;
  for (RunRequest& request : requests(options, console)) runs.push_back(prepare(std::move(request)));
  name_folders(runs, options.folder);
  if (!options.quiet)
    for (const Run& run : runs) tell_warnings(run.input.warnings(), console);

  // All of them before anything is computed.
  std::deque<LockedFolder> folders;
  for (const Run& run : runs)
    if (folders.emplace_back(run.folder).dropped_checkpoint())
      console.err << console.yellow("warning: ") << run.folder.string()
                  << ": the unfinished run in it is dropped (vitrion run --resume would have gone on with it)\n";
  std::size_t executed = 0;
  for (Run& run : runs) {
    CheckpointFile checkpoints(folders[executed],
                               {request_json(run.request, run.input, run.protocol), now_in_utc(), 0.0}, interrupt());
    execute(run, folders[executed], checkpoints, options.quiet, console);
    ++executed;
    tell_outcome(run, options, console);
    if (run.code == ExitCode::interrupted) break;
  }
  return conclude(std::span(runs).first(executed), options, console);
}

}  // namespace vitrion
