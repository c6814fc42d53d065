// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/number_text.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <limits>
#include <random>
#include <string>

using vitrion::append_number;
using vitrion::append_text;

namespace {

std::string text_of(double value, int digits = 10) {
  fmt::memory_buffer buffer;
  append_number(buffer, value, digits);
  return fmt::to_string(buffer);
}

std::string by_printf(double value, int digits = 10) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  return text;
}

}  // namespace

TEST_CASE("numbers are written as printf writes them", "[apps]") {
  for (const double value : {1.0,
                             -1.0,
                             0.1,
                             3.7999999999,
                             9999999999.0,
                             99999999995.0,
                             1e10,
                             12345678912.0,
                             1e-4,
                             1e-5,
                             0.00012345678912345,
                             4.0,
                             100.0,
                             3600.0,
                             1e22,
                             1e-12,
                             1e-30,
                             1e300,
                             5e-324,
                             0.99999999999,
                             9.9999999999,
                             123.456,
                             -2.5e-7,
                             1.7976931348623157e308}) {
    CHECK(text_of(value) == by_printf(value));
    for (const int digits : {2, 6, 15}) CHECK(text_of(value, digits) == by_printf(value, digits));
  }
  CHECK(text_of(0.0) == "0");
  CHECK(text_of(-0.0) == "0");
}

// Scaling by a power of ten may round once more than printf does: only then, at a tie of the eleventh digit, may the
// last digit differ. Among a hundred thousand random numbers hardly any is such a tie.
TEST_CASE("random numbers of any size read back to ten digits", "[apps]") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> mantissa(-10.0, 10.0), exponent(-40.0, 40.0);
  int different = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double value = mantissa(random) * std::pow(10.0, exponent(random));
    const std::string text = text_of(value);
    REQUIRE(std::abs(std::stod(text) - value) <= 0.5001e-9 * std::abs(value));
    if (text != by_printf(value)) ++different;
  }
  CHECK(different <= 2);
}

TEST_CASE("what is no number is written as nothing, and text is quoted where it must be", "[apps]") {
  CHECK(text_of(std::numeric_limits<double>::quiet_NaN()).empty());
  CHECK(text_of(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(text_of(-std::numeric_limits<double>::infinity()) == "-inf");
  fmt::memory_buffer buffer;
  append_text(buffer, "rate C/5");
  append_text(buffer, "a \"b\", c");
  CHECK(fmt::to_string(buffer) == "rate C/5\"a \"\"b\"\", c\"");
}

TEST_CASE("a text in a table is no formula for a spreadsheet", "[apps][results]") {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"}) {
    fmt::memory_buffer to;
    append_text(to, text);
    CHECK(std::string(to.data(), to.size()) == "'" + std::string(text));
  }
  fmt::memory_buffer to;
  append_text(to, "=HYPERLINK(\"x\",1)");
  CHECK(std::string(to.data(), to.size()) == "\"'=HYPERLINK(\"\"x\"\",1)\"");
}
