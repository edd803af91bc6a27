//===- QueryReads.cpp - The relations that a query reads ------------------===//
#include "QueryTokens.h"
#include "schemac/IR/Context.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SqlNames.h"
#include <set>

namespace schemac {

/// Names of WITH queries: `with a as (`, `, b (x, y) as materialized (`.
static std::set<std::string> withQueries(const Tokens &t) {
  std::set<std::string> names;
  for (size_t i = 1; i + 1 < t.size(); ++i) {
    bool begins = isWordOf(t[i - 1], {"with", "recursive"}) || t[i - 1].isSymbol(",");
    if (!begins || !t[i].isName())
      continue;
    size_t k = i + 1;
    if (t[k].isSymbol("(")) {
      while (k < t.size() && !t[k].isSymbol(")"))
        ++k;
      ++k;
    }
    if (k + 1 >= t.size() || !t[k].isWord("as"))
      continue;
    ++k;
    while (k < t.size() && isWordOf(t[k], {"not", "materialized"}))
      ++k;
    if (k < t.size() && t[k].isSymbol("("))
      names.insert(t[i].name());
  }
  return names;
}

namespace {
/// Finds the places where a relation stands: after FROM and JOIN, and after the commas of a FROM;
/// in a body, whose statements change rows as well, behind INTO and UPDATE.
class FromWalk {
public:
  explicit FromWalk(const Tokens &t)
      : t(t), isBody(t.size() > 1 && t[0].isWord("begin") && t[1].isWord("atomic")) {}

  /// Indexes of the first token of each name.
  std::vector<size_t> run() {
    for (size_t i = 0; i < t.size(); ++i) {
      if (t[i].isSymbol("("))
        inFrom.push_back(expectsItem(i)); // FROM (a JOIN b): its content begins an item, too
      else if (t[i].isSymbol(")") && inFrom.size() > 1)
        inFrom.pop_back();
      else if (t[i].isWord("from") && !inCall(i))
        inFrom.back() = true;
      else if (isWordOf(t[i],
                        {"where", "group", "having", "order", "limit", "offset", "union", "window",
                         "intersect", "except", "fetch", "for", "select", "returning", "values"}) ||
               t[i].isSymbol(";"))
        inFrom.back() = false;
      else if (t[i].isName() && expectsItem(i) &&
               !isWordOf(t[i], {"only", "lateral", "select", "with", "values", "set", "table"}))
        item(i);
    }
    return std::move(found);
  }

private:
  /// extract(year from x), substring(x from 2), trim(both from x), a IS DISTINCT FROM b
  bool inCall(size_t i) const {
    if (i && t[i - 1].isWord("distinct"))
      return true;
    unsigned depth = 0;
    for (size_t k = i; k-- > 0;) {
      if (t[k].isSymbol(")"))
        ++depth;
      else if (t[k].isSymbol("(") && depth-- == 0)
        return k > 0 && isWordOf(t[k - 1], {"extract", "substring", "trim", "overlay", "position"});
      else if (depth == 0 && t[k].isWord("select"))
        return false;
    }
    return false;
  }
  /// Whether a relation, a function or a subquery stands at \p i.
  bool expectsItem(size_t i) const {
    if (!i)
      return false;
    const SqlToken &p = t[i - 1];
    if (p.isWord("from"))
      return !inCall(i - 1);
    if (isWordOf(p, {"only", "lateral"}))
      return expectsItem(i - 1);
    if (isBody && isWordOf(p, {"into", "update"}))
      return true;
    if (p.isWord("table")) // TABLE a, which is SELECT * FROM a
      return true;
    return p.isWord("join") || (inFrom.back() && p.isSymbol(",")) ||
           (p.isSymbol("(") && inFrom.back() && i > 1 && expectsItem(i - 1));
  }
  void item(size_t i) {
    size_t last = i + 2 < t.size() && t[i + 1].isSymbol(".") ? i + 2 : i;
    bool isTarget = t[i - 1].isWord("into"); // a list of columns may follow
    bool isFunction = !isTarget && last + 1 < t.size() && t[last + 1].isSymbol("(");
    bool isRowsFrom = t[i].isWord("rows") && i + 1 < t.size() && t[i + 1].isWord("from");
    if (!isFunction && !isRowsFrom)
      found.push_back(i);
  }

