// SPDX-License-Identifier: BSD-3-Clause
#include "apps/plot/gnuplot.hpp"
#include "params/source.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vitrion {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void no_temporary_file() {
  throw InputError({}, fmt::format("no temporary file can be made: {}", std::generic_category().message(errno)));
}

File temporary_file() {
  File file(std::tmpfile(), &std::fclose);
  if (!file) no_temporary_file();
  return file;
}

File temporary_file_with(const std::string& text) {
  File file = temporary_file();
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  if (!written || std::fflush(file.get()) != 0) no_temporary_file();
  std::rewind(file.get());
  return file;
}

/// What was written to a file, up to a few lines.
std::string beginning(std::FILE* file) {
  std::rewind(file);
  std::array<char, 1000> text{};
  return {text.data(), std::fread(text.data(), 1, text.size(), file)};
}

/// What one process writes and another reads.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) no_temporary_file();
  }
  ~Pipe() {
    for (const int end : ends_)
      if (end >= 0) ::close(end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int entrance() const { return ends_[1]; }
  void close_entrance() { ::close(std::exchange(ends_[1], -1)); }
  /// Everything until the last writer has closed it. @return how many bytes that was
  std::size_t empty_into(const std::function<void(std::string_view)>& take) const {
    std::size_t all = 0;
    std::array<char, 1U << 16U> block{};
    while (true) {
      const ssize_t got = ::read(ends_[0], block.data(), block.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return all;
      take({block.data(), static_cast<std::size_t>(got)});
      all += static_cast<std::size_t>(got);
    }
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// A process that is over when this object is.
class Process {
 public:
  explicit Process(pid_t id) : id_(id) {}
  ~Process() { wait(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool succeeded() {
    wait();
    return WIFEXITED(status_) && WEXITSTATUS(status_) == 0;
  }

 private:
  void wait() {
    while (id_ > 0 && ::waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
    }
    id_ = 0;
  }

  pid_t id_;
  int status_ = 0;
};

}  // namespace

void run_gnuplot(const std::string& script, const std::function<void(std::string_view)>& take) {
  const File input = temporary_file_with(script), errors = temporary_file();
  pid_t id = 0;
  int error = 0;
  std::size_t size = 0;
  std::unique_ptr<Process> process;
  {
    Pipe drawn;  // is closed before the process is waited for, so that it ends even if nobody wants its picture
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, drawn.entrance(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), STDERR_FILENO);
    std::string name = "gnuplot", no_settings = "-d";  // neither the system's nor those of ~/.gnuplot
    std::array<char*, 3> arguments{name.data(), no_settings.data(), nullptr};
    error = posix_spawnp(&id, name.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error == 0) {
      process = std::make_unique<Process>(id);
      drawn.close_entrance();
      size = drawn.empty_into(take);
    }
  }
  if (error == ENOENT)
    throw InputError({}, "gnuplot was not found", "install it (Debian, Ubuntu: the package gnuplot-nox)");
  if (error != 0)
    throw InputError({}, fmt::format("gnuplot cannot be started: {}", std::generic_category().message(error)));
  if (!process->succeeded()) throw InputError({}, "gnuplot failed: " + beginning(errors.get()));
  if (size == 0) throw InputError({}, "gnuplot drew nothing: " + beginning(errors.get()));
}

}  // namespace vitrion
