// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/display.hpp"
#include "apps/report/html/figure_json.hpp"
#include "apps/report/html/page.hpp"
#include "params/source.hpp"
#include "tests/apps/browser.hpp"
#include "tests/apps/command.hpp"
#include "tests/apps/polyline.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::testing;

namespace {

using Json = nlohmann::json;

constexpr const char* glass = "cells/li-lfp-zif4-glass";
constexpr const char* rates =
    "Charge at C/2 until 3.8 V; Discharge at C/5 until 2.5 V; Charge at C/2 until 3.8 V; Discharge at 1C until 2.5 V";

const Figure& figure_named(const std::vector<Figure>& figures, const std::string& id) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& f) { return f.id == id; });
  INFO(id);
  REQUIRE(found != figures.end());
  return *found;
}

/// Not a matcher, which would print the page.
bool has(const std::string& html, const std::string& text) { return html.find(text) != std::string::npos; }

/// The elements that a text opens and closes, innermost first: complains about one that is closed out of turn or never.
std::string unbalanced(const std::string& html) {
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos;) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return "a tag without an end";
    const std::string tag = html.substr(at + 1, end - at - 1);
    at = end + 1;
    if (tag.starts_with("!") || tag.ends_with("/")) continue;
    const std::string name = tag.substr(tag.starts_with("/") ? 1 : 0, tag.find(' ') - (tag.starts_with("/") ? 1 : 0));
    if (!tag.starts_with("/")) {
      open.push_back(name);
      // What is in these is no markup.
      if (name == "script" || name == "style") at = html.find("</" + name, at);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes nothing";
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

}  // namespace

TEST_CASE("figures are the same after a page and back, to six digits", "[apps][report]") {
  Figure figure{"id", "a \"title\" with </script> in it", "note", Figure::Kind::cascade, "y", "right", true, false, {},
                {}};
  figure.views.push_back(
      {"view", {{"x / m", {1.0, 2.0}}}, {{"trace", {}, {0.125, std::nan("")}, {}, {}, true, false}}});
  fmt::memory_buffer json;
  append_figure(json, figure);
  CHECK(fmt::to_string(json).find('<') == std::string::npos);
  const Figure read = read_figures("[" + fmt::to_string(json) + "]", "page").at(0);
  CHECK(read.title == figure.title);
  CHECK(read.kind == figure.kind);
  CHECK((read.log_x && !read.log_y));
  CHECK(read.views.at(0).over.at(0).values == figure.views[0].over[0].values);
  CHECK(read.views[0].traces.at(0).y.at(0) == 0.125);
  CHECK(std::isnan(read.views[0].traces[0].y.at(1)));
  CHECK(read.views[0].traces[0].right);
}

TEST_CASE("DOIs become links, and text stays text", "[apps][report]") {
  CHECK(with_links("see doi:10.1000/a<b>; \"x\"") ==
        "see <a href=\"https://doi.org/10.1000/a&lt;b&gt;\">doi:10.1000/a&lt;b&gt;</a>; &quot;x&quot;");
  CHECK(with_links("(doi:10.1000/182).") == "(<a href=\"https://doi.org/10.1000/182\">doi:10.1000/182</a>).");
  CHECK(in_sentence("Voltage Of S8 At Foil") == "voltage of S8 at foil");
}

