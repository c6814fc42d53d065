// SPDX-License-Identifier: BSD-3-Clause
#include "apps/vitrion/interrupt.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace vitrion::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Json = nlohmann::json;

namespace {
constexpr const char* dualfoil = "cells/dualfoil-graphite-lco";
constexpr const char* short_discharge = "Discharge at 1C for 5 min";
}  // namespace

TEST_CASE("a folder that cannot be made is unusable input", "[apps][errors]") {
  const TemporaryFolder folder;
  folder.write("file", "");
  const Outcome run = vitrion_command({"run", dualfoil, "-q", "-p", short_discharge, "-o", folder / "file/results"});
  CHECK(run.code == 2);
  CHECK(run.err == "error: " + folder / "file/results" +
                       ": cannot be written: Not a directory\n  name a folder that can be written with -o\n");
}

TEST_CASE("a file that cannot be made leaves the folder as it was", "[apps][errors]") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "r/cycles.csv");
  const Outcome run = vitrion_command({"run", dualfoil, "-q", "-p", short_discharge, "-o", folder / "r"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("r/cycles.csv: cannot be written: Is a directory"));
  CHECK(names_in(folder / "r") == std::vector<std::string>{"cycles.csv"});
}

TEST_CASE("results of an earlier run are replaced as a whole", "[apps][results]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", dualfoil, "-q", "--fields", "-p", short_discharge, "-o", folder / "r"}).code == 0);
  CHECK(names_in(folder / "r") ==
        std::vector<std::string>{"cycles.csv", "fields.h5", "report.html", "run.json", "timeseries.bdf.csv"});
  REQUIRE(vitrion_command({"run", dualfoil, "-q", "-p", short_discharge, "-o", folder / "r"}).code == 0);
  CHECK(names_in(folder / "r") ==
        std::vector<std::string>{"cycles.csv", "report.html", "run.json", "timeseries.bdf.csv"});
}

TEST_CASE("a protocol that the cell cannot follow ends with its own code, and what was done is kept",
          "[apps][errors]") {
  const TemporaryFolder folder;
  const Outcome run =
      vitrion_command({"run", dualfoil, "-p", "Rest for 1 min; Charge at 1C until 3.0 V", "-o", folder / "r"});
  CHECK(run.code == 4);
  CHECK_THAT(run.err, Contains("step 2 (Charge at 1C until 3 V)") || Contains("cannot begin"));
  const Json record = Json::parse(text_of(folder / "r/run.json"));
  CHECK(record["outcome"]["exit_code"] == 4);
  CHECK(columns_of(folder / "r/timeseries.bdf.csv")["Test Time / s"].back() == 60.0);
}

