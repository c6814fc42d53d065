// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/parallel.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace vitrion {

void do_all(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& task,
            const std::function<void(std::size_t, std::size_t)>& progress) {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<std::size_t> next{0};
  std::size_t running = threads;
  std::atomic<std::size_t> done{0};
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) {
        task(i);
        ++done;
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = count;
    }
    const std::lock_guard lock(mutex);
    --running;
    changed.notify_one();
  };
  {
    std::vector<std::jthread> pool;
    for (unsigned k = 0; k < threads; ++k) pool.emplace_back(work);
    std::unique_lock lock(mutex);
    while (!changed.wait_for(lock, std::chrono::milliseconds(200), [&] { return running == 0; }))
      if (progress) progress(done, count);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace vitrion