TEST_CASE("the report of a run shows what it did, and needs nothing else", "[apps][report]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", rates, "-o", folder / "r"}).code == 0);
  const std::string html = text_of(folder / "r/report.html");
  CHECK(unbalanced(html).empty());
  CHECK(has(html, "<title>Li | ZIF-4 glass composite | LFP</title>"));
  CHECK(has(html, "<html lang=\"en\">"));
  CHECK(has(html, "Discharge at C/5 until 2.5 V"));
  CHECK(has(html, "All 4 steps ended as the protocol means them."));
  CHECK(has(html, "electrolyte.transference_number"));
  CHECK(has(html, "0.3 to 0.9"));
  CHECK(has(html, "href=\"https://doi.org/10.1002/adfm.202104300\""));
  for (const char* loads : {" src=", "<link", "@import", "url(", "XMLHttpRequest", "fetch("}) CHECK(!has(html, loads));

  const std::vector<Figure> figures = figures_of_page(html, "report.html");
  CHECK(figure_named(figures, "voltage").views.at(0).traces.size() == 2);  // cycles
  CHECK(figure_named(figures, "losses").views.size() == 4);                // charges and discharges
  CHECK(figure_named(figures, "rate").views.at(0).traces.at(0).y.size() == 2);
  CHECK(figure_named(figures, "ragone").views.at(0).traces.at(0).y.size() == 2);
  CHECK(figure_named(figures, "capacity").views.at(0).traces.size() == 2);
  CHECK(figure_named(figures, "conductivity").log_y);
  CHECK(figure_named(figures, "profile-concentration").views.at(0).traces.size() > 5);
  for (const Figure& figure : figures) {
    INFO(figure.id);
    CHECK(has(html, "<figure id=\"figure-" + figure.id + "\">"));
    for (const View& view : figure.views)
      for (const Trace& trace : view.traces)
        CHECK(trace.y.size() == (trace.x.empty() ? view.over.at(0).values.size() : trace.x.size()));
  }
}

TEST_CASE("the parts of the voltage in a report sum to it", "[apps][report]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", rates, "-o", folder / "r"}).code == 0);
  const std::vector<Figure> figures = figures_of_page(text_of(folder / "r/report.html"), "report.html");
  const View& hardest = figure_named(figures, "losses").views.at(0);
  CHECK(hardest.label == "cycle 2, discharge");  // 1C; the other is C/5
  const Trace& cycle = figure_named(figures, "voltage").views.at(0).traces.at(1);
  for (std::size_t i = 0; i < hardest.over.at(0).values.size(); ++i) {
    double sum = 0.0;
    for (const Trace& part : hardest.traces) sum += part.y.at(i);
    // The voltage is drawn to within half a millivolt; nine numbers of six digits, below 10 V, are to 45 microvolts.
    CHECK(distance(cycle.x, cycle.y, hardest.over[0].values[i], sum, 1e-9) < 0.75e-3 + 9 * 5e-6);
  }
}

TEST_CASE("a cell that is fed shows its polarisation and its power", "[apps][report]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", "cells/h2-o2-dema-glass", "-q", "-p", "Sweep voltage from 0.9 V to 0.2 V at 1 mV/s",
                           "-o", folder / "r"})
              .code == 0);
  const std::vector<Figure> figures = figures_of_page(text_of(folder / "r/report.html"), "report.html");
  const std::vector<Trace>& traces = figure_named(figures, "voltage").views.at(0).traces;
  REQUIRE(traces.size() == 2);
  const Trace &V = traces[0], &P = traces[1];
  CHECK((!V.right && P.right));
  double before = 0.0;
  for (std::size_t i = 0; i < V.y.size(); ++i) {
    if (std::isnan(V.x[i])) continue;  // the double layers follow the first voltage
    CHECK(V.x[i] > before);
    CHECK(P.y[i] == Approx(V.x[i] * V.y[i]).epsilon(1e-5));
    before = V.x[i];
  }
  CHECK(before > 300.0);  // mA/cm2, at 0.2 V
  CHECK(figure_named(figures, "losses").views.at(0).over.at(0).label == "current density / mA/cm²");
}

