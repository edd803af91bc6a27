//===- History.cpp - Recognizing and replaying ----------------------------===//
#include "schemac/Frontend/History/History.h"
#include "FlywayTransactions.h"
#include "OtherLanguage.h"
#include "Programs.h"
#include "Reader.h"
#include "Sqitch.h"
#include "schemac/Frontend/SQL/Diags.h"
#include "schemac/IR/FoldSerials.h"
#include <algorithm>

namespace schemac::history {

std::string_view toolWord(Tool tool) {
  static constexpr std::string_view Words[] = {
#define TOOL(ID, WORD, NAME) WORD,
#include "schemac/Frontend/History/Tools.def"
  };
  return Words[static_cast<size_t>(tool)];
}

std::string_view toolName(Tool tool) {
  static constexpr std::string_view Names[] = {
#define TOOL(ID, WORD, NAME) NAME,
#include "schemac/Frontend/History/Tools.def"
  };
  return Names[static_cast<size_t>(tool)];
}

bool isPart(std::string_view path) {
  std::string_view n = fileName(path);
  return isGooseProgram(n) || isFlywayProgram(n) || n.ends_with(".sql") || n == "flyway.conf" ||
         n == "flyway.toml" || n.ends_with(".sql.conf") || n == "sqitch.conf" ||
         n.ends_with(".plan") || n == "migration_lock.toml" || n == "metadata.toml" ||
         n == "atlas.sum" || isDrizzleJournal(path);
}

/// V1__name, V1_2__name, R__name
bool isFlywayFile(std::string_view path) {
  std::string_view n = fileName(path);
  size_t separator = n.find("__");
  if (separator == n.npos || n.empty() || !n.ends_with(".sql"))
    return false;
  std::string_view version = n.substr(1, separator - 1);
  if (n[0] == 'R')
    return version.empty();
  return (n[0] == 'V' || n[0] == 'U' || n[0] == 'B') && parseVersion(version).has_value();
}

/// What is deployed and what takes it back, each in a folder of its own under the same name.
static bool looksLikeSqitch(std::span<const File> files) {
  constexpr std::string_view Deploy = "deploy/", Revert = "revert/";
  auto isThere = [&](const std::string &path) {
    return std::ranges::any_of(files, [&](const File &f) { return f.path == path; });
  };
  return std::ranges::any_of(files, [&](const File &f) {
    size_t at = f.path.rfind(Deploy);
    if (at == f.path.npos || (at != 0 && f.path[at - 1] != '/') || !f.path.ends_with(".sql"))
      return false;
    std::string other = f.path;
    return isThere(other.replace(at, Deploy.size(), Revert));
  });
}

/// A comment of the text says what it is.
static bool says(std::string_view text, std::string_view comment) {
  for (size_t at = text.find(comment); at != text.npos; at = text.find(comment, at + 1)) {
    size_t line = text.rfind('\n', at);
    std::string_view before =
        text.substr(line == text.npos ? 0 : line + 1, at - (line == text.npos ? 0 : line + 1));
    if (before.find_first_not_of(" \t-") == before.npos && before.find("--") != before.npos)
      return true;
  }
  return false;
}

/// The tool of a history without a file of SQL: nothing of it is read, which has to be said.
static std::optional<Tool> recognizePrograms(const SourceManager &sources,
                                             std::span<const File> files) {
  if (std::ranges::any_of(files, isFlywayProgram, &File::path))
    return Tool::Flyway;
  auto goes = [&](const File &f) {
    return isGooseProgram(f.path) && registersGooseMigration(sources.text(f.id));
  };
  return std::ranges::any_of(files, goes) ? std::optional(Tool::Goose) : std::nullopt;
}

std::optional<Tool> recognize(const SourceManager &sources, std::span<const File> files) {
  auto any = [&](auto is) {
    return std::any_of(files.begin(), files.end(),
                       [&](const File &f) { return f.path.ends_with(".sql") && is(f); });
  };
  if (!any([](const File &) { return true; }))
    return recognizePrograms(sources, files);
  bool planned =
      std::ranges::any_of(files, [&](const File &f) { return isSqitchPlan(sources, f); });
  if (planned || looksLikeSqitch(files))
    return Tool::Sqitch;
  if (std::ranges::any_of(files, isDrizzleJournal, &File::path))
    return Tool::Drizzle;
  if (any([](const File &f) {
        return fileName(f.path) == "migration.sql" && !folderOf(f.path).empty();
      }))
    return Tool::Prisma;
  if (any([](const File &f) {
        return fileName(f.path) == "up.sql" && !leadingDigits(fileName(folderOf(f.path))).empty();
      }))
    return Tool::UpFolders;
  bool configured = std::any_of(files.begin(), files.end(), [](const File &f) {
    return fileName(f.path) == "flyway.conf" || fileName(f.path) == "flyway.toml";
  });
  if (configured || any([](const File &f) { return isFlywayFile(f.path); }))
    return Tool::Flyway;
  if (any([&](const File &f) { return says(sources.text(f.id), "+goose "); }))
    return Tool::Goose;
  for (const File &f : files)
    if (std::optional<Tool> tool =
            f.path.ends_with(".sql") ? dividedBy(sources.text(f.id)) : std::nullopt)
      return tool;
  if (any([&](const File &f) {
        return says(sources.text(f.id), "liquibase formatted") ||
               says(sources.text(f.id), "Liquibase formatted");
      }))
    return Tool::Liquibase;
  if (any([](const File &f) { return f.path.ends_with(".up.sql"); }))
    return Tool::GolangMigrate;
  return Tool::Numbered;
}

static bool hasSyntaxErrors(const DiagEngine &diags, size_t since) {
  return std::any_of(diags.pending().begin() + ptrdiff_t(since), diags.pending().end(),
                     [](const Diagnostic &d) { return d.info->code == diag::err_sql_syntax.code; });
}

History replay(SourceManager &sources, std::span<const File> files, Tool tool, Context &context,
               DiagEngine &diags, const sql::Options &options) {
  History h;
  h.tool = tool;
  Lister lister(sources, files, diags);
  if (tool == Tool::Prisma && !lister.locksPostgres()) {
    h.tainted = true; // another language: every statement would be an error
    h.end.dialect = context.name("postgres");
    return h;
  }
  h.migrations = lister.list(tool);
  for (const File &f : files)
    if (f.unread)
      for (Migration &m : h.migrations)
        if (f.id == m.file)
          m.unread = m.takesBack = true;
  size_t reported = diags.pending().size();
  Schema state;
  sql::Options reading = options;
  reading.searchPath.insert(reading.searchPath.begin(), lister.schemas.begin(),
                            lister.schemas.begin() + !lister.schemas.empty());
  for (const std::string &schema : lister.schemas)
    if (schema != "public")
      state.put(Namespace{{{Name(), context.name(schema)}, {}, {}}, {}});
  for (Migration &m : h.migrations) {
    SourceRange text = m.unread ? SourceRange(m.up.begin) : m.up;
    m.script = sql::read(sources, text, context, diags, std::move(state), reading);
    if (m.unread)
      leaveUnknown(sources, m, context, diags);
    reading.assumed = m.script.assumed;
    reading.defaultPrivileges = m.script.defaultPrivileges;
    reading.outsiders = m.script.outsiders;
    reading.notNullNames = m.script.notNullNames;
    reading.burdens = m.script.burdens;
    reading.closed = m.script.closed;
    reading.unknown = m.script.unknown;
    m.script.plan.name = context.name(m.name);
    if (tool == Tool::Flyway && !m.unread)
      decideTransaction(sources, m, lister.mixed, diags);
    h.tainted |= m.script.tainted;
    state = m.script.end;
  }
  if (std::optional<OtherLanguage> other =
          hasSyntaxErrors(diags, reported) ? otherLanguage(sources, h.migrations) : std::nullopt) {
    diags.truncate(reported); // every statement would be an error
    diags.report(other->place, diag::err_history_provider, other->database);
    h.migrations.clear();
    state = Schema();
    h.tainted = true;
  }
  h.end = std::move(state);
  if (!h.end.dialect)
    h.end.dialect = context.name("postgres");
  foldSerials(h.end, context);
  return h;
}

} // namespace schemac::history
