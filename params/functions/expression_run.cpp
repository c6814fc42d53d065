// SPDX-License-Identifier: BSD-3-Clause
// The inner loops of ExpressionProgram, compiled once for any x86-64 (or other) processor and once for AVX2 with fused
// multiply-add, chosen when the program starts.
#include "params/functions/expression_program.hpp"
#include "params/vector_math.hpp"

#include <algorithm>
#include <cmath>

namespace vitrion {
namespace {

namespace vm = vector_math;
using Code = ExpressionProgram::Code;
using Instruction = ExpressionProgram::Instruction;

/// Registers lie `stride` doubles apart; `lanes` (a multiple of 4) of each are computed.
VITRION_INLINE void run_instructions(std::span<const Instruction> code, double* scratch, std::size_t stride,
                                     std::size_t lanes) {
  const std::size_t n = lanes / 4 * 4;  // lets the compiler leave out the remainder loop
  for (const Instruction& i : code) {
    double* __restrict const out = scratch + i.out * stride;
    const double* __restrict const a = scratch + i.a * stride;
    const double* __restrict const b = scratch + i.b * stride;
    const double* __restrict const c = scratch + i.c * stride;
    const double k = i.k, l = i.l;
    const auto each = [&](auto formula) __attribute__((always_inline)) {
      for (std::size_t j = 0; j < n; ++j) out[j] = formula(j);
    };
// A macro, because only a lambda written in place can be told to be inlined.
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage)
#define VITRION_EACH(formula) each([&](std::size_t j) __attribute__((always_inline))->double { return formula; })
    switch (i.code) {
      case Code::load:
        break;  // done before
      case Code::fill:
        VITRION_EACH((static_cast<void>(j), k));
        break;
      case Code::add:
        VITRION_EACH(a[j] + b[j]);
        break;
      case Code::add_k:
        VITRION_EACH(a[j] + k);
        break;
      case Code::subtract:
        VITRION_EACH(a[j] - b[j]);
        break;
      case Code::k_minus:
        VITRION_EACH(k - a[j]);
        break;
      case Code::multiply:
        VITRION_EACH(a[j] * b[j]);
        break;
      case Code::multiply_k:
        VITRION_EACH(k * a[j]);
        break;
      case Code::divide:
        VITRION_EACH(a[j] / b[j]);
        break;
      case Code::k_over:
        VITRION_EACH(k / a[j]);
        break;
      case Code::multiply_add:
        VITRION_EACH(a[j] * b[j] + c[j]);
        break;
      case Code::scale_add:
        VITRION_EACH(k * a[j] + b[j]);
        break;
      case Code::scale_shift:
        VITRION_EACH(k * a[j] + l);
        break;
      case Code::shift_scale:
        VITRION_EACH((a[j] + k) * l);
        break;
      case Code::one_minus_square:
        VITRION_EACH(1.0 - a[j] * a[j]);
        break;
      case Code::exp:
        VITRION_EACH(vm::exp(a[j]));
        break;
      case Code::log:
        VITRION_EACH(vm::log(a[j]));
        break;
      case Code::sqrt:
        VITRION_EACH(__builtin_sqrt(a[j]));
        break;
      case Code::tanh:
        VITRION_EACH(vm::tanh(a[j]));
        break;
      case Code::sinh:
        VITRION_EACH(vm::sinh(a[j]));
        break;
      case Code::cosh:
        VITRION_EACH(vm::cosh(a[j]));
        break;
      case Code::sin:
        VITRION_EACH(std::sin(a[j]));
        break;
      case Code::cos:
        VITRION_EACH(std::cos(a[j]));
        break;
      case Code::asinh:
        VITRION_EACH(std::asinh(a[j]));
        break;
      case Code::abs:
        VITRION_EACH(std::abs(a[j]));
        break;
      case Code::sign:
        VITRION_EACH(a[j] > 0.0 ? 1.0 : (a[j] < 0.0 ? -1.0 : 0.0));
        break;
      case Code::minimum:
        VITRION_EACH(a[j] < b[j] ? a[j] : b[j]);
        break;
      case Code::maximum:
        VITRION_EACH(a[j] < b[j] ? b[j] : a[j]);
        break;
      case Code::less:
        VITRION_EACH(a[j] < b[j] ? 1.0 : 0.0);
        break;
      case Code::power:
        VITRION_EACH(std::pow(a[j], b[j]));
        break;
      case Code::power_k:
        VITRION_EACH(std::pow(a[j], k));
        break;
    }
#undef VITRION_EACH
  }
}

using Runner = void (*)(std::span<const Instruction>, double*, std::size_t, std::size_t);

void run_anywhere(std::span<const Instruction> code, double* scratch, std::size_t stride, std::size_t lanes) {
  run_instructions(code, scratch, stride, lanes);
}

#if defined(__x86_64__)
__attribute__((target("avx2,fma"))) void run_avx2(std::span<const Instruction> code, double* scratch,
                                                  std::size_t stride, std::size_t lanes) {
  run_instructions(code, scratch, stride, lanes);
}

Runner best_runner() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? run_avx2 : run_anywhere;
}
#else
Runner best_runner() { return run_anywhere; }
#endif

}  // namespace

void ExpressionProgram::run(std::span<const Argument> arguments, std::size_t points,
                            std::span<double* const> results) const {
  static const Runner runner = best_runner();
  alignas(64) double scratch[scratch_size_];  // NOLINT(cppcoreguidelines-pro-type-member-init): written before read
  for (std::size_t first = 0; first < points; first += chunk_) {
    const std::size_t here = std::min(chunk_, points - first), lanes = (here + 3) / 4 * 4;
    for (const Instruction& i : code_) {
      if (i.code != Code::load) break;
      const Argument& argument = arguments[i.a];
      double* const out = &scratch[i.out * chunk_];
      for (std::size_t j = 0; j < here; ++j) out[j] = argument[first + j];
      for (std::size_t j = here; j < lanes; ++j) out[j] = out[0];
    }
    runner(code_, scratch, chunk_, lanes);
    for (std::size_t r = 0; r < results.size(); ++r) {
      if (results[r] != nullptr) std::copy_n(&scratch[result_registers_[r] * chunk_], here, results[r] + first);
    }
  }
}

}  // namespace vitrion
