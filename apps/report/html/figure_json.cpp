// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/figure_json.hpp"

#include "apps/results/number_text.hpp"
#include "params/source.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace vitrion {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 5> kinds{"lines", "points", "sequence", "cascade", "bars"};

class Writer {
 public:
  explicit Writer(fmt::memory_buffer& to) : to_(to) {}

  void figure(const Figure& figure) {
    add("{");
    text("id", figure.id);
    text("title", figure.title);
    text("note", figure.note);
    text("kind", kinds[static_cast<std::size_t>(figure.kind)]);
    text("y", figure.y);
    text("y_right", figure.y_right);
    truth("log_x", figure.log_x);
    truth("log_y", figure.log_y);
    key("categories");
    list(figure.categories, [&](const std::string& name) { append_json_string(to_, name); });
    add(",");
    key("views");
    list(figure.views, [&](const View& each) { view(each); });
    add("}");
  }

 private:
  void add(std::string_view text) { to_.append(text.data(), text.data() + text.size()); }
  void key(std::string_view name) { add(fmt::format("\"{}\":", name)); }

  template <class Range, class Each>
  void list(const Range& range, const Each& each) {
    add("[");
    bool first = true;
    for (const auto& item : range) {
      if (!first) add(",");
      first = false;
      each(item);
    }
    add("]");
  }

  void text(std::string_view name, std::string_view value) {
    key(name);
    append_json_string(to_, value);
    add(",");
  }
  void truth(std::string_view name, bool value) {
    if (value) add(fmt::format("\"{}\":true,", name));
  }
  /// @param digits  what is drawn needs six; what it is drawn over ten, to tell apart the ends of a long run
  void numbers(std::string_view name, const std::vector<double>& values, int digits = 6) {
    if (values.empty()) return;
    key(name);
    list(values, [&](double value) {
      if (std::isfinite(value)) {
        append_number(to_, value, digits);
      } else {
        add("null");
      }
    });
    add(",");
  }
  /// Replaces the comma behind the last member.
  void end_object() { to_.data()[to_.size() - 1] = '}'; }

  void trace(const Trace& trace) {
    add("{");
    truth("right", trace.right);
    truth("dashed", trace.dashed);
    numbers("x", trace.x, 10);
    numbers("y", trace.y);
    numbers("low", trace.low);
    numbers("high", trace.high);
    text("name", trace.name);
    end_object();
  }
  void view(const View& view) {
    add("{");
    text("label", view.label);
    key("over");
    list(view.over, [&](const Abscissa& over) {
      add("{");
      numbers("values", over.values, 10);
      text("label", over.label);
      end_object();
    });
    add(",");
    key("traces");
    list(view.traces, [&](const Trace& each) { trace(each); });
    add("}");
  }

  fmt::memory_buffer& to_;
};

std::vector<double> numbers_of(const Json& json, const char* name) {
  std::vector<double> values;
  if (!json.contains(name)) return values;
  for (const Json& value : json.at(name))
    values.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
  return values;
}

View view_of(const Json& json) {
  View view{json.at("label").get<std::string>(), {}, {}};
  for (const Json& over : json.at("over"))
    view.over.push_back({over.at("label").get<std::string>(), numbers_of(over, "values")});
  for (const Json& trace : json.at("traces")) {
    view.traces.push_back({trace.at("name").get<std::string>(), numbers_of(trace, "x"), numbers_of(trace, "y"),
                           numbers_of(trace, "low"), numbers_of(trace, "high"), trace.value("right", false),
                           trace.value("dashed", false)});
  }
  return view;
}

Figure figure_of(const Json& json) {
  Figure figure;
  figure.id = json.at("id").get<std::string>();
  figure.title = json.at("title").get<std::string>();
  figure.note = json.at("note").get<std::string>();
  const auto kind = std::find(kinds.begin(), kinds.end(), json.at("kind").get<std::string>());
  figure.kind = static_cast<Figure::Kind>(kind == kinds.end() ? 0 : kind - kinds.begin());
  figure.y = json.at("y").get<std::string>();
  figure.y_right = json.at("y_right").get<std::string>();
  figure.log_x = json.value("log_x", false);
  figure.log_y = json.value("log_y", false);
  figure.categories = json.at("categories").get<std::vector<std::string>>();
  for (const Json& view : json.at("views")) figure.views.push_back(view_of(view));
  return figure;
}

}  // namespace

void append_json_string(fmt::memory_buffer& to, std::string_view text) {
  to.push_back('"');
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      to.push_back('\\');
      to.push_back(letter);
    } else if (letter == '<' || static_cast<unsigned char>(letter) < 0x20) {
      fmt::format_to(fmt::appender(to), "\\u{:04x}", static_cast<unsigned>(letter));
    } else {
      to.push_back(letter);
    }
  }
  to.push_back('"');
}

void append_figure(fmt::memory_buffer& to, const Figure& figure) { Writer(to).figure(figure); }

std::vector<Figure> read_figures(const std::string& json, const std::string& file) {
  try {
    std::vector<Figure> figures;
    for (const Json& figure : Json::parse(json)) figures.push_back(figure_of(figure));
    return figures;
  } catch (const Json::exception& error) {
    throw InputError({file}, fmt::format("its figures cannot be read: {}", error.what()),
                     "write it anew with vitrion run or vitrion compare");
  }
}

}  // namespace vitrion