TEST_CASE("of many cycles a report keeps some, and the extremes of all", "[apps][report]") {
  const TemporaryFolder folder;
  const std::string protocol =
      folder.write("p.yaml", "- {repeat: 30, steps: [Charge at 1C for 2 min, Discharge at 1C for 1 min]}\n");
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", protocol, "-o", folder / "r"}).code == 0);
  const std::vector<Figure> figures = figures_of_page(text_of(folder / "r/report.html"), "report.html");
  const View& cycles = figure_named(figures, "voltage").views.at(0);
  CHECK(cycles.traces.size() <= 12);
  CHECK(cycles.traces.front().name == "cycle 1");
  CHECK(cycles.traces.back().name == "cycle 30");
  const View& extremes = figure_named(figures, "concentration").views.at(0);
  CHECK(extremes.over.at(0).values.size() == 30);
  const Columns file = columns_of(folder / "r/cycles.csv");
  CHECK(extremes.traces.at(0).name == "salt at negative foil");
  CHECK(extremes.traces[0].low.at(29) == Approx(file["Lowest Salt At Negative Foil / mol/m^3"].at(29)).epsilon(1e-5));
}

TEST_CASE("the report and the record of a run tell what threatens each foil", "[apps][report][dendrites]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", "cells/li-li-symmetric-zif4-glass", "-q", "-p",
                           "Charge at 0.1 mA/cm2 for 1 h; Discharge at 0.1 mA/cm2 for 1 h", "-o", folder / "r"})
              .code == 0);
  const Json record = Json::parse(text_of(folder / "r/run.json"));
  REQUIRE(record["foils"].size() == 2);
  const Json& foil = record["foils"][0];
  CHECK(foil["foil"] == "Negative Foil");
  CHECK(foil["mean_current_A_per_m2"].get<double>() == Approx(1.0).epsilon(1e-6));
  std::size_t calibrated = 0, never = 0;
  for (const Json& indicator : foil["indicators"]) {
    INFO(indicator.dump());
    CHECK(!indicator["inputs"].empty());
    if (indicator["worst"] == "infinite") ++never;
    if (indicator["calibrated"] == true) ++calibrated;
  }
  CHECK(never > 0);       // the salt does not run out
  CHECK(calibrated > 0);  // the times to short

  const std::string html = text_of(folder / "r/report.html");
  CHECK(unbalanced(html).empty());
  CHECK(has(html, "<h2>Dendrites and contact</h2>"));
  CHECK(has(html, "calibrated on times to short, so that these are reproduced and not predicted: current_scatter"));
  CHECK(has(html, "<span class=\"grade high\">high</span>"));
  const std::vector<Figure> figures = figures_of_page(html, "report.html");
  CHECK(figure_named(figures, "dendrite-salt").views.size() == 2);  // foils
  const Trace& salt = figure_named(figures, "dendrite-salt").views[0].traces.at(0);
  CHECK(*std::min_element(salt.y.begin(), salt.y.end()) ==
        Approx(foil["indicators"][0]["worst"].get<double>()).epsilon(1e-4));
  // The curve of shorts passes through the median that the record has.
  const Trace& shorts = figure_named(figures, "short").views.at(0).traces.at(0);
  const auto half = std::find(shorts.y.begin(), shorts.y.end(), 50.0);
  REQUIRE(half != shorts.y.end());
  CHECK(3600.0 * shorts.x.at(static_cast<std::size_t>(half - shorts.y.begin())) ==
        Approx(foil["time_to_short"]["median_s"].get<double>()).epsilon(1e-5));
  check_drawn(folder / "r/report.html");
}

TEST_CASE("the report and the record of a run tell how the stability window was used", "[apps][report][window]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", "cells/li-nmc-zif4-glass", "-q", "-p",
                           "Charge at C/5 until 4.2 V; Hold at 4.2 V for 1 h", "-o", folder / "r"})
              .code == 0);
  const Json window = Json::parse(text_of(folder / "r/run.json"))["windows"].at(0);
  CHECK(window["place"] == "Positive Electrode");
  CHECK(window["against"] == "Li/Li+");
  CHECK(window["reduction"].is_null());
  const double margin = window["oxidation"]["smallest_margin_V"];
  CHECK(margin == Approx(-0.2).margin(0.01));  // 4.0 V of the glass, 4.2 V of the charge
  const std::string html = text_of(folder / "r/report.html");
  CHECK(has(html, "<h2>Stability window</h2>"));
  CHECK(has(html, "Limits against Li/Li+; onset at 0.0001 A/m^2."));
  const Trace course = figure_named(figures_of_page(html, "report.html"), "window").views.at(0).traces.at(0);
  CHECK(*std::min_element(course.y.begin(), course.y.end()) == Approx(margin).epsilon(1e-4));
}