  const Tokens &t;
  const bool isBody;
  std::vector<bool> inFrom{false};
  std::vector<size_t> found;
};
} // namespace

std::vector<QueryRelation> relationsRead(Expr query) {
  Tokens t = tokensOf(query);
  std::set<std::string> with = withQueries(t);
  std::vector<QueryRelation> out;
  for (size_t i : FromWalk(t).run()) {
    bool qualified = i + 2 < t.size() && t[i + 1].isSymbol(".") && t[i + 2].isName();
    if (qualified)
      out.push_back({t[i].name(), t[i + 2].name()});
    else if (!with.contains(t[i].name()))
      out.push_back({"", t[i].name()});
  }
  return out;
}

namespace {
/// What the words of a query stand for, as far as it shows which of them are no columns.
class WordPlaces {
public:
  explicit WordPlaces(const Tokens &t) : t(t), relations(FromWalk(t).run()) {}
  bool mayBeColumn(size_t i) const {
    return !isFollowedBy(i, ".") && !isRelation(i) && !isCall(i) && !isTypeOrAlias(i);
  }

private:
  bool isFollowedBy(size_t i, std::string_view symbol) const {
    return i + 1 < t.size() && t[i + 1].isSymbol(symbol);
  }
  bool isRelationAt(size_t i) const { return std::ranges::count(relations, i) != 0; }
  bool isRelation(size_t i) const {
    return isRelationAt(i) || (i > 1 && t[i - 1].isSymbol(".") && isRelationAt(i - 2));
  }
  /// A relation as it is called where its columns are: by its name or its alias.
  bool isRow(std::string_view name) const {
    return std::ranges::any_of(relations, [&](size_t i) {
      size_t last = isFollowedBy(i, ".") ? i + 2 : i;
      size_t alias = last + 1 < t.size() && t[last + 1].isWord("as") ? last + 2 : last + 1;
      auto isIt = [&](size_t k) { return k < t.size() && t[k].isName() && t[k].name() == name; };
      return isIt(last) || isIt(alias);
    });
  }
  /// sum(x); but n(users) and n(users.*) can be another spelling of users.n.
  bool isCall(size_t i) const {
    if (!isFollowedBy(i, "("))
      return false;
    bool ofRow = i + 3 < t.size() && t[i + 2].isName() && isRow(t[i + 2].name()) &&
                 (t[i + 3].isSymbol(")") ||
                  (i + 4 < t.size() && t[i + 3].isSymbol(".") && t[i + 4].isSymbol("*")));
    return !ofRow;
  }
  /// x::date, x::pg_catalog.date, x AS date and, in CAST, a type; date '2020-01-01', and "de_DE".
  bool isTypeOrAlias(size_t i) const {
    bool qualified = i > 1 && t[i - 1].isSymbol(".");
    size_t first = qualified ? i - 2 : i;
    if (first > 0 && (t[first - 1].isSymbol("::") || t[first - 1].isWord("as") ||
                      t[first - 1].isWord("collate")))
      return true;
    return i + 1 < t.size() && t[i + 1].kind == SqlToken::Kind::String &&
           t[i].kind != SqlToken::Kind::Quoted;
  }

  const Tokens &t;
  std::vector<size_t> relations;
};
} // namespace

bool mayNameColumn(Expr query, Name column) {
  if (!mentionsName(query, column))
    return false;
  Tokens t = tokensOf(query);
  WordPlaces places(t);
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].isName() && t[i].name() == column.str() && places.mayBeColumn(i))
      return true;
  return false;
}

/// Whether the item of FROM whose name ends at \p last goes by that name, for want of an alias.
static bool hasNoAlias(const Tokens &t, size_t last) {
  size_t next = last + 1;
  return next == t.size() || !t[next].isName() ||
         isWordOf(t[next], {"where", "group",  "having",    "order",      "limit", "offset",
                            "union", "window", "fetch",     "for",        "cross", "natural",
                            "join",  "inner",  "left",      "right",      "full",  "on",
                            "using", "except", "intersect", "tablesample"});
}

