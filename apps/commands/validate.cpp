#include "apps/commands/commands.hpp"
namespace vitrion {
ExitCode validate(const ValidateOptions&, Console&) { return ExitCode::done; }
}  // namespace vitrion
