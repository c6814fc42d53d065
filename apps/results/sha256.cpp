// SPDX-License-Identifier: BSD-3-Clause
// The one-shot interface of OpenSSL 3 loads its providers and configuration first, which costs more than a whole
// simulation; the older one does not, and a statically linked program carries only this function.
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): it is OpenSSL's
#define OPENSSL_API_COMPAT 0x10100000L

#include "apps/results/sha256.hpp"

#include <array>
#include <openssl/sha.h>

namespace vitrion {

struct Sha256::Context {
  SHA256_CTX state;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { SHA256_Init(&context_->state); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { SHA256_Update(&context_->state, bytes.data(), bytes.size()); }

std::string Sha256::text() const {
  SHA256_CTX end = context_->state;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_Final(digest.data(), &end);
  std::string text;
  for (const unsigned char byte : digest) {
    constexpr const char* digits = "0123456789abcdef";
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.text();
}

}  // namespace vitrion
