// SPDX-License-Identifier: BSD-3-Clause
#include "params/suggestion.hpp"

#include <algorithm>
#include <vector>

namespace vitrion {

namespace {
constexpr std::size_t longest_word = 80;  // longer words are not typing slips, and the cost is quadratic

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

double replacement_cost(char a, char b) {
  if (a == b) return 0.0;
  return lower(a) == lower(b) ? 0.5 : 1.0;
}
}  // namespace

// Optimal string alignment: three rows of the usual table are enough to see swaps of neighbours.
double slips_between(std::string_view a, std::string_view b, double limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (static_cast<double>(difference) > limit || std::max(a.size(), b.size()) > longest_word) return limit + 1.0;
  std::vector<double> before(b.size() + 1), previous(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = static_cast<double>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<double>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({previous[j] + 1.0, row[j - 1] + 1.0, previous[j - 1] + replacement_cost(a[i - 1], b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1.0);
    }
    before.swap(previous);
    previous.swap(row);
  }
  return std::min(previous[b.size()], limit + 1.0);
}

std::string closest(std::string_view word, std::span<const std::string> candidates) {
  const double limit = std::max(1.0, static_cast<double>(word.size()) / 3.0);
  double best = limit + 0.5;
  std::string found;
  for (const std::string& candidate : candidates) {
    const double slips = slips_between(word, candidate, limit);
    // A word of which nothing but a letter remains is no suggestion.
    if (slips >= best || slips >= static_cast<double>(candidate.size())) continue;
    best = slips;
    found = candidate;
  }
  return found;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const std::string found = closest(word, candidates);
  return found.empty() ? std::string{} : "did you mean " + found + "?";
}

}  // namespace vitrion
