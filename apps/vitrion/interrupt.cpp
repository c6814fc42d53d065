// SPDX-License-Identifier: BSD-3-Clause
#include "apps/vitrion/interrupt.hpp"

#include <csignal>

namespace vitrion {
namespace {

std::atomic<bool> raised{false};  // NOLINT: a signal belongs to the whole process
static_assert(std::atomic<bool>::is_always_lock_free, "only then a signal handler may use it");

extern "C" void on_signal(int) { raised.store(true, std::memory_order_relaxed); }

}  // namespace

const std::atomic<bool>& interrupt() { return raised; }

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);  // nohup means it
  }
}

}  // namespace vitrion
