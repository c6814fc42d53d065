// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <hdf5.h>

namespace vitrion {

/// How HDF5 reaches a file here: by calls that never fail in its eyes. HDF5 1.10 does not survive a write that fails,
/// it ends in a segmentation fault when the program exits; so a failure is kept and told to whoever asks.
/// One file at a time and thread.
namespace hdf5_driver {

/// The property list with which a file is created so, to be closed by H5Pclose(); negative when HDF5 refuses.
hid_t access_properties();

/// What errno said when a call first failed since the last call of this function; 0: none did.
int take_error();

}  // namespace hdf5_driver
}  // namespace vitrion
