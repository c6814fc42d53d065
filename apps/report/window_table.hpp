// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/window_monitor.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// How a run used the stability window of the electrolyte at each electrode, in words: a row for each end of a window
/// that is known, with the smallest margin, when and where that was, and the time and charge outside.
struct WindowWords {
  struct Column {
    const char *heading, *unit;
  };
  static constexpr std::array<Column, 8> columns{{{"at", ""},
                                                  {"limit", "V"},
                                                  {"smallest margin", "mV"},
                                                  {"when", "h"},
                                                  {"where", "µm"},
                                                  {"time outside", "h"},
                                                  {"charge outside", "mA h/cm²"},
                                                  {"decomposed", "mA h/cm²"}}};
  std::vector<std::array<std::string, columns.size()>> rows;
  std::vector<std::string> sentences;  ///< reference, and the current at which onset was said
};
WindowWords window_words(std::span<const indicators::WindowReport> reports);

/// The same as a table for people.
std::string window_table(std::span<const indicators::WindowReport> reports);

}  // namespace vitrion
