// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/sparsity.hpp"

#include <catch2/catch.hpp>

#include <cstddef>
#include <numeric>
#include <set>
#include <vector>

namespace {

using namespace vitrion;

/// A matrix given entry by entry, and the layout it belongs to.
struct Matrix {
  StateLayout layout;
  std::set<std::pair<std::size_t, std::size_t>> entries;  // (column, row)

  void set(std::size_t row, std::size_t column) { entries.emplace(column, row); }

  DependencyProbe probe(std::size_t width, std::size_t* runs = nullptr) const {
    return {width, [this, runs](std::span<const std::uint32_t> seed, std::span<std::uint32_t> touched) {
              if (runs != nullptr) ++*runs;
              std::fill(touched.begin(), touched.end(), 0U);
              for (const auto& [column, row] : entries) touched[row] |= seed[column];
            }};
  }
};

std::set<std::pair<std::size_t, std::size_t>> entries_of(const Pattern& pattern) {
  std::set<std::pair<std::size_t, std::size_t>> result;
  for (std::size_t j = 0; j < pattern.columns(); ++j) {
    for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
      result.emplace(j, static_cast<std::size_t>(pattern.row[static_cast<std::size_t>(e)]));
    }
  }
  return result;
}

/// Two fields along the stack that couple to their neighbours, chains under one of them, and two whole-cell unknowns.
Matrix cell_like(std::size_t n, std::size_t shells) {
  Matrix matrix;
  std::vector<double> x(n), r(shells);
  std::iota(x.begin(), x.end(), 0.0);
  std::iota(r.begin(), r.end(), 0.0);
  const Field& chain = matrix.layout[matrix.layout.add({"c", "1", Kind::differential, 1.0, x, r})];
  const std::size_t a = matrix.layout[matrix.layout.add({"a", "1", Kind::algebraic, 1.0, x, {}})].first;
  const std::size_t whole = matrix.layout[matrix.layout.add({"V", "1", Kind::algebraic, 1.0, {}, {}})].first;
  const std::size_t other = matrix.layout[matrix.layout.add({"I", "1", Kind::algebraic, 1.0, {}, {}})].first;
  const Field c = matrix.layout.owner(0);
  static_cast<void>(chain);
  for (std::size_t i = 0; i < matrix.layout.size(); ++i) matrix.set(i, i);
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t s = 0; s + 1 < shells; ++s) {
      matrix.set(c.index(k, s), c.index(k, s + 1));
      matrix.set(c.index(k, s + 1), c.index(k, s));
    }
    matrix.set(c.index(k, shells - 1), a + k);
    matrix.set(a + k, c.index(k, shells - 1));
    matrix.set(a + k, c.index(k, shells - 2));
    if (k + 1 < n) matrix.set(a + k, a + k + 1), matrix.set(a + k + 1, a + k);
  }
  matrix.set(whole, a + n - 1);
  matrix.set(whole, a);
  matrix.set(a, whole);
  matrix.set(other, whole);
  matrix.set(whole, other);
  return matrix;
}

}  // namespace

TEST_CASE("probing one by one finds exactly the entries of a matrix", "[solvers][sparsity]") {
  const Matrix matrix = cell_like(9, 5);
  CHECK(entries_of(find_pattern_one_by_one(matrix.layout, matrix.probe(7))) == matrix.entries);
}

TEST_CASE("probing by groups finds the same entries with a number of probes that does not grow with the mesh",
          "[solvers][sparsity]") {
  std::size_t coarse = 0, fine = 0;
  const Matrix small = cell_like(30, 12), large = cell_like(120, 30);
  CHECK(entries_of(find_pattern_by_groups(small.layout, small.probe(16, &coarse))) == small.entries);
  CHECK(entries_of(find_pattern_by_groups(large.layout, large.probe(16, &fine))) == large.entries);
  CHECK(fine <= coarse + 2);
}

TEST_CASE("a matrix that couples distant places is still found, one by one", "[solvers][sparsity]") {
  Matrix matrix = cell_like(60, 12);
  const std::size_t a = matrix.layout[1].first;
  SECTION("far apart along the stack") { matrix.set(a + 3, a + 50); }
  SECTION("far apart in a chain") { matrix.set(matrix.layout[0].index(7, 1), matrix.layout[0].index(7, 10)); }
  SECTION("a row that sees everything") {
    for (std::size_t k = 0; k < 60; ++k) matrix.set(a + 11, a + k);
  }
  CHECK(entries_of(find_pattern(matrix.layout, matrix.probe(16))) == matrix.entries);
}

TEST_CASE("rows of the whole cell may see anything", "[solvers][sparsity]") {
  Matrix matrix = cell_like(60, 12);
  const std::size_t V = matrix.layout[2].first;
  for (std::size_t k = 0; k < 60; k += 7) matrix.set(V, matrix.layout[0].index(k, 3));
  CHECK(entries_of(find_pattern_by_groups(matrix.layout, matrix.probe(16))) == matrix.entries);
}

TEST_CASE("no row has two columns of one colour, and a banded matrix needs as many colours as its band",
          "[solvers][sparsity]") {
  const Matrix matrix = cell_like(40, 8);
  const Pattern pattern = find_pattern(matrix.layout, matrix.probe(16));
  const Colouring colouring = colour_columns(pattern, matrix.layout);
  std::set<std::pair<std::int32_t, std::size_t>> seen;  // (colour, row)
  for (const auto& [column, row] : entries_of(pattern)) {
    CHECK(seen.emplace(colouring.colour[column], row).second);
  }
  CHECK(colouring.count <= 7);  // row a[0] alone has c twice, a twice and V: five entries

  Matrix band;
  std::vector<double> x(20);
  std::iota(x.begin(), x.end(), 0.0);
  band.layout.add({"u", "1", Kind::differential, 1.0, x, {}});
  for (std::size_t i = 0; i < 20; ++i) {
    for (std::size_t j = i == 0 ? 0 : i - 1; j < std::min<std::size_t>(20, i + 2); ++j) band.set(i, j);
  }
  CHECK(colour_columns(find_pattern(band.layout, band.probe(8)), band.layout).count == 3);
}

TEST_CASE("entries of a pattern are found by row and column", "[solvers][sparsity]") {
  const Matrix matrix = cell_like(5, 4);
  const Pattern pattern = find_pattern(matrix.layout, matrix.probe(8));
  CHECK(pattern.row[entry(pattern, 1, 1)] == 1);
  CHECK(entry(pattern, 0, 19) == pattern.nonzeros());
}
