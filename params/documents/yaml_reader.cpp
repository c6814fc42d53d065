// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/node_builder.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <cctype>
#include <istream>
#include <map>
#include <streambuf>

namespace vitrion {

namespace {

/// Feeds the events of yaml-cpp to a NodeBuilder. Anchored nodes are kept as copies: the tree is still growing.
class YamlEvents : public YAML::EventHandler {
 public:
  explicit YamlEvents(const std::string& file) : builder_(file) {}

  NodeBuilder& builder() { return builder_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.empty(place(mark));
    keep(anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end()) throw InputError(place(mark).position(), "an alias stands inside its own anchor");
    builder_.repeat(place(mark), found->second);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    builder_.scalar(place(mark), value, tag == "!");
    keep(anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    builder_.begin_list(place(mark));
    open_anchors_.push_back(anchor);
  }
  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    builder_.begin_map(place(mark));
    open_anchors_.push_back(anchor);
  }
  void OnMapEnd() override { end(); }

 private:
  Place place(const YAML::Mark& mark) const { return builder_.place(mark.line + 1, mark.column + 1); }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    throw InputError(place(mark).position(), fmt::format("the YAML tag '{}' means nothing here", tag),
                     "write the value without it");
  }

  void end() {
    builder_.end();
    const YAML::anchor_t anchor = open_anchors_.back();
    open_anchors_.pop_back();
    keep(anchor);
  }

  void keep(YAML::anchor_t anchor) {
    if (anchor == YAML::NullAnchor) return;
    // Copies count, too: a file of anchors within anchors must not grow beyond the limit.
    const Node& node = builder_.last();
    builder_.count_copy(node);
    anchored_[anchor] = node;
  }

  NodeBuilder builder_;
  std::map<YAML::anchor_t, Node> anchored_;
  std::vector<YAML::anchor_t> open_anchors_;
};

/// A stream over text that is not copied.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // NOLINT: streambuf wants it so; nothing writes
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

Node read_yaml(std::string_view text, const std::string& file) {
  // yaml-cpp looks at some three million letters a second, whatever they are.
  constexpr std::size_t most = std::size_t{8} << 20U;
  if (text.size() > most)
    throw InputError({file, 0, 0}, fmt::format("is larger than {} MB, which YAML is too slow for", most >> 20U),
                     "put long tables into CSV files, which a value can name");
  TextBuffer buffer(text);
  std::istream stream(&buffer);
  YamlEvents events(file);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(events) || !events.builder().complete())
      throw InputError({file, 0, 0}, "the file is empty", "a map of keys and values is needed");
    if (parser) {
      YamlEvents more(file);
      if (parser.HandleNextDocument(more) && more.builder().complete())
        throw InputError(more.builder().last().place.position(), "a second document begins here",
                         "write one document per file, without '---' in between");
    }
  } catch (const YAML::Exception& error) {
    std::string complaint = error.msg;
    const bool known = error.mark.line >= 0 && error.mark.column >= 0;
    throw InputError({file, known ? error.mark.line + 1 : 0, known ? error.mark.column + 1 : 0},
                     "not valid YAML: " + complaint);
  }
  return events.builder().take();
}

}  // namespace vitrion
