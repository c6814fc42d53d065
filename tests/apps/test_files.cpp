// SPDX-License-Identifier: BSD-3-Clause
// Results that become visible as a whole or not at all: on disks that fail, beside other processes, after a kill.
#include "apps/results/locked_folder.hpp"
#include "apps/results/result_files.hpp"
#include "params/source.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

using namespace vitrion;
using namespace vitrion::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using Json = nlohmann::json;

namespace {

constexpr const char* dualfoil = "cells/dualfoil-graphite-lco";
constexpr const char* short_discharge = "Discharge at 1C for 5 min";

/// A disk on which one kind of call fails for files with something in their name, for as long as this lives.
class FailingDisk {
 public:
  enum class Call { write, fsync, rename };
  FailingDisk(Call call, std::string name) {
    bad_name = std::move(name);
    if (call == Call::write) {
      file_calls().write = [](int descriptor, const void* bytes, std::size_t count) {
        return is_bad(name_of(descriptor)) ? failed() : ::write(descriptor, bytes, count);
      };
    } else if (call == Call::fsync) {
      file_calls().fsync = [](int descriptor) {
        return is_bad(name_of(descriptor)) ? static_cast<int>(failed()) : ::fsync(descriptor);
      };
    } else {
      file_calls().rename = [](const char* from, const char* to) {
        return is_bad(to) ? static_cast<int>(failed()) : ::rename(from, to);
      };
    }
  }
  ~FailingDisk() { file_calls() = {::write, ::fsync, ::rename}; }
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

 private:
  static bool is_bad(const std::string& name) { return name.find(bad_name) != std::string::npos; }
  static std::string name_of(int descriptor) {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor), ignored).string();
  }
  static ssize_t failed() {
    errno = ENOSPC;
    return -1;
  }
  static inline std::string bad_name;
};

std::map<std::string, std::string> contents_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> contents;
  for (const std::string& name : names_in(folder)) contents[name] = text_of(folder / name);
  return contents;
}

