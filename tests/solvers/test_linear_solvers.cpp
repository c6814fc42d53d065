// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/autodiff_system.hpp"
#include "solvers/condensed_solver.hpp"
#include "solvers/klu_solver.hpp"
#include "solvers/static_lu.hpp"
#include "tests/support/finite_difference.hpp"
#include "tests/support/toy_cell.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <random>
#include <vector>

namespace {

using namespace vitrion;
using test::ToyCell;

Pattern pattern_from(std::size_t n, const std::vector<std::pair<std::size_t, std::size_t>>& row_and_column) {
  std::vector<std::vector<std::int32_t>> rows(n);
  for (const auto& [i, j] : row_and_column) rows[j].push_back(static_cast<std::int32_t>(i));
  Pattern pattern;
  pattern.column_start.push_back(0);
  for (std::size_t j = 0; j < n; ++j) {
    rows[j].push_back(static_cast<std::int32_t>(j));
    std::sort(rows[j].begin(), rows[j].end());
    rows[j].erase(std::unique(rows[j].begin(), rows[j].end()), rows[j].end());
    pattern.row.insert(pattern.row.end(), rows[j].begin(), rows[j].end());
    pattern.column_start.push_back(static_cast<std::int32_t>(pattern.row.size()));
  }
  return pattern;
}

struct Structure {
  StateLayout layout;
  Pattern pattern;
};

std::vector<double> counting(std::size_t n) {
  std::vector<double> x(n);
  std::iota(x.begin(), x.end(), 0.0);
  return x;
}

/// Two fields of chains of different depth, two fields along the stack, and two unknowns of the whole cell; rows of
/// the stack look at the last two shells, and now and then at one deep inside. The shells of a chain meet in elements
/// of one to four links, or in any way that is alike in all columns, so that there is fill.
Structure random_structure(std::mt19937& random) {
  Structure s;
  const std::size_t n = 3 + random() % 9;
  std::vector<std::pair<std::size_t, std::size_t>> entries;
  const auto link = [&](std::size_t a, std::size_t b) { entries.emplace_back(a, b), entries.emplace_back(b, a); };
  for (const char* name : {"c", "d"}) {
    s.layout.add({name, "1", Kind::differential, 1.0, counting(n), counting(2 + random() % 10)});
  }
  for (const char* name : {"u", "v"}) s.layout.add({name, "1", Kind::algebraic, 1.0, counting(n), {}});
  for (const char* name : {"V", "I"}) s.layout.add({name, "1", Kind::algebraic, 1.0, {}, {}});
  const auto fields = s.layout.fields();
  std::vector<std::pair<std::size_t, std::size_t>> inside[2];
  for (std::size_t f = 0; f < 2; ++f) {
    const std::size_t last = fields[f].shells() - 1, links = 1 + random() % 4;
    for (std::size_t first = 0; first < last; first += links)
      for (std::size_t a = first; a <= std::min(first + links, last); ++a)
        for (std::size_t b = first; b < a; ++b) inside[f].emplace_back(a, b), inside[f].emplace_back(b, a);
    if (random() % 2 == 0) inside[f].emplace_back(random() % (last + 1), random() % (last + 1));
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t f = 0; f < 2; ++f) {
      const std::size_t last = fields[f].shells() - 1;
      for (const auto& [a, b] : inside[f]) entries.emplace_back(fields[f].index(k, a), fields[f].index(k, b));
      link(fields[f].index(k, last), fields[2].index(k));
      entries.emplace_back(fields[2].index(k), fields[f].index(k, last - 1));
      if (random() % 4 == 0) entries.emplace_back(fields[3].index(k), fields[f].index(k, random() % (last + 1)));
    }
    link(fields[2].index(k), fields[3].index(k));
    if (k + 1 < n) link(fields[2].index(k), fields[2].index(k + 1)), link(fields[3].index(k), fields[3].index(k + 1));
  }
  link(fields[4].first, fields[3].index(n - 1));
  link(fields[4].first, fields[5].first);
  entries.emplace_back(fields[5].first, fields[2].index(0));
  s.pattern = pattern_from(s.layout.size(), entries);
  return s;
}

/// Random entries in [-1, 1], with a diagonal that outweighs its row and column: well conditioned.
std::vector<double> dominant_values(const Pattern& pattern, std::mt19937& random) {
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  std::vector<double> nz(pattern.nonzeros()), weight(pattern.columns(), 1.0);
  for (std::size_t j = 0; j < pattern.columns(); ++j) {
    for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
      const auto k = static_cast<std::size_t>(e);
      nz[k] = uniform(random);
      weight[j] += std::abs(nz[k]);
      weight[static_cast<std::size_t>(pattern.row[k])] += std::abs(nz[k]);
    }
  }
  for (std::size_t j = 0; j < pattern.columns(); ++j) nz[entry(pattern, j, j)] = weight[j];
  return nz;
}

