//===- Programs.cpp - Migrations that are not read ------------------------===//
//
// goose runs functions in Go, Flyway classes of Java's kin. They stand in the order with the files
// of SQL, and what they do is not known; nor is what a file does that cannot be read.
//
//===----------------------------------------------------------------------===//
#include "Programs.h"
#include "Names.h"
#include "schemac/Frontend/SQL/Diags.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::history {

std::string_view programLanguage(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> Languages[] = {
      {".go", "Go"},         {".java", "Java"},   {".kt", "Kotlin"},
      {".groovy", "Groovy"}, {".scala", "Scala"},
  };
  for (const auto &[suffix, language] : Languages)
    if (path.ends_with(suffix))
      return language;
  return {};
}

bool isGooseProgram(std::string_view path) {
  std::string_view n = fileName(path);
  return n.ends_with(".go") && !n.ends_with("_test.go") && !leadingDigits(n).empty();
}

bool registersGooseMigration(std::string_view text) {
  constexpr std::string_view Calls[] = {"AddMigration", "AddNamedMigration", "NewGoMigration"};
  return std::ranges::any_of(Calls, [&](std::string_view c) { return text.find(c) != text.npos; });
}

bool isFlywayProgram(std::string_view path) {
  std::string_view n = fileName(path), language = programLanguage(n);
  size_t separator = n.find("__");
  if (language.empty() || language == "Go" || separator == n.npos || separator == 0)
    return false;
  std::string_view version = n.substr(1, separator - 1);
  if (n[0] == 'R')
    return version.empty();
  return (n[0] == 'V' || n[0] == 'U' || n[0] == 'B') && parseVersion(version).has_value();
}

Migration programOf(const SourceManager &sources, const File &file) {
  std::string_view name = fileName(file.path);
  Migration m;
  m.name = name.substr(0, name.rfind('.'));
  m.file = file.id;
  m.up = sources.whole(file.id);
  m.unread = m.takesBack = true;
  return m;
}

Migration unreadableOf(const SourceManager &sources, const File &file, std::string version) {
  Migration m = programOf(sources, file);
  m.version = std::move(version);
  return m;
}

void leaveUnknown(const SourceManager &sources, Migration &m, Context &context, DiagEngine &diags) {
  SourceRange first(m.up.begin);
  if (std::string_view language = programLanguage(sources.name(m.file)); !language.empty())
    diags.report(first, diag::warn_sql_opaque, fmt::format("a migration in {}", language),
                 "everything");
  m.script.plan.phases.front().steps.push_back(OpaqueOp::make(first, context.expr(m.name)));
  sql::Statement all;
  all.kind = sql::StatementKind::Opaque;
  all.range = first;
  all.count = 1;
  m.script.statements.push_back(std::move(all));
  m.script.tainted = true;
  if (!m.script.unknown.anything.isValid())
    m.script.unknown.anything = first;
}

} // namespace schemac::history
