//===- Files.h - Reading and writing ----------------------------*- C++ -*-===//
#pragma once

#include "schemac/Support/Source.h"
#include <optional>
#include <span>
#include <vector>

namespace schemac {

/// Reads a file or, for "-", standard input. On failure: nothing, and a reason in \p error.
std::optional<std::string> readFile(const std::string &path, std::string &error);
/// What readFile() says of each of \p paths, some of which are read at once.
struct FileText {
  std::optional<std::string> text;
  std::string error;
};
std::vector<FileText> readFiles(const std::vector<std::string> &paths);

/// The paths, with every folder replaced by the source files below it, sorted.
std::vector<std::string> expandSources(const std::vector<std::string> &paths);

/// Whether a .hcl file of a folder is part of its schema: not Atlas's project file, nor a hidden
/// one.
bool isSchemaHcl(const std::string &path);

/// The files of a folder that may be part of a migration history, as paths below it, sorted.
std::vector<std::string> historyFiles(const std::string &folder);
/// Whether a folder of a schema has migrations below it, as Prisma's has.
bool hasSqlBelow(const std::string &folder);
/// The folders of migrations of Prisma without a migration.sql, beside those of \p files, which are
/// below \p folder.
std::vector<std::string> foldersWithoutMigration(const std::string &folder,
                                                 const std::vector<std::string> &files);
/// The folder of the sqitch project whose script a file is; empty: it is of none.
std::string sqitchProject(const std::string &file);
/// The ends of the names that files of a history may have; which are parts of one their names tell.
std::span<const std::string_view> historySuffixes();
/// Where the programs lie that run among the files of a folder of resources, in a tree of their own
/// beside it: src/main/java/db/migration for src/main/resources/db/migration.
std::vector<std::string> programFolders(const std::string &folder);
/// What belongs to a folder with these files and lies elsewhere: Flyway's settings above and its
/// programs beside it, or the settings and the plan of sqitch above: as far as the root of the
/// repository.
std::vector<std::string> settingsAbove(const std::string &folder,
                                       const std::vector<std::string> &files);

/// Whether something below a folder cannot be looked into, where a list of its files would end
/// without a word; \p path is it, and \p error says why.
bool findUnreadable(const std::string &folder, std::string &path, std::string &error);

/// Writes \p text whole: to a temporary file beside it that is then renamed. False with a reason.
bool writeFile(const std::string &path, std::string_view text, std::string &error);

/// Writes \p text into the file that is there: through a symbolic link, with the permissions that
/// it has, and whole or not at all.
bool replaceFile(const std::string &path, std::string_view text, std::string &error);

} // namespace schemac