/// Another process that holds a folder until this is gone.
class Holder {
 public:
  explicit Holder(const std::string& path) {
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    id_ = fork();
    REQUIRE(id_ >= 0);
    if (id_ == 0) {
      const LockedFolder folder(path);
      if (write(ready[1], "x", 1) == 1) pause();
      _exit(1);
    }
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    close(ready[0]);
    close(ready[1]);
  }
  ~Holder() { kill_now(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  void kill_now() {
    if (id_ > 0) {
      kill(id_, SIGKILL);
      waitpid(id_, nullptr, 0);
    }
    id_ = 0;
  }
  pid_t id() const { return id_; }

 private:
  pid_t id_ = 0;
};

}  // namespace

TEST_CASE("a disk that fails at any call for any file of a run leaves the results that were there", "[apps][files]") {
  const TemporaryFolder folder;
  const std::vector<std::string> files{"timeseries.bdf.csv", "cycles.csv", "fields.h5", "report.html", "run.json"};
  REQUIRE(vitrion_command({"run", dualfoil, "-q", "--fields", "-p", short_discharge, "-o", folder / "r"}).code == 0);
  const auto before = contents_of(folder / "r");
  const auto call = GENERATE(FailingDisk::Call::write, FailingDisk::Call::fsync, FailingDisk::Call::rename);
  for (const std::string& file : files) {
    INFO(file << ", call " << static_cast<int>(call));
    const FailingDisk disk(call, "/" + file);
    const Outcome run =
        vitrion_command({"run", dualfoil, "-q", "--fields", "-p", "Discharge at 2C for 5 min", "-o", folder / "r"});
    CHECK(run.code == 2);
    CHECK(run.err == "error: " + folder / "r/" + file +
                         ": cannot be written: No space left on device\n"
                         "  free some space, or name another folder with -o\n");
    CHECK(contents_of(folder / "r") == before);
  }
}

TEST_CASE("a disk that fails leaves the comparison, the spectrum and the page that were there", "[apps][files]") {
  const TemporaryFolder folder;
  const auto compare = [&](const std::string& samples) {
    return vitrion_command({"compare", "cells/li-lfp-zif4-glass", "-e", "llzo", "-p", "Charge at 1C for 1 min",
                            "--range-rate", "none", "--samples", samples, "-o", folder / "c"});
  };
  const auto spectrum = [&](const std::string& at) {
    return vitrion_command({"eis", "cells/li-lfp-zif4-glass", "--at", at, "-o", folder / "e"});
  };
  REQUIRE(compare("2").code == 0);
  REQUIRE(spectrum("50 %").code == 0);
  REQUIRE(vitrion_command({"show", "electrolytes/llzo", "--html", folder / "llzo.html"}).code == 0);
  const auto comparison = contents_of(folder / "c"), impedance = contents_of(folder / "e");
  CHECK(comparison.size() == 5);
  const std::string page = text_of(folder / "llzo.html");
  for (const auto call : {FailingDisk::Call::write, FailingDisk::Call::fsync, FailingDisk::Call::rename}) {
    for (const auto& [name, text] : comparison) {
      INFO(name << ", call " << static_cast<int>(call));
      const FailingDisk disk(call, "/" + name);
      const Outcome run = compare("3");
      CHECK(run.code == 2);
      CHECK_THAT(run.err, StartsWith("error: " + folder / "c/" + name + ": cannot be written: No space left"));
      CHECK(contents_of(folder / "c") == comparison);
    }
    {
      const FailingDisk disk(call, "impedance.bdf.csv");
      CHECK(spectrum("40 %").code == 2);
      CHECK(contents_of(folder / "e") == impedance);
    }
    const FailingDisk disk(call, "llzo.html");
    CHECK(vitrion_command({"show", "electrolytes/llzo", "--html", folder / "llzo.html"}).code == 2);
    CHECK(text_of(folder / "llzo.html") == page);
  }
}

TEST_CASE("a picture that does not fit on the disk is told, and the one before stays", "[apps][files][plot]") {
  if (std::system("command -v gnuplot >/dev/null") != 0) return;
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", dualfoil, "-q", "-p", short_discharge, "-o", folder / "r"}).code == 0);
  folder.write("a.svg", "before");
  for (const auto call : {FailingDisk::Call::write, FailingDisk::Call::fsync, FailingDisk::Call::rename}) {
    const FailingDisk disk(call, "a.svg");
    const Outcome plot = vitrion_command({"plot", folder / "r", "-o", folder / "a.svg"});
    CHECK(plot.code == 2);
    CHECK_THAT(plot.err, Contains("a.svg: cannot be written: No space left on device"));
    CHECK(names_in(folder.path()) == std::vector<std::string>{"a.svg", "r"});
    CHECK(text_of(folder / "a.svg") == "before");
  }
}

TEST_CASE("a folder belongs to one process, and the second is told before it computes", "[apps][files]") {
  const TemporaryFolder folder;
  Holder holder(folder / "r");
  const std::vector<std::string> run{"run", dualfoil, "-q", "-p", short_discharge, "-o", folder / "r"};
  const std::vector<std::string> eis{"eis", dualfoil, "-o", folder / "r"};
  const std::vector<std::string> compare{"compare", dualfoil, "-e", "peo-litfsi", "-o", folder / "r"};
  const std::string who = "r: cannot be written: process " + std::to_string(holder.id()) + " on ";
  for (const auto& command : {run, eis, compare}) {
    const Outcome refused = vitrion_command(command);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err,
               Contains(who) && Contains(" is writing there\n"
                                         "  wait until it has finished, or name another folder with -o\n"));
  }
  holder.kill_now();
  CHECK(vitrion_command(run).code == 0);  // the lock of a dead process is nobody's
  CHECK(names_in(folder / "r") ==
        std::vector<std::string>{"cycles.csv", "report.html", "run.json", "timeseries.bdf.csv"});
}

