// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/library.hpp"
#include "params/documents/node.hpp"
#include "params/warnings.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// A file that was read, with the text that was in it.
struct SourceFile {
  std::string path;
  std::string text;
};

/// A parameter file with everything it includes: one tree of nodes, each of which knows where it was written.
///
/// `include: name` in a map reads another file as the base of that map; the keys beside it override the base, maps
/// deep, except that a map which gives a value itself (value, expression, table, law) replaces what was there. BPX
/// files become native cells as they are read.
class Document {
 public:
  /// Reads a file and resolves its includes. @throws InputError
  static Document read(const std::filesystem::path& file, Library library = Library::standard());

  /// The same for text that stands in no file; `file` names it in messages (".json" at its end makes it JSON) and says
  /// where relative includes begin.
  static Document parse(std::string_view text, const std::string& file, Library library = Library::standard());

  /// Applies "path=value" as from `--set`: "separator.0.thickness=50 um", "electrolyte={include: electrolytes/llzo}".
  /// Items of a list are found by number or by their name. A last key that does not exist is added: whoever reads the
  /// map refuses keys it does not know. Messages name `option` as the place of the value. @throws InputError
  void set(std::string_view assignment, const std::string& option = "--set");

  const Node& root() const { return root_; }
  const std::vector<SourceFile>& files() const { return files_; }  ///< all that were read, the first one first
  const Warnings& warnings() const { return warnings_; }           ///< of translating BPX

 private:
  explicit Document(Library library) : library_(std::move(library)) {}

  Node load(const std::filesystem::path& file, const SourcePosition& where);
  Node parse_file(std::string_view text, const std::string& file);
  void resolve(Node& node, const std::filesystem::path& folder, int depth);
  void count_nodes(const Node& node, const SourcePosition& where);

  Library library_;
  Node root_;
  std::vector<SourceFile> files_;
  Warnings warnings_;
  std::vector<std::filesystem::path> open_;  // the chain of includes being read
  int includes_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace vitrion
