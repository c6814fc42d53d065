// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/hdf5_driver.hpp"

#include "apps/results/output_file.hpp"

#if __has_include(<H5FDdevelop.h>)
#include <H5FDdevelop.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace vitrion::hdf5_driver {
namespace {

thread_local int first_error = 0;

void remember(int error) {
  if (first_error == 0) first_error = error;
}

/// HDF5 takes a pointer to its part of it for the whole.
struct File : H5FD_t {
  int descriptor = -1;
  haddr_t end_of_addresses = 0, end_of_file = 0;
};

File& of(H5FD_t* file) { return *static_cast<File*>(file); }
const File& of(const H5FD_t* file) { return *static_cast<const File*>(file); }

H5FD_t* open_file(const char* name, unsigned /*flags*/, hid_t /*properties*/, haddr_t /*most*/) {
  auto* file = new File{};  // NOLINT(cppcoreguidelines-owning-memory): HDF5 owns it until close_file()
  file->descriptor = ::open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);  // NOLINT: POSIX takes varargs
  if (file->descriptor < 0) remember(errno);
  return file;
}

herr_t close_file(H5FD_t* base) {
  File* file = &of(base);
  if (file->descriptor >= 0) {
    if (file_calls().fsync(file->descriptor) != 0) remember(errno);
    if (::close(file->descriptor) != 0) remember(errno);
  }
  delete file;  // NOLINT(cppcoreguidelines-owning-memory)
  return 0;
}

herr_t query(const H5FD_t* /*file*/, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
           H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
  return 0;
}

haddr_t end_of_addresses(const H5FD_t* file, H5FD_mem_t /*kind*/) { return of(file).end_of_addresses; }
herr_t set_end_of_addresses(H5FD_t* file, H5FD_mem_t /*kind*/, haddr_t end) {
  of(file).end_of_addresses = end;
  return 0;
}
haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t /*kind*/) { return of(file).end_of_file; }

herr_t read_bytes(H5FD_t* base, H5FD_mem_t /*kind*/, hid_t /*properties*/, haddr_t at, std::size_t size, void* to) {
  auto* bytes = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = ::pread(of(base).descriptor, bytes, size, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) remember(errno);
    if (got <= 0) break;  // beyond the end there are zeros
    bytes += got;
    at += static_cast<haddr_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  std::memset(bytes, 0, size);
  return 0;
}

herr_t write_bytes(H5FD_t* base, H5FD_mem_t /*kind*/, hid_t /*properties*/, haddr_t at, std::size_t size,
                   const void* from) {
  File& file = of(base);
  file.end_of_file = std::max(file.end_of_file, at + size);
  if (first_error != 0) return 0;
  const bool sought = ::lseek(file.descriptor, static_cast<off_t>(at), SEEK_SET) >= 0;
  const int error = sought ? write_all(file.descriptor, {static_cast<const char*>(from), size}) : errno;
  if (error != 0) remember(error);
  return 0;
}

/// Files end where HDF5 says they do.
herr_t truncate_file(H5FD_t* base, hid_t /*properties*/, hbool_t /*closing*/) {
  File& file = of(base);
  if (first_error == 0 && ::ftruncate(file.descriptor, static_cast<off_t>(file.end_of_addresses)) != 0) remember(errno);
  file.end_of_file = file.end_of_addresses;
  return 0;
}

H5FD_class_t driver() {
  H5FD_class_t driver{};
#ifdef H5FD_CLASS_VERSION
  driver.version = H5FD_CLASS_VERSION;
  driver.value = static_cast<H5FD_class_value_t>(512);  // of the range that is free for anybody
#endif
  driver.name = "vitrion";
  driver.maxaddr = (static_cast<haddr_t>(1) << 62U) - 1;
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.open = open_file;
  driver.close = close_file;
  driver.query = query;
  driver.get_eoa = end_of_addresses;
  driver.set_eoa = set_end_of_addresses;
  driver.get_eof = end_of_file;
  driver.read = read_bytes;
  driver.write = write_bytes;
  driver.truncate = truncate_file;
  for (H5FD_mem_t& kind : driver.fl_map) kind = H5FD_MEM_SUPER;  // one list of free space for all
  return driver;
}

}  // namespace

hid_t access_properties() {
  static const H5FD_class_t with = driver();
  static const hid_t id = H5FDregister(&with);
  const hid_t properties = H5Pcreate(H5P_FILE_ACCESS);
  if (properties >= 0) H5Pset_driver(properties, id, nullptr);
  return properties;
}

int take_error() { return std::exchange(first_error, 0); }

}  // namespace vitrion::hdf5_driver
