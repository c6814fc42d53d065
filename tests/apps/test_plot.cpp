// SPDX-License-Identifier: BSD-3-Clause
#include "apps/plot/gnuplot.hpp"
#include "apps/report/html/page.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::testing;
using Catch::Matchers::Contains;

namespace {

constexpr const char* glass = "cells/li-lfp-zif4-glass";

bool there_is_gnuplot() {
  if (std::system("command -v gnuplot >/dev/null") == 0) return true;
  WARN("no gnuplot: nothing is plotted here");
  return false;
}

/// Sets a variable of the environment for as long as it lives.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name), before_(std::getenv(name)) { setenv(name, value, 1); }
  ~Environment() { setenv(name_, before_.c_str(), 1); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
  std::string before_;
};

}  // namespace

TEST_CASE("texts in a gnuplot script are no commands", "[apps][plot]") {
  Figure figure{"id", "", "", Figure::Kind::lines, "y'; system 'rm'", "", false, false, {}, {}};
  figure.views.push_back({"", {{"x\n! ls", {0.0, 1.0, 2.0}}}, {{"it's", {}, {1.0, NAN, 2.0}, {}, {}, false, false}}});
  const std::vector<Panel> panels{{"`id`", figure}};
  const std::string script = gnuplot_script(panels, {"svg", 100, 100});
  CHECK_THAT(script, Contains("set title '`id`'\n") && Contains("set ylabel 'y\u2019; system \u2019rm\u2019'\n") &&
                         Contains("set xlabel 'x ! ls'\n") && Contains("title 'it\u2019s'"));
  CHECK_THAT(script, !Contains("set output"));                         // a name could be a command: "|rm"
  CHECK_THAT(script, Contains("$data1 << END\n0 1 \n\n2 2 \nEND\n"));  // interrupted where a value is missing
}

TEST_CASE("a cascade is drawn between sums", "[apps][plot]") {
  Figure figure{"id", "", "", Figure::Kind::cascade, "V", "", false, false, {}, {}};
  figure.views.push_back({"",
                          {{"x", {0.0, 1.0}}},
                          {{"open circuit", {}, {4.0, 4.0}, {}, {}, false, false},
                           {"a", {}, {-0.5, -1.0}, {}, {}, false, false},
                           {"b", {}, {-0.25, -0.5}, {}, {}, false, false}}});
  const std::vector<Panel> panels{{"", figure}};
  CHECK_THAT(gnuplot_script(panels, {"svg", 100, 100}), Contains("0 3.5 3.25 \n1 3 2.5 \n"));
}

TEST_CASE("plot draws figures of reports, side by side, in every format", "[apps][plot]") {
  if (!there_is_gnuplot()) return;
  const TemporaryFolder folder;
  REQUIRE(vitrion_command(
              {"run", glass, "-q", "-p", "Charge at 1C for 5 min; Discharge at C/2 for 2 min", "-o", folder / "r"})
              .code == 0);
  for (const Figure& figure : figures_of_page(text_of(folder / "r/report.html"), "report.html")) {
    const Outcome plot = vitrion_command({"plot", folder / "r", "--what", figure.id});
    INFO(figure.id + plot.err);
    CHECK(plot.code == 0);
    CHECK_THAT(text_of(folder / "r/" + figure.id + ".svg"), Contains("<svg") && Contains("</svg>"));
  }
  CHECK(vitrion_command({"plot", folder / "r", folder / "r/report.html", "-o", folder / "a.pdf"}).code == 0);
  CHECK(text_of(folder / "a.pdf").starts_with("%PDF"));
  CHECK(vitrion_command(
            {"plot", folder / "r", "--what", "losses", "--view", "discharge", "--over", "time", "-o", folder / "a.png"})
            .code == 0);
  CHECK(text_of(folder / "a.png").starts_with("\x89PNG"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"a.pdf", "a.png", "r"});
}

