// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/node_builder.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <iterator>

namespace vitrion {

namespace {

/// Walks through the text and tells the outside how far the parser has read.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** front) : at_(at), front_(front) {}

  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    if (front_) *front_ = at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  const char** front_;
};

/// Feeds the events of the JSON parser to a NodeBuilder. The parser says nothing about positions, but it has read no
/// further than the token it reports (for a number, one delimiter more): the next token starts behind that.
class JsonEvents {
 public:
  JsonEvents(std::string_view text, const std::string& file)
      : front(text.data()), builder_(file), file_(file), text_(text), seen_(text.data()) {}

  const char* front;  ///< how far the parser has read

  Node take() { return builder_.take(); }

  bool null() { return builder_.empty(next()), done(); }
  bool boolean(bool value) { return builder_.scalar(next(), value ? "true" : "false", false), done(); }
  bool number_integer(std::int64_t value) { return builder_.scalar(next(), fmt::format("{}", value), false), done(); }
  bool number_unsigned(std::uint64_t value) { return builder_.scalar(next(), fmt::format("{}", value), false), done(); }
  bool number_float(double, const std::string& text) { return builder_.scalar(next(), text, false), done(); }
  bool string(std::string& value) { return builder_.scalar(next(), std::move(value), true), done(); }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return builder_.begin_map(next()), done(); }
  bool key(std::string& value) { return builder_.scalar(next(), std::move(value), true), done(); }
  bool end_object() { return builder_.end(), done(); }
  bool start_array(std::size_t) { return builder_.begin_list(next()), done(); }
  bool end_array() { return builder_.end(), done(); }

  bool parse_error(std::size_t read, const std::string&, const nlohmann::detail::exception& error) {
    const bool at_end = read > text_.size() || trimmed_end() <= read;
    const Place where = place_of(text_.data() + std::min(read > 0 ? read - 1 : 0, text_.size()));
    std::string complaint = error.what();
    if (at_end && complaint.find("unexpected end of input") != std::string::npos) {
      throw InputError(where.position(), "the JSON text ends in the middle",
                       "the file seems to be cut off: fetch it again");
    }
    const auto start = complaint.find("syntax error");
    if (start != std::string::npos) complaint = complaint.substr(start);
    const auto limit = complaint.find("number overflow");
    if (limit != std::string::npos) complaint = complaint.substr(limit);
    throw InputError(where.position(), "not valid JSON: " + complaint);
  }

 private:
  std::size_t trimmed_end() const { return text_.find_last_not_of(" \t\r\n") + 1; }

  bool done() {
    seen_ = front;
    return true;
  }

  Place next() {
    const char* const end = text_.data() + text_.size();
    const char* start = seen_;
    while (start < end &&
           (*start == ' ' || *start == '\t' || *start == '\r' || *start == '\n' || *start == ',' || *start == ':'))
      ++start;
    return place_of(start);
  }

  /// Positions are asked in ascending order, so each line is counted once.
  Place place_of(const char* where) {
    for (; counted_ < where; ++counted_) {
      if (*counted_ != '\n') continue;
      ++line_;
      line_start_ = counted_ + 1;
    }
    return builder_.place(line_, static_cast<int>(where - line_start_) + 1);
  }

  NodeBuilder builder_;
  std::string file_;
  std::string_view text_;
  const char* seen_;
  const char* counted_ = text_.data();
  const char* line_start_ = text_.data();
  int line_ = 1;
};

}  // namespace

Node read_json(std::string_view text, const std::string& file) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    throw InputError({file, 0, 0}, "the file is empty", "a JSON object is needed");
  JsonEvents events(text, file);
  const CountingIterator begin(text.data(), &events.front), end(text.data() + text.size(), nullptr);
  nlohmann::json::sax_parse(begin, end, &events);
  return events.take();
}

}  // namespace vitrion
