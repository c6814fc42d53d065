// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/document.hpp"
#include "params/source.hpp"
#include "params/text/unit_text.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// What an amount of current, power or charge is counted for.
enum class Basis : std::uint8_t {
  total,     ///< the cell: A, W, C
  areal,     ///< electrode area: A m⁻², W m⁻², C m⁻²
  specific,  ///< active mass: A kg⁻¹, W kg⁻¹, C kg⁻¹
  rate,      ///< nominal capacity: a C-rate, 1 = the nominal capacity in an hour (currents only)
};

struct Amount {
  double value = 0.0;
  Basis basis = Basis::total;
  bool operator==(const Amount&) const = default;
};

/// A recorded or planned course over time, linear between its samples.
struct DriveCycle {
  enum class Quantity : std::uint8_t { current, voltage, power };

  std::string file;  ///< where it was read
  std::string name;  ///< of the file, without folders
  Quantity quantity = Quantity::current;
  Basis basis = Basis::total;
  std::vector<double> time;   ///< s, from 0, strictly increasing
  std::vector<double> value;  ///< SI in its basis; current and power that charge are positive
};

/// What is held or swept during a step. Positive current and power charge the cell.
struct Control {
  enum class Kind : std::uint8_t { rest, current, voltage, power, resistance, drive_cycle, voltage_sweep };

  Kind kind = Kind::rest;
  Amount amount;                            ///< current, power; V, Ω (a load); V at the end of a sweep
  std::optional<double> from;               ///< sweep: V at its begin, else the voltage that the cell has then
  double sweep_rate = 0.0;                  ///< V s⁻¹, > 0
  bool point_of_sweep = false;              ///< voltage: one of the points in which a sweep is done
  std::shared_ptr<const DriveCycle> cycle;  ///< drive cycle only
};

/// Ends a step when crossed. Currents and charges are sizes without a sign, charge counts from the start of the step.
/// `steady` has no side and no amount: what the step leaves free, voltage or current, no longer changes.
struct Termination {
  enum class Quantity : std::uint8_t { time, voltage, current, charge, state_of_charge, steady };
  enum class Side : std::uint8_t { below, above };

  Quantity quantity = Quantity::time;
  Side side = Side::above;
  Amount amount;  ///< s, V, A, C or 1
  bool operator==(const Termination&) const = default;
};

/// What to do with a step that is at or beyond one of its ends when it begins, or that the cell cannot follow.
enum class Infeasible : std::uint8_t { error, skip, stop };

/// Something of the surroundings, beside the temperature, that a step sets: humidity, light, a gas. Which there are,
/// and what they measure, is for the cell to say.
struct ConditionSetting {
  std::string name;       ///< "relative_humidity"
  WrittenQuantity value;  ///< 60 %
  std::string text;       ///< of the value, as written
  SourcePosition where;   ///< of its name
};

struct Step {
  Control control;
  std::vector<Termination> until;            ///< whichever comes first; empty only when the control ends by itself
  std::string name;                          ///< empty when it has none
  std::optional<double> record_every;        ///< s
  std::optional<double> temperature;         ///< K, of this step only
  std::vector<ConditionSetting> conditions;  ///< of this step only
  Infeasible on_infeasible = Infeasible::error;
  SourcePosition where;

  /// +1 when it charges, −1 when it discharges, 0 when that depends.
  int direction() const;
};

/// A step, or blocks that are passed through `times` times.
struct Block {
  std::optional<Step> step;
  int times = 1;
  std::string name;
  std::vector<Block> blocks;
  bool is_cycle = false;  ///< each pass is one cycle: it charges and discharges, and no block within does both
};

/// Ends the whole test.
struct EndRule {
  enum class Quantity : std::uint8_t {
    capacity,          ///< below: discharge capacity of the last whole cycle, SI in its basis
    capacity_part,     ///< below: the same over that of the first cycle
    capacity_nominal,  ///< below: the same over the nominal capacity
    voltage,           ///< V
    time,              ///< s since the begin of the test
    cycles,            ///< whole cycles
  };
  Quantity quantity = Quantity::time;
  Termination::Side side = Termination::Side::above;
  Amount amount;
  SourcePosition where;
};

/// What a test does to a cell.
struct Protocol {
  std::string name;
  std::optional<double> temperature;         ///< K
  std::vector<ConditionSetting> conditions;  ///< of all steps that do not set them
  std::optional<double> record_every;        ///< s
  Block steps;                               ///< passed once
  std::vector<EndRule> end_when;             ///< any of them
};

/// A step as it is executed.
struct ExecutedStep {
  const Step* step = nullptr;
  std::size_t number = 0;       ///< of the execution, from 1
  int cycle = 1;                ///< from 1
  std::string_view cycle_name;  ///< of the nearest block that has a name
};

/// Goes through a protocol step by step without unrolling it; the Protocol must outlive it.
///
/// A cycle is a pass of a repeated block that charges and discharges (the innermost such block). Outside such blocks a
/// new cycle begins when the test returns to the direction, charge or discharge, with which the cycle began.
class ProtocolOrder {
 public:
  explicit ProtocolOrder(const Protocol& protocol);
  std::optional<ExecutedStep> next();
  double total() const;  ///< number of executions from begin to end; may be huge

 private:
  struct Level {
    const Block* block;
    std::size_t at = 0;
    int pass = 1;
  };
  void begin_pass(const Block& block);
  void count_direction(int direction);

  std::vector<Level> levels_;
  std::size_t number_ = 0;
  int cycle_ = 1;
  int first_direction_ = 0;       // of the current cycle, 0 before it has one
  bool has_turned_ = false;       // both directions were seen
  bool is_closed_ = false;        // its block has ended
  std::size_t cycle_levels_ = 0;  // depth of the block whose pass is the current cycle, or 0
};

/// Reads a protocol: a list of steps or a map. Paths of drive cycles are relative to the file that names them.
/// @throws InputError
Protocol read_protocol(const Node& node);
Protocol read_protocol(const Document& document);
/// The same from a file, which may hold a list only. @throws InputError
Protocol read_protocol(const std::filesystem::path& file);

/// Reads sentences separated by ';' or line ends, as from `--protocol "Discharge at 1C until 2.5 V; Rest for 1 h"`.
/// @throws InputError
Protocol parse_protocol(std::string_view sentences, const std::string& file);

/// One sentence, "Discharge at C/10 for 10 hours or until 2.5 V". @throws InputError
Step parse_step(std::string_view sentence, const SourcePosition& where);

/// "capacity < 80 %" (of the first cycle), "capacity < 80 % of nominal", "capacity < 1 mA h", "voltage < 2 V",
/// "time > 100 h", "cycles > 500". @throws InputError
EndRule parse_end_rule(std::string_view text, const SourcePosition& where);

/// The step as a sentence that parse_step() understands (a drive cycle as text only).
std::string describe(const Step& step);
std::string describe(const Termination& termination);
std::string describe(const EndRule& rule);

/// What the amounts of a protocol refer to in one cell; 0 where the cell does not say.
struct CellScale {
  double area = 0.0;         ///< m², of all electrode pairs
  double capacity = 0.0;     ///< C m⁻²
  double active_mass = 0.0;  ///< kg m⁻²
};

/// The step per electrode area: currents in A m⁻², powers in W m⁻², charges in C m⁻², resistances in Ω m², everything
/// with Basis::areal. @throws InputError at the step when the cell lacks what an amount refers to
Step resolve(const Step& step, const CellScale& cell);
/// The same for the capacity of an end rule.
EndRule resolve(const EndRule& rule, const CellScale& cell);

}  // namespace vitrion
