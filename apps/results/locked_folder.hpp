// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/results/output_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrion {

/// What a command leaves in a folder.
struct ResultKind {
  std::string record;              ///< the file that gets its name last: with it the results are complete
  std::vector<std::string> files;  ///< all others that there may be
};
const ResultKind& results_of_run();
const ResultKind& results_of_comparison();
const ResultKind& results_of_spectrum();

/// A folder of results while one process writes them. All files are written in a hidden folder in it, `.vitrion`, and
/// get their names together by publish(), the record last. Between those moments a reader sees what was there before;
/// among them a folder without a record. A process that is killed there leaves what complete() needs to end it.
///
/// The lock is on the file `.vitrion/lock`, held by the system for as long as the process lives.
class LockedFolder {
 public:
  enum class Leftovers { drop, keep };  ///< of a process that died; what was complete gets its names in either case

  /// Makes the folder if there is none, and locks it. @throws OutputError also when another process writes there, with
  /// who that is
  explicit LockedFolder(const std::filesystem::path& folder, Leftovers leftovers = Leftovers::drop);
  ~LockedFolder();
  LockedFolder(const LockedFolder&) = delete;
  LockedFolder& operator=(const LockedFolder&) = delete;

  const std::filesystem::path& path() const { return folder_.path(); }
  std::filesystem::path work() const { return path() / work_name; }
  /// Where the part of a file is written. @throws OutputError when there is a folder of that name
  std::filesystem::path part(const std::string& name) const;
  bool dropped_checkpoint() const { return dropped_checkpoint_; }  ///< of a dead process
  bool completed() const { return completed_; }  ///< gave the names to what a dead process had finished

  /// Gives finished parts their names, in the place of what was there. The part of the record is called NAME.part.
  /// @throws OutputError; then everything is as it was before
  void publish(const ResultKind& kind, const std::vector<std::string>& files);

  /// Leaves `.vitrion` for a run that goes on later.
  void keep_work(bool keep) { keep_work_ = keep; }

  static constexpr const char* work_name = ".vitrion";
  static constexpr const char* checkpoint_name = "checkpoint";

 private:
  bool lock();
  void complete();
  void give_names(const ResultKind& kind, const std::vector<std::string>& files);
  void drop_leftovers();

  OutputFolder folder_;  ///< goes last, when the work has gone
  int lock_ = -1;
  bool keep_work_ = false, dropped_checkpoint_ = false, completed_ = false;
};

}  // namespace vitrion
