// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <vector>

namespace vitrion::bench {

/// Processor time of repeated runs on one thread, s: what other programs on the machine take is not in it.
struct Timing {
  double median = 0.0, fastest = 0.0;
  std::size_t runs = 0;
};

/// What this thread has used, s.
inline double thread_time() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

/// Runs f a few times unmeasured, then until `most` runs or `seconds` are over (three runs at least).
template <class F>
Timing measure(F&& f, std::size_t most = 400, double seconds = 1.0) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
  };
  const Clock::time_point warm_up = Clock::now();
  for (int i = 0; i < 5 && since(warm_up) < 0.2 * seconds; ++i) f();

  std::vector<double> times;
  const Clock::time_point all = Clock::now();
  while (times.size() < 3 || (times.size() < most && since(all) < seconds)) {
    const double begin = thread_time();
    f();
    times.push_back(thread_time() - begin);
  }
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times.front(), times.size()};
}

}  // namespace vitrion::bench
