// SPDX-License-Identifier: BSD-3-Clause
#include "apps/plot/gnuplot.hpp"
#include "params/source.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace vitrion {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File temporary_file() {
  File file(std::tmpfile(), &std::fclose);
  if (!file)
    throw InputError({}, fmt::format("no temporary file can be made: {}", std::generic_category().message(errno)));
  return file;
}

/// What was written to a file, up to a few lines.
std::string beginning(std::FILE* file) {
  std::rewind(file);
  std::array<char, 1000> text{};
  return {text.data(), std::fread(text.data(), 1, text.size(), file)};
}

}  // namespace

void run_gnuplot(const std::string& script) {
  const File input = temporary_file(), errors = temporary_file();
  std::fwrite(script.data(), 1, script.size(), input.get());
  std::fflush(input.get());
  std::rewind(input.get());

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), STDERR_FILENO);
  std::string name = "gnuplot";
  std::array<char*, 2> arguments{name.data(), nullptr};
  pid_t process = 0;
  const int error = posix_spawnp(&process, name.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT)
    throw InputError({}, "gnuplot was not found", "install it (Debian, Ubuntu: the package gnuplot-nox)");
  if (error != 0)
    throw InputError({}, fmt::format("gnuplot cannot be started: {}", std::generic_category().message(error)));

  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw InputError({}, "gnuplot failed: " + beginning(errors.get()));
}

}  // namespace vitrion
