// SPDX-License-Identifier: BSD-3-Clause
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <hdf5.h>
#include <hdf5_hl.h>

using namespace vitrion::testing;

namespace {

std::vector<hsize_t> shape_of(hid_t file, const char* name) {
  int rank = 0;
  REQUIRE(H5LTget_dataset_ndims(file, name, &rank) >= 0);
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
  REQUIRE(H5LTget_dataset_info(file, name, shape.data(), nullptr, nullptr) >= 0);
  return shape;
}

std::vector<double> values_of(hid_t file, const char* name) {
  std::size_t size = 1;
  for (const hsize_t extent : shape_of(file, name)) size *= extent;
  std::vector<double> values(size);
  REQUIRE(H5LTread_dataset_double(file, name, values.data()) >= 0);
  return values;
}

std::string text_attribute(hid_t file, const char* object, const char* name) {
  char text[200] = "";
  REQUIRE(H5LTget_attribute_string(file, object, name, text) >= 0);
  return text;
}

}  // namespace

TEST_CASE("fields have coordinates, units and a value at every sample of the time series", "[apps][results]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", "cells/dualfoil-graphite-lco", "-q", "--fields", "-p",
                           "Discharge at 1C for 30 min (10 s period)", "-o", folder / "r"})
              .code == 0);
  const Columns series = columns_of(folder / "r/timeseries.bdf.csv");
  const std::size_t samples = series["Test Time / s"].size();
  REQUIRE(samples > 150);  // more than two chunks

  const hid_t file = H5Fopen((folder / "r/fields.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  REQUIRE(file >= 0);
  CHECK(shape_of(file, "time") == std::vector<hsize_t>{samples});
  const std::vector<double> time = values_of(file, "time"), V = values_of(file, "V");
  for (std::size_t i = 0; i < samples; ++i) {
    CHECK(time[i] == Approx(series["Test Time / s"][i]).epsilon(1e-9));
    CHECK(V[i] == Approx(series["Voltage / V"][i]).epsilon(1e-9));
  }

  const std::vector<double> x = values_of(file, "x");
  CHECK(shape_of(file, "c_e") == std::vector<hsize_t>{samples, x.size()});
  CHECK(text_attribute(file, "c_e", "units") == "mol/m^3");
  CHECK(text_attribute(file, "x", "units") == "m");
  const hid_t c_e = H5Dopen2(file, "c_e", H5P_DEFAULT), x_scale = H5Dopen2(file, "x", H5P_DEFAULT);
  CHECK(H5DSis_attached(c_e, x_scale, 1) > 0);
  H5Dclose(x_scale);
  H5Dclose(c_e);
  CHECK(H5Fclose(file) >= 0);
}
