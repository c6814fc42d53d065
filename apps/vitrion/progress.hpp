// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/report/console.hpp"

#include <chrono>

namespace vitrion {

/// One line on a terminal that says how far an experiment is, from half a second on. Writes nothing elsewhere.
class Progress final : public Observer {
 public:
  /// @param steps how many steps the protocol executes
  Progress(Console& console, double steps);
  ~Progress() override;  ///< removes the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void on_progress(double t, const Count& count) override;

 private:
  Console& console_;
  double steps_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  bool shown_ = false;
};

/// "42 s", "3.5 h", "12 d": a time as people say it.
std::string time_text(double seconds);

}  // namespace vitrion