TEST_CASE("a signal completes the files", "[apps][errors]") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  const TemporaryFolder folder;
  const std::string endless = folder.write("endless.yaml",
                                           "- repeat: 1000000\n"
                                           "  steps: [Discharge at 1C for 5 min, Charge at 1C for 5 min]\n");
  const std::string results = folder / "r";
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    vitrion::catch_signals();
    const Outcome run = vitrion_command({"run", dualfoil, "-q", "-p", endless, "-o", results});
    _exit(run.code);
  }
  const std::filesystem::path part = results + "/.vitrion/timeseries.bdf.csv";
  std::error_code not_yet;
  for (int i = 0; i < 3000; ++i) {
    // The second write has begun: the run is under way.
    if (const auto size = std::filesystem::file_size(part, not_yet); !not_yet && size > 100'000) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  kill(child, signal);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 75);
  CHECK(names_in(results) ==
        std::vector<std::string>{".vitrion", "cycles.csv", "report.html", "run.json", "timeseries.bdf.csv"});
  CHECK(text_of(results + "/timeseries.bdf.csv").ends_with('\n'));
  CHECK_NOTHROW(columns_of(results + "/timeseries.bdf.csv"));  // every row is complete
  CHECK(Json::parse(text_of(results + "/run.json"))["outcome"]["outcome"] == "interrupted");
}

TEST_CASE("a comparison replaces an earlier one in its folder as a whole", "[apps][compare][errors]") {
  const TemporaryFolder folder;
  const auto compare = [&](const std::string& samples) {
    return vitrion_command({"compare", "cells/li-lfp-zif4-glass", "-e", "llzo", "-p", "Charge at 1C for 1 min",
                            "--range-rate", "none", "--samples", samples, "-o", folder / "c"});
  };
  REQUIRE(compare("2").code == 0);
  const std::vector<std::string> sampled = names_in(folder / "c");
  CHECK(sampled == std::vector<std::string>{"compare.csv", "compare.json", "curves.csv", "report.html", "samples.csv"});
  CHECK(compare("0").code == 0);  // without samples there is no file of them either
  CHECK(names_in(folder / "c") == std::vector<std::string>{"compare.csv", "compare.json", "curves.csv", "report.html"});
}

TEST_CASE("a comparison that is stopped before anything is computed is told in words", "[apps][compare][errors]") {
  const TemporaryFolder folder;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {  // the signal is of a whole process
    vitrion::catch_signals();
    raise(SIGINT);
    const Outcome run = vitrion_command(
        {"compare", "cells/li-lfp-zif4-glass", "-e", "zif-4-glass-composite", "llzo", "-o", folder / "c"});
    folder.write("said", run.err);
    _exit(run.code);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 75);
  CHECK_THAT(text_of(folder / "said"), Contains("  interrupted: 0 of 258 runs were done in "));
  CHECK_THAT(text_of(folder / "said"), EndsWith("zif-4-glass-composite: interrupted\n"
                                                "  llzo: interrupted\n"));
}

TEST_CASE("commands and options that do not exist are answered with what was meant", "[apps][errors]") {
  CHECK(vitrion_command({"rnu"}).err ==
        "error: there is no command 'rnu'\n  did you mean run?\n"
        "vitrion --help, or vitrion COMMAND --help, shows what there is\n");
  CHECK(vitrion_command({"simulate"}).err ==
        "error: there is no command 'simulate'\n"
        "  commands are run, compare, eis, plot, check, show, schema, validate, cite\n"
        "vitrion --help, or vitrion COMMAND --help, shows what there is\n");
  CHECK(vitrion_command({}).err ==
        "error: which command?\nvitrion --help, or vitrion COMMAND --help, shows what there is\n");
  CHECK(vitrion_command({"run", dualfoil, "--protocl", "x"}).err ==
        "error: The following argument was not expected: --protocl\n  did you mean --protocol?\n"
        "vitrion --help, or vitrion COMMAND --help, shows what there is\n");
  CHECK(vitrion_command({"run", dualfoil, "--out", "x"}).err ==
        "error: The following argument was not expected: --out\n  did you mean --output?\n"
        "vitrion --help, or vitrion COMMAND --help, shows what there is\n");
  CHECK(vitrion_command({"run", dualfoil, "--rtol", "5"}).err ==
        "error: --rtol: '5' is not a number from 1e-12 to 0.1\n"
        "vitrion --help, or vitrion COMMAND --help, shows what there is\n");
  CHECK(vitrion_command({"run", dualfoil, "--solver", "magic"}).code == 2);
  CHECK(vitrion_command({"run"}).err == "error: which cell?\n  e.g. vitrion run cells/li-lfp-zif4-glass\n");
  CHECK(vitrion_command({"run", "cells/li-lfp-zif4-glas"}).err ==
        "error: there is no file 'cells/li-lfp-zif4-glas'\n  did you mean cells/li-lfp-zif4-glass?\n");
}

TEST_CASE("every command shows examples in its help", "[apps]") {
  CHECK(vitrion_command({"--version"}).out.starts_with("vitrion 0."));
  for (const char* command : {"run", "check", "show", "schema", "validate", "cite"}) {
    const Outcome help = vitrion_command({command, "--help"});
    CHECK(help.code == 0);
    CHECK_THAT(help.out, Contains("Examples:\n  vitrion " + std::string(command)));
  }
}

TEST_CASE("a slip in the file is told where it stands", "[apps][errors]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("cell.yaml", "include: cells/li-lfp-zif4-glass\npositive: {thicknes: 30 um}\n");
  const Outcome run = vitrion_command({"run", file, "-o", folder / "r"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("cell.yaml:2:12: 'positive.thicknes' is not known here\n"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"cell.yaml"});
}
