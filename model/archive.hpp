// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace vitrion {

/// What something has to remember so that it can go on later, elsewhere, as if it had never stopped. One function,
/// `void archive(Archive&)` of a class or beside it, both writes and reads its members, so that the two cannot differ:
///
///     void archive(Archive& a) { a(count_, sums_); }
///
/// The bytes are those of this program on this machine: they are read again by the same build only.
class Archive {
 public:
  Archive() = default;  ///< to write into
  explicit Archive(std::string bytes) : bytes_(std::move(bytes)), reading_(true) {}

  bool reading() const { return reading_; }
  const std::string& bytes() const { return bytes_; }
  bool at_end() const { return at_ == bytes_.size(); }

  /// @throws std::runtime_error when there is less to read than is asked for
  template <class... T>
  void operator()(T&... values) {
    (item(values), ...);
  }

  /// A text that lives as long as the program, for those that only point to one.
  static std::string_view constant(const std::string& text) {
    static std::mutex mutex;
    static std::set<std::string> texts;
    const std::lock_guard lock(mutex);
    return *texts.insert(text).first;
  }

 private:
  template <class T>
  void item(T& value) {
    if constexpr (requires { value.archive(*this); }) {
      value.archive(*this);
    } else if constexpr (requires { archive(*this, value); }) {
      archive(*this, value);
    } else {
      static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> && !std::same_as<T, std::string_view>);
      raw(&value, sizeof value);
    }
  }
  template <class T>
  void item(std::vector<T>& values) {
    std::size_t size = values.size();
    item(size);
    if (reading_) {
      if (size > bytes_.size()) too_short();
      values.resize(size);
    }
    for (T& value : values) item(value);
  }
  void item(std::vector<double>& values) {
    std::size_t size = values.size();
    item(size);
    if (reading_) {
      if (size > bytes_.size() / sizeof(double)) too_short();
      values.resize(size);
    }
    raw(values.data(), size * sizeof(double));
  }
  void item(std::string& text) {
    std::size_t size = text.size();
    item(size);
    if (reading_) {
      if (size > bytes_.size()) too_short();
      text.resize(size);
    }
    raw(text.data(), size);
  }
  template <class T>
  void item(std::optional<T>& value) {
    bool has = value.has_value();
    item(has);
    if (reading_) value = has ? std::optional<T>(T{}) : std::nullopt;
    if (value) item(*value);
  }
  template <class T, std::size_t n>
  void item(std::array<T, n>& values) {
    for (T& value : values) item(value);
  }

  void raw(void* data, std::size_t size) {
    if (!reading_) {
      bytes_.append(static_cast<const char*>(data), size);
      return;
    }
    if (size > bytes_.size() - at_) too_short();
    if (size > 0) std::memcpy(data, bytes_.data() + at_, size);
    at_ += size;
  }
  [[noreturn]] static void too_short() { throw std::runtime_error("a checkpoint ends too early"); }

  std::string bytes_;
  std::size_t at_ = 0;
  bool reading_ = false;
};

}  // namespace vitrion
