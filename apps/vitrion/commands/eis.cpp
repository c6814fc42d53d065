// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/spectrum.hpp"
#include "apps/report/messages.hpp"
#include "apps/report/text_table.hpp"
#include "apps/results/locked_folder.hpp"
#include "apps/results/number_text.hpp"
#include "apps/results/output_file.hpp"
#include "apps/results/run_record.hpp"
#include "apps/results/sha256.hpp"
#include "apps/vitrion/commands/commands.hpp"
#include "params/protocols/protocol_value.hpp"
#include "solvers/solver_error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <numbers>

namespace vitrion {
namespace {

constexpr double ohm_cm2 = 1e-4;  // Ω m²
constexpr const char* file_name = "impedance.bdf.csv";

/// "50 % SOC" or "3.8 V" as what the cell file would say.
std::string initial_state(const std::string& at) {
  const SourcePosition where{"--at"};
  const ProtocolValue value = parse_protocol_value(at, where);
  if (value.kind == ProtocolValue::Kind::voltage) return fmt::format("{{voltage: {} V}}", value.amount.value);
  const bool part = value.kind == ProtocolValue::Kind::state_of_charge || value.kind == ProtocolValue::Kind::percent;
  if (!part)
    throw InputError(where, fmt::format("'{}' is {}", at, name_of(value.kind)), "write a state of charge or a voltage");
  return fmt::format("{{state_of_charge: {}}}", value.amount.value);
}

double degrees(double radians) { return radians * 180.0 / std::numbers::pi; }

void write(const std::vector<Impedance>& points, double area, LockedFolder& folder) {
  OutputFile file(folder.path() / file_name, folder.part(file_name).string() + ".part");
  file.write(
      "Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm,Absolute Impedance / ohm,Phase / deg,"
      "Real Area Impedance / ohm cm^2,Imaginary Area Impedance / ohm cm^2,"
      "Estimated Numerical Error / ohm cm^2\n");
  for (const auto& [frequency, Z, error] : points) {
    append_number(file.buffer(), frequency);
    for (const double value : {Z.real() / area, Z.imag() / area, std::abs(Z) / area, degrees(std::arg(Z)),
                               Z.real() / ohm_cm2, Z.imag() / ohm_cm2, error / ohm_cm2}) {
      file.write(",");
      append_number(file.buffer(), value);
    }
    file.write("\n");
  }
  file.finish();
  folder.publish(results_of_spectrum(), {});
  file.leave_part();
}

/// Eight letters that differ for spectra of different inputs.
std::string identity(const EisOptions& options, const CellInput& input) {
  std::string asked =
      fmt::format("{}\n{}\n{}\n{}\n", options.cell, options.changes.temperature, options.at, options.frequencies);
  for (const std::string& change : options.changes.set) asked += change + "\n";
  for (const FileHash& file : hashes(input.files())) asked += file.path + "\n" + file.sha256 + "\n";
  return sha256(asked).substr(0, 8);
}

/// One line a decade: enough to see the arcs, the file has them all.
std::string table_of(const std::vector<Impedance>& points) {
  TextTable table;
  table.column("frequency / Hz");
  table.column("Re Z / ohm cm^2");
  table.column("Im Z / ohm cm^2");
  double next = std::numeric_limits<double>::infinity();
  for (const auto& [frequency, Z, error] : points) {
    const bool last = &Z == &points.back().Z;
    if (frequency > next * (1.0 + 1e-9) && !last) continue;
    table.row({fmt::format("{:.4g}", frequency), fmt::format("{:.6g}", Z.real() / ohm_cm2),
               fmt::format("{:.6g}", Z.imag() / ohm_cm2)});
    next = frequency / 10.0;
  }
  return table.text();
}

std::string beyond(const DielectricLimit& limit) {
  return fmt::format(
      "above {:.3g} Hz the dielectric of {} (relative permittivity {:.3g}{}) carries more of the current "
      "than its ions",
      limit.frequency, limit.electrolyte, limit.permittivity, limit.permittivity == 1.0 ? " at least" : "");
}

/// How far to trust the numbers, and which are missing.
std::string said_of(const ConvergedSpectrum& result, const CellFacts& facts) {
  const double error = result.largest_error();
  std::string text = std::isnan(error) ? "  numerical error not estimated: a finer mesh has too many unknowns\n"
                                       : fmt::format(
                                             "  numerical error at most {:.2g} % of |Z|, on meshes up to {:g} "
                                             "times as fine\n",
                                             100.0 * error, result.refinement);
  if (result.not_computed > 0)
    text += fmt::format("  {} frequencies are not computed: {}\n", result.not_computed, beyond(facts.dielectric));
  return text;
}

}  // namespace

ExitCode eis(const EisOptions& options, Console& console) {
  CellChanges changes = options.changes;
  if (!options.at.empty()) changes.initial = initial_state(options.at);
  const FrequencyRange range = options.frequencies.empty() ? FrequencyRange{} : parse_frequencies(options.frequencies);
  const CellInput input = load_cell(find_input(options.cell), changes);
  tell_warnings(input.warnings(), console);
  const CellFacts& facts = input.cell->facts();
  LockedFolder folder(options.folder.empty() ? std::filesystem::path("results") /
                                                   fmt::format("{}-eis-{}", slug(facts.name), identity(options, input))
                                             : std::filesystem::path(options.folder));
  constexpr double particles = 1.0;  // they answer in closed form
  ConvergedSpectrum result;
  try {
    result = converged_spectrum(
        [&](double refinement) { return make_cell(Table(*input.document), Refinement(refinement, particles)); }, range);
  } catch (const SolverError& error) {
    tell_error(fmt::format("{} has no state of rest: {}", facts.name, error.what()).c_str(), console);
    return ExitCode::solve_failed;
  }
  const std::vector<Impedance>& points = result.points;
  if (points.empty())
    throw InputError({"--frequencies"}, "all are above what the model means: " + beyond(facts.dielectric),
                     fmt::format("ask for less than {:.3g} Hz", facts.dielectric.frequency));
  if (options.json) {
    nlohmann::ordered_json json{{"cell", facts.name},
                                {"area_m2", facts.area},
                                {"mesh_refinement", result.refinement},
                                {"frequencies_not_computed", result.not_computed},
                                {"points", nlohmann::ordered_json::array()}};
    for (const auto& [frequency, Z, error] : points)
      json["points"].push_back({{"frequency_Hz", frequency},
                                {"real_ohm_m2", Z.real()},
                                {"imaginary_ohm_m2", Z.imag()},
                                {"estimated_numerical_error_ohm_m2", error}});
    console.out << json.dump(1) << "\n";
  }
  write(points, facts.area, folder);
  console.err << console.bold(facts.name) << "\n"
              << table_of(points) << said_of(result, facts)
              << fmt::format("  {}\n", (folder.path() / file_name).string());
  return ExitCode::done;
}

}  // namespace vitrion
