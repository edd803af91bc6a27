//===- Statistics.cpp - Rows and bytes per table --------------------------===//
//
// {"tables": {"User": {"rows": 9800000, "bytes": 1200000000, "indexBytes": 300000000},
//             "auth.Session": {"rows": 12, "traffic": "hot"}}}
// docs/schemas/stats.schema.json describes it.
//
//===----------------------------------------------------------------------===//
#include "Statistics.h"
#include "Config.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Session.h"
#include "llvm/Support/JSON.h"

namespace schemac {

/// Where a key stands in the text, for the diagnostic; the first mention of it as a JSON string.
static SourceRange keyRange(const SourceManager &sources, FileId file, llvm::StringRef key) {
  size_t at = sources.text(file).find("\"" + key.str() + "\"");
  if (at == std::string_view::npos)
    return sources.whole(file);
  Loc begin = sources.begin(file) + static_cast<uint32_t>(at);
  return {begin, begin + static_cast<uint32_t>(key.size() + 2)};
}

static bool readCount(const llvm::json::Object &entry, llvm::StringRef key, int64_t &out) {
  const llvm::json::Value *value = entry.get(key);
  if (!value)
    return true;
  std::optional<int64_t> number = value->getAsInteger();
  if (!number || *number < 0)
    return false;
  out = *number;
  return true;
}

/// Reads what is said of one table; false when it is not as the schema has it.
static bool readSizes(const llvm::json::Object *entry, TableStatistics &out) {
  if (!entry)
    return false;
  constexpr std::pair<const char *, int64_t TableStatistics::*> members[] = {
      {"rows", &TableStatistics::rows},
      {"bytes", &TableStatistics::bytes},
      {"indexBytes", &TableStatistics::indexBytes}};
  size_t known = 0;
  for (auto [name, member] : members) {
    if (!readCount(*entry, name, out.*member))
      return false;
    known += entry->get(name) != nullptr;
  }
  if (const llvm::json::Value *value = entry->get("traffic")) {
    llvm::StringRef word = value->getAsString().value_or("");
    out.traffic = trafficNamed({word.data(), word.size()});
    if (!out.traffic)
      return false;
    ++known;
  }
  return known == entry->size(); // a misspelt member would leave the size unknown
}

bool Session::readStatistics() {
  if (statistics || !line.has("stats"))
    return !badStatistics;
  statistics = std::make_unique<std::vector<TableStatistics>>();
  badStatistics = !parseStatistics(*line.value("stats"));
  return !badStatistics;
}

bool Session::parseStatistics(const std::string &path) {
  std::string error;
  auto text = readFile(path, error);
  if (!text) {
    diags.report({}, diag::err_cannot_read, path, error);
    return false;
  }
  FileId file = sources.addBuffer(path, *text);
  auto document = llvm::json::parse(*text);
  if (!document) {
    diags.report(SourceRange(sources.begin(file)), diag::err_stats,
                 llvm::toString(document.takeError()));
    return false;
  }
  const auto *root = document->getAsObject();
  const auto *tables = root ? root->getObject("tables") : nullptr;
  if (!tables) {
    diags.report(SourceRange(sources.begin(file)), diag::err_stats,
                 "an object with a member \"tables\" is expected");
    return false;
  }
  bool ok = true;
  for (const auto &[key, value] : *tables) {
    llvm::StringRef name = key;
    auto [ns, rest] = name.split('.');
    TableStatistics entry;
    entry.name = name.str();
    entry.range = keyRange(sources, file, name);
    entry.table = context.qname(std::string_view(name.data(), name.size()));
    if (!rest.empty())
      entry.otherwise = context.qname(std::string_view(ns.data(), ns.size()),
                                      std::string_view(rest.data(), rest.size()));
    if (!readSizes(value.getAsObject(), entry)) {
      diags.report(entry.range, diag::err_stats,
                   "'" + name.str() +
                       "' may have \"rows\", \"bytes\" and \"indexBytes\", whole numbers from 0, "
                       "and \"traffic\", which is hot, normal or cold");
      ok = false;
    }
    statistics->push_back(std::move(entry));
  }
  return ok;
}

void Session::applyStatistics(Schema &schema) {
  if (!statistics)
    return;
  for (TableStatistics &entry : *statistics) {
    std::shared_ptr<const Table> table = schema.tables().get(entry.table);
    if (!table && entry.otherwise)
      table = schema.tables().get(entry.otherwise);
    if (!table)
      continue;
    entry.used = true;
    if (entry.traffic)
      trafficOfStatistics[table->name] = *entry.traffic;
    if (entry.hasSizesOf(*table))
      continue;
    // States of a history share their tables, and go on sharing them.
    auto &[origin, sized] = entry.versions[table.get()];
    if (!sized) {
      Table copy = *table;
      copy.rows = entry.rows, copy.bytes = entry.bytes, copy.indexBytes = entry.indexBytes;
      origin = std::move(table);
      sized = std::make_shared<const Table>(std::move(copy));
    }
    schema.put(sized);
  }
}

/// A check may look at a part of what the configuration has statistics of.
void Session::reportStatistics() {
  if (!statistics)
    return;
  bool fromLine = !config || config->options.find("stats") == config->options.end() ||
                  config->options.find("stats")->second != line.value("stats");
  if (coverage && !fromLine && !line.positional.empty())
    return;
  for (const TableStatistics &entry : *statistics)
    if (!entry.used)
      diags.report(entry.range, diag::warn_stats_table, entry.name);
}

} // namespace schemac
