// SPDX-License-Identifier: BSD-3-Clause
// The one-shot interface of OpenSSL 3 loads its providers and configuration first, which costs more than a whole
// simulation; the older one does not, and a statically linked program carries only this function.
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): it is OpenSSL's
#define OPENSSL_API_COMPAT 0x10100000L

#include "apps/results/sha256.hpp"

#include <array>
#include <openssl/sha.h>

namespace vitrion {

std::string sha256(std::string_view bytes) {
  SHA256_CTX context;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  std::string text;
  for (const unsigned char byte : digest) {
    constexpr const char* digits = "0123456789abcdef";
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

}  // namespace vitrion
