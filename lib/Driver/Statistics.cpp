//===- Statistics.cpp - Rows and bytes per table --------------------------===//
//
// {"tables": {"User": {"rows": 9800000, "bytes": 1200000000}, "auth.Session": {"rows": 12}}}
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
    const auto *entry = value.getAsObject();
    int64_t rows = -1, bytes = -1;
    if (!entry || !readCount(*entry, "rows", rows) || !readCount(*entry, "bytes", bytes)) {
      diags.report(keyRange(sources, file, name), diag::err_stats,
                   "'" + name.str() + "' needs \"rows\" and \"bytes\", whole numbers from 0");
      ok = false;
    } else if (Table *t = schema.edit<Table>(table)) {
      t->rows = rows;
      t->bytes = bytes;
    } else {
      diags.report(keyRange(sources, file, name), diag::warn_stats_table, name.str());
    }
  }
  return ok;
}

} // namespace schemac