namespace {
/// Which words of an expression with queries in it are a column of a table.
class ColumnPlaces {
public:
  ColumnPlaces(const Tokens &t, const Schema &state, QName own, const SubRef &column)
      : t(t), words(t), own(own == column.table ? own.name : Name()), column(column.sub) {
    for (size_t i : FromWalk(t).run()) {
      bool qualified = i + 2 < t.size() && t[i + 1].isSymbol(".") && t[i + 2].isName();
      size_t last = qualified ? i + 2 : i, next = last + 1;
      std::string_view ns = column.table.ns ? column.table.ns.str() : "public";
      bool isIt = t[last].name() == column.table.name.str() &&
                  (qualified ? t[i].name() == ns : !column.table.ns);
      if (isIt && next < t.size() && t[next].isWord("as"))
        ++next;
      if (isIt)
        rows.push_back(hasNoAlias(t, last) ? t[last].name() : t[next].name());
      else
        othersHave |= mayHave(state, qualified ? t[i].name() : "", t[last].name());
    }
    std::vector<bool> open; // whether a query stands in the parentheses
    for (size_t i = 0; i < t.size(); ++i) {
      if (t[i].isSymbol("("))
        open.push_back(i + 1 < t.size() && isWordOf(t[i + 1], {"select", "with", "values"}));
      else if (t[i].isSymbol(")") && !open.empty())
        open.pop_back();
      inQuery.push_back(std::ranges::count(open, true) > 0);
    }
  }
  bool isIt(size_t i) const {
    if (!t[i].isName() || t[i].name() != column.str() || !words.mayBeColumn(i))
      return false;
    bool ownRow = own && std::ranges::count(rows, own.string()) == 0;
    if (i > 1 && t[i - 1].isSymbol(".")) {
      std::string row = t[i - 2].name();
      return std::ranges::count(rows, row) > 0 || (own && row == own.str());
    }
    bool isField = i > 1 && t[i - 1].isSymbol("(") && t[i - 2].isWord("extract");
    bool isKeyword =
        t[i].kind != SqlToken::Kind::Quoted && sqlIdentifier(t[i].name()).starts_with('"');
    if (isField || isKeyword)
      return false;
    return inQuery[i] ? !othersHave && (ownRow || !rows.empty()) : bool(own);
  }

private:
  /// What is no table here may have any column.
  bool mayHave(const Schema &state, std::string_view ns, std::string_view name) const {
    if (ns == "public")
      ns = {};
    auto isIt = [&](QName n) { return n.name.str() == name && (n.ns ? n.ns.str() : "") == ns; };
    for (const View &view : state.views())
      if (isIt(view.name))
        return !view.query || hasStar(view.query) || mentionsName(view.query, column) ||
               std::ranges::count(view.columnNames, column) > 0;
    for (const Table &other : state.tables())
      if (isIt(other.name)) {
        const Table *whole = &other; // which has the columns of its partitions
        while (whole->partitionOf && state.table(whole->partitionOf))
          whole = state.table(whole->partitionOf);
        return whole->column(column) != nullptr;
      }
    return true;
  }

  const Tokens &t;
  WordPlaces words;
  Name own, column;
  std::vector<std::string> rows;
  std::vector<bool> inQuery;
  bool othersHave = false;
};
} // namespace

Expr renameColumnWithQueries(Context &context, const Schema &state, Expr sql, QName own,
                             const SubRef &column, Name to) {
  if (!mentionsName(sql, column.sub))
    return sql;
  std::string_view text = sql.str();
  Tokens t = tokensOf(sql);
  ColumnPlaces places(t, state, own, column);
  std::string out;
  size_t copied = 0;
  for (size_t i = 0; i < t.size(); ++i)
    if (places.isIt(i)) {
      out += text.substr(copied, t[i].begin - copied);
      out += sqlIdentifier(to.str(), t[i].kind == SqlToken::Kind::Quoted);
      copied = t[i].end;
    }
  return copied ? context.expr(out + std::string(text.substr(copied))) : sql;
}

