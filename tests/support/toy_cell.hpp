// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dae_model.hpp"
#include "model/state_layout.hpp"

#include <cmath>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vitrion::test {

/// A porous-electrode cell of round numbers, small enough to read and rich enough to exercise every part of the
/// solvers: particles as chains of shells, potentials through the cell, a kinetic equation per node that sees the last
/// two shells, and a terminal current and voltage that belong to the whole cell. It is not meant to be any real cell.
///
///   particles   ∂c/∂t = (1/r²) ∂/∂r (r² D ∂c/∂r),  −D ∂c/∂r = j/F at the surface          c in units of c_max
///   kinetics    j = 2 i₀ sinh(F (φ_s − φ_e − U(c_surface)) / 2RT)
///   salt        ε ∂c_e/∂t = ∂/∂x(D_e ∂c_e/∂x) + (1 − t₊) a j / F
///   charge      ∂i_e/∂x = a j,  i_e = −κ(c_e) (∂φ_e/∂x − (2RT/F)(1 − t₊) ∂ln c_e/∂x);  ∂i_s/∂x = −a j
///   terminal    φ_s = 0 at the left collector, V = φ_s at the right one;  I is given (> 0 charges) or V is held
class ToyCell {
 public:
  struct Mesh {
    std::size_t negative = 10, separator = 5, positive = 10, shells = 8;
  };
  template <class S>
  struct Workspace {
    explicit Workspace(const ToyCell& cell) : flux(cell.columns_ + 1), current(cell.columns_ + 1) {}
    std::vector<S> flux, current;
  };

  explicit ToyCell(const Mesh& mesh) : mesh_(mesh), columns_(mesh.negative + mesh.separator + mesh.positive) {
    std::vector<double> all, negative, positive, shells;
    for (std::size_t k = 0; k < columns_; ++k) {
      const double h = width(k);
      const double x = all.empty() ? 0.5 * h : all.back() + 0.5 * (h + width(k - 1));
      all.push_back(x);
      if (k < mesh.negative) negative.push_back(x);
      if (k >= mesh.negative + mesh.separator) positive.push_back(x);
    }
    for (std::size_t s = 0; s < mesh.shells; ++s) {
      shells.push_back((static_cast<double>(s) + 0.5) / static_cast<double>(mesh.shells));
    }
    c_s_neg_ = layout_.add({"c_s_neg", "1", Kind::differential, 1e-5, negative, shells});
    c_s_pos_ = layout_.add({"c_s_pos", "1", Kind::differential, 1e-5, positive, shells});
    j_neg_ = layout_.add({"j_neg", "A/m2", Kind::algebraic, 1e-4, negative, {}});
    j_pos_ = layout_.add({"j_pos", "A/m2", Kind::algebraic, 1e-4, positive, {}});
    c_e_ = layout_.add({"c_e", "mol/m3", Kind::differential, 1e-2, all, {}});
    phi_e_ = layout_.add({"phi_e", "V", Kind::algebraic, 1e-5, all, {}});
    phi_s_neg_ = layout_.add({"phi_s_neg", "V", Kind::algebraic, 1e-5, negative, {}});
    phi_s_pos_ = layout_.add({"phi_s_pos", "V", Kind::algebraic, 1e-5, positive, {}});
    V_ = layout_.add({"V", "V", Kind::algebraic, 1e-5, {}, {}});
    I_ = layout_.add({"I", "A/m2", Kind::algebraic, 1e-3, {}, {}});
  }

  const StateLayout& layout() const { return layout_; }

  /// A charged cell at rest; the algebraic part is a guess.
  std::vector<double> initial_state() const {
    std::vector<double> y(layout_.size());
    const auto fill = [&](FieldId id, double value) {
      for (double& entry : layout_.view<double>(id, y)) entry = value;
    };
    fill(c_s_neg_, 0.9);
    fill(c_s_pos_, 0.27);
    fill(c_e_, 1000.0);
    fill(phi_e_, -open_circuit(0.9, true));
    fill(phi_s_pos_, open_circuit(0.27, false) - open_circuit(0.9, true));
    fill(V_, open_circuit(0.27, false) - open_circuit(0.9, true));
    return y;
  }

