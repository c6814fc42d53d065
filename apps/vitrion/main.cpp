// SPDX-License-Identifier: BSD-3-Clause
#include "apps/vitrion/cli.hpp"
#include "apps/vitrion/interrupt.hpp"

#include <cstdlib>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  vitrion::catch_signals();
  const bool terminal = isatty(STDERR_FILENO) != 0;
  const char* no_colour = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): before any thread
  vitrion::Console console{std::cout, std::cerr, terminal, terminal && (no_colour == nullptr || *no_colour == '\0')};
  return static_cast<int>(vitrion::run_cli(std::vector<std::string>(argv + 1, argv + argc), console));
}
