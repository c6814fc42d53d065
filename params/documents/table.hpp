// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/document.hpp"
#include "params/documents/provenance.hpp"
#include "params/functions/function.hpp"
#include "params/text/quantity.hpp"
#include "params/text/unit_text.hpp"

#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

class Table;

/// An argument of a property, with a typical value: `argument("c", 1.0 * mol_per_L)`.
template <class Q>
ArgumentSpec argument(std::string name, const Q& typical) {
  return {std::move(name), dimension_of<Q>(), si(typical)};
}

/// Reads the keys of a law from the map that names it (`law: arrhenius`) and returns the property: SI in, SI out, a
/// result of dimension `result`, the arguments in the given order.
using Law = std::function<Function(const Table& law, const Dimension& result, std::span<const ArgumentSpec> arguments)>;
/// Laws by the name under which files call them.
using LawBook = std::map<std::string, Law, std::less<>>;

/// A map of a parameter file, read key by key. Every read checks unit and plausible range, remembers that the key is
/// known, and records where the value came from; finish() then complains about the keys nobody knew.
///
/// A value is written as "85.2 um" or as {value: 85.2 um, status: …, source: …, range: […], note: …}. `source` and
/// `status` of a map hold for all values below it in the same file. The Document must outlive its Tables. All
/// functions throw InputError, with file, line and column, the path of the key, and what would be right.
class Table {
 public:
  /// The top of a document; starts a new Provenance.
  explicit Table(const Document& document);
  explicit Table(const Document&& gone) = delete;

  /// A required quantity.
  template <class Q>
  Q read(std::string_view key, const Range<Q>& plausible = {}) const {
    return from_si<Q>(read_si(key, dimension_of<Q>(), si(plausible.lo), si(plausible.hi)));
  }
  /// An optional quantity; the fallback is recorded as the program's default.
  template <class Q>
  Q read_or(std::string_view key, const Q& fallback, const Range<Q>& plausible = {}) const {
    if (has(key)) return read<Q>(key, plausible);
    record_default(key, si(fallback), dimension_of<Q>());
    return fallback;
  }
  template <class Q>
  std::optional<Q> find(std::string_view key, const Range<Q>& plausible = {}) const {
    if (!has(key)) return std::nullopt;
    return read<Q>(key, plausible);
  }
  /// A list of quantities.
  template <class Q>
  std::vector<Q> read_list(std::string_view key, const Range<Q>& plausible = {}) const {
    std::vector<Q> list;
    for (const double value : read_si_list(key, dimension_of<Q>(), si(plausible.lo), si(plausible.hi)))
      list.push_back(from_si<Q>(value));
    return list;
  }
  /// Two quantities [lo, hi] with lo < hi, as `voltage_limits: [2.5 V, 3.8 V]`.
  template <class Q>
  Range<Q> read_interval(std::string_view key, const Range<Q>& plausible = {}) const {
    const auto [lo, hi] = read_si_interval(key, dimension_of<Q>(), si(plausible.lo), si(plausible.hi));
    return {from_si<Q>(lo), from_si<Q>(hi)};
  }

  /// A property: a quantity, an expression, a table or a law (see README.md). It is tried at the typical arguments,
  /// where it must be finite and plausible. `laws` come before temperature_laws().
  template <class Q>
  Function read_function(std::string_view key, std::span<const ArgumentSpec> arguments, const Range<Q>& plausible = {},
                         const LawBook& laws = {}) const {
    return read_function_si(key, dimension_of<Q>(), arguments, si(plausible.lo), si(plausible.hi), laws);
  }
  template <class Q>
  Function read_function(std::string_view key, std::initializer_list<ArgumentSpec> arguments,
                         const Range<Q>& plausible = {}, const LawBook& laws = {}) const {
    return read_function<Q>(key, std::span<const ArgumentSpec>(arguments.begin(), arguments.size()), plausible, laws);
  }

