//===- Drizzle.cpp - Migrations that a journal lists ----------------------===//
//
// drizzle-kit writes a line in meta/_journal.json for each file that it makes. Drizzle runs what
// the journal lists, in its order, in one transaction; the names of the files do not count. What
// has run is known by the time that the journal gives the last of it: what is dated before never
// runs there.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "llvm/Support/JSON.h"
#include <fmt/format.h>

namespace schemac::history {

bool isDrizzleJournal(std::string_view path) {
  return fileName(path) == "_journal.json" && fileName(folderOf(path)) == "meta";
}

namespace {

struct JournalEntry {
  std::string tag;
  SourceRange place;
  int64_t when = 0;
};

struct Journal {
  std::string dialect; ///< empty: it does not say
  std::vector<JournalEntry> entries;
  std::string fault; ///< why Drizzle cannot read it
};

} // namespace

/// Where \p word stands in quotes, behind \p from, which is moved behind it.
static SourceRange placeOf(const SourceManager &sources, FileId file, const std::string &word,
                           size_t &from) {
  std::string_view text = sources.text(file);
  std::string quoted = llvm::formatv("{0}", llvm::json::Value(word)).str();
  size_t at = text.find(quoted, from);
  Loc begin = sources.begin(file);
  if (at == text.npos)
    return SourceRange(begin);
  from = at + quoted.size();
  return {begin + static_cast<uint32_t>(at), begin + static_cast<uint32_t>(from)};
}

static Journal readJournal(const SourceManager &sources, FileId file) {
  Journal out;
  std::string_view text = sources.text(file);
  llvm::Expected<llvm::json::Value> read = llvm::json::parse({text.data(), text.size()});
  if (!read) {
    out.fault = "the journal is no JSON: " + llvm::toString(read.takeError());
    return out;
  }
  const llvm::json::Object *journal = read->getAsObject();
  const llvm::json::Array *list = journal ? journal->getArray("entries") : nullptr;
  if (!list) {
    out.fault = "the journal has no 'entries'";
    return out;
  }
  out.dialect = journal->getString("dialect").value_or("").str();
  size_t from = 0;
  for (const llvm::json::Value &value : *list) {
    const llvm::json::Object *entry = value.getAsObject();
    std::optional<llvm::StringRef> tag = entry ? entry->getString("tag") : std::nullopt;
    if (!tag) {
      out.fault = "an entry of the journal has no 'tag'";
      continue;
    }
    JournalEntry e;
    e.tag = tag->str();
    e.place = placeOf(sources, file, e.tag, from);
    e.when = entry->getInteger("when").value_or(0);
    out.entries.push_back(std::move(e));
  }
  return out;
}

std::vector<Migration> Lister::drizzle() {
  const File *journal = nullptr;
  std::map<std::string, const File *, std::less<>> byPath;
  for (const File &f : files) {
    byPath[f.path] = &f;
    if (!isDrizzleJournal(f.path))
      continue;
    if (journal) {
      diags.report(start(f.id), diag::err_history_plan,
                   fmt::format("there are several journals, '{}' and '{}': name the folder of one",
                               journal->path, f.path));
      return {};
    }
    journal = &f;
  }
  if (!journal)
    return {};
  std::string folder(folderOf(folderOf(journal->path)));
  Journal listed = readJournal(sources, journal->id);
  if (const std::string &d = listed.dialect; !d.empty() && d != "postgresql" && d != "pg") {
    diags.report(start(journal->id), diag::err_history_provider, d);
    return {};
  }
  if (!listed.fault.empty())
    diags.report(start(journal->id), diag::err_history_plan, listed.fault);
  std::vector<Migration> out;
  std::set<const File *> run;
  const JournalEntry *last = nullptr; // the one with the latest time
  for (const JournalEntry &e : listed.entries) {
    auto it = byPath.find((folder.empty() ? "" : folder + "/") + e.tag + ".sql");
    if (it == byPath.end()) {
      diags.report(
          e.place, diag::err_history_plan,
          fmt::format("there is no {}.sql, and Drizzle runs nothing until it is there", e.tag));
      continue;
    }
    if (!run.insert(it->second).second) {
      diags.report(e.place, diag::err_history_duplicate, leadingDigits(e.tag), e.tag, e.tag);
      continue;
    }
    if (last && e.when <= last->when)
      diags.report(e.place, diag::warn_history_dated, e.tag, last->tag);
    else
      last = &e;
    Migration m;
    m.name = e.tag;
    m.version = leadingDigits(e.tag);
    m.file = it->second->id;
    m.up = whole(m.file);
    out.push_back(std::move(m));
  }
  for (const File &f : files)
    if (f.path.ends_with(".sql") && !run.contains(&f))
      diags.report(start(f.id), diag::warn_history_unplanned, f.path, "the journal");
  return out;
}

} // namespace schemac::history
