// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/fields_writer.hpp"

#include "apps/results/hdf5_driver.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace vitrion {
namespace {

constexpr const char* position_name = "position, from the negative to the positive collector";
constexpr std::size_t rows_per_write = 64;  ///< samples gathered in memory; also the length of a chunk in time

/// Owns an HDF5 identifier of any kind.
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { close(); }
  hid_t get() const { return id_; }
  bool close() {
    const hid_t id = std::exchange(id_, H5I_INVALID_HID);
    return id < 0 || H5Idec_ref(id) >= 0;
  }

 private:
  hid_t id_ = H5I_INVALID_HID;
};

/// One dataset that grows in time.
struct Series {
  Handle dataset;
  std::vector<hsize_t> shape;  ///< of one sample; the time comes before it
  std::vector<double> rows;    ///< samples that are not written_ yet
  std::size_t size = 1;        ///< numbers in a sample
};

}  // namespace

/// The HDF5 file that is made of the rows when all are there.
class FieldsWriter::Hdf5File {
 public:
  Hdf5File(const StateLayout& fields, const std::filesystem::path& about) : layout_(fields), about_(about) {}

  void create(const std::filesystem::path& part);
  /// One row: time, cycle, step, and the state.
  void add(std::span<const double> row);
  void close();

 private:
  /// What happened to the file says more than HDF5 does.
  void check(bool good, const char* what) const {
    if (const int error = hdf5_driver::take_error(); error != 0) throw OutputError::of_system(about_, error);
    if (!good) throw OutputError(about_, fmt::format("HDF5 could not {}", what));
  }
  Handle made(hid_t id, const char* what) const {
    check(id >= 0, what);
    return Handle(id);
  }
  /// Of datasets without the time at which they were made: the same run gives the same bytes.
  Handle timeless() const {
    Handle properties = made(H5Pcreate(H5P_DATASET_CREATE), "describe a dataset");
    check(H5Pset_obj_track_times(properties.get(), 0) >= 0, "describe a dataset");
    return properties;
  }
  void text(hid_t object, const char* name, const std::string& value) const {
    check(H5LTset_attribute_string(object, ".", name, value.c_str()) >= 0, "write an attribute");
  }
  std::string coordinate(const std::vector<double>& values, const std::string& short_name, const std::string& field,
                         const char* unit, const char* long_name);
  Series series(const std::string& name, const char* unit, const char* long_name,
                const std::vector<std::string>& dimensions);
  void write(Series& data);
  void write_all();

  const StateLayout& layout_;
  const std::filesystem::path& about_;
  Handle file_;
  std::vector<std::pair<std::string, std::vector<double>>> coordinates_;  ///< those written, by name
  Series time_, cycle_, step_;
  std::vector<Series> of_field_;
  std::size_t pending_ = 0, written_ = 0;  ///< samples
};

