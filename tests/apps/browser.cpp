// SPDX-License-Identifier: BSD-3-Clause
#include "tests/apps/browser.hpp"

#include "apps/report/html/page.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <string>

namespace vitrion::testing {
namespace {

std::string chromium() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
    if (std::system(fmt::format("command -v {} >/dev/null", name).c_str()) == 0) return name;
  return {};
}

}  // namespace

void check_drawn(const std::filesystem::path& page) {
  const std::string browser = chromium();
  if (browser.empty()) {
    WARN("no Chromium: pages are not drawn here");
    return;
  }
  const TemporaryFolder folder;
  const std::string command = fmt::format(
      "{} --headless --no-sandbox --disable-gpu --user-data-dir='{}' --virtual-time-budget=10000 "
      "--enable-logging=stderr --dump-dom 'file://{}' >'{}' 2>'{}'",
      browser, folder / "profile", page.string(), folder / "dom", folder / "log");
  REQUIRE(std::system(command.c_str()) == 0);

  std::size_t traces = 0;
  for (const Figure& figure : figures_of_page(text_of(page), page.string())) traces += figure.views.at(0).traces.size();
  CHECK(traces > 0);
  const std::string dom = text_of(folder / "dom");  // not in a matcher, which would print it
  const std::string drawn = dom.substr(0, dom.find('>', dom.find("<html")) + 1);
  CHECK_THAT(drawn, Catch::Contains(fmt::format("data-traces=\"{}\"", traces)));
  CHECK_THAT(text_of(folder / "log"), !Catch::Contains("CONSOLE"));
}

}  // namespace vitrion::testing
