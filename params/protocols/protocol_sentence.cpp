// SPDX-License-Identifier: BSD-3-Clause
#include "params/protocols/protocol_sentence.hpp"

#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace vitrion {
namespace {

using Quantity = Termination::Quantity;
using Side = Termination::Side;
using Verb = WrittenStep::Verb;

constexpr std::size_t longest_sentence = 1000;

struct Word {
  std::string text, lower;
  std::size_t begin, end;  // in the sentence
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_bracket(char c) { return c == '(' || c == ')' || c == '[' || c == ']'; }

/// Words at spaces; brackets around words and comparisons are words of their own, but not those within a unit.
std::vector<Word> split_words(std::string_view sentence) {
  std::vector<Word> words;
  const auto add = [&](std::size_t begin, std::size_t end) {
    const std::string_view text = sentence.substr(begin, end - begin);
    words.push_back({std::string(text), lower_case(text), begin, end});
  };
  std::size_t i = 0;
  while (i < sentence.size()) {
    if (is_space(sentence[i])) {
      ++i;
      continue;
    }
    if (is_bracket(sentence[i])) {
      add(i, i + 1);
      ++i;
      continue;
    }
    if (sentence[i] == '<' || sentence[i] == '>') {
      const std::size_t end = i + 1 < sentence.size() && sentence[i + 1] == '=' ? i + 2 : i + 1;
      add(i, end);
      i = end;
      continue;
    }
    const std::size_t begin = i;
    int open = 0;
    while (i < sentence.size() && !is_space(sentence[i]) && sentence[i] != '<' && sentence[i] != '>') {
      if (sentence[i] == '(') ++open;
      if (is_bracket(sentence[i]) && sentence[i] != '(' && open-- == 0) break;
      ++i;
    }
    add(begin, i);
  }
  return words;
}

struct NamedVerb {
  std::string_view name;
  Verb verb;
};
constexpr std::array<NamedVerb, 5> verbs = {{{"charge", Verb::charge},
                                             {"discharge", Verb::discharge},
                                             {"hold", Verb::hold},
                                             {"rest", Verb::rest},
                                             {"sweep", Verb::sweep}}};

class SentenceReader {
 public:
  SentenceReader(std::string_view sentence, const SourcePosition& where)
      : sentence_(sentence), where_(where), words_(split_words(sentence.substr(0, longest_sentence + 1))) {
    if (sentence.size() > longest_sentence) throw InputError(where, "a step cannot be this long");
  }

  WrittenStep read() {
    read_verb();
    while (at_ < words_.size()) {
      const std::size_t keyword = at_;
      try {
        read_clause();
      } catch (const InputError&) {
        look_for_slip(keyword + 2);  // behind the first word of the value
        throw;
      }
    }
    return std::move(step_);
  }

  std::vector<WrittenTermination> read_terminations_only() {
    if (peek() == "until") ++at_;
    read_terminations();
    if (at_ < words_.size()) fail_unexpected();
    return std::move(step_.until);
  }

 private:
  std::string_view peek(std::size_t ahead = 0) const {
    return at_ + ahead < words_.size() ? std::string_view(words_[at_ + ahead].lower) : std::string_view();
  }
  SourcePosition position(std::size_t offset) const {
    SourcePosition position = where_;
    if (position.column > 0) position.column += static_cast<int>(offset);
    return position;
  }
  SourcePosition position() const { return position(at_ < words_.size() ? words_[at_].begin : sentence_.size()); }

  [[noreturn]] void fail_unexpected() const {
    static const std::vector<std::string> keywords = {"at", "for", "until", "or", "from", "to", "in", "period", "with"};
    const bool misplaced = std::find(keywords.begin(), keywords.end(), words_[at_].lower) != keywords.end();
    std::string advice = misplaced ? std::string() : did_you_mean(words_[at_].lower, keywords);
    if (advice.empty()) advice = "a step reads as \"Discharge at 1C until 2.5 V or 2 h\"";
    throw InputError(position(), fmt::format("'{}' is not expected here", words_[at_].text), advice);
  }

