// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace vitrion {

/// The SHA-256 of bytes that come one after the other.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void add(std::string_view bytes);
  /// Of everything so far, in hexadecimal, as sha256sum prints it.
  std::string text() const;

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The SHA-256 of some bytes in hexadecimal.
std::string sha256(std::string_view bytes);

}  // namespace vitrion
