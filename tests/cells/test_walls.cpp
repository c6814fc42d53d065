// SPDX-License-Identifier: BSD-3-Clause
// What a foil or a border of two electrolytes does from the first instant on, on the mesh and with the tolerances that
// a user gets.
#include "apps/experiment/spectrum.hpp"
#include "model/insertion_cell/read_cell.hpp"
#include "params/constants.hpp"
#include "params/documents/document.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using namespace vitrion;
using namespace vitrion::test;
using Complex = std::complex<double>;

namespace {

constexpr double T = 298.15, L = 1e-4, kappa = 0.01, c0 = 1000.0, i0 = 1e5;
constexpr double RT_F = gas_constant * T / faraday;

/// 100 Ω cm² between two foils, on the mesh of the program.
std::string two_foils(double D, double t_plus, double chi = 1.0) {
  return symmetric_cell(binary(kappa, D, t_plus, c0, chi), fmt::format("{{name: s, thickness: {} m, porosity: 1}}", L),
                        i0, T);
}

/// That of an ideal dilute solution with κ and t₊: D = 2 t₊ t₋ κ R T/(F² c).
double ideal_diffusivity(double t_plus) { return 2.0 * t_plus * (1.0 - t_plus) * kappa * RT_F / (faraday * c0); }

ConvergedSpectrum spectrum_of(const std::string& text, const FrequencyRange& range) {
  return converged_spectrum(
      [&](double refinement) {
        const Document document = Document::parse(text, "test.yaml");
        return make_cell(Table(document), Refinement(refinement, 1.0));
      },
      range);
}

struct LibraryCell {
  const char *name, *ion;
};
constexpr LibraryCell between_foils[] = {
    {"li-li-symmetric-zif4-glass", "Li+"},
    {"li-li-symmetric-zif4-crystal", "Li+"},
    {"li-li-symmetric-li6ps5cl", "Li+"},
    {"na-na-nasicon-zif-62", "Na+"},
    {"zn-zn-zr-mof", "Zn2+"},
};

Document library_file(const std::string& name) {
  return Document::read(fmt::format("{}/params/library/cells/{}.yaml", VITRION_SOURCE_DIR, name));
}

/// Σ L/(κ B) + Σ R_interface + Σ (R T/(z F i₀) + R_film), Ω m²
double ohmic_and_kinetic(const LibraryCell& cell) {
  const Document document = library_file(cell.name);
  const Table table(document);
  const CellParameters p = read_insertion_cell(table, table.read_text("chemistry"), cell.ion);
  double R = p.series_resistance;
  for (const LayerParameters& layer : p.layers) {
    const Electrolyte& electrolyte = p.electrolytes[layer.electrolyte];
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    R += layer.thickness / layer.transport_efficiency /
         electrolyte.conductivity({electrolyte.concentration, p.temperature, nothing, nothing});
  }
  for (const InterfaceParameters& interface : p.interfaces) R += interface.area_resistance({p.temperature});
  for (const auto& [electrode, layer] : {std::pair{&p.negative, &p.layers.front()}, {&p.positive, &p.layers.back()}}) {
    const auto& foil = std::get<FoilElectrode>(*electrode);
    const double i = foil.exchange_current_density({p.electrolytes[layer->electrolyte].concentration, p.temperature});
    const double sum = foil.transfer_coefficients.anodic + foil.transfer_coefficients.cathodic;
    REQUIRE(foil.double_layer_capacitance == 0.0);
    R += foil.film_resistance + gas_constant * p.temperature / (faraday * sum * i);
  }
  return R;
}

}  // namespace

// Z = L/κ + 2 R T/(F i₀) + (L/κ) Ne tanh(s)/s,   s = √(jω L²/4D),   Ne = t₋/t₊ of an ideal solution
TEST_CASE("the whole spectrum of a salt between two foils is that of the closed form", "[cells][analytic][impedance]") {
  for (const double t_plus : {0.2, 0.5, 0.9}) {
    const double D = ideal_diffusivity(t_plus), R = L / kappa, Ne = (1.0 - t_plus) / t_plus;
    const ConvergedSpectrum found = spectrum_of(two_foils(D, t_plus), {1e-5, 1e6, 111});
    REQUIRE(found.points.size() == 111);
    CHECK(found.largest_error() < 3e-3);
    for (const Impedance& point : found.points) {
      const Complex s = std::sqrt(Complex(0.0, 2.0 * std::numbers::pi * point.frequency * L * L / (4.0 * D)));
      const Complex Z = R + 2.0 * RT_F / i0 + R * Ne * (s.real() < 300.0 ? std::tanh(s) : 1.0) / s;
      INFO("t+ = " << t_plus << ", " << point.frequency << " Hz: " << point.Z << ", closed form " << Z);
      CHECK(std::abs(point.Z - Z) < 5e-3 * std::abs(Z));
      CHECK(std::abs(point.Z - Z) < 3.0 * point.error + 3e-4 * std::abs(Z));  // what the estimate promises
    }
  }
}

