// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/short_calibration.hpp"
#include "params/documents/provenance.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrion::indicators {

/// Everything that an indicator of dendrites or contact may ask for. The first ones change with the state of the cell:
/// their values come with a FoilState.
enum class Input : std::uint8_t {
  current,
  limiting_current,
  salt_at_foil,
  salt_at_rest,
  diffusivity,
  transference_number,
  overpotential,
  temperature,
  contact_fraction,
  throughput,
  // of the cell
  thickness,
  porosity,
  area,
  pressure,
  interface_resistance,
  half_cycle,
  // of the metal
  charge,
  molar_volume,
  surface_energy,
  metal_shear_modulus,
  metal_poisson_ratio,
  creep_rate,
  creep_sensitivity,
  creep_resistance,
  creep_supply_length,
  stripping_limit,
  self_diffusivity,
  critical_vacancies,
  // of the electrolyte
  shear_modulus,
  poisson_ratio,
  ion_radius,
  volume_ratio,
  fracture_toughness,
  flaw_length,
  flaw_shape,
  weibull_modulus,
  weibull_area,
  conductivity_scatter,
  grain_anisotropy,
  inclusion_contrast,
  inclusion_aspect,
  inclusion_focusing,
  current_scatter,
  correlation_length,
  net_share,
  count
};
inline constexpr std::size_t input_count = static_cast<std::size_t>(Input::count);
/// The first input that does not change with the state.
inline constexpr Input first_constant_input = Input::thickness;

/// Name as in files, SI unit, and meaning of an input; between which values it is believable.
struct InputSpec {
  std::string_view name, unit, meaning;
  double lowest = 0.0, highest = 0.0;  ///< of an input that files may give
};
const InputSpec& spec_of(Input input);

/// A set of inputs.
class InputSet {
 public:
  constexpr InputSet() = default;
  constexpr InputSet(std::initializer_list<Input> inputs) {
    for (const Input input : inputs) insert(input);
  }
  constexpr void insert(Input input) { bits_ |= bit(input); }
  constexpr bool contains(Input input) const { return (bits_ & bit(input)) != 0; }
  constexpr bool covers(const InputSet& other) const { return (other.bits_ & ~bits_) == 0; }

 private:
  static constexpr std::uint64_t bit(Input input) { return std::uint64_t{1} << static_cast<unsigned>(input); }
  std::uint64_t bits_ = 0;
};
static_assert(input_count <= 64);

/// A value and how far to trust it.
struct Datum {
  double value = std::numeric_limits<double>::quiet_NaN();  ///< SI; NaN: not known, or of the moment
  Status status = Status::unknown;
  bool calibrated = false;                           ///< fitted to times to short: what it reproduces is no prediction
  std::optional<std::pair<double, double>> range{};  ///< within which the file says that it lies, SI
};

/// Molar volume of an ion with the polymer that it takes along over that of its metal: lithium in polyethylene oxide.
/// @source Monroe & Newman, J. Electrochem. Soc. 152 (2005) A396, doi:10.1149/1.1850854
inline constexpr double polymer_volume_ratio = 12.9;

/// What is known of a foil, its electrolyte and the cell around them. Nothing is required; indicators that miss an
/// input say so. At the start only z = 1, ε = 1, θ = 1 and an edge crack (Y = 1.12) are assumed, and the inputs of the
/// moment are taken as computed.
class DendriteInputs {
 public:
  DendriteInputs();

  DendriteInputs& set(Input input, double value, Status status, bool calibrated = false);
  DendriteInputs& set(Input input, const Datum& datum);
  /// How far to trust an input of the moment (t₊, D, …): its value comes with the state.
  DendriteInputs& trust(Input input, Status status);
  /// Lives of cells with this electrolyte, from which current_scatter follows.
  void add_lives(const std::vector<Life>& lives) { lives_.insert(lives_.end(), lives.begin(), lives.end()); }
  /// Ions here move with their surroundings, a solvent or a polymer: without a volume_ratio of its own, it may be
  /// anything from that of the bare ion to polymer_volume_ratio.
  void solvates() { solvates_ = true; }

  /// Fills what follows from other inputs, unless it was given:
  ///   volume_ratio from ion_radius, as the low end of its range where ions are solvated;
  ///   current_scatter from the lives of cells, or else from conductivity_scatter and grain_anisotropy (independent:
  ///   squares add);
  ///   inclusion_focusing from inclusion_contrast and inclusion_aspect (1: a sphere); with nothing else known of the
  ///   microstructure, current_scatter is then assumed to be 0.
  /// What follows is as uncertain as the least certain of what it follows from, and derived at best.
  void derive();

  const Datum& operator[](Input input) const { return data_[static_cast<std::size_t>(input)]; }
  double value(Input input) const { return (*this)[input].value; }
  bool known(Input input) const { return known_.contains(input); }
  const InputSet& known() const { return known_; }
  /// What the lives say, once derive() was called.
  const std::optional<ShortCalibration>& calibration() const { return calibration_; }

 private:
  void follow(Input input, double value, std::initializer_list<Input> from);

  std::array<Datum, input_count> data_;
  InputSet known_;
  std::vector<Life> lives_;
  std::optional<ShortCalibration> calibration_;
  bool solvates_ = false;
};

/// What one map of a file says: of a metal, an electrolyte or a cell.
struct DendriteData {
  std::vector<std::pair<Input, Datum>> given;
  std::optional<double> horizon;  ///< life that is asked for, s
  std::vector<Life> lives{};      ///< of cells, to calibrate on

  /// The status of an input of the moment: a value that comes with the state is as certain as what it follows from.
  void trust(Input input, Status status) { given.emplace_back(input, Datum{.status = status}); }
  /// Appends another map, which overrules this one.
  void add(const DendriteData& other);
};

/// Everything that is known of a foil: later maps overrule earlier ones. Where no map says otherwise, half of the
/// throughput makes filaments grow (φ = ½: every half-cycle plates one side), and a life of 1000 h is asked for.
class DendriteKnowledge {
 public:
  DendriteKnowledge() { inputs_.set(Input::net_share, 0.5, Status::assumed); }
  void add(const DendriteData& data);
  void set(Input input, double value, Status status) { inputs_.set(input, value, status); }
  void solvates() { inputs_.solvates(); }

  const DendriteInputs& inputs() const { return inputs_; }
  double horizon() const { return horizon_; }

 private:
  DendriteInputs inputs_;
  double horizon_ = 1000.0 * 3600.0;  ///< s
};

/// The less certain of two.
Status less_certain(Status a, Status b);

}  // namespace vitrion::indicators