/// The name of the dimension with these coordinates, written when they are new: the short name where it is free.
std::string FieldsWriter::Hdf5File::coordinate(const std::vector<double>& values, const std::string& short_name,
                                               const std::string& field, const char* unit, const char* long_name) {
  bool is_free = true;
  for (const auto& [known, at] : coordinates_) {
    if (at == values && known[0] == short_name[0]) return known;
    is_free = is_free && known != short_name;
  }
  std::string name = is_free ? short_name : short_name + "_" + field;
  const hsize_t size = values.size();
  const Handle space = made(H5Screate_simple(1, &size, nullptr), "describe a dimension");
  const Handle properties = timeless();
  const Handle dataset = made(
      H5Dcreate2(file_.get(), name.c_str(), H5T_IEEE_F64LE, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
      "create a coordinate");
  check(H5Dwrite(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0,
        "write a coordinate");
  check(H5DSset_scale(dataset.get(), name.c_str()) >= 0, "mark a coordinate");
  text(dataset.get(), "units", unit);
  text(dataset.get(), "long_name", long_name);
  coordinates_.emplace_back(name, values);
  return name;
}

Series FieldsWriter::Hdf5File::series(const std::string& name, const char* unit, const char* long_name,
                                      const std::vector<std::string>& dimensions) {
  Series made_series;
  std::vector<hsize_t> now{0}, most{H5S_UNLIMITED}, chunk{rows_per_write};
  for (const std::string& dimension : dimensions) {
    const auto found = std::find_if(coordinates_.begin(), coordinates_.end(),
                                    [&](const auto& coordinate) { return coordinate.first == dimension; });
    const hsize_t size = found->second.size();
    made_series.shape.push_back(size);
    made_series.size *= size;
    for (auto* extent : {&now, &most, &chunk}) extent->push_back(size);
  }
  const Handle space =
      made(H5Screate_simple(static_cast<int>(now.size()), now.data(), most.data()), "describe a field");
  const Handle properties = timeless();
  check(H5Pset_chunk(properties.get(), static_cast<int>(chunk.size()), chunk.data()) >= 0, "describe a field");
  made_series.dataset = made(
      H5Dcreate2(file_.get(), name.c_str(), H5T_IEEE_F64LE, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
      "create a field");
  text(made_series.dataset.get(), "units", unit);
  text(made_series.dataset.get(), "long_name", long_name);
  if (name == "time") {
    check(H5DSset_scale(made_series.dataset.get(), "time") >= 0, "mark a coordinate");
    return made_series;
  }
  check(H5DSattach_scale(made_series.dataset.get(), time_.dataset.get(), 0) >= 0, "attach a coordinate");
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    const Handle scale = made(H5Dopen2(file_.get(), dimensions[i].c_str(), H5P_DEFAULT), "open a coordinate");
    check(H5DSattach_scale(made_series.dataset.get(), scale.get(), static_cast<unsigned>(i + 1)) >= 0,
          "attach a coordinate");
  }
  return made_series;
}

void FieldsWriter::Hdf5File::create(const std::filesystem::path& part) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // failures become OutputErrors, not text on stderr
  hdf5_driver::take_error();
  const Handle access = made(hdf5_driver::access_properties(), "use its driver");
  file_ = made(H5Fcreate(part.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), "create the file");
  text(file_.get(), "title", "Fields of a cell simulated by vitrion");
  text(file_.get(), "Conventions", "CF-1.8");
  time_ = series("time", "s", "time since the start of the experiment", {});
  cycle_ = series("cycle", "1", "cycle, counted from 1", {});
  step_ = series("step", "1", "executed step, counted from 1", {});
  // The positions of the whole stack are called x, those of a part x_FIELD.
  const auto fields = layout_.fields();
  const auto widest = std::max_element(fields.begin(), fields.end(),
                                       [](const Field& a, const Field& b) { return a.x.size() < b.x.size(); });
  if (widest != fields.end() && !widest->x.empty()) coordinate(widest->x, "x", widest->name, "m", position_name);
  for (const Field& field : layout_.fields()) {
    std::vector<std::string> dimensions;
    if (!field.r.empty())
      dimensions.push_back(
          coordinate(field.r, "r", field.name, "1", "radius of the node over the radius of the particle"));
    if (!field.x.empty()) dimensions.push_back(coordinate(field.x, "x", field.name, "m", position_name));
    of_field_.push_back(series(field.name, field.unit.c_str(), field.name.c_str(), dimensions));
  }
}

void FieldsWriter::Hdf5File::write(Series& data) {
  std::vector<hsize_t> extent{written_ + pending_}, start{written_}, count{pending_};
  for (const hsize_t size : data.shape) {
    extent.push_back(size);
    start.push_back(0);
    count.push_back(size);
  }
  check(H5Dset_extent(data.dataset.get(), extent.data()) >= 0, "enlarge a field");
  const Handle in_file = made(H5Dget_space(data.dataset.get()), "find a field");
  check(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr) >= 0,
        "find a field");
  const Handle in_memory =
      made(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), "describe a field");
  check(H5Dwrite(data.dataset.get(), H5T_NATIVE_DOUBLE, in_memory.get(), in_file.get(), H5P_DEFAULT,
                 data.rows.data()) >= 0,
        "write a field");
  data.rows.clear();
}

void FieldsWriter::Hdf5File::write_all() {
  if (pending_ == 0) return;
  for (Series* data : {&time_, &cycle_, &step_}) write(*data);
  for (Series& data : of_field_) write(data);
  written_ += pending_;
  pending_ = 0;
}

void FieldsWriter::Hdf5File::add(std::span<const double> row) {
  std::size_t at = 0;
  for (Series* data : {&time_, &cycle_, &step_}) data->rows.push_back(row[at++]);
  const std::span<const double> state = row.subspan(at);
  const auto fields = layout_.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Reals values = state.subspan(fields[i].first, fields[i].size());
    of_field_[i].rows.insert(of_field_[i].rows.end(), values.begin(), values.end());
  }
  if (++pending_ == rows_per_write) write_all();
}

void FieldsWriter::Hdf5File::close() {
  write_all();
  bool good = true;
  for (Series* data : {&time_, &cycle_, &step_}) good = data->dataset.close() && good;
  for (Series& data : of_field_) good = data.dataset.close() && good;
  good = H5Fflush(file_.get(), H5F_SCOPE_GLOBAL) >= 0 && good;
  good = file_.close() && good;
  check(good, "complete the file");
}

FieldsWriter::FieldsWriter(const StateLayout& layout, std::filesystem::path file, std::filesystem::path part,
                           OutputFile::Part how)
    : layout_(layout), file_(std::move(file)), part_(std::move(part)), rows_(file_, part_.string() + ".rows", how) {}

void FieldsWriter::append(double value) {
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  rows_.write({bytes.data(), bytes.size()});
}

void FieldsWriter::on_sample(const Sample& sample) {
  append(sample.t);
  append(static_cast<double>(sample.count.cycle));
  append(static_cast<double>(sample.count.step));
  rows_.write({reinterpret_cast<const char*>(sample.y.data()), sample.y.size_bytes()});  // NOLINT: as bytes
  rows_.flush_if_full();
}

ResultFile FieldsWriter::finish() {
  rows_.flush();
  Hdf5File fields(layout_, file_);
  fields.create(part_);
  std::vector<double> row(3 + layout_.size());
  std::ifstream rows(rows_.part(), std::ios::binary);
  const auto size = static_cast<std::streamsize>(row.size() * sizeof(double));
  for (std::uint64_t at = 0; at < rows_.size(); at += static_cast<std::uint64_t>(size)) {
    if (!rows.read(reinterpret_cast<char*>(row.data()), size))  // NOLINT: as bytes
      throw OutputError(file_, "what was gathered for it cannot be read back");
    fields.add(row);
  }
  fields.close();
  return describe_file(file_.filename().string(), part_);
}

}  // namespace vitrion