TEST_CASE("cells between foils answer 1 MHz and the first instant with what is ohmic and kinetic",
          "[cells][analytic][impedance]") {
  for (const LibraryCell& cell : between_foils) {
    const double R = ohmic_and_kinetic(cell);
    const auto on_mesh = [&](double refinement) {
      const Document document = library_file(cell.name);
      return make_cell(Table(document), Refinement(refinement, 1.0));
    };
    const Complex Z = converged_spectrum(on_mesh, {1e6, 1e6, 1}).points.at(0).Z;
    INFO(cell.name << ": " << Z << ", " << R << " Ω m²");
    CHECK(Z.real() == Approx(R).epsilon(1e-3));
    CHECK(std::abs(Z.imag()) < 1e-3 * R);
    const auto whole = on_mesh(1.0);
    const Recording record = run(*whole, "Charge at 0.01 A/m2 for 1 s", {});
    CHECK(record.rows.front().t == 0.0);
    CHECK(record.rows.front().V == Approx(0.01 * R).epsilon(1e-3));
  }
}

TEST_CASE("the share of its first current that a salt keeps under a millivolt is 1/(1 + Ne)", "[cells][analytic]") {
  for (const double t_plus : {0.2, 0.4, 0.6, 0.9}) {
    const auto cell = cell_from(two_foils(ideal_diffusivity(t_plus), t_plus));
    const Recording record = run(*cell, "Hold at 1 mV for 20 h", {});
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    CHECK(record.last().I / record.rows.front().I == Approx(t_plus).margin(5e-4));
  }
}

// J = N J_lim empties the salt at the foil after τ = π D (L/(4 D N))², as if the layer had no other end; at 2 J_lim the
// other end lies 0.04 % off that (closed form: B2.finite_cell_depletion_time).
TEST_CASE("currents of 2 to 32 times the limit use up the salt at Sand's time", "[cells][analytic]") {
  constexpr double D = 1e-11, t_plus = 0.3;
  for (const double N : {2.0, 4.0, 8.0, 16.0, 32.0}) {
    const double J = N * 2.0 * faraday * D * c0 / ((1.0 - t_plus) * L),
                 tau = std::numbers::pi * D * std::pow(L / (4.0 * D * N), 2);
    const auto cell = cell_from(two_foils(D, t_plus, 1.5), {"voltage_limits=[-5 V, 10 V]"});
    const Recording record = run(*cell, fmt::format("Charge at {} A/m2 for 10 h", J), {});
    INFO(N << " times the limit: " << record.steps.at(0).reason);
    CHECK(record.result.outcome == ExperimentResult::Outcome::physical_limit);
    CHECK(record.result.t_end == Approx(tau).epsilon(2e-3));
  }
}

// The border of two electrolytes with one salt that carry other shares of the current: the salt begins to pile up there
// as at a foil, and in the first instant there is nothing but the resistance of both.
TEST_CASE("a border of two electrolytes has no resistance of its own in the first instant", "[cells][analytic]") {
  const double t_left = 0.2, t_right = 0.8;
  const std::string stack = fmt::format(
      "{{name: left, thickness: {0} m, porosity: 1}}, {{name: right, thickness: {0} m, porosity: 1, electrolyte: {1}}}",
      L, binary(kappa, 1e-12, t_right, c0));
  const std::string text = symmetric_cell(binary(kappa, 1e-12, t_left, c0), stack, i0, T);
  const double R = 2.0 * L / kappa + 2.0 * RT_F / i0;
  CHECK(spectrum_of(text, {1e6, 1e6, 1}).points.at(0).Z.real() == Approx(R).epsilon(1e-3));
  const auto cell = cell_from(text);
  const Recording record = run(*cell, "Charge at 1 A/m2 for 1 s", {});
  CHECK(record.rows.front().V == Approx(R).epsilon(1e-3));
  // ΔV(t) of three walls: the foils with t₋ = 0.8 and 0.2, and the border with the difference, half of it to either
  // side.
  const double t = record.last().t, per_t_minus = 2.0 * std::sqrt(t / (std::numbers::pi * 1e-12)) / faraday;
  const double foils = 2.0 * RT_F / c0 * per_t_minus * (0.8 * 0.8 + 0.2 * 0.2);
  const double border = 2.0 * RT_F / c0 * per_t_minus * (0.6 * 0.6) / 2.0;
  CHECK(record.last().V - record.rows.front().V == Approx(foils + border).epsilon(0.02));
}
