//===- Tools.h - Entry points of the programs -------------------*- C++ -*-===//
#pragma once

namespace schemac {

/// Exit codes, documented in docs/exit-codes.md and stable.
enum ExitCode {
  ExitOk = 0,
  ExitFindings = 1,   ///< findings at or above the failing level
  ExitUsage = 2,      ///< command line, configuration or environment
  ExitUnreadable = 3, ///< a source cannot be read or parsed
  ExitNoProof = 4,    ///< no safe plan; nothing was written
  ExitInternal = 70,  ///< an error in schemac itself
};

int schemacMain(int argc, const char *const *argv);
int optMain(int argc, const char *const *argv);
int translateMain(int argc, const char *const *argv);

} // namespace schemac