TEST_CASE("a picture may have any name, and gnuplot executes neither it nor anybody's settings", "[apps][plot]") {
  if (!there_is_gnuplot()) return;
  const TemporaryFolder folder;
  const std::filesystem::path before = std::filesystem::current_path();
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", "Charge at 1C for 5 min", "-o", folder / "r"}).code == 0);
  std::filesystem::create_directory(folder / "home");
  folder.write("home/.gnuplot", "system 'touch EXECUTED'\n");
  const Environment home("HOME", (folder / "home").c_str());
  std::filesystem::current_path(folder.path());
  const std::vector<std::string> names{"|touch EXECUTED #.svg", "`touch EXECUTED`.svg", "'a'.svg", "\"b\" $HOME.svg",
                                       "x\ny.svg"};
  for (const std::string& name : names) {
    const Outcome plot = vitrion_command({"plot", "r", "-o", name});
    INFO(name + plot.err);
    CHECK(plot.code == 0);
    CHECK_THAT(text_of(name), Contains("</svg>"));
  }
  std::filesystem::current_path(before);
  CHECK(!std::filesystem::exists(folder / "EXECUTED"));
  CHECK(names_in(folder.path()).size() == names.size() + 2);
}

TEST_CASE("texts that begin with an apostrophe are drawn", "[apps][plot]") {
  if (!there_is_gnuplot()) return;
  const TemporaryFolder folder;
  Figure figure{"id", "", "", Figure::Kind::bars, "'y", "", false, false, {}, {}};
  figure.categories = {"'; system 'touch EXECUTED", "50 %d"};
  figure.views.push_back({"", {{"'x", {0.0, 1.0}}}, {{"'t'", {}, {1.0, 2.0}, {}, {}, false, false}}});
  const std::vector<Panel> panels{{"'; system 'touch EXECUTED'; '", figure}};
  std::string picture;
  run_gnuplot(gnuplot_script(panels, {"svg", 400, 400}), [&](std::string_view drawn) { picture += drawn; });
  CHECK_THAT(picture, Contains("50 %d") && Contains("</svg>"));
  CHECK(!std::filesystem::exists("EXECUTED"));
}

TEST_CASE("what cannot be plotted is refused in words", "[apps][plot][errors]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", "Charge at 1C for 5 min", "-o", folder / "r"}).code == 0);
  const std::string page = folder / "r/report.html";
  const auto message = [&](std::initializer_list<std::string> arguments) {
    const Outcome plot = vitrion_command(arguments);
    CHECK(plot.code == 2);
    return plot.err;
  };
  CHECK(message({"plot", folder / "r", "-o", folder / "a.gif"}) ==
        "error: " + folder / "a.gif" +
            ": '.gif' is no format that can be plotted\n  end the name with .svg, .pdf or "
            ".png\n");
  CHECK(message({"plot", folder.path().string()}) ==
        "error: " + folder.path().string() +
            ": has neither run.json nor compare.json: it holds no complete results\n  name a folder that vitrion run "
            "or vitrion compare has left\n");
  CHECK(message({"plot", folder / "none"}) ==
        "error: cannot read '" + folder / "none" + "': No such file or directory\n");
  CHECK_THAT(message({"plot", folder / "r", "--what", "voltag"}),
             Contains(page + ": there is no figure 'voltag' in it\n  did you mean voltage? it has voltage, losses, "));
  CHECK_THAT(message({"plot", folder / "r", "--what", "losses", "--view", "cycle 7"}),
             Contains("figure 'losses' has no view 'cycle 7'\n  it has cycle 1, charge\n"));
  CHECK_THAT(message({"plot", folder / "r", "--curve", "cycle 7"}),
             Contains("no curve of figure 'voltage' is called so\n  it has cycle 1\n"));
  const Environment no_programs("PATH", "/nowhere");
  CHECK(message({"plot", folder / "r"}) ==
        "error: gnuplot was not found\n  install it (Debian, Ubuntu: the package gnuplot-nox)\n");
  CHECK(names_in(folder / "r") ==
        std::vector<std::string>{"cycles.csv", "report.html", "run.json", "timeseries.bdf.csv"});
}
