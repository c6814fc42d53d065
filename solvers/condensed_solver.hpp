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
/// Rows other than those of the inner shells may refer to any shell. A pivot that vanishes beside its row sends that
/// one factorisation to KLU.
class CondensedSolver final : public LinearSolver {
 public:
  /// @pre applicable(layout, pattern)
  CondensedSolver(const StateLayout& layout, const Pattern& pattern);

  /// True when the cell has positions, and the rows of inner shells touch only their neighbours in their own chain.
  static bool applicable(const StateLayout& layout, const Pattern& pattern);

  bool factor(Reals nz) override;
  void solve(MutableReals b) override;
  std::size_t fallbacks() const override { return fallbacks_; }

  std::size_t condensed_size() const { return order_.size(); }
  const StaticLu& condensed() const { return lu_; }

 private:
  /// The inner shells of one field. Arrays are [shell][column], like the unknowns themselves.
  struct Chains {
    std::size_t first = 0, columns = 0, inner = 0;      // inner: shells but the last
    std::size_t shallowest = 0;                         // first shell that other rows refer to
    std::vector<std::uint32_t> lower, diagonal, upper;  // entries of the pattern; `lower` of shell 0 unused
    std::vector<double> factor, inverse, next;          // a_s / d_{s-1}, 1 / d_s, and the upper entry
    std::vector<double> to_last;                        // x_s = g_s + to_last_s · x_last
  };
  struct Move {  // a[slot] = nz[entry]
    std::uint32_t entry, slot;
  };
  /// An entry of a condensed row in the column of an inner shell.
  struct Reference {
    std::uint32_t entry, slot, row, chains, offset;  // row of the condensed system, offset into the chains' arrays
    double value;
  };

  std::vector<std::vector<std::int32_t>> plan(const StateLayout& layout);
  void plan_moves();
  bool factor_by_klu(Reals nz);
  static bool factor_chains(Chains& chains, Reals nz);
  static void eliminate(const Chains& chains, MutableReals b);
  static void substitute(const Chains& chains, MutableReals b);

  const Pattern pattern_;
  std::vector<Chains> chains_;
  std::vector<std::int32_t> order_;      // condensed unknown -> unknown
  std::vector<std::int32_t> condensed_;  // unknown -> condensed unknown; of an inner shell: that of its last shell
  std::vector<std::int32_t> chains_of_;  // unknown -> its chains when it is an inner shell, else -1
  std::vector<Move> moves_;
  std::vector<Reference> references_;
  std::vector<double> rhs_, inner_;
  StaticLu lu_;                     // after what plan() fills
  std::unique_ptr<KluSolver> klu_;  // made when first needed
  bool by_klu_ = false;
  std::size_t fallbacks_ = 0;
};

}  // namespace vitrion
