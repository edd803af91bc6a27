//===- PrivilegeFaults.cpp - Privileges that an object does not have ------===//
//
// Which privileges a kind of object has is data of the dialect. A server refuses all others, but
// for those of tables on a sequence that is named as a table, which it leaves out; the words are
// the server's.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/IR/Access.h"
#include <algorithm>

namespace schemac::sql {
namespace {

#define OBJECT(NAME) PG_QUERY__OBJECT_TYPE__OBJECT_##NAME

struct Holder {
  PgQuery__ObjectType type;
  std::string_view word; ///< of Access.def
  std::string_view noun; ///< the server's
};

constexpr Holder Holders[] = {
    {OBJECT(TABLE), "table", "relation"},     {OBJECT(SEQUENCE), "sequence", "sequence"},
    {OBJECT(SCHEMA), "namespace", "schema"},  {OBJECT(TYPE), "enum", "type"},
    {OBJECT(DOMAIN), "domain", "domain"},     {OBJECT(FUNCTION), "function", "function"},
    {OBJECT(ROUTINE), "function", "routine"}, {OBJECT(PROCEDURE), "procedure", "procedure"},
};

/// Of databases and settings.
constexpr std::string_view OthersWords[] = {"CONNECT", "TEMPORARY", "TEMP", "SET", "ALTER SYSTEM"};

std::string upper(std::string_view text) {
  std::string out(text);
  for (char &c : out)
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

} // namespace

/// Why a server refuses the statement whatever the objects are; empty: it does not.
std::string Reader::privilegeFault(const PgQuery__GrantStmt &s) const {
  const auto *holder = std::ranges::find(Holders, s.objtype, &Holder::type);
  if (holder == std::end(Holders))
    return {};
  bool isTable = s.objtype == OBJECT(TABLE);
  bool mayBeSequence = isTable && s.targtype != PG_QUERY__GRANT_TARGET_TYPE__ACL_TARGET_DEFAULTS;
  auto has = [&](std::string_view word, std::string_view privilege) {
    return dialect.hasPrivilege(word, privilege, dialect.newestVersion());
  };
  for (const Node *n : items(s.n_privileges, s.privileges)) {
    auto *p = as<PgQuery__AccessPriv>(n);
    std::string privilege = p ? upper(stringOf(p->priv_name)) : "";
    if (p && p->n_cols && !isTable)
      return "column privileges are only valid for relations";
    if (privilege.empty())
      continue;
    if (!std::ranges::count(OthersWords, privilege) &&
        std::ranges::none_of(Holders, [&](const Holder &h) { return has(h.word, privilege); }))
      return fmt::format("unrecognized privilege type \"{}\"", stringOf(p->priv_name));
    std::string_view word = p->n_cols ? "column" : holder->word;
    if (!has(word, privilege) && !(mayBeSequence && !p->n_cols && has("sequence", privilege)))
      return fmt::format("invalid privilege type {} for {}", privilege,
                         p->n_cols ? "column" : holder->noun);
  }
  return {};
}

/// The same for one of the objects, as far as it is known what that is.
std::string Reader::privilegeFault(const PgQuery__GrantStmt &s, const Target &t) const {
  const QName object = t.object;
  bool isRelation = state.table(object) || state.views().find(object);
  if (isAssumed(object) || out.unknown.maker(object).isValid())
    return {};
  if (s.objtype == OBJECT(SEQUENCE) && t.kind != KindId::Sequence && isRelation)
    return fmt::format("\"{}\" is not a sequence", object.name.str());
  if (s.objtype == OBJECT(DOMAIN) && t.kind != KindId::Domain && state.enumType(object))
    return fmt::format("\"{}\" is not a domain", object.name.str());
  if (s.objtype != OBJECT(TABLE) || !isRelation)
    return {};
  for (const Node *n : items(s.n_privileges, s.privileges))
    if (auto *p = as<PgQuery__AccessPriv>(n); p && !p->n_cols && p->priv_name)
      if (std::string privilege = upper(stringOf(p->priv_name));
          !privilege.empty() && !dialect.hasPrivilege("table", privilege, dialect.newestVersion()))
        return fmt::format("invalid privilege type {} for table", privilege);
  return {};
}

/// Reports \p why, unless it is empty.
bool Reader::refusePrivileges(const std::string &why) {
  if (!why.empty())
    diags.report(whole(), diag::err_sql_syntax, why);
  return !why.empty();
}

} // namespace schemac::sql
