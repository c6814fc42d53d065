// SPDX-License-Identifier: BSD-3-Clause
// Runs that are killed or interrupted, and go on to the results that they would have had.
#include "apps/results/output_file.hpp"
#include "apps/vitrion/interrupt.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

using namespace vitrion;
using namespace vitrion::testing;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

namespace {

constexpr const char* dualfoil = "cells/dualfoil-graphite-lco";

/// Runs a command in a process that gets a signal when it has written its nth checkpoint; it writes one wherever it
/// can.
/// @return what waitpid() says
int run_and_signal(const std::vector<std::string>& command, int signal, int checkpoints) {
  static int left, sent;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    setenv("VITRION_CHECKPOINT_SECONDS", "0", 1);
    catch_signals();
    left = checkpoints;
    sent = signal;
    file_calls().rename = [](const char* from, const char* to) {
      const int result = ::rename(from, to);
      if (std::string(to).ends_with("/.vitrion/checkpoint") && --left == 0) raise(sent);
      return result;
    };
    _exit(vitrion_command(command).code);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

std::vector<std::string> with(std::vector<std::string> command, const std::string& folder) {
  command.insert(command.end(), {"-o", folder});
  return command;
}

/// The files of two folders are the same, but for what run.json says of the clock.
void check_same(const std::filesystem::path& a, const std::filesystem::path& b) {
  REQUIRE(names_in(a) == names_in(b));
  for (const std::string& name : names_in(a))
    if (name != "run.json") CHECK((name + text_of(a / name) == name + text_of(b / name)));
  Json first = Json::parse(text_of(a / "run.json")), second = Json::parse(text_of(b / "run.json"));
  for (Json* record : {&first, &second}) {
    record->erase("started");
    record->erase("wall_time_s");
  }
  CHECK(first == second);
}

/// A current that jumps up and down every second, under which one step of a protocol takes more than ten thousand of
/// the solver.
std::string write_noise(const TemporaryFolder& folder) {
  std::string rows = "time,current\n";
  std::uint32_t random = 1;
  for (int t = 0; t <= 3600; ++t) {
    random = random * 1664525U + 1013904223U;
    rows += std::to_string(t) + "," + std::to_string(static_cast<double>(random >> 16U) / 65536.0 * 20.0 - 10.0) + "\n";
  }
  folder.write("noise.csv", rows);
  return folder.write("noise.yaml",
                      "- Rest for 10 s\n"
                      "- {drive_cycle: noise.csv, column: current, unit: A}\n"
                      "- Rest for 10 s\n");
}

}  // namespace

TEST_CASE("a run that is killed goes on to the bytes that it would have had", "[apps][resume]") {
  const TemporaryFolder folder;
  const std::string cycles =
      folder.write("cycles.yaml",
                   "- repeat: 15\n"
                   "  steps: [Discharge at 1C for 10 min, Rest for 1 min, Charge at 1C for 9 min "
                   "(5 s period), Hold at 3.9 V for 2 min]\n");
  for (const char* cell : {dualfoil, "cells/li-lfp-zif4-glass", "cells/li-lfp-zif4-glass-ageing"}) {
    const std::string protocol =
        cell == std::string(dualfoil)
            ? cycles
            : folder.write("glass.yaml",
                           "- repeat: 7\n"
                           "  steps: [Charge at 1C until 3.8 V, Discharge at 1C until 2.5 V]\n");
    const std::vector<std::string> run{"run", cell, "-q", "--fields", "-p", protocol};
    std::filesystem::remove_all(folder / "whole");
    REQUIRE(vitrion_command(with(run, folder / "whole")).code == 0);
    for (const int checkpoints : {2, 3, 8, 13}) {
      INFO(cell << ", " << checkpoints);
      const std::string results = folder / "r";
      std::filesystem::remove_all(results);
      const int status = run_and_signal(with(run, results), SIGKILL, checkpoints);
      REQUIRE(WIFSIGNALED(status));
      CHECK(names_in(results) == std::vector<std::string>{".vitrion"});
      CHECK(vitrion_command({"plot", results}).code == 2);
      const Outcome resumed = vitrion_command({"run", "--resume", results});
      INFO(resumed.err);
      CHECK(resumed.code == 0);
      check_same(folder / "whole", results);
    }
  }
}

TEST_CASE("every chemistry goes on where it was left", "[apps][resume]") {
  const TemporaryFolder folder;
  const auto [cell, protocol] = GENERATE(table<std::string, std::string>(
      {{"cells/li-s-zhang", "Discharge at C/10 for 1 h; Charge at C/10 for 20 min; Discharge at C/10 for 20 min"},
       {"cells/h2-o2-dema-glass", "Sweep voltage from 0.85 V to 0.4 V in 8 points; Discharge at 1 mA/cm2 for 1 min"},
       {"cells/proton-moo3-crystal", "Discharge at C/20 for 10 min; Charge at C/20 for 5 min; Rest for 1 min"}}));
  const std::vector<std::string> run{"run", cell, "-q", "-p", protocol};
  const Outcome whole = vitrion_command(with(run, folder / "whole"));
  INFO(cell << whole.err);
  REQUIRE(std::filesystem::exists(folder / "whole/run.json"));
  REQUIRE(WIFSIGNALED(run_and_signal(with(run, folder / "r"), SIGKILL, 3)));
  CHECK(vitrion_command({"run", "--resume", folder / "r", "-q"}).code == whole.code);
  check_same(folder / "whole", folder / "r");
}

TEST_CASE("a run that is killed within a long step goes on there", "[apps][resume]") {
  const TemporaryFolder folder;
  const std::vector<std::string> run{"run", dualfoil, "-q", "-p", write_noise(folder)};
  const Outcome whole = vitrion_command(with(run, folder / "whole"));
  INFO(whole.err);
  REQUIRE(whole.code == 0);
  REQUIRE(WIFSIGNALED(run_and_signal(with(run, folder / "r"), SIGKILL, 3)));  // the third is within the second step
  CHECK(vitrion_command({"run", "--resume", folder / "r", "-q"}).code == 0);
  check_same(folder / "whole", folder / "r");
}

TEST_CASE("a run that a signal ends keeps what it has, and goes on later", "[apps][resume]") {
  const TemporaryFolder folder;
  const std::string cycles =
      folder.write("cycles.yaml", "- repeat: 10\n  steps: [Discharge at 1C for 10 min, Charge at 1C for 9 min]\n");
  const std::vector<std::string> run{"run", dualfoil, "-q", "-p", cycles};
  REQUIRE(vitrion_command(with(run, folder / "whole")).code == 0);
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  const std::string results = folder / "r";
  const int status = run_and_signal(with(run, results), signal, 3);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 75);
  CHECK(names_in(results) ==
        std::vector<std::string>{".vitrion", "cycles.csv", "report.html", "run.json", "timeseries.bdf.csv"});
  CHECK(Json::parse(text_of(results + "/run.json"))["outcome"]["outcome"] == "interrupted");
  CHECK(vitrion_command({"run", "--resume", results, "-q"}).code == 0);
  check_same(folder / "whole", results);

