// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>  // says whether the C library is glibc

/// VITRION_DISPATCHED before a function compiles it twice, with all that it calls inlined: for any processor, and for
/// those with AVX2 and fused multiply-add (x86-64-v3; 2013 and later). Which one runs is chosen when the program is
/// loaded, so that results on one machine are the same bit for bit; another kind of machine may round differently.
/// It belongs on functions that are mostly loops over arrays.
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // these are not ready when the choice is made
#define VITRION_DISPATCHED [[gnu::target_clones("arch=x86-64-v3", "default"), gnu::flatten]]
#else
#define VITRION_DISPATCHED
#endif

/// VITRION_INDEPENDENT before a loop promises that its turns do not depend on each other although they write arrays:
/// the compiler then need not compare addresses before it computes several at once, which takes longer than a short
/// loop.
#if defined(__GNUC__) && !defined(__clang__)
#define VITRION_INDEPENDENT _Pragma("GCC ivdep")
#else
#define VITRION_INDEPENDENT
#endif
