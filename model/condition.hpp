// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/source.hpp"
#include "params/text/dimension.hpp"

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// Something in the surroundings of a cell that a protocol may change, beside the temperature: humidity, light, the gas
/// at an electrode.
struct Condition {
  std::string name;         ///< as protocols write it: "relative_humidity"
  std::string output_name;  ///< of its output column: "Relative Humidity"
  std::string unit;         ///< of that column, an SI unit or "1"
  Dimension dimension;
  double lowest, highest;  ///< what it may be, SI
  double given;            ///< what the cell file says, SI
};

/// What speaks against a temperature and conditions that a cell is asked to be in.
struct Objection {
  enum class Weight {
    doubtful,  ///< can be computed; a warning
    unknown,   ///< a law says that it does not hold there
    impossible
  };
  Weight weight;
  std::string complaint;
  std::string advice;
  SourcePosition where{};  ///< of the law; nothing where the surroundings themselves are at fault
};

/// A model that can object says so: T in K, and one value for each of its conditions, SI.
template <class M>
concept HasObjections = requires(const M& constant, double T, std::span<const double> conditions) {
  { constant.objections(T, conditions) } -> std::convertible_to<std::vector<Objection>>;
};

/// A model opts in to conditions by these three members; models without them have none.
template <class M>
concept HasConditions = requires(M& model, const M& constant, std::size_t k, double value, double t) {
  { constant.conditions() } -> std::convertible_to<std::span<const Condition>>;
  { constant.condition(k) } -> std::convertible_to<double>;  // what is set now, SI
  model.set_condition(k, value, t);                          // from time t on; −∞: since ever
};

}  // namespace vitrion
