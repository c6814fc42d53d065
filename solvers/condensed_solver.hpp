// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/klu_solver.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/static_lu.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace vitrion {

/// The solver for cells: chains of shells are eliminated first, all columns of a field at once, from the centre to the
/// last but one shell; what remains couples only neighbours along the stack and is factored without pivoting in the
/// order of position, unknowns of the whole cell last (see StateLayout for the order at one position).
///
/// Which shells of a chain meet in one row is free: neighbours, or all nodes of an element. Fill is found once, and is
/// none for either. Rows other than those of the inner shells may refer to any shell. A pivot that vanishes beside its
/// row sends that one factorisation to KLU.
class CondensedSolver final : public LinearSolver {
 public:
  /// @pre applicable(layout, pattern)
  CondensedSolver(const StateLayout& layout, const Pattern& pattern);

  /// True when the cell has positions, and the rows of inner shells touch only their own chain, alike in every column.
  static bool applicable(const StateLayout& layout, const Pattern& pattern);

  bool factor(Reals nz) override;
  void solve(MutableReals b) override;
  void forget() override {
    if (klu_) klu_->forget();
  }
  std::size_t fallbacks() const override { return fallbacks_; }

  std::size_t condensed_size() const { return order_.size(); }
  const StaticLu& condensed() const { return lu_; }

 private:
  /// An entry of the factors of a chain, in the row or column of a shell. `place` is that of its values.
  struct Entry {
    std::uint32_t shell, place;
  };
  /// value[to] −= L · value[of]
  struct Update {
    std::uint32_t to, of;
  };
  /// The row of one shell.
  struct Row {
    std::vector<Entry> lower, upper;  // left and right of the diagonal; the last column is that of the last shell
    std::vector<Entry> given;         // those that the matrix has: the others are fill
    std::vector<Update> updates;      // in order; L of those before update_end[i] is lower entry i
    std::vector<std::uint32_t> update_end;
    std::uint32_t diagonal = 0;  // place; in the factors of the inverse pivot
  };
  /// The shells of one field. The program that `rows` hold is the same for all columns. Values are [place][column],
  /// those of unknowns [shell][column], where columns are filled up to a multiple of four with copies of the last.
  struct Chains {
    std::size_t first = 0, columns = 0, stride = 0;  // stride: columns as filled up
    std::size_t inner = 0;                           // shells but the last
    std::size_t shallowest = 0;                      // first shell that rows other than that of the last shell refer to
    std::vector<Row> rows;                           // of the inner shells, and of the last what it has left of itself
    std::vector<std::uint32_t> source;               // entry of the pattern of each value; unused where there is none
    std::vector<double> value;                       // the factors: L, 1 / pivot, U; of the last shell its complement
    std::vector<std::uint32_t> fill;                 // places that the matrix has nothing for
    std::vector<std::uint32_t> last;                 // slots in the condensed matrix of the diagonal of the last shell
    std::vector<double> to_last;                     // x_s = g_s + to_last_s · x_last
    std::vector<double> x, g;                        // of all shells in a solve; g as if the last were zero
  };
  struct Move {  // a[slot] = nz[entry]
    std::uint32_t entry, slot;
  };
  /// An entry of a condensed row in the column of an inner shell.
  struct Reference {
    std::uint32_t entry, slot, row, chains, offset;  // row of the condensed system, index into the chains' arrays
    double value;
  };

  std::vector<std::vector<std::int32_t>> plan(const StateLayout& layout);
  Chains plan_chains(const Field& field) const;
  void plan_moves();
  bool factor_by_klu(Reals nz);
  static bool factor_chains(Chains& chains, Reals nz);
  static void eliminate(Chains& chains, MutableReals b);
  static void substitute(Chains& chains, MutableReals b);
  static void without_last(Chains& chains);

  const Pattern pattern_;
  std::vector<Chains> chains_;
  std::vector<std::int32_t> order_;      // condensed unknown -> unknown
  std::vector<std::int32_t> condensed_;  // unknown -> condensed unknown; of an inner shell: that of its last shell
  std::vector<std::int32_t> chains_of_;  // unknown -> its chains when it is an inner shell, else -1
  std::vector<Move> moves_;
  std::vector<Reference> references_;
  std::vector<double> rhs_;
  StaticLu lu_;                     // after what plan() fills
  std::unique_ptr<KluSolver> klu_;  // made when first needed
  bool by_klu_ = false;
  std::size_t fallbacks_ = 0;
};

}  // namespace vitrion
