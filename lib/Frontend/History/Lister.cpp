//===- Lister.cpp - Which files run, and in what order --------------------===//
#include "Reader.h"
#include <algorithm>

namespace schemac::history {

std::vector<Migration> Lister::list(Tool tool) {
  switch (tool) {
  case Tool::Sqitch:
    return sqitch();
  case Tool::Drizzle:
    return drizzle();
  case Tool::Prisma:
    return prisma();
  case Tool::Flyway:
    return flyway();
  case Tool::Goose:
    return goose();
  case Tool::Dbmate:
    return dbmate();
  case Tool::SqlMigrate:
  case Tool::NodePgMigrate:
  case Tool::Tern:
  case Tool::MyBatis:
  case Tool::Play:
    return divided(tool);
  case Tool::UpFolders:
    return folders();
  case Tool::Liquibase:
    return liquibase();
  case Tool::GolangMigrate:
    return golangMigrate();
  case Tool::Numbered:
    break;
  }
  return numbered();
}

std::vector<Line> linesOf(const SourceManager &sources, FileId file) {
  std::vector<Line> out;
  std::string_view text = sources.text(file);
  Loc begin = sources.begin(file);
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t'))
      line.remove_suffix(1);
    size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
    size_t next = std::min(end + 1, text.size());
    out.push_back({line.substr(blanks),
                   {begin + static_cast<uint32_t>(at), begin + static_cast<uint32_t>(end)},
                   begin + static_cast<uint32_t>(next)});
    at = end + 1;
  }
  return out;
}

void Lister::misnamed(const File &file, Tool tool) {
  diags.report(start(file.id), diag::warn_history_name, file.path, toolName(tool));
}

void Lister::order(std::vector<Migration> &list, bool reportGaps) {
  auto less = [](const Migration &a, const Migration &b) {
    return before(*parseNumber(a.version), *parseNumber(b.version));
  };
  // Files come by name, which is mostly their order, and a migration is large: it is not moved in
  // vain.
  if (!std::is_sorted(list.begin(), list.end(), less))
    std::stable_sort(list.begin(), list.end(), less);
  for (size_t i = 1; i < list.size(); ++i) {
    Version was = *parseNumber(list[i - 1].version), now = *parseNumber(list[i].version);
    if (same(was, now))
      diags.report(start(list[i].file), diag::err_history_duplicate, list[i].version,
                   list[i - 1].name, list[i].name);
    // Counted numbers are short; longer ones are times, which have no gaps.
    constexpr size_t MostDigits = 6;
    if (!reportGaps || was.size() != 1 || now.size() != 1 || now[0].size() > MostDigits)
      continue;
    if (std::stol(now[0]) > std::stol(was[0]) + 1)
      diags.report(start(list[i].file), diag::warn_history_gap,
                   std::to_string(std::stol(was[0]) + 1), list[i].name);
  }
}

//===--- Prisma -----------------------------------------------------------===//

bool Lister::locksPostgres() {
  for (const File &f : files) {
    if (fileName(f.path) != "migration_lock.toml")
      continue;
    for (const Line &l : lines(f.id)) {
      size_t open = l.text.find('"'), close = l.text.rfind('"');
      if (!l.text.starts_with("provider") || open == close)
        continue;
      std::string_view provider = l.text.substr(open + 1, close - open - 1);
      if (provider == "postgresql" || provider == "postgres")
        return true;
      diags.report(l.range, diag::err_history_provider, provider);
      return false;
    }
  }
  return true;
}

/// Folders by name, each with a migration.sql that the server takes as one text.
std::vector<Migration> Lister::prisma() {
  std::vector<Migration> out;
  for (const File &f : files) {
    if (!f.path.ends_with(".sql"))
      continue;
    std::string_view folder = folderOf(f.path);
    if (fileName(f.path) != "migration.sql" || folder.empty()) {
      if (fileName(f.path) != "down.sql")
        misnamed(f, Tool::Prisma);
      continue;
    }
    Migration m;
    m.name = folder;
    m.version = leadingDigits(fileName(folder));
    m.file = f.id;
    m.up = whole(f.id);
    out.push_back(std::move(m));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Migration &a, const Migration &b) { return a.name < b.name; });
  for (size_t i = 1; i < out.size(); ++i)
    if (out[i].name == out[i - 1].name)
      diags.report(start(out[i].file), diag::err_history_duplicate, out[i].version, out[i - 1].name,
                   out[i].name);
  return out;
}