double largest(const std::vector<double>& values) {
  double result = 0.0;
  for (const double value : values) result = std::max(result, std::abs(value));
  return result;
}

/// Largest |b − A x| relative to Σ|a||x| of its row: a few rounding errors for a backward stable solver.
double backward_error(const Pattern& pattern, const std::vector<double>& nz, const std::vector<double>& x,
                      const std::vector<double>& b) {
  std::vector<double> residual = b, size(b.size(), 1e-300);
  for (std::size_t j = 0; j < pattern.columns(); ++j) {
    for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
      const auto k = static_cast<std::size_t>(e), i = static_cast<std::size_t>(pattern.row[k]);
      residual[i] -= nz[k] * x[j];
      size[i] += std::abs(nz[k] * x[j]);
    }
  }
  double worst = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) worst = test::worse(worst, std::abs(residual[i]) / size[i]);
  return worst;
}

}  // namespace

TEST_CASE("the condensed solver equals KLU to 1e-10 on random matrices of its structure", "[solvers][linear]") {
  std::mt19937 random(7);
  for (int trial = 0; trial < 200; ++trial) {
    const Structure s = random_structure(random);
    REQUIRE(CondensedSolver::applicable(s.layout, s.pattern));
    CondensedSolver condensed(s.layout, s.pattern);
    KluSolver klu(s.pattern);
    for (int again = 0; again < 2; ++again) {
      const std::vector<double> nz = dominant_values(s.pattern, random);
      std::vector<double> x(s.layout.size());
      for (double& value : x) value = std::uniform_real_distribution<double>(-1.0, 1.0)(random);
      std::vector<double> y = x;
      REQUIRE(condensed.factor(nz));
      REQUIRE(klu.factor(nz));
      condensed.solve(x);
      klu.solve(y);
      const double size = largest(y);
      for (std::size_t i = 0; i < x.size(); ++i) y[i] -= x[i];
      CHECK(largest(y) < 1e-10 * size);
    }
    CHECK(condensed.fallbacks() == 0);
  }
}

// Rows of a cell differ by ten orders of magnitude, so the two are compared in each field's own size.
TEST_CASE("the condensed Newton step of the toy cell equals KLU's to 1e-10", "[solvers][linear]") {
  ToyCell cell({10, 5, 10, 8});
  AutodiffSystem<ToyCell> system(cell, cell.initial_state());
  const Pattern& pattern = system.pattern();
  CondensedSolver condensed(system.layout(), pattern);
  KluSolver klu(pattern);
  std::vector<double> dFdy(pattern.nonzeros()), dFdydot(pattern.nonzeros());
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto y = test::jittered(cell.initial_state(), 0.01, seed);
    const std::vector<double> ydot(y.size(), 1e-5);
    REQUIRE(system.jacobian(0.0, y, ydot, dFdy, dFdydot));
    const double cj = std::pow(10.0, 3.0 - 0.3 * seed);
    for (std::size_t k = 0; k < dFdy.size(); ++k) dFdy[k] += cj * dFdydot[k];
    std::vector<double> r(y.size());
    REQUIRE(system.residual(0.0, y, ydot, r));
    std::vector<double> a = r, b = r;
    REQUIRE(condensed.factor(dFdy));
    REQUIRE(klu.factor(dFdy));
    condensed.solve(a);
    klu.solve(b);
    CHECK(backward_error(pattern, dFdy, a, r) < 1e-12);
    for (const Field& field : system.layout().fields()) {
      double difference = 0.0, size = 0.0;
      for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
        difference = std::max(difference, std::abs(a[i] - b[i]));
        size = std::max(size, std::abs(b[i]));
      }
      INFO(field.name << " at seed " << seed);
      CHECK(difference <= 1e-10 * size);
    }
  }
  CHECK(condensed.fallbacks() == 0);
}

TEST_CASE("a pivot that vanishes sends one factorisation to KLU, and the answer is still right", "[solvers][linear]") {
  StateLayout layout;
  layout.add({"u", "1", Kind::algebraic, 1.0, counting(2), {}});
  const Pattern pattern = pattern_from(2, {{0, 1}, {1, 0}});
  CondensedSolver solver(layout, pattern);
  REQUIRE(solver.factor(std::vector<double>{0.0, 2.0, 4.0, 1.0}));  // [[0, 4], [2, 1]]
  std::vector<double> b{4.0, 5.0};
  solver.solve(b);
  CHECK(b[0] == Approx(2.0));
  CHECK(b[1] == Approx(1.0));
  CHECK(solver.fallbacks() == 1);
  REQUIRE(solver.factor(std::vector<double>{1.0, 0.0, 0.0, 1.0}));
  b = {3.0, 4.0};
  solver.solve(b);
  CHECK(b == std::vector<double>{3.0, 4.0});
  CHECK(solver.fallbacks() == 1);
}