  std::function<double(double)> applied_current = [](double) { return -50.0; };  ///< A m⁻², at time t
  bool hold_voltage = false;
  double held_voltage = 4.0;  ///< V
  double cut_off = 2.8;       ///< V

  const std::vector<std::string>& event_names() const { return event_names_; }
  void events(double /*t*/, std::span<const double> y, std::span<double> g) const {
    g[0] = y[layout_[V_].first] - cut_off;
  }

  /// Lithium in particles and salt, mol/m².
  double lithium(std::span<const double> y) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < columns_; ++k) {
      sum += width(k) * porosity * y[layout_[c_e_].index(k)];
      if (in_separator(k)) continue;
      const Field& shells = layout_[k < mesh_.negative ? c_s_neg_ : c_s_pos_];
      const std::size_t column = k < mesh_.negative ? k : k - mesh_.negative - mesh_.separator;
      for (std::size_t s = 0; s < mesh_.shells; ++s) {
        sum += width(k) * solid * c_max * shell_volume(s) * y[shells.index(column, s)];
      }
    }
    return sum;
  }
  std::size_t voltage_index() const { return layout_[V_].first; }
  std::size_t current_index() const { return layout_[I_].first; }

  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
    using std::log, std::sinh, std::sqrt;
    const auto c_e = layout_.view(c_e_, y), phi_e = layout_.view(phi_e_, y);
    const auto dcdt = layout_.view(c_e_, ydot);
    const auto r_c = layout_.view(c_e_, r), r_phi = layout_.view(phi_e_, r);
    const S V = y[layout_[V_].first], I = y[layout_[I_].first];

    w.flux.front() = w.flux.back() = w.current.front() = w.current.back() = 0.0;
    for (std::size_t k = 0; k + 1 < columns_; ++k) {
      const double h = 0.5 * (width(k) + width(k + 1));
      const S c = 0.5 * (c_e[k] + c_e[k + 1]);
      const S kappa = 0.03 * sqrt(c) * (1.0 - 1e-4 * c);
      w.flux[k + 1] = (D_e / h) * (c_e[k] - c_e[k + 1]);
      w.current[k + 1] =
          kappa / h * (phi_e[k] - phi_e[k + 1] - 2.0 * thermal_voltage * (1.0 - t_plus) * log(c_e[k] / c_e[k + 1]));
    }
    for (std::size_t k = 0; k < columns_; ++k) {
      r_c[k] = porosity * width(k) * dcdt[k] + w.flux[k + 1] - w.flux[k];
      r_phi[k] = w.current[k + 1] - w.current[k];
    }
    electrode(true, S{0.0}, y, ydot, r);
    electrode(false, V, y, ydot, r);
    const auto phi_s = layout_.view(phi_s_pos_, y);
    r[layout_[V_].first] = I - sigma / (0.5 * width(columns_ - 1)) * (V - phi_s.back());
    // Both laws in one sum, so that the row depends on V and I under either: sparsity is found only once.
    const double held = hold_voltage ? 1.0 : 0.0;
    r[layout_[I_].first] = held * (V - held_voltage) + (1.0 - held) * (I - applied_current(t));
  }

 private:
  static constexpr double faraday = 96485.0, thermal_voltage = 0.0257, t_plus = 0.3, D_e = 1e-10, porosity = 0.3;
  static constexpr double solid = 0.6, c_max = 3e4, radius = 5e-6, D_s = 4e-14, sigma = 100.0, i0 = 2.0;

  bool in_separator(std::size_t k) const { return k >= mesh_.negative && k < mesh_.negative + mesh_.separator; }
  double width(std::size_t k) const {
    if (in_separator(k)) return 20e-6 / static_cast<double>(mesh_.separator);
    return 80e-6 / static_cast<double>(k < mesh_.negative ? mesh_.negative : mesh_.positive);
  }
  double shell_volume(std::size_t s) const {
    const double n = static_cast<double>(mesh_.shells), a = static_cast<double>(s) / n, b = a + 1.0 / n;
    return b * b * b - a * a * a;
  }
  template <class S>
  static S open_circuit(const S& x, bool negative) {
    using std::exp, std::tanh;
    if (negative) return 0.1 + 1.5 * exp(-30.0 * x) - 0.05 * tanh((x - 0.5) / 0.05);
    return 4.3 - 1.0 * x - 0.1 * tanh((x - 0.6) / 0.1) - 0.5 * exp(40.0 * (x - 1.0));
  }

  template <class S>
  void electrode(bool negative, const S& phi_collector, std::span<const S> y, std::span<const S> ydot,
                 std::span<S> r) const {
    using std::sinh;
    const FieldId shells_id = negative ? c_s_neg_ : c_s_pos_;
    const auto c = layout_.view(shells_id, y), dcdt = layout_.view(shells_id, ydot);
    const auto r_s = layout_.view(shells_id, r);
    const auto j = layout_.view(negative ? j_neg_ : j_pos_, y), r_j = layout_.view(negative ? j_neg_ : j_pos_, r);
    const auto phi_s = layout_.view(negative ? phi_s_neg_ : phi_s_pos_, y);
    const auto r_phi_s = layout_.view(negative ? phi_s_neg_ : phi_s_pos_, r);
    const std::size_t n = j.size(), m = mesh_.shells, first = negative ? 0 : mesh_.negative + mesh_.separator;
    const auto phi_e = layout_.view(phi_e_, y).subspan(first, n);
    const auto r_c = layout_.view(c_e_, r).subspan(first, n), r_phi = layout_.view(phi_e_, r).subspan(first, n);
    const double h = width(first), a = 3.0 * solid / radius, dr = radius / static_cast<double>(m);

    for (std::size_t s = 0; s < m; ++s) {
      const double inner = static_cast<double>(s) * dr, outer = inner + dr;
      const double volume = (outer * outer * outer - inner * inner * inner) / 3.0;
      const double in = s == 0 ? 0.0 : inner * inner * D_s / (dr * volume);
      const double out = s + 1 == m ? 0.0 : outer * outer * D_s / (dr * volume);
      for (std::size_t k = 0; k < n; ++k) {
        const std::size_t i = s * n + k;
        S rate = dcdt[i];
        if (s > 0) rate += in * (c[i] - c[i - n]);
        if (s + 1 < m) rate -= out * (c[i + n] - c[i]);
        if (s + 1 == m) rate += outer * outer / (faraday * c_max * volume) * j[k];
        r_s[i] = rate;
      }
    }
    for (std::size_t k = 0; k < n; ++k) {
      const S surface = 1.5 * c[(m - 1) * n + k] - 0.5 * c[(m - 2) * n + k];
      const S overpotential = phi_s[k] - phi_e[k] - open_circuit(surface, negative);
      r_j[k] = j[k] - 2.0 * i0 * sinh(overpotential / (2.0 * thermal_voltage));
      r_c[k] -= (1.0 - t_plus) * a * h / faraday * j[k];
      r_phi[k] -= a * h * j[k];

      S left = 0.0, right = 0.0;  // electronic current through the faces, to the right
      if (k > 0) left = sigma / h * (phi_s[k - 1] - phi_s[k]);
      if (k + 1 < n) right = sigma / h * (phi_s[k] - phi_s[k + 1]);
      if (negative && k == 0) left = 2.0 * sigma / h * (phi_collector - phi_s[k]);
      if (!negative && k + 1 == n) right = 2.0 * sigma / h * (phi_s[k] - phi_collector);
      r_phi_s[k] = right - left + a * h * j[k];
    }
  }

  Mesh mesh_;
  std::size_t columns_;
  StateLayout layout_;
  FieldId c_s_neg_{}, c_s_pos_{}, j_neg_{}, j_pos_{}, c_e_{}, phi_e_{}, phi_s_neg_{}, phi_s_pos_{}, V_{}, I_{};
  std::vector<std::string> event_names_{"cut-off voltage"};
};

}  // namespace vitrion::test
