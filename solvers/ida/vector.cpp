// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/ida/vector.hpp"

#include "params/processor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

// Each operation is one loop over plain arrays. Results may share their array with an argument, always at the same
// index, so the loops may be vectorised although the compiler cannot know it.

namespace vitrion::ida {
namespace {

constexpr std::align_val_t alignment{64};

struct Content {
  std::size_t size = 0;
  double* data = nullptr;
};

Content& content(N_Vector v) { return *static_cast<Content*>(v->content); }
double* data(N_Vector v) { return content(v).data; }
std::size_t size(N_Vector v) { return content(v).size; }

void destroy(N_Vector v) {
  if (v == nullptr) return;
  if (v->content != nullptr) {
    ::operator delete(data(v), alignment);
    delete static_cast<Content*>(v->content);
  }
  N_VFreeEmpty(v);
}

/// Null when there is no memory: C callers expect no exception.
N_Vector clone(N_Vector original) {
  N_Vector v = N_VNewEmpty(original->sunctx);
  if (v == nullptr) return nullptr;
  const std::size_t n = size(original);
  auto* memory = static_cast<double*>(::operator new(n * sizeof(double), alignment, std::nothrow));
  v->content = new (std::nothrow) Content{n, memory};
  if (memory == nullptr || v->content == nullptr || N_VCopyOps(original, v) != 0) {
    ::operator delete(memory, alignment);
    delete static_cast<Content*>(v->content);
    N_VFreeEmpty(v);
    return nullptr;
  }
  std::fill_n(memory, n, 0.0);
  return v;
}

N_Vector_ID vector_id(N_Vector) { return SUNDIALS_NVEC_CUSTOM; }
sunindextype length(N_Vector v) { return static_cast<sunindextype>(size(v)); }
double* array_pointer(N_Vector v) { return data(v); }
void space(N_Vector v, sunindextype* reals, sunindextype* integers) {
  *reals = length(v);
  *integers = 1;
}

/// z[i] = f(i) for all i.
template <class F>
void assign(N_Vector result, F f) {
  double* const z = data(result);
  const std::size_t n = size(result);
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) z[i] = f(i);
}

VITRION_DISPATCHED void linear_sum(double a, N_Vector vx, double b, N_Vector vy, N_Vector vz) {
  const double *x = data(vx), *y = data(vy);
  if (a == 1.0 && b == 1.0) {
    assign(vz, [=](std::size_t i) { return x[i] + y[i]; });
  } else {
    assign(vz, [=](std::size_t i) { return a * x[i] + b * y[i]; });
  }
}
VITRION_DISPATCHED void constant(double c, N_Vector vz) {
  assign(vz, [=](std::size_t) { return c; });
}
void product(N_Vector vx, N_Vector vy, N_Vector vz) {
  const double *x = data(vx), *y = data(vy);
  assign(vz, [=](std::size_t i) { return x[i] * y[i]; });
}
void quotient(N_Vector vx, N_Vector vy, N_Vector vz) {
  const double *x = data(vx), *y = data(vy);
  assign(vz, [=](std::size_t i) { return x[i] / y[i]; });
}
VITRION_DISPATCHED void scale(double c, N_Vector vx, N_Vector vz) {
  const double* x = data(vx);
  if (c == 1.0) {
    if (vx != vz) std::copy_n(x, size(vx), data(vz));
  } else {
    assign(vz, [=](std::size_t i) { return c * x[i]; });
  }
}
void absolute(N_Vector vx, N_Vector vz) {
  const double* x = data(vx);
  assign(vz, [=](std::size_t i) { return std::abs(x[i]); });
}
void inverse(N_Vector vx, N_Vector vz) {
  const double* x = data(vx);
  assign(vz, [=](std::size_t i) { return 1.0 / x[i]; });
}
void add_constant(N_Vector vx, double b, N_Vector vz) {
  const double* x = data(vx);
  assign(vz, [=](std::size_t i) { return x[i] + b; });
}
void compare(double c, N_Vector vx, N_Vector vz) {
  const double* x = data(vx);
  assign(vz, [=](std::size_t i) { return std::abs(x[i]) >= c ? 1.0 : 0.0; });
}

/// Σ f(i).
template <class F>
double sum(std::size_t n, F f) {
  double total = 0.0;
#pragma omp simd reduction(+ : total)
  for (std::size_t i = 0; i < n; ++i) total += f(i);
  return total;
}

double dot(N_Vector vx, N_Vector vy) {
  const double *x = data(vx), *y = data(vy);
  return sum(size(vx), [=](std::size_t i) { return x[i] * y[i]; });
}
double weighted_squares(N_Vector vx, N_Vector vw) {
  const double *x = data(vx), *w = data(vw);
  return sum(size(vx), [=](std::size_t i) { return x[i] * w[i] * (x[i] * w[i]); });
}
VITRION_DISPATCHED double rms_norm(N_Vector x, N_Vector w) {
  return std::sqrt(weighted_squares(x, w) / static_cast<double>(size(x)));
}
VITRION_DISPATCHED double rms_norm_mask(N_Vector vx, N_Vector vw, N_Vector vid) {
  const double *x = data(vx), *w = data(vw), *id = data(vid);
  const double squares = sum(size(vx), [=](std::size_t i) { return id[i] > 0.0 ? x[i] * w[i] * (x[i] * w[i]) : 0.0; });
  return std::sqrt(squares / static_cast<double>(size(vx)));
}
double l2_norm(N_Vector x, N_Vector w) { return std::sqrt(weighted_squares(x, w)); }
double l1_norm(N_Vector vx) {
  const double* x = data(vx);
  return sum(size(vx), [=](std::size_t i) { return std::abs(x[i]); });
}
double max_norm(N_Vector vx) {
  double largest = 0.0;
  for (const double x : entries(vx)) largest = std::max(largest, std::abs(x));
  return largest;
}
double minimum(N_Vector vx) {
  double smallest = std::numeric_limits<double>::max();
  for (const double x : entries(vx)) smallest = std::min(smallest, x);
  return smallest;
}

// NOLINTNEXTLINE(readability-non-const-parameter): as IDA wants it
VITRION_DISPATCHED int linear_combination(int count, double* c, N_Vector* x, N_Vector result) {
  double* const z = data(result);
  const std::size_t n = size(result);
  const auto combine = [&]<std::size_t terms>(std::integral_constant<std::size_t, terms>) {
    double factor[terms];
    const double* term[terms];
    for (std::size_t k = 0; k < terms; ++k) {
      factor[k] = c[k];
      term[k] = data(x[k]);
    }
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) {
      double total = factor[0] * term[0][i];
      for (std::size_t k = 1; k < terms; ++k) total += factor[k] * term[k][i];
      z[i] = total;
    }
  };
  switch (count) {
    case 1:
      combine(std::integral_constant<std::size_t, 1>{});
      break;
    case 2:
      combine(std::integral_constant<std::size_t, 2>{});
      break;
    case 3:
      combine(std::integral_constant<std::size_t, 3>{});
      break;
    case 4:
      combine(std::integral_constant<std::size_t, 4>{});
      break;
    case 5:
      combine(std::integral_constant<std::size_t, 5>{});
      break;
    case 6:
      combine(std::integral_constant<std::size_t, 6>{});
      break;
    default:
      return -1;  // IDA's highest order is 5
  }
  return 0;
}