  // The same with the dimension known at run time only; everything in SI.
  double read_si(std::string_view key, const Dimension& dimension, double lo = -std::numeric_limits<double>::infinity(),
                 double hi = std::numeric_limits<double>::infinity()) const;
  std::vector<double> read_si_list(std::string_view key, const Dimension& dimension, double lo, double hi) const;
  std::pair<double, double> read_si_interval(std::string_view key, const Dimension& dimension, double lo,
                                             double hi) const;
  /// A list of pairs, as [[30 degC, 1 mS/cm], [60 degC, 3 mS/cm]].
  std::vector<std::pair<double, double>> read_si_pairs(std::string_view key, const Dimension& first,
                                                       const Dimension& second) const;
  Function read_function_si(std::string_view key, const Dimension& dimension, std::span<const ArgumentSpec> arguments,
                            double lo, double hi, const LawBook& laws) const;

  std::string read_text(std::string_view key) const;
  std::string read_text_or(std::string_view key, std::string_view fallback) const;
  std::vector<std::string> read_texts(std::string_view key) const;
  /// One of the given words. @throws InputError that lists them
  std::string read_choice(std::string_view key, std::initializer_list<std::string_view> choices) const;
  std::string read_choice_or(std::string_view key, std::initializer_list<std::string_view> choices,
                             std::string_view fallback) const;
  /// A whole number from lo to hi.
  int read_count(std::string_view key, int lo, int hi) const;
  int read_count_or(std::string_view key, int fallback, int lo, int hi) const;

  /// A file name, relative to the file in which it is written.
  std::filesystem::path read_file(std::string_view key) const;

  bool has(std::string_view key) const;
  bool is_map(std::string_view key) const;
  std::vector<std::string> keys() const;  ///< of the map, in their order
  /// The one of these keys that is there. @throws InputError when none or more than one is
  std::string exactly_one_of(std::initializer_list<std::string_view> keys) const;
  /// When the map says `kind`, it must be this one.
  void expect_kind(std::string_view kind) const;

  Table child(std::string_view key) const;
  std::optional<Table> find_child(std::string_view key) const;
  std::vector<Table> children(std::string_view key) const;  ///< a list of maps

  /// Complains about the first key, here and in all maps read below, that nobody asked for.
  void finish() const;

  SourcePosition position() const;                           ///< of the map
  SourcePosition position(std::string_view key) const;       ///< of a key's value; of the map when there is no such key
  SourcePosition text_position(std::string_view key) const;  ///< of the first letter, behind the quote if there is one
  std::string path() const;                                  ///< "" at the top
  std::string path(std::string_view key) const;
  std::string written(std::string_view key) const;  ///< the text of a value, "" when it is not one text
  /// The error "file:line:column: path.key complaint", to be thrown by whoever finds values that contradict each other.
  InputError error(std::string_view key, const std::string& complaint, const std::string& advice = {}) const;
  void warn(std::string_view key, const std::string& complaint, const std::string& advice = {}) const;

  const Provenance& provenance() const;
  const Warnings& warnings() const;
  const std::vector<std::filesystem::path>& files() const;  ///< that read_file() gave out: tables beside the documents

 private:
  struct Reading;
  struct State;

  Table(std::shared_ptr<Reading> reading, State* state) : reading_(std::move(reading)), state_(state) {}

  using Needs = std::function<std::string()>;  // what would be right, put into words only when it is needed

  const Node* ask(std::string_view key) const;
  const Node& need(std::string_view key, const Needs& what) const;
  const Node& need_list(std::string_view key, const Needs& what) const;
  Table open(const Node& node, std::string path) const;
  static double number(const Node& leaf, const std::string& where, const Dimension& dimension, double lo, double hi);
  static const Node& leaf_of(const Node& node, const std::string& where, const Needs& what);
  ProvenanceEntry entry_for(std::string_view key, const Node& node) const;
  void record(ProvenanceEntry entry) const;
  void record_default(std::string_view key, double value, const Dimension& dimension) const;
  void record_text(std::string_view key, const Node& leaf) const;
  Function read_form(const Node& node, const Dimension& dimension, std::span<const ArgumentSpec> arguments,
                     const LawBook& laws, std::string_view key, std::vector<ValidRange>& seen) const;

  std::shared_ptr<Reading> reading_;
  State* state_;
};

/// arrhenius, arrhenius-T and vtf: σ = A exp(−E/RT), σT = A exp(−E/RT), σ√T = A exp(−E/R(T − T0)).
const LawBook& temperature_laws();

}  // namespace vitrion
