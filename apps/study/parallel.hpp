// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <functional>

namespace vitrion {

/// Does the tasks 0 … count − 1 on some threads, in this order as threads become free. The calling thread waits and
/// reports now and then how many are done. What a task throws is thrown again here, and the rest is given up.
void do_all(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& task,
            const std::function<void(std::size_t done, std::size_t all)>& progress);

}  // namespace vitrion