TEST_CASE("markup in a file is text in the report", "[apps][report]") {
  const TemporaryFolder folder;
  const std::string evil = "<script>alert(1)</script><!-- ' \\\" &";
  const std::string cell = folder.write("<b>.yaml", "include: " + std::string(glass) + "\nname: \"" + evil + "\"\n");
  const std::string protocol =
      folder.write("p.yaml", "- {name: \"" + evil + "\", repeat: 1, steps: [Charge at 1C for 1 min]}\n");
  REQUIRE(vitrion_command({"run", cell, "-q", "-p", protocol, "-o", folder / "r"}).code == 0);
  const std::string html = text_of(folder / "r/report.html");
  CHECK(!has(html, "<script>alert"));
  CHECK(!has(html, "<b>"));
  CHECK(has(html, "<h1>&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- &#39; &quot; &amp;</h1>"));
  CHECK(unbalanced(html).empty());
  const std::vector<Figure> figures = figures_of_page(html, "report.html");
  CHECK(figure_named(figures, "voltage").views.at(0).traces.at(0).name ==
        "cycle 1, <script>alert(1)</script><!-- ' \" &");
}

TEST_CASE("a run that met a limit says so in its report", "[apps][report]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command(
      {"run", glass, "-q", "-p", "Charge at C/2 until 3.8 V; Discharge at 1C for 5 h", "-o", folder / "r"});
  const std::string html = text_of(folder / "r/report.html");
  CHECK(run.code == 4);
  CHECK(has(html, "<p class=\"outcome bad\">"));
  CHECK(has(html, "1 of 2 steps met a limit or could not be done:"));
}

TEST_CASE("the report of a comparison ranks, with what is not known", "[apps][report][compare]") {
  const TemporaryFolder folder;
  REQUIRE(
      vitrion_command({"compare", glass, "-e", "zif-4-glass-composite", "zif-4-crystal-composite", "-p",
                       "Charge at C/2 until 3.8 V; Discharge at 1C until 2.5 V", "--samples", "16", "-o", folder / "c"})
          .code == 0);
  const std::string html = text_of(folder / "c/report.html");
  CHECK(unbalanced(html).empty());
  CHECK(has(html, "zif-4-glass-composite gives most: a discharge capacity of "));
  const std::vector<Figure> figures = figures_of_page(html, "report.html");
  CHECK(figure_named(figures, "voltage").views.at(0).traces.size() == 2);
  CHECK(figure_named(figures, "conductivity").views.at(0).traces.size() == 2);
  CHECK(figure_named(figures, "influence").categories.size() > 2);
  const Columns file = columns_of(folder / "c/compare.csv");
  const Figure& capacity = figure_named(figures, "capacity");
  for (std::size_t e = 0; e < 2; ++e) {
    const Trace& trace = capacity.views.at(0).traces.at(e);
    CHECK(trace.y.at(0) == Approx(file["Discharge Capacity / mAh/cm^2"].at(e)).epsilon(1e-5));
    CHECK(trace.low.at(0) == Approx(file["5 % Discharge Capacity / mAh/cm^2"].at(e)).epsilon(1e-5));
    CHECK(trace.high.at(0) == Approx(file["95 % Discharge Capacity / mAh/cm^2"].at(e)).epsilon(1e-5));
  }
  check_drawn(folder / "c/report.html");
}

