// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <exception>

namespace vitrion::ida {

/// Keeps the first exception thrown inside a C callback until it can be thrown again outside.
class Guard {
 public:
  /// Runs `body` and returns what it returns, or -1 (an unrecoverable error to IDA) when it throws.
  template <class Body>
  int guarded(Body&& body) noexcept {
    try {
      return body();
    } catch (...) {
      if (!caught_) caught_ = std::current_exception();
      return -1;
    }
  }

  void rethrow() {
    if (!caught_) return;
    const std::exception_ptr caught = caught_;
    caught_ = nullptr;
    std::rethrow_exception(caught);
  }

 private:
  std::exception_ptr caught_;
};

}  // namespace vitrion::ida