TEST_CASE("without -o different inputs go to different folders", "[apps][files]") {
  const TemporaryFolder folder;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const auto folders = [] { return names_in("results").size(); };
  const auto run = [](const std::vector<std::string>& more) {
    std::vector<std::string> all{"run", dualfoil, "-q", "-p", short_discharge};
    all.insert(all.end(), more.begin(), more.end());
    CHECK(vitrion_command(all).code == 0);
  };
  run({});
  run({});
  CHECK(folders() == 1);  // the same again replaces
  run({"--set", "separator.0.thickness=30 um"});
  run({"--rtol", "1e-4"});
  CHECK(folders() == 3);
  CHECK(vitrion_command({"eis", dualfoil}).code == 0);
  CHECK(vitrion_command({"eis", dualfoil, "--at", "40 %"}).code == 0);
  CHECK(folders() == 5);
  for (const char* seed : {"1", "2"})
    CHECK(vitrion_command({"compare", "cells/li-lfp-zif4-glass", "-e", "llzo", "-p", "Charge at 1C for 1 min",
                           "--range-rate", "none", "--samples", "1", "--seed", seed})
              .code == 0);
  CHECK(folders() == 7);
  std::filesystem::current_path(before);
}

TEST_CASE("readers refuse a folder whose files are not those of its record", "[apps][files]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", dualfoil, "-q", "-p", short_discharge, "-o", folder / "r"}).code == 0);
  const Json record = Json::parse(text_of(folder / "r/run.json"));
  CHECK(record["result_files"].size() == 3);
  CHECK_NOTHROW(require_complete(folder / "r"));
  folder.write("r/notes.txt", "a file of somebody else");
  CHECK_NOTHROW(require_complete(folder / "r"));

  const std::string cycles = text_of(folder / "r/cycles.csv");
  std::string other = cycles;
  other.back() = ' ';
  folder.write("r/cycles.csv", other);
  const Outcome plot = vitrion_command({"plot", folder / "r", "-o", folder / "a.svg"});
  CHECK(plot.code == 2);
  CHECK(plot.err == "error: " + folder / "r" +
                        ": does not fit its run.json: cycles.csv is another one\n"
                        "  it was changed, or written by a process that was killed: make the results anew\n");
  CHECK(vitrion_command({"plot", folder / "r/report.html", "-o", folder / "a.svg"}).code == 2);
  CHECK(vitrion_command({"run", "--from", folder / "r", "-q", "-o", folder / "s"}).code == 2);
  std::filesystem::remove(folder / "r/cycles.csv");
  CHECK_THAT(vitrion_command({"plot", folder / "r"}).err, Contains("cycles.csv is missing"));
  folder.write("r/cycles.csv", cycles);
  CHECK_NOTHROW(require_complete(folder / "r"));
  CHECK(vitrion_command({"run", "--from", folder / "r", "-q", "-o", folder / "r"}).code == 0);
  CHECK(text_of(folder / "r/notes.txt") == "a file of somebody else");
}

TEST_CASE("a process that is killed between two renames leaves nothing that is taken for complete", "[apps][files]") {
  const TemporaryFolder folder;
  const auto run = [&](const std::string& rate) {
    return vitrion_command({"run", dualfoil, "-q", "-p", "Discharge at " + rate + " for 5 min", "-o", folder / "r"});
  };
  static int renames_left;
  for (int renames = 0;; ++renames) {
    INFO(renames << " renames");
    REQUIRE(run("1C").code == 0);
    const std::string before = text_of(folder / "r/timeseries.bdf.csv");
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      renames_left = renames;
      file_calls().rename = [](const char* from, const char* to) {
        if (renames_left-- == 0) raise(SIGKILL);
        return ::rename(from, to);
      };
      _exit(run("2C").code);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    bool complete = true;
    try {
      require_complete(folder / "r");
    } catch (const InputError&) {
      complete = false;
    }
    if (WIFEXITED(status)) {  // that many renames there are not
      CHECK(complete);
      CHECK(text_of(folder / "r/timeseries.bdf.csv") != before);
      CHECK(renames > 8);
      break;
    }
    if (complete) CHECK(text_of(folder / "r/timeseries.bdf.csv") == before);
    {
      const LockedFolder next(folder / "r");  // whoever comes next
      if (!complete) CHECK(next.completed());
    }
    CHECK_NOTHROW(require_complete(folder / "r"));
  }
}