int scale_array(int count, double* c, N_Vector* x, N_Vector* z) {
  for (int k = 0; k < count; ++k) scale(c[k], x[k], z[k]);
  return 0;
}
int linear_sum_array(int count, double a, N_Vector* x, double b, N_Vector* y, N_Vector* z) {
  for (int k = 0; k < count; ++k) linear_sum(a, x[k], b, y[k], z[k]);
  return 0;
}

}  // namespace

MutableReals entries(N_Vector vector) { return {data(vector), size(vector)}; }

Vector make_vector(std::size_t n, SUNContext context) {
  const Vector empty(N_VNewEmpty(context));
  if (!empty) throw std::bad_alloc();
  Content nothing{n, nullptr};
  empty->content = &nothing;
  N_Vector_Ops ops = empty->ops;
  ops->nvgetvectorid = vector_id;
  ops->nvclone = clone;
  ops->nvdestroy = destroy;
  ops->nvspace = space;
  ops->nvgetarraypointer = array_pointer;
  ops->nvgetlength = length;
  ops->nvlinearsum = linear_sum;
  ops->nvconst = constant;
  ops->nvprod = product;
  ops->nvdiv = quotient;
  ops->nvscale = scale;
  ops->nvabs = absolute;
  ops->nvinv = inverse;
  ops->nvaddconst = add_constant;
  ops->nvdotprod = dot;
  ops->nvmaxnorm = max_norm;
  ops->nvwrmsnorm = rms_norm;
  ops->nvwrmsnormmask = rms_norm_mask;
  ops->nvmin = minimum;
  ops->nvwl2norm = l2_norm;
  ops->nvl1norm = l1_norm;
  ops->nvcompare = compare;
  ops->nvlinearcombination = linear_combination;
  ops->nvscalevectorarray = scale_array;
  ops->nvlinearsumvectorarray = linear_sum_array;
  Vector vector(clone(empty.get()));
  empty->content = nullptr;
  if (!vector) throw std::bad_alloc();
  return vector;
}

}  // namespace vitrion::ida