  // Results that are complete are not replaced by some that are not.
  const std::string before = text_of(results + "/run.json");
  CHECK(WEXITSTATUS(run_and_signal(with(run, results), signal, 3)) == 75);
  CHECK(text_of(results + "/run.json") == before);
  CHECK(vitrion_command({"run", "--resume", results, "-q"}).code == 0);
  check_same(folder / "whole", results);
}

TEST_CASE("what cannot go on is refused in words", "[apps][resume][errors]") {
  const TemporaryFolder folder;
  const std::string protocol = folder.write("p.yaml", "- repeat: 9\n  steps: [Discharge at 1C for 5 min]\n");
  const std::vector<std::string> run{"run", dualfoil, "-q", "-p", protocol, "-o", folder / "r"};
  CHECK(vitrion_command({"run", "--resume", folder / "none"}).err ==
        "error: " + folder / "none" +
            ": holds no run that was left before its end\n  a run is kept once a minute, and when a signal ends it\n");
  REQUIRE(WIFSIGNALED(run_and_signal(run, SIGKILL, 2)));
  const std::string kept = text_of(folder / "r/.vitrion/checkpoint");
  folder.write("r/.vitrion/checkpoint", kept.substr(0, kept.size() / 2));
  CHECK_THAT(vitrion_command({"run", "--resume", folder / "r"}).err, Contains("is damaged, or of another version"));
  folder.write("r/.vitrion/checkpoint", kept);
  folder.write("p.yaml", "- repeat: 8\n  steps: [Discharge at 1C for 5 min]\n");
  CHECK_THAT(vitrion_command({"run", "--resume", folder / "r"}).err, Contains("p.yaml has changed since"));
  CHECK_THAT(vitrion_command({"run", "--resume", folder / "r", "--rtol", "1e-4"}).err,
             Contains("--rtol excludes --resume") || Contains("--resume excludes --rtol"));
  // Another run there drops it, and says so.
  const Outcome other = vitrion_command(run);
  CHECK(other.code == 0);
  CHECK_THAT(other.err, Contains("warning: " + folder / "r" + ": the unfinished run in it is dropped"));
}
