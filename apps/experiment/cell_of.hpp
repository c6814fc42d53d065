// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"
#include "model/condition.hpp"
#include "solvers/autodiff_system.hpp"

#include <stdexcept>
#include <utility>
#include <vector>

namespace vitrion {

/// The one implementation of Cell, for every chemistry's Model and Outputs.
template <class Model, class Outputs>
class CellOf final : public Cell {
 public:
  CellOf(std::string chemistry, Model model)
      : model_(std::move(model)),
        facts_(model_.facts(std::move(chemistry))),
        system_(model_, probe(model_)),
        outputs_(model_),
        output_names_(outputs_.names().begin(), outputs_.names().end()) {
    for (const Condition& condition : conditions())
      output_names_.push_back({condition.output_name, condition.unit, OutputGroup::conditions});
  }

  const CellFacts& facts() const override { return facts_; }
  SeparatorAtRest separator_at_rest(double T) const override {
    if constexpr (requires { model_.separator_at_rest(T); }) return model_.separator_at_rest(T);
    return {};
  }
  DaeSystem& system() override { return system_; }
  void initial_state(MutableReals y) const override { model_.initial_state(y); }
  void set_temperature(double T) override { model_.set_temperature(T); }
  double temperature() const override { return model_.temperature(); }
  std::span<const Condition> conditions() const override {
    if constexpr (HasConditions<Model>) return model_.conditions();
    return {};
  }
  double condition(std::size_t k) const override {
    if constexpr (HasConditions<Model>) return model_.condition(k);
    throw std::out_of_range("a cell without conditions");
  }
  void set_condition(std::size_t k, double value, double t) override {
    if constexpr (HasConditions<Model>)
      model_.set_condition(k, value, t);
    else
      throw std::out_of_range("a cell without conditions");
  }
  std::vector<Objection> objections(double T, std::span<const double> conditions) const override {
    if constexpr (HasObjections<Model>) return model_.objections(T, conditions);
    return {};
  }
  bool is_fed() const override {
    if constexpr (requires { Model::is_fed; }) return Model::is_fed;
    return false;
  }
  Terminal& terminal() override { return model_.terminal; }
  void set_limits(std::vector<Limit> limits, double charge_at_start) override {
    model_.set_limits(std::move(limits), charge_at_start);
  }
  std::size_t first_step_event() const override { return model_.first_step_event(); }
  double voltage(Reals y) const override { return at(model_.terminal_fields().V, y); }
  double current(Reals y) const override { return at(model_.terminal_fields().I, y); }
  double charge(Reals y) const override { return at(model_.terminal_fields().Q, y); }
  std::span<const OutputName> output_names() const override { return output_names_; }
  std::size_t loss_terms() const override { return outputs_.loss_terms(); }
  void outputs(double t, Reals y, MutableReals out) override {
    const std::size_t own = outputs_.names().size();
    outputs_.evaluate(t, y, out.first(own));
    for (std::size_t k = 0; own + k < out.size(); ++k) out[own + k] = condition(k);
  }
  // Not every chemistry sums something up, or has a foil.
  std::span<const OutputName> summary_names() const override {
    if constexpr (requires { outputs_.summary_names(); }) return outputs_.summary_names();
    return {};
  }
  void take_summary(MutableReals out) override {
    if constexpr (requires { outputs_.take_summary(out); }) outputs_.take_summary(out);
  }
  std::vector<indicators::FoilReport> foil_reports() const override {
    if constexpr (requires { outputs_.foil_reports(); }) return outputs_.foil_reports();
    return {};
  }
  std::vector<indicators::WindowReport> window_reports() const override {
    if constexpr (requires { outputs_.window_reports(); }) return outputs_.window_reports();
    return {};
  }
  void archive(Archive& a) override {
    double T = temperature();
    a(T);
    if (a.reading()) set_temperature(T);
    for (std::size_t k = 0; k < conditions().size(); ++k) {
      double value = condition(k);
      a(value);
      if (a.reading()) set_condition(k, value, since_ever);
    }
    if constexpr (requires { model_.archive(a); }) model_.archive(a);
    if constexpr (requires { outputs_.archive(a); }) outputs_.archive(a);
  }
  double inventory(Reals y) override { return outputs_.inventory(y); }

 private:
  static std::vector<double> probe(const Model& model) {
    std::vector<double> y(model.layout().size());
    model.initial_state(y);
    return y;
  }
  double at(FieldId id, Reals y) const { return y[model_.layout()[id].first]; }

  Model model_;
  CellFacts facts_;
  AutodiffSystem<Model> system_;
  Outputs outputs_;
  std::vector<OutputName> output_names_;  ///< of outputs_, then the conditions
};

}  // namespace vitrion
