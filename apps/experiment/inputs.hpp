// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"
#include "params/documents/document.hpp"
#include "params/documents/table.hpp"
#include "params/protocols/protocol.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// Both, without what is said twice.
Warnings united(const Warnings& some, const Warnings& others);

/// A cell with everything that was read for it. `cell` is made from `table`, which reads `document`.
struct CellInput {
  std::unique_ptr<Document> document;
  Table table;
  std::unique_ptr<Cell> cell;
  Warnings doubts{};  ///< about where its laws are used

  /// Of reading the files, in the order of reading, and the doubts; each once.
  Warnings warnings() const;
  /// Everything that was read, tables beside the documents included. @throws InputError
  std::vector<SourceFile> files() const;
};

/// What a person asks to change in a cell file.
struct CellChanges {
  std::vector<std::string> set;  ///< each "path=value"
  std::string temperature;       ///< "30 degC"; empty: as the file says
  std::string initial;           ///< "{state_of_charge: 0.5}"; empty: as the file says
};

/// The file that an argument of the command line names: a path, or a name of the library. @throws InputError
std::filesystem::path find_input(const std::string& name);

/// Reads a cell file, native or BPX. @throws InputError
CellInput load_cell(const std::filesystem::path& file, const CellChanges& changes = {});

/// A protocol with what it was read from.
struct ProtocolInput {
  Protocol protocol;
  std::string written;            ///< the file, or the sentences
  bool by_default = false;        ///< nobody asked for it
  std::vector<SourceFile> files;  ///< empty for sentences
};

/// Whether a file is nothing but a list, which only a protocol may be. @throws InputError
bool is_list_of_steps(const std::filesystem::path& file);

/// Reads a protocol file: a map, or a list of steps. @throws InputError
ProtocolInput read_protocol_file(const std::filesystem::path& file);

/// Reads what `--protocol` says: a file, a name of the library, or sentences separated by ';'. @throws InputError
ProtocolInput load_protocol(const std::string& file_or_sentences);

/// What is done with a cell when nobody says: a discharge at 1C, after a charge when the cell begins empty.
/// @throws InputError for a cell without a capacity, which has no 1C
ProtocolInput default_protocol(const CellFacts& cell);

/// A short name for a folder: letters, digits and dashes of the text, "cell" when it has none.
std::string slug(std::string_view text);

}  // namespace vitrion
