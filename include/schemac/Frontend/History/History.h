//===- History.h - Directories of migrations --------------------*- C++ -*-===//
//
// A history is the files of a migration tool, in the order in which the tool runs them. Each file
// is read on the state that those before it leave.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Frontend/SQL/SQL.h"
#include <span>

namespace schemac::history {

enum class Tool : uint8_t {
#define TOOL(ID, WORD, NAME) ID,
#include "schemac/Frontend/History/Tools.def"
};
/// "flyway"
std::string_view toolWord(Tool tool);
/// "Flyway"
std::string_view toolName(Tool tool);

/// One file as the driver read it.
struct File {
  std::string path; ///< below the folder of the history, with `/`
  FileId id;
  bool unread = false; ///< its text is not at hand, which is reported: what it does is not known
};

/// What one file, or one part of it, does.
struct Migration {
  std::string name;    ///< as the tool shows it: "20240101120000_init", "V1_2__add_phone"
  std::string version; ///< "20240101120000", "1.2"; empty: none (repeatable, or a changeset)
  FileId file;
  SourceRange up;                ///< the part of the file that is run
  SourceRange down;              ///< the part that takes it back, perhaps in another file
  bool transaction = true;       ///< the tool runs it in one transaction
  bool transactionIsSet = false; ///< for this file itself
  bool takesBack = false;        ///< a comment says how, and is not read (Liquibase)
  bool repeatable = false;       ///< run again when it changes, after all others
  bool unread = false;           ///< it is no SQL, or not at hand: what it does is not known
  sql::Script script;            ///< what it does, from the state before it to the one after it
};

struct History {
  Tool tool = Tool::Numbered;
  std::vector<Migration> migrations; ///< in the order in which they run
  Schema end;
  bool tainted = false;
  /// It begins on a database that is not at hand: what was there was assumed, with the first of it.
  bool beginsLate = false;
};

/// The tool whose files these are; nothing when there is no .sql file. Only names, and for some
/// tools the first lines, tell.
std::optional<Tool> recognize(const SourceManager &sources, std::span<const File> files);

/// The tool whose comments divide this one file into what goes up and what goes down.
std::optional<Tool> dividedBy(std::string_view text);

/// Where a text that is of no tool that is known begins to take back what stands before; nothing
/// where it does not look like that.
std::optional<SourceRange> unknownWayBack(const SourceManager &sources, FileId file);

/// Whether a file of this name belongs to a history: its text or its settings.
bool isPart(std::string_view path);

/// Whether it is called as Flyway's own names are: V1__name.sql, R__name.sql.
bool isFlywayFile(std::string_view path);

/// Whether a tool runs the first of two versions before the other one: "1.2", "1.10".
bool comesBefore(std::string_view version, std::string_view other);
/// The same of names without versions: "a2", "a10".
bool comesBeforeByName(std::string_view name, std::string_view other);

/// As replay(), for a reader who wants to know of each file what it does: a history whose first
/// statement about a table takes one for granted that no file makes is read as one that begins on
/// a database that is not at hand, which is said.
History replayFromAnywhere(SourceManager &sources, std::span<const File> files, Tool tool,
                           Context &context, DiagEngine &diags, const sql::Options &options);

/// Orders and reads \p files, beginning from nothing.
History replay(SourceManager &sources, std::span<const File> files, Tool tool, Context &context,
               DiagEngine &diags, const sql::Options &options = {});

} // namespace schemac::history
