//===- Reader.h - Ordering and reading a history ----------------*- C++ -*-===//
#pragma once

#include "Names.h"
#include "schemac/Frontend/History/Diags.h"
#include "schemac/Frontend/History/History.h"
#include <map>
#include <set>

namespace schemac::history {

/// A line of a text.
struct Line {
  std::string_view text; ///< without blanks around it
  SourceRange range;     ///< all of it
  Loc next;              ///< where the one after it begins
};

/// The lines of a file.
std::vector<Line> linesOf(const SourceManager &sources, FileId file);

std::string lower(std::string_view text);
/// What follows `--` and \p word in a comment; nothing where the line is none of this kind.
std::optional<std::string> after(std::string_view line, std::string_view word);

/// meta/_journal.json, beside which Drizzle's files lie.
bool isDrizzleJournal(std::string_view path);

/// Gives the migrations of a tool in their order, not read yet.
class Lister {
public:
  Lister(SourceManager &sources, std::span<const File> files, DiagEngine &diags)
      : sources(sources), files(files), diags(diags) {}

  std::vector<Migration> list(Tool tool);
  /// Whether the lock file of Prisma Migrate, where there is one, names a provider whose SQL is
  /// PostgreSQL's. Reports what it names else.
  bool locksPostgres();
  /// Schemas that the tool makes first, as it is set; the first is where things are made.
  std::vector<std::string> schemas;
  /// Flyway runs files with statements that run in a transaction and others that cannot.
  bool mixed = false;

private:
  //===--- Flyway.cpp -------------------------------------------------------===//
  struct FlywaySettings {
    std::string versioned = "V", undo = "U", repeatable = "R", baseline = "B", separator = "__";
    std::string placeholderPrefix = "${", placeholderSuffix = "}";
    bool replacesPlaceholders = true, transaction = true, transactionIsSet = false;
    std::map<std::string, std::string> placeholders;
    /// What else is set, by its key: `url`, `environments.default.user`.
    std::map<std::string, std::string, std::less<>> others;
    /// Of the environment that is used, or of all; empty: it is not said.
    std::string of(std::string_view key) const;
    /// Where Flyway makes what is called by its name alone, and which it makes first.
    std::vector<std::string> schemas() const;
  };
  std::vector<Migration> flyway();
  /// Reports what is there twice among files without versions.
  void repeatedTwice(const std::vector<Migration> &repeatable);
  /// What the files that hold the settings of one script say, by the path of the script.
  std::map<std::string, FlywaySettings> scriptSettings(const FlywaySettings &all);
  /// Whether the settings of a script let it run.
  bool isExecuted(const File &settingsFile, const FlywaySettings &own);
  void flywaySettings(FileId file, bool toml, FlywaySettings &into);
  void flywaySetting(std::string_view key, std::string_view value, FlywaySettings &into);
  FileId withPlaceholders(const File &file, const FlywaySettings &settings);

  //===--- Sections.cpp -----------------------------------------------------===//
  FileId withEnvironment(FileId file);
  //===--- SplitAtLines.cpp ----------------------------------------------------===//
  /// Says where the tool, whose comments begin with \p mark, does not end statements as SQL does.
  void splitAtLines(SourceRange section, FileId file, Tool tool, std::string_view mark);
  std::vector<Migration> goose();
  std::vector<Migration> dbmate();
  void dbmateBlocks(Migration &m);

  //===--- Liquibase.cpp ----------------------------------------------------===//
  using Properties = std::map<std::string, std::string, std::less<>>;
  FileId withSemicolons(FileId file);
  /// \p global: those that the files before have set for all behind them; the first one counts.
  FileId withProperties(FileId file, Properties &global);
  std::vector<Migration> liquibase();

  //===--- Divided.cpp ------------------------------------------------------===//
  FileId withSingleSemicolons(FileId file);
  void leaveOutUnknownDown(Migration &m);
  std::vector<Migration> divided(Tool tool);
  std::vector<Migration> folders();

  //===--- Sqitch.cpp -------------------------------------------------------===//
  std::vector<Migration> sqitch();

  //===--- Drizzle.cpp ------------------------------------------------------===//
  std::vector<Migration> drizzle();

  //===--- Lister.cpp -------------------------------------------------------===//
  std::vector<Migration> prisma();
  std::vector<Migration> golangMigrate();
  std::vector<Migration> numbered();
  void asAtlas(const File &sum, std::span<Migration> list);
  std::vector<Line> lines(FileId file) const { return linesOf(sources, file); }
  SourceRange whole(FileId file) const { return sources.whole(file); }
  /// The beginning of a file, to say something of all of it.
  SourceRange start(FileId file) const { return SourceRange(sources.begin(file)); }
  void misnamed(const File &file, Tool tool);
  /// Sorts by version, and reports what is there twice and, where numbers follow each other, gaps.
  void order(std::vector<Migration> &list, bool reportGaps);

  SourceManager &sources;
  std::span<const File> files;
  DiagEngine &diags;
};

} // namespace schemac::history