  /// A value that cannot be read may have swallowed what follows it: "1C untl 3.8 V", "3.8 V, discharge at 1C".
  void look_for_slip(std::size_t first) const {
    static const std::vector<std::string> keywords = {"until", "for"};
    for (std::size_t i = first; i < std::min(at_, words_.size()); ++i) {
      const std::string& word = words_[i].lower;
      const bool is_verb =
          std::any_of(verbs.begin(), verbs.end(), [&](const NamedVerb& verb) { return verb.name == word; });
      const std::string advice =
          is_verb ? "write a step of its own, behind a ';' on the command line" : did_you_mean(word, keywords);
      if (!advice.empty())
        throw InputError(position(words_[i].begin), fmt::format("'{}' is not expected here", words_[i].text), advice);
    }
  }

  bool at_keyword() const {
    static constexpr std::array<std::string_view, 15> keywords = {
        "at", "for", "until", "or", "from", "to", "period", "(", ")", "[", "]", "every", "with", "and", "in"};
    return std::find(keywords.begin(), keywords.end(), peek()) != keywords.end();
  }

  /// The words up to the next keyword, as one text.
  std::pair<std::string_view, SourcePosition> read_text() {
    const SourcePosition where = position();
    const std::size_t first = at_;
    while (at_ < words_.size() && !at_keyword()) ++at_;
    if (at_ == first) return {{}, where};
    return {sentence_.substr(words_[first].begin, words_[at_ - 1].end - words_[first].begin), where};
  }

  WrittenValue read_value() {
    const auto [text, where] = read_text();
    return {parse_protocol_value(text, where), std::string(text), where};
  }

  void read_verb() {
    if (words_.empty()) {
      throw InputError(where_, "a step is empty", "a step begins with Charge, Discharge, Hold, Rest or Sweep");
    }
    const auto known =
        std::find_if(verbs.begin(), verbs.end(), [&](const NamedVerb& verb) { return verb.name == peek(); });
    if (known == verbs.end()) {
      std::string advice = "a step begins with Charge, Discharge, Hold, Rest or Sweep";
      if (peek() == "run") advice = "a drive cycle is written {drive_cycle: file.csv, column: power, unit: W}";
      const std::vector<std::string> names{"Charge", "Discharge", "Hold", "Rest", "Sweep"};
      if (const std::string near = did_you_mean(words_[0].text, names); !near.empty()) advice = near;
      throw InputError(position(), fmt::format("'{}' begins no step", words_[0].text), advice);
    }
    step_.verb = known->verb;
    step_.verb_text = words_[0].text;
    step_.step.where = position();
    ++at_;
    if (step_.verb == Verb::sweep && peek() == "voltage") ++at_;
  }

  void read_clause() {
    const std::string_view keyword = peek();
    if (keyword == "at") {
      ++at_;
      read_setting();
    } else if (keyword == "with") {
      do {
        ++at_;
        read_condition();
      } while (peek() == "and");
    } else if (keyword == "in") {
      if (step_.verb == Verb::sweep && peek(1) != "the" && peek(1) != "light" && peek(1) != "dark")
        read_points();
      else
        read_light();
    } else if (keyword == "for" || keyword == "until" || keyword == "or") {
      const std::size_t begin = words_[at_].begin;
      read_end();
      const std::string_view words = sentence_.substr(begin, words_[at_ - 1].end - begin);
      step_.ends += (step_.ends.empty() ? "" : " ") + std::string(words);
    } else if (step_.verb == Verb::sweep && (keyword == "from" || keyword == "to")) {
      std::optional<WrittenValue>& end = keyword == "from" ? step_.from : step_.to;
      if (end) throw InputError(position(), fmt::format("'{}' stands here twice", keyword));
      ++at_;
      end = read_value();
    } else if (keyword == "(" || keyword == "[") {
      read_bracket();
    } else {
      fail_missing_keyword();
    }
  }