TEST_CASE("a singular matrix is refused by both solvers", "[solvers][linear]") {
  StateLayout layout;
  layout.add({"u", "1", Kind::algebraic, 1.0, counting(2), {}});
  const Pattern pattern = pattern_from(2, {{0, 1}, {1, 0}});
  const std::vector<double> singular{1.0, 2.0, 2.0, 4.0};
  CHECK_FALSE(CondensedSolver(layout, pattern).factor(singular));
  CHECK_FALSE(KluSolver(pattern).factor(singular));
}

TEST_CASE("KLU keeps its pivot order until it turns bad, then finds a new one", "[solvers][linear]") {
  const Pattern pattern = pattern_from(2, {{0, 1}, {1, 0}});
  KluSolver klu(pattern);
  REQUIRE(klu.factor(std::vector<double>{1.0, 0.5, 0.5, 1.0}));
  REQUIRE(klu.factor(std::vector<double>{2.0, 0.5, 0.5, 1.0}));
  CHECK(klu.fallbacks() == 0);
  REQUIRE(klu.factor(std::vector<double>{1e-14, 1.0, 1.0, 1.0}));
  CHECK(klu.fallbacks() == 1);
  std::vector<double> b{1.0, 2.0};
  klu.solve(b);
  CHECK(b[0] == Approx(1.0));
  CHECK(b[1] == Approx(1.0));
}

TEST_CASE("chains whose inner shells look outside are left to KLU", "[solvers][linear]") {
  StateLayout layout;
  layout.add({"c", "1", Kind::differential, 1.0, counting(3), counting(3)});
  layout.add({"u", "1", Kind::algebraic, 1.0, counting(3), {}});
  std::vector<std::pair<std::size_t, std::size_t>> entries;
  for (std::size_t i = 0; i < 6; ++i) entries.emplace_back(i, i + 3), entries.emplace_back(i + 3, i);
  CHECK(CondensedSolver::applicable(layout, pattern_from(12, entries)));

  for (std::size_t k = 0; k < 3; ++k) entries.emplace_back(k, k + 6);  // past a shell, alike in every column
  CHECK(CondensedSolver::applicable(layout, pattern_from(12, entries)));
  entries.resize(entries.size() - 3);

  SECTION("at another field") { entries.emplace_back(0, 9); }
  SECTION("at another column") { entries.emplace_back(0, 1); }
  SECTION("past a shell in one column only") { entries.emplace_back(0, 6); }
  SECTION("with a missing link") { entries.pop_back(), entries.erase(entries.begin()); }
  const Pattern pattern = pattern_from(12, entries);
  CHECK_FALSE(CondensedSolver::applicable(layout, pattern));
  CHECK(dynamic_cast<KluSolver*>(make_linear_solver(LinearSolverKind::automatic, layout, pattern).get()) != nullptr);
  CHECK_THROWS_WITH(make_linear_solver(LinearSolverKind::condensed, layout, pattern),
                    "the condensed linear solver needs chains whose inner shells touch only each other, alike in every "
                    "column; use KLU");
}

TEST_CASE("the static factors of a random sparse matrix solve it", "[solvers][linear]") {
  std::mt19937 random(11);
  for (int trial = 0; trial < 50; ++trial) {
    const std::size_t n = 1 + random() % 30;
    std::vector<std::vector<std::int32_t>> rows(n);
    for (auto& row : rows) {
      for (int k = 0; k < 4; ++k) row.push_back(static_cast<std::int32_t>(random() % n));
    }
    StaticLu lu(rows);
    std::vector<std::vector<double>> dense(n, std::vector<double>(n, 0.0));
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::int32_t j : rows[i]) dense[i][static_cast<std::size_t>(j)] = 1.0 + 1e-3 * double(random() % 1000);
      dense[i][i] = 10.0;
      for (std::size_t j = 0; j < n; ++j) {
        if (dense[i][j] != 0.0) lu.values()[lu.slot(i, j)] = dense[i][j];
      }
    }
    std::vector<double> b(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) b[i] += dense[i][j] * (1.0 + double(j));
    }
    REQUIRE(lu.factor());
    lu.solve(b);
    for (std::size_t j = 0; j < n; ++j) CHECK(b[j] == Approx(1.0 + double(j)).epsilon(1e-12));
  }
}
