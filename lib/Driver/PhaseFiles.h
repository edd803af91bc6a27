//===- PhaseFiles.h - Phases as files of a migration tool -------*- C++ -*-===//
#pragma once

#include "PhaseBlocks.h"
#include "schemac/Frontend/History/History.h"

namespace schemac {

/// How a tool runs what is not to share a transaction.
struct PhaseRunner {
  bool statements; ///< psql: every statement by itself; BEGIN and COMMIT stand in the text
  bool several;    ///< a file that runs outside of a transaction may have several statements; else
                   ///< it is sent as one, which makes a transaction of more than one
};
PhaseRunner runnerOf(history::Tool tool);

/// Whether files of the tool can be written: of others too little is known of how they run what is
/// not to share a transaction.
bool writesPhases(history::Tool tool);

/// Blocks that one file, or one changeset, holds.
struct PhaseFile {
  std::vector<PhaseBlock> blocks;
  bool transaction = true;
  std::string version, name; ///< as Migration has them
};

/// Divides blocks over files, in their order: none holds one from before a deployment and one from
/// behind it. \p hasDown: the ways back stand in them as well.
std::vector<PhaseFile> divideBlocks(const std::vector<PhaseBlock> &blocks, PhaseRunner runner,
                                    bool hasDown);

/// Gives \p files versions and names behind \p after, and before \p next when there is one. False
/// when there is no room.
bool nameFiles(std::vector<PhaseFile> &files, const history::Migration &after,
               const history::Migration *next, const history::Migration &origin,
               history::Tool tool);

struct TextFile {
  std::string path, text; ///< the path is one below the folder of the history
};
/// What stands in the files of a phase. \p path: that of the file it came from, below the folder
/// of the history; \p hasDown: that one says how it is taken back.
std::vector<TextFile> renderPhase(const PhaseFile &file, const std::string &path,
                                  const history::Migration &origin, history::Tool tool,
                                  bool hasDown);
/// The same as changesets of Liquibase, which stand in one file.
std::string renderChangesets(std::span<const PhaseFile> files);

/// Statements of one block, with their titles, as they stand in a file of the tool. \p alone: the
/// file is no transaction that holds it.
std::string renderBlock(const PhaseBlock &block, history::Tool tool, bool alone);
std::string renderDown(const PhaseBlock &block, history::Tool tool, bool alone);

} // namespace schemac
