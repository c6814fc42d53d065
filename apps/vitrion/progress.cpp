// SPDX-License-Identifier: BSD-3-Clause
#include "apps/vitrion/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrion {
namespace {

constexpr auto patience = std::chrono::milliseconds(500);
constexpr int width = 30;  // of the bar, letters

}  // namespace

std::string time_text(double seconds) {
  struct TimeUnit {
    double size;
    const char* name;
  };
  constexpr std::array<TimeUnit, 4> units{{{86400.0, "d"}, {3600.0, "h"}, {60.0, "min"}, {1.0, "s"}}};
  for (const TimeUnit& unit : units)
    if (std::abs(seconds) >= 2.0 * unit.size) return fmt::format("{:.3g} {}", seconds / unit.size, unit.name);
  return fmt::format("{:.3g} s", seconds);
}

Progress::Progress(Console& console, double steps) : console_(console), steps_(steps) {}

Progress::~Progress() {
  if (!shown_) return;
  write_control(console_.err, "\r\033[K");
  console_.err << std::flush;
}

void Progress::on_progress(double t, const Count& count) {
  if (!console_.err_is_terminal || std::chrono::steady_clock::now() - begin_ < patience) return;
  const double done = std::clamp((static_cast<double>(count.step) - 1.0) / std::max(1.0, steps_), 0.0, 1.0);
  const int full = static_cast<int>(std::lround(done * width));
  write_control(console_.err, "\r\033[K");
  console_.err << fmt::format("[{:#<{}}{:.<{}}] {:3.0f} %  step {} of {:.0f}, cycle {}, {} simulated", "", full, "",
                              width - full, 100.0 * done, count.step, steps_, count.cycle, time_text(t))
               << std::flush;
  shown_ = true;
}

}  // namespace vitrion