template <class T>
static bool isThere(const EntityMap<T> &map, std::string_view ns, std::string_view name) {
  for (const T &e : map)
    if (e.name.name.str() == name && (e.name.ns ? e.name.ns.str() : "") == ns)
      return true;
  return false;
}

bool isReadable(const Schema &state, const QueryRelation &r, Context *context) {
  if (r.ns == "pg_catalog" || r.ns == "information_schema" || r.name.starts_with("pg_") ||
      state.extensions().size())
    return true;
  std::string_view ns = r.ns == "public" ? std::string_view() : std::string_view(r.ns);
  if (!context)
    return isThere(state.tables(), ns, r.name) || isThere(state.views(), ns, r.name) ||
           isThere(state.sequences(), ns, r.name);
  QName name{ns.empty() ? Name() : context->name(ns), context->name(r.name)};
  return state.table(name) || state.views().find(name) || state.find<Sequence>(name);
}

/// The spelling of \p name in the place of a token.
static std::string spelled(Name name, const SqlToken &like) {
  return sqlIdentifier(name.str(), like.kind == SqlToken::Kind::Quoted);
}

Expr renameRelationIn(Context &context, Expr query, QName from, QName to) {
  if (!mayMention(query, from))
    return query;
  std::string_view text = query.str();
  Tokens t = tokensOf(query);
  std::vector<size_t> places = FromWalk(t).run();
  std::set<std::string> with = withQueries(t);
  std::string out;
  size_t copied = 0;
  auto replace = [&](size_t begin, size_t end, const std::string &by) {
    out += text.substr(copied, t[begin].begin - copied);
    out += by;
    copied = t[end].end;
  };
  std::string_view ns = from.ns ? from.ns.str() : "public";
  // Columns are qualified by the name of the relation only where it goes by it.
  bool qualifies = std::ranges::any_of(places, [&](size_t i) {
    bool isQualified = i + 2 < t.size() && t[i + 1].isSymbol(".");
    size_t last = isQualified ? i + 2 : i;
    bool same = isQualified ? t[i].name() == ns : !from.ns;
    return same && t[last].name() == from.name.str() && hasNoAlias(t, last);
  });
  for (size_t i = 0; i < t.size(); ++i) {
    if (!t[i].isName() || (i > 0 && t[i - 1].isSymbol(".")))
      continue;
    bool qualified = i + 2 < t.size() && t[i + 1].isSymbol(".") && t[i + 2].isName();
    bool isPlace = std::find(places.begin(), places.end(), i) != places.end();
    if (qualified && t[i].name() == ns && t[i + 2].name() == from.name.str()) {
      std::string name =
          to.ns || from.ns ? sqlIdentifier(to.ns ? to.ns.str() : "public") + "." : "";
      replace(i, i + 2,
              (name.empty() ? spelled(context.name("public"), t[i]) + "." : name) +
                  spelled(to.name, t[i + 2]));
      i += 2;
    } else if (t[i].name() == from.name.str() && !with.contains(t[i].name()) &&
               (isPlace ? !qualified && !from.ns : qualified && qualifies)) {
      std::string ns = to.ns ? sqlIdentifier(to.ns.str()) + "." : std::string();
      replace(i, i, (isPlace ? ns : "") + spelled(to.name, t[i]));
    }
  }
  return copied ? context.expr(out + std::string(text.substr(copied))) : query;
}

Expr qualifyRelationsIn(Context &context, Expr query,
                        const std::function<QName(std::string_view)> &find) {
  std::string_view text = query.str();
  Tokens t = tokensOf(query);
  std::set<std::string> with = withQueries(t);
  std::string out;
  size_t copied = 0;
  for (size_t i : FromWalk(t).run()) {
    bool qualified = i + 1 < t.size() && t[i + 1].isSymbol(".");
    QName found = qualified || with.contains(t[i].name()) ? QName() : find(t[i].name());
    if (!found.ns)
      continue;
    out += text.substr(copied, t[i].begin - copied);
    out += sqlIdentifier(found.ns.str()) + ".";
    copied = t[i].begin;
  }
  return copied ? context.expr(out + std::string(text.substr(copied))) : query;
}

} // namespace schemac
