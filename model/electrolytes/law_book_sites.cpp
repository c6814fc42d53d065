// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/composed.hpp"
#include "model/electrolytes/eisenman.hpp"
#include "model/electrolytes/law_reading.hpp"
#include "params/functions/temperature_laws.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace vitrion::conduction {
namespace {

const Cation& cation_named(const Table& table, std::string_view key, const std::string& name) {
  const auto all = alkali_cations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Cation& cation) { return cation.name == name; });
  if (found != all.end()) return *found;
  std::vector<std::string> known;
  for (const Cation& cation : all) known.push_back(cation.name);
  throw table.error(key, key == name ? "is no cation that is known here" : fmt::format("= {} is not known", name),
                    fmt::format("known are {}", fmt::join(known, ", ")));
}

}  // namespace

Function read_eisenman(const Table& law, const Dimension& result, Arguments arguments) {
  const Function T = argument_itself(temperature_argument(law, arguments));
  const double site = law.read_si("site_radius", dimension_of<Length>(), 3e-11, 1e-9);
  const Cation& ion = cation_named(law, "ion", law.read_text("ion"));
  const Table solution = law.child("solution");
  const auto mobilities = law.find_child("mobility");
  const auto mobility_of = [&](const std::string& name) {
    return mobilities ? read_number_or(*mobilities, name, 1.0, 1e-6, 1e6) : 1.0;
  };

  double total = 0.0, own = 0.0;
  std::vector<Competitor> competitors;
  for (const std::string& name : solution.keys()) {
    if (name == "source" || name == "status" || name == "note") continue;
    const Cation& cation = cation_named(solution, name, name);
    const double share = read_share(solution, name);
    total += share;
    if (cation.name == ion.name) {
      own = share;
    } else {
      competitors.push_back({share * mobility_of(name), site_preference(cation, site) - site_preference(ion, site)});
    }
  }
  if (!(own > 0.0))
    throw law.error("solution", fmt::format("holds no {}", ion.name), "what is not there carries no current");
  constexpr double round_off = 1e-9;
  if (std::abs(total - 1.0) > round_off)
    throw law.error("solution", fmt::format("adds up to {:.6g}", total), "shares of all its cations: 1 together");
  for (Competitor& j : competitors) j.supply /= own * mobility_of(ion.name);

  const Function cations = law.has("cations") ? read_part(law, "cations", result, arguments) : Function(1.0);
  if (!law.has("cations") && !(result == Dimension{}))
    throw law.error("cations", "is missing", "what all cations conduct together; the law says which part is the ion's");
  return composed(
      std::array{cations, T}, [competitors](const auto& x) { return x[0] * share_among(competitors, x[1]); },
      fmt::format("share of {} on sites of radius {}", ion.name, quantity_text(site, dimension_of<Length>())));
}

}  // namespace vitrion::conduction
