//===- ReportLater.cpp - What the server of a text does not have ----------===//
#include "Reader.h"
#include "schemac/Frontend/SQL/Diags.h"
#include <algorithm>

namespace schemac::sql {

/// Extensions that bring no function of a name that a later server has.
static bool bringsNone(std::string_view extension) {
  static constexpr std::string_view Known[] = {
      "plpgsql", "citext",   "uuid-ossp", "pg_trgm",           "hstore", "btree_gist", "btree_gin",
      "ltree",   "unaccent", "intarray",  "pg_stat_statements"};
  return std::ranges::find(Known, extension) != std::end(Known);
}

/// Whether a function of that name may be one that was made, or an extension's.
static bool mayBeOther(const Schema &state, std::string_view name) {
  for (const Function &f : state.functions())
    if (f.called.str() == name)
      return true;
  for (const Extension &x : state.extensions()) {
    std::string_view called = x.name.name.str();
    if (called == "pgcrypto" ? name == "gen_random_uuid" : !bringsNone(called))
      return true;
  }
  return false;
}

/// What a step says is refused before this.
void Reader::reportLater() {
  int version = state.version ? state.version : options.server;
  if (!version)
    return;
  for (const SinceWords &w : laterThan(version, tokens)) {
    if (!state.version && !w.inExpressions)
      continue; // a feature of the dialect: said when the schema is compared
    if (w.function && (options.assumeMissing || mayBeOther(state, w.name)))
      continue;
    diags.report({base + static_cast<uint32_t>(w.begin), base + static_cast<uint32_t>(w.end)},
                 diag::err_sql_later, w.name, w.version, version);
  }
  for (const NewerSyntax &n : newer)
    if (n.version > version && (state.version || n.inExpressions))
      diags.report({base + static_cast<uint32_t>(n.begin), base + static_cast<uint32_t>(n.end)},
                   diag::err_sql_later, n.name, n.version, version);
}

} // namespace schemac::sql