TEST_CASE("the report of a rate test draws rates, margins and foils of each electrolyte", "[apps][report][compare]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"compare", glass, "-e", "zif-4-glass-composite", "zif-4-crystal-composite", "-p", rates,
                           "--samples", "8", "--range-rate", "none", "--json", "-o", folder / "c"})
              .code == 0);
  const std::string html = text_of(folder / "c/report.html");
  CHECK(unbalanced(html).empty());
  const std::vector<Figure> figures = figures_of_page(html, "report.html");
  const Columns file = columns_of(folder / "c/compare.csv");  // cycles of the glass, then of the crystal
  for (const char* id : {"rate", "ragone", "margin"}) CHECK(figure_named(figures, id).views.at(0).traces.size() == 2);
  for (std::size_t e = 0; e < 2; ++e) {
    const Trace& rate = figure_named(figures, "rate").views[0].traces[e];
    REQUIRE(rate.x.size() == 2);
    CHECK(rate.x[1] == Approx(5.0 * rate.x[0]).epsilon(1e-5));  // C/5 and 1C
    CHECK(rate.y[1] == Approx(file["Discharge Capacity / mAh/cm^2"].at(2 * e + 1)).epsilon(1e-5));
    const Trace& energy = figure_named(figures, "ragone").views[0].traces[e];
    CHECK(energy.y[1] == Approx(file["Energy Per Mass / Wh/kg"].at(2 * e + 1)).epsilon(1e-5));
    const Trace& life = figure_named(figures, "life").views.at(0).traces.at(e);
    CHECK(3600.0 * life.y.at(0) == Approx(file["50 % Time To Short At Negative Foil / s"].at(2 * e + 1)).epsilon(1e-5));
  }
  const Json results = Json::parse(text_of(folder / "c/compare.json"))["results"];
  CHECK(results.at(1)["foils"].at(0)["indicators"].size() == results.at(0)["foils"].at(0)["indicators"].size());
  CHECK(results[1]["windows"].at(0)["oxidation"]["limit_V"] == 4.7);
  check_drawn(folder / "c/report.html");
}

TEST_CASE("show writes a page of an electrolyte", "[apps][report]") {
  const TemporaryFolder folder;
  const std::string page = folder / "e.html";
  REQUIRE(vitrion_command({"show", "electrolytes/zif-4-glass-composite", "--html", page}).code == 0);
  const std::string html = text_of(page);
  CHECK(unbalanced(html).empty());
  const std::vector<Figure> figures = figures_of_page(html, page);
  // 0.161 mS/cm at 30 degC: a layer of l has l/kappa.
  const View& view = figure_named(figures, "resistance").views.at(0);
  for (std::size_t i = 0; i < view.over.at(0).values.size(); ++i)
    CHECK(view.traces.at(0).y.at(i) == Approx(view.over[0].values[i] * 1e-4 / 0.161e-3).epsilon(1e-5));
  check_drawn(page);
  CHECK(vitrion_command({"show", glass, "--html", page}).err ==
        "error: " + std::string(glass) +
            ": a file of kind cell has no page\n  --html is for electrolytes; vitrion run writes the page of a cell\n");
}

TEST_CASE("a page without figures is not mistaken for a report", "[apps][report][errors]") {
  CHECK_THROWS_WITH(figures_of_page("<html></html>", "a.html"),
                    "a.html: there are no figures of vitrion in it\n"
                    "  name a folder of results, or the report.html in it");
}

TEST_CASE("a browser draws every trace of a report without complaint", "[apps][report][browser]") {
  const TemporaryFolder folder;
  for (const char* cell : {glass, "cells/li-s-zhang"}) {
    const char* protocol = cell == glass ? rates : "Discharge at 1C for 10 min";
    REQUIRE(vitrion_command({"run", cell, "-q", "-p", protocol, "-o", folder / "r"}).code == 0);
    check_drawn(folder / "r/report.html");
  }
}
