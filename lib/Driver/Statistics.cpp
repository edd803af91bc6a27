//===- Statistics.cpp - Rows and bytes per table --------------------------===//
//
// {"tables": {"User": {"rows": 9800000, "bytes": 1200000000, "indexBytes": 300000000},
//             "auth.Session": {"rows": 12, "traffic": "hot"}}}
// docs/schemas/stats.schema.json describes it.
//
//===----------------------------------------------------------------------===//
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
static bool readSizes(const llvm::json::Object *entry, Table &out,
                      std::optional<Traffic> &traffic) {
  if (!entry)
    return false;
  constexpr std::pair<const char *, int64_t Table::*> members[] = {
      {"rows", &Table::rows}, {"bytes", &Table::bytes}, {"indexBytes", &Table::indexBytes}};
  size_t known = 0;
  for (auto [name, member] : members) {
    out.*member = -1;
    if (!readCount(*entry, name, out.*member))
      return false;
    known += entry->get(name) != nullptr;
  }
  if (const llvm::json::Value *value = entry->get("traffic")) {
    llvm::StringRef word = value->getAsString().value_or("");
    traffic = trafficNamed({word.data(), word.size()});
    if (!traffic)
      return false;
    ++known;
  }
  return known == entry->size(); // a misspelt member would leave the size unknown
}

bool Session::applyStatistics(const std::string &path, Schema &schema) {
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
    QName table = context.qname(std::string_view(name.data(), name.size()));
    if (!schema.table(table) && !rest.empty())
      table = context.qname(std::string_view(ns.data(), ns.size()),
                            std::string_view(rest.data(), rest.size()));
    Table sizes;
    std::optional<Traffic> traffic;
    if (!readSizes(value.getAsObject(), sizes, traffic)) {
      diags.report(keyRange(sources, file, name), diag::err_stats,
                   "'" + name.str() +
                       "' may have \"rows\", \"bytes\" and \"indexBytes\", whole numbers from 0, "
                       "and \"traffic\", which is hot, normal or cold");
      ok = false;
    } else if (Table *t = schema.edit<Table>(table)) {
      t->rows = sizes.rows, t->bytes = sizes.bytes, t->indexBytes = sizes.indexBytes;
      if (traffic)
        trafficOfStatistics[table] = *traffic;
    } else {
      diags.report(keyRange(sources, file, name), diag::warn_stats_table, name.str());
    }
  }
  return ok;
}

} // namespace schemac
