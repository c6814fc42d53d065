// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dae_model.hpp"
#include "model/dual.hpp"
#include "params/processor.hpp"
#include "solvers/bounds.hpp"
#include "solvers/dae_system.hpp"
#include "solvers/sparsity.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrion {

/// True when every entry is finite. (A sum of 0·x is NaN exactly when some x is not.)
inline bool all_finite(Reals values) {
  double sums[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += 0.0 * values[i + k];
  }
  for (; i < values.size(); ++i) sums[0] += 0.0 * values[i];
  return sums[0] + sums[1] + sums[2] + sums[3] == 0.0;
}

/// Makes a DaeSystem of a model: exact Jacobians by forward dual numbers of W directions, in as few sweeps as the
/// colouring of the sparsity allows (a cell of any mesh needs about ten colours). Nothing is allocated after
/// construction. The model must outlive it; one AutodiffSystem serves one thread.
///
/// The sparsity is found once. A row that changes with the mode of the model (current or voltage control) must be a sum
/// with factors 0 and 1 rather than a branch: a factor of zero lets the NaN of the probe through.
template <class M, std::size_t W = 12>
requires DaeModel<M> && ResidualIn<M, Dual<W>>
class AutodiffSystem final : public DaeSystem, public BoundedSystem {
 public:
  /// @param y any state at which the residual and its derivatives are finite: the sparsity is probed there
  /// @throw std::logic_error where they are not
  AutodiffSystem(M& model, Reals y, double t = 0.0)
      : model_(model), plain_(model), workspace_(model), y_(y.size()), ydot_(y.size()), r_(y.size()) {
    for (std::size_t i = 0; i < y.size(); ++i) y_[i].value = y[i];
    find_sparsity(t);
    plan_sweeps(t);
  }

  const StateLayout& layout() const override { return model_.layout(); }
  const Pattern& pattern() const override { return pattern_; }
  std::span<const std::string> event_names() const override { return model_.event_names(); }
  void events(double t, Reals y, MutableReals g) override { model_.events(t, y, g); }
  std::vector<ClosedForm> closed_forms(Reals y) const override {
    if constexpr (HasClosedForms<M>)
      return model_.closed_forms(y);
    else
      return {};
  }

  std::span<const Bound> bounds() const override {
    if constexpr (HasBounds<M>)
      return model_.bounds();
    else
      return {};
  }

  bool residual(double t, Reals y, Reals ydot, MutableReals r) override { return find_residual(t, y, ydot, r); }

  bool jacobian(double t, Reals y, Reals ydot, MutableReals dFdy, MutableReals dFdydot) override {
    for (std::size_t i = 0; i < y_.size(); ++i) {
      y_[i].value = y[i];
      ydot_[i].value = ydot[i];
    }
    std::fill(dFdydot.begin(), dFdydot.end(), 0.0);
    for (const Sweep& sweep : sweeps_) {
      if (sweeps_.size() > 1) seed(sweep);
      evaluate(t);
      const double* const flat = &r_.front().value;
      for (const Read& read : sweep.dFdy) dFdy[read.entry] = flat[read.source];
      for (const Read& read : sweep.dFdydot) dFdydot[read.entry] = flat[read.source];
    }
    return all_finite(dFdy) && all_finite(dFdydot);
  }

  /// Colours of ∂F/∂y and of ∂F/∂ẏ together, and the residuals in Dual<W> that one Jacobian costs.
  std::size_t colours() const { return colours_; }
  std::size_t sweeps() const { return sweeps_.size(); }

 private:
  static constexpr std::size_t probe_width = std::min<std::size_t>(W, 32);
  static constexpr std::size_t stride = sizeof(Dual<W>) / sizeof(double);

  struct Seed {
    std::uint32_t unknown, direction;
  };
  struct Read {  // dF[entry] is found `source` doubles into the dual residual
    std::uint32_t entry, source;
  };
  struct Sweep {
    std::vector<Seed> y, ydot;
    std::vector<Read> dFdy, dFdydot;
  };

  VITRION_DISPATCHED bool find_residual(double t, Reals y, Reals ydot, MutableReals r) {
    model_.residual(t, y, ydot, r, plain_);
    return all_finite(r);
  }

  VITRION_DISPATCHED void evaluate(double t) {
    model_.residual(t, std::span<const Dual<W>>(y_), std::span<const Dual<W>>(ydot_), std::span<Dual<W>>(r_),
                    workspace_);
  }

  void clear_seeds() {
    for (Dual<W>& y : y_) y.tangent.fill(0.0);
    for (Dual<W>& ydot : ydot_) ydot.tangent.fill(0.0);
  }

  void seed(const Sweep& sweep) {
    clear_seeds();
    for (const Seed& s : sweep.y) y_[s.unknown].tangent[s.direction] = 1.0;
    for (const Seed& s : sweep.ydot) ydot_[s.unknown].tangent[s.direction] = 1.0;
  }