//===--- golang-migrate ---------------------------------------------------===//

/// 1_name.up.sql and 1_name.down.sql
std::vector<Migration> Lister::golangMigrate() {
  std::vector<Migration> out;
  std::map<std::string, std::pair<const File *, SourceRange>> downs;
  for (const File &f : files) {
    std::string_view n = fileName(f.path);
    if (!n.ends_with(".sql"))
      continue;
    std::string version(leadingDigits(n));
    bool up = n.ends_with(".up.sql"), down = n.ends_with(".down.sql");
    if (version.empty() || n.size() <= version.size() || n[version.size()] != '_' ||
        (!up && !down)) {
      misnamed(f, Tool::GolangMigrate);
      continue;
    }
    if (down) {
      auto [first, isNew] = downs.try_emplace(versionText(*parseVersion(version)), &f, whole(f.id));
      if (!isNew)
        diags.report(start(f.id), diag::err_history_duplicate, version, first->second.first->path,
                     f.path);
      continue;
    }
    Migration m;
    m.name = n.substr(0, n.size() - std::string_view(".up.sql").size());
    m.version = version;
    m.file = f.id;
    m.up = whole(f.id);
    out.push_back(std::move(m));
  }
  order(out, true);
  for (Migration &m : out)
    if (auto it = downs.find(versionText(*parseVersion(m.version))); it != downs.end()) {
      m.down = it->second.second;
      downs.erase(it);
    }
  for (const auto &[version, down] : downs)
    diags.report(start(down.first->id), diag::warn_history_undo, down.first->path, version);
  return out;
}

//===--- numbered files ---------------------------------------------------===//

static bool takesBack(std::string_view n) {
  for (std::string_view word :
       {".down.sql", "_down.sql", "-down.sql", ".rollback.sql", "_rollback.sql", ".undo.sql"})
    if (n.ends_with(word))
      return true;
  return false;
}

/// Atlas runs each file in a transaction, unless a comment of it says else, and none while a file
/// is not in its sum.
void Lister::asAtlas(const File &sum, std::span<Migration> list) {
  for (Migration &m : list) {
    std::string_view text = sources.text(m.file);
    m.transactionIsSet = text.find("atlas:txmode none") != text.npos;
    m.transaction = !m.transactionIsSet;
    std::string name(fileName(m.name + ".sql"));
    bool isListed = std::ranges::any_of(lines(sum.id), [&](const Line &l) {
      return l.text.starts_with(name) && l.text.substr(name.size()).starts_with(" h1:");
    });
    if (!isListed && text.find("atlas:sum ignore") == text.npos)
      diags.report(start(m.file), diag::err_history_plan,
                   "this file is not in atlas.sum: Atlas refuses the folder until 'atlas migrate "
                   "hash' has run");
  }
}

/// 001_init.sql, 2-phone.sql, 1.0.2.sql; without numbers, by name. psql runs them, statement by
/// statement.
std::vector<Migration> Lister::numbered() {
  auto sum = std::ranges::find(files, "atlas.sum", &File::path);
  std::vector<Migration> counted, rest;
  for (const File &f : files) {
    std::string_view n = fileName(f.path);
    if (!n.ends_with(".sql") || takesBack(n))
      continue;
    Migration m;
    m.name = f.path.substr(0, f.path.size() - std::string_view(".sql").size());
    m.version = leadingNumber(n);
    m.file = f.id;
    m.up = whole(f.id);
    m.transaction = false;
    leaveOutUnknownDown(m);
    (m.version.empty() ? rest : counted).push_back(std::move(m));
  }
  if (sum != files.end()) {
    asAtlas(*sum, counted);
    asAtlas(*sum, rest);
  }
  if (!rest.empty() && counted.empty()) {
    std::stable_sort(rest.begin(), rest.end(), [](const Migration &a, const Migration &b) {
      return naturallyBefore(a.name, b.name);
    });
    return rest;
  }
  for (const Migration &m : rest)
    diags.report(start(m.file), diag::warn_history_name, m.name + ".sql", toolName(Tool::Numbered));
  order(counted, true);
  return counted;
}

} // namespace schemac::history
