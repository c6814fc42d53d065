// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// Whether the time derivative of an unknown appears in the equations.
enum class Kind { differential, algebraic };

/// One named family of unknowns. Its entries lie at `first + shell * columns() + column`, so that a loop over the
/// columns (positions along the stack) of one shell is contiguous.
struct Field {
  std::string name;  ///< symbol as in model/README.md, e.g. "c_e"
  std::string unit;  ///< SI unit of every entry
  Kind kind = Kind::algebraic;
  double atol = 0.0;           ///< absolute tolerance, in `unit`
  std::vector<double> x = {};  ///< position of each column along the stack, m; empty: one unknown of the whole cell
  std::vector<double> r = {};  ///< relative radius of each shell, centre to surface; empty: no second dimension
  std::size_t first = 0;       ///< index of the first entry

  std::size_t columns() const { return x.empty() ? 1 : x.size(); }
  std::size_t shells() const { return r.empty() ? 1 : r.size(); }
  std::size_t size() const { return columns() * shells(); }
  std::size_t index(std::size_t column, std::size_t shell = 0) const { return first + shell * columns() + column; }
};

using FieldId = std::size_t;

/// The one table that declares the unknowns of a model. Residual row i belongs to unknown i, and is differential
/// exactly when the unknown is.
///
/// Order matters to the structured solver: at one position, unknowns are eliminated in the order of declaration, and
/// unknowns of the whole cell come last. A field with shells is a batch of chains: its rows couple a shell only to
/// others of the same column, at most four apart, alike in every column, and only the last shell's row may see other
/// fields.
class StateLayout {
 public:
  FieldId add(Field field);

  std::size_t size() const { return size_; }
  std::span<const Field> fields() const { return fields_; }
  const Field& operator[](FieldId id) const { return fields_[id]; }

  template <class S>
  std::span<S> view(FieldId id, std::span<S> y) const {
    return y.subspan(fields_[id].first, fields_[id].size());
  }

  /// The field that owns unknown i.
  const Field& owner(std::size_t i) const;

  /// Unknown i by name and place, for messages: "c_e[x=3]", "c_s_pos[x=3, r=7]", "I".
  std::string describe(std::size_t i) const;

 private:
  std::vector<Field> fields_;
  std::size_t size_ = 0;
};

}  // namespace vitrion
