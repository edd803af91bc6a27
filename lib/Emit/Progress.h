//===- Progress.h - How far a script has come -------------------*- C++ -*-===//
#pragma once

#include "schemac/Emit/Layout.h"

namespace schemac {

/// The facts that \p probes, in the order to run, change for good, as a condition. The facts of an
/// object take turns, so it has changed when the first and the last agree. What is asked by the
/// name of an object that came, went or was renamed meanwhile is left out.
std::string lastingFacts(const std::vector<const Probe *> &probes);

/// What is there, and is not, right after \p probes: of each object the last one, unless what names
/// the object changed too.
std::string leftThere(const std::vector<const Probe *> &probes);

/// Tells for each block of a script whether one that comes after it has run. Blocks run in order,
/// so then the block itself has run, whatever the catalog still shows of it: a helper that it made
/// may be gone again, or a column that it asked about have another name.
class Progress {
public:
  /// \p other is the script of the other direction. What undoes a step that never ran has nothing
  /// to do either, and neither have those before it.
  Progress(const Script &script, const Script &other, bool down);

  /// A condition that holds once a later block has run; empty when the block does not need it or
  /// nothing tells.
  const std::string &passed(size_t block) const { return conditions[block]; }

  /// In a way back: a condition that holds when the block that this one begins to undo has run.
  /// What came after it never ran or is undone, so the catalog is as that block left it.
  const std::string &ran(size_t block) const { return left[block]; }

private:
  std::vector<std::string> conditions, left;
};

} // namespace schemac