  void run_probe(double t, std::span<const std::uint32_t> seeds, std::span<std::uint32_t> touched, bool seed_y) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      y_[i].tangent.fill(0.0);
      ydot_[i].tangent.fill(0.0);
      if (seeds[i] == 0U) continue;
      for (std::size_t k = 0; k < probe_width; ++k) {
        const double tangent = (seeds[i] >> k & 1U) != 0U ? nan : 0.0;
        y_[i].tangent[k] = seed_y ? tangent : 0.0;
        ydot_[i].tangent[k] = tangent;
      }
    }
    evaluate(t);
    for (std::size_t i = 0; i < touched.size(); ++i) {
      touched[i] = 0U;
      double any = 0.0;  // a NaN anywhere makes the sum NaN, and most rows have none
      for (const double tangent : r_[i].tangent) any += tangent;
      if (!std::isnan(any)) continue;
      for (std::size_t k = 0; k < probe_width; ++k) {
        touched[i] |= static_cast<std::uint32_t>(std::isnan(r_[i].tangent[k])) << k;
      }
    }
  }

  void find_sparsity(double t) {
    clear_seeds();
    evaluate(t);
    for (std::size_t i = 0; i < r_.size(); ++i) {
      bool finite = std::isfinite(r_[i].value);
      for (const double tangent : r_[i].tangent) finite = finite && !std::isnan(tangent);
      if (!finite) {
        throw std::logic_error("the row of " + layout().describe(i) +
                               " or its derivative is not finite at the state given to find the sparsity");
      }
    }
    const DependencyProbe probe{probe_width, [&](auto seeds, auto touched) { run_probe(t, seeds, touched, true); }};
    pattern_ = find_pattern(layout(), probe);
  }

  /// Colours both matrices and lays the colours out over as few sweeps as they fit in.
  void plan_sweeps(double t) {
    const Colouring of_y = colour_columns(pattern_, layout());
    const std::vector<char> depends_on_ydot = find_ydot_entries(t, of_y);
    std::vector<std::int32_t> order(pattern_.columns());
    for (std::size_t j = 0; j < order.size(); ++j) order[j] = static_cast<std::int32_t>(j);
    const Colouring of_ydot = colour_columns(pattern_, order, depends_on_ydot);

    colours_ = of_y.count + of_ydot.count;
    sweeps_.resize((colours_ + W - 1) / W);
    for (std::size_t j = 0; j < pattern_.columns(); ++j) {
      const auto place = [&](std::int32_t colour, auto seeds, auto reads, std::span<const char> keep) {
        if (colour < 0) return;
        Sweep& sweep = sweeps_[static_cast<std::size_t>(colour) / W];
        const auto direction = static_cast<std::uint32_t>(static_cast<std::size_t>(colour) % W);
        (sweep.*seeds).push_back({static_cast<std::uint32_t>(j), direction});
        for (auto e = pattern_.column_start[j]; e < pattern_.column_start[j + 1]; ++e) {
          const auto k = static_cast<std::uint32_t>(e);
          if (!keep.empty() && keep[k] == 0) continue;
          const auto source = static_cast<std::size_t>(pattern_.row[k]) * stride + 1 + direction;
          (sweep.*reads).push_back({k, static_cast<std::uint32_t>(source)});
        }
      };
      place(of_y.colour[j], &Sweep::y, &Sweep::dFdy, {});
      const std::int32_t after = of_ydot.colour[j] < 0 ? -1 : of_ydot.colour[j] + static_cast<std::int32_t>(of_y.count);
      place(after, &Sweep::ydot, &Sweep::dFdydot, depends_on_ydot);
    }
    for (Sweep& sweep : sweeps_) {  // through memory in one direction
      for (auto* reads : {&sweep.dFdy, &sweep.dFdydot}) std::ranges::sort(*reads, {}, &Read::source);
    }
    seed(sweeps_.front());
  }

  /// Which entries of the pattern depend on ẏ: one NaN sweep per W colours.
  std::vector<char> find_ydot_entries(double t, const Colouring& colouring) {
    const std::size_t n = pattern_.columns();
    std::vector<char> depends(pattern_.nonzeros(), 0);
    std::vector<std::uint32_t> seeds(n), touched(n);
    for (std::size_t first = 0; first < colouring.count; first += probe_width) {
      const auto direction = [&](std::size_t j) { return static_cast<std::size_t>(colouring.colour[j]) - first; };
      for (std::size_t j = 0; j < n; ++j) seeds[j] = direction(j) < probe_width ? 1U << direction(j) : 0U;
      run_probe(t, seeds, touched, false);
      for (std::size_t j = 0; j < n; ++j) {
        if (seeds[j] == 0U) continue;
        for (auto e = pattern_.column_start[j]; e < pattern_.column_start[j + 1]; ++e) {
          const auto k = static_cast<std::size_t>(e);
          if ((touched[static_cast<std::size_t>(pattern_.row[k])] & seeds[j]) != 0U) depends[k] = 1;
        }
      }
    }
    return depends;
  }

  M& model_;
  typename M::template Workspace<double> plain_;
  typename M::template Workspace<Dual<W>> workspace_;
  std::vector<Dual<W>> y_, ydot_, r_;
  Pattern pattern_;
  std::vector<Sweep> sweeps_;
  std::size_t colours_ = 0;
};

}  // namespace vitrion