  /// "Discharge 1C until 2.5 V" and the like.
  [[noreturn]] void fail_missing_keyword() {
    const std::size_t first = at_;
    const auto [text, where] = at_keyword() ? std::pair{std::string_view(), position()} : read_text();
    if (first == 1 && !text.empty()) {
      throw InputError(
          where, fmt::format("'{}' is not expected here", text),
          fmt::format("did you mean \"{} at {}{}\"?", step_.verb_text, text, sentence_.substr(end_of(at_))));
    }
    at_ = first;
    fail_unexpected();
  }
  std::size_t end_of(std::size_t word) const { return word > 0 ? words_[word - 1].end : 0; }

  /// "1C", "30 degC", "60 % RH"
  void read_setting() {
    const auto [text, where] = read_text();
    if (auto condition = parse_named_condition(text, where)) {
      add_condition(step_.step.conditions, std::move(*condition));
    } else {
      take_setting({parse_protocol_value(text, where), std::string(text), where});
    }
  }

  /// "relative_humidity 60 %", "relative_humidity = 60 %"
  void read_condition() {
    const SourcePosition where = position();
    if (at_ >= words_.size() || at_keyword()) {
      throw InputError(where, "it is not said what the step is done with",
                       "write for example \"with relative_humidity 60 %\"");
    }
    const std::string name = words_[at_++].text;
    if (peek() == "=") ++at_;
    const auto [text, value_where] = read_text();
    add_condition(step_.step.conditions, parse_condition(name, text, where));
  }

  /// "in 30 points", "in 30 points of 10 min"
  void read_points() {
    ++at_;
    const auto [text, where] = read_text();
    const std::string lower = lower_case(text);
    const std::size_t noun = std::min(lower.find(" point"), lower.find(" step"));
    const auto count = noun == std::string::npos ? std::nullopt : parse_number(text.substr(0, noun));
    constexpr double most = 10000.0;
    if (!count || *count < 2.0 || *count > most || *count != std::floor(*count)) {
      throw InputError(where, fmt::format("'in {}' does not say in how many points to sweep", text),
                       R"(write for example "in 30 points", each until steady, or "in 30 points of 10 min")");
    }
    step_.points = static_cast<int>(*count);
    const std::size_t of = lower.find(" of ", noun);
    if (of != std::string::npos) step_.dwell = parse_duration(text.substr(of + 4), where);
  }

  /// "in the dark", "in light"
  void read_light() {
    const SourcePosition where = position();
    ++at_;
    if (peek() == "the") ++at_;
    if (peek() != "dark" && peek() != "light") {
      throw InputError(where, fmt::format("'{}' is not expected here", sentence_.substr(words_[at_ - 1].begin)),
                       R"(a step may be "in the dark" or "in light"; how long it lasts is said by "for 1 h")");
    }
    const char* const degree = peek() == "dark" ? "0" : "1";
    ++at_;
    add_condition(step_.step.conditions, parse_condition("light", degree, where));
  }

  void take_setting(WrittenValue setting) {
    if (setting.value.kind == ProtocolValue::Kind::temperature) {
      step_.step.temperature = parse_temperature(setting.text, setting.where);
    } else if (step_.value) {
      throw InputError(setting.where, fmt::format("the step is already at {}", step_.value->text), "write two steps");
    } else {
      step_.value = std::move(setting);
    }
  }

  void read_end() {
    const bool after_or = peek() == "or";
    if (after_or) ++at_;
    if (after_or && step_.until.empty()) --at_, fail_unexpected();
    if (peek() == "for") {
      ++at_;
      const auto [text, where] = read_text();
      const double duration = parse_duration(text, where);
      step_.until.push_back({{{ProtocolValue::Kind::time, {duration}}, std::string(text), where}, std::nullopt});
      return;
    }
    if (peek() == "until") ++at_;
    read_terminations();
  }

  void read_terminations() {
    while (true) {
      read_termination();
      if (peek() != "or" || peek(1) == "for" || peek(1) == "until") return;
      ++at_;
    }
  }

  void read_termination() {
    std::string_view subject = peek();
    if (subject == "state" && peek(1) == "of" && peek(2) == "charge") {
      subject = "soc";
      at_ += 2;
    }
    static constexpr std::array<std::string_view, 7> subjects = {"voltage", "current", "|i|", "capacity",
                                                                 "charge",  "time",    "soc"};
    const bool has_subject = std::find(subjects.begin(), subjects.end(), subject) != subjects.end();
    if (has_subject) ++at_;

    WrittenTermination termination;
    const std::string_view comparison = peek();
    if (comparison.starts_with('<') || comparison == "below") termination.side = Side::below;
    if (comparison.starts_with('>') || comparison == "above") termination.side = Side::above;
    if (termination.side) ++at_;
    termination.limit = read_value();
    ProtocolValue& value = termination.limit.value;
    if (subject == "soc" && value.kind == ProtocolValue::Kind::percent) {
      value = parse_protocol_value(termination.limit.text + " SOC", termination.limit.where);
    }
    if (has_subject) check_subject(subject, termination.limit);
    step_.until.push_back(std::move(termination));
  }

  static void check_subject(std::string_view subject, const WrittenValue& limit) {
    using Kind = ProtocolValue::Kind;
    Kind kind = Kind::current;
    if (subject == "voltage") kind = Kind::voltage;
    if (subject == "capacity" || subject == "charge") kind = Kind::charge;
    if (subject == "time") kind = Kind::time;
    if (subject == "soc") kind = Kind::state_of_charge;
    if (limit.value.kind == kind) return;
    throw InputError(limit.where,
                     fmt::format("'{}' is {}, not {}", limit.text, name_of(limit.value.kind), name_of(kind)));
  }

  void read_bracket() {
    const std::string_view closing = peek() == "(" ? ")" : "]";
    const SourcePosition opened = position();
    ++at_;
    const bool says_every = peek() == "every" || peek() == "period";
    if (says_every) ++at_;
    const auto [text, where] = read_text();
    const bool says_period = peek() == "period";
    if (says_period) ++at_;
    if (peek() != closing) {
      if (at_ < words_.size()) fail_unexpected();
      throw InputError(opened, fmt::format("'{}' is never closed", closing == ")" ? "(" : "["));
    }
    ++at_;
    if (closing == ")" || says_every || says_period) {
      step_.step.record_every = parse_duration(text, where);
    } else {
      step_.step.temperature = parse_temperature(text, where);
    }
  }

  std::string_view sentence_;
  SourcePosition where_;
  std::vector<Word> words_;
  std::size_t at_ = 0;
  WrittenStep step_;
};

}  // namespace

void add_condition(std::vector<ConditionSetting>& conditions, ConditionSetting setting) {
  const auto same = [&](const ConditionSetting& other) { return other.name == setting.name; };
  if (std::any_of(conditions.begin(), conditions.end(), same))
    throw InputError(setting.where, fmt::format("'{}' is set twice in one step", setting.name), "set it once");
  conditions.push_back(std::move(setting));
}

WrittenStep take_apart(std::string_view sentence, const SourcePosition& where) {
  return SentenceReader(sentence, where).read();
}

std::vector<WrittenTermination> parse_terminations(std::string_view text, const SourcePosition& where) {
  return SentenceReader(text, where).read_terminations_only();
}

Step parse_step(std::string_view sentence, const SourcePosition& where) {
  const WrittenStep written = take_apart(sentence, where);
  if (written.points > 0)
    throw InputError(where, "a sweep in points is more than one step", "write it into a protocol");
  return make_step(written);
}

}  // namespace vitrion
