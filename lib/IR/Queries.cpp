//===- Queries.cpp - What the text of a view depends on -------------------===//
#include "schemac/IR/Queries.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <set>

namespace schemac {

using Tokens = std::vector<SqlToken>;

static Tokens tokensOf(Expr sql) { return sql ? lexSqlTokens(sql.str()) : Tokens(); }

static bool sameToken(const SqlToken &a, const SqlToken &b) {
  return a.isName() && b.isName() ? a.name() == b.name() : a.text == b.text;
}

bool sameSql(Expr a, Expr b) {
  if (a == b)
    return true;
  if (!a || !b)
    return false;
  Tokens x = tokensOf(a), y = tokensOf(b);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), sameToken);
}

//===--- what is read -----------------------------------------------------===//

static bool isWordOf(const SqlToken &t, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return t.isWord(w); });
}

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
/// Finds the places where a relation stands: after FROM and JOIN, and after the commas of a FROM.
class FromWalk {
public:
  explicit FromWalk(const Tokens &t) : t(t) {}

  /// Indexes of the first token of each name.
  std::vector<size_t> run() {
    for (size_t i = 0; i < t.size(); ++i) {
      if (t[i].isSymbol("("))
        inFrom.push_back(expectsItem(i)); // FROM (a JOIN b): its content begins an item, too
      else if (t[i].isSymbol(")") && inFrom.size() > 1)
        inFrom.pop_back();
      else if (t[i].isWord("from") && !inCall(i))
        inFrom.back() = true;
      else if (isWordOf(t[i], {"where", "group", "having", "order", "limit", "offset", "union",
                               "window", "intersect", "except", "fetch", "for", "select"}))
        inFrom.back() = false;
      else if (t[i].isName() && expectsItem(i) &&
               !isWordOf(t[i], {"only", "lateral", "select", "with", "values"}))
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
    return p.isWord("join") || (inFrom.back() && p.isSymbol(",")) ||
           (p.isSymbol("(") && inFrom.back() && i > 1 && expectsItem(i - 1));
  }
  void item(size_t i) {
    size_t last = i + 2 < t.size() && t[i + 1].isSymbol(".") ? i + 2 : i;
    bool isFunction = last + 1 < t.size() && t[last + 1].isSymbol("(");
    if (!isFunction)
      found.push_back(i);
  }

  const Tokens &t;
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
    return isThere(state.tables(), ns, r.name) || isThere(state.views(), ns, r.name);
  QName name{ns.empty() ? Name() : context->name(ns), context->name(r.name)};
  return state.table(name) || state.views().find(name);
}

//===--- what may be meant ------------------------------------------------===//

bool mayMention(Expr query, QName object) {
  if (!mentionsName(query, object.name))
    return false;
  if (!object.ns) // also where public is said, and where a qualifier is an alias
    return true;
  Tokens t = tokensOf(query);
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].isName() && t[i].name() == object.name.str()) {
      bool qualified = i > 1 && t[i - 1].isSymbol(".") && t[i - 2].isName();
      if (!qualified || t[i - 2].name() == object.ns.str())
        return true;
    }
  return false;
}

/// Whether a type can stand at \p i: x::t, cast(x as t), t 'literal', t(1, 2), and x t in a list of
/// columns with their types. Behind AS and behind a name it may be an alias.
static bool mayBeType(const Tokens &t, size_t i) {
  bool qualified = i > 1 && t[i - 1].isSymbol(".") && t[i - 2].isName();
  size_t first = qualified ? i - 2 : i;
  const SqlToken *before = first > 0 ? &t[first - 1] : nullptr;
  const SqlToken *after = i + 1 < t.size() ? &t[i + 1] : nullptr;
  if (after && (after->kind == SqlToken::Kind::String || after->isSymbol("(")))
    return true;
  if (!before)
    return false;
  // Words that an expression begins after; behind any other name this one may be a type.
  bool opener =
      isWordOf(*before, {"select", "distinct", "where", "and", "or", "not", "on", "by", "when",
                         "then", "else", "case", "in", "like", "from", "join", "having"});
  return before->isSymbol("::") || (before->isName() && !opener);
}

bool mayMentionType(Expr query, QName type) {
  if (!mayMention(query, type))
    return false;
  Tokens t = tokensOf(query);
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].isName() && t[i].name() == type.name.str() && mayBeType(t, i))
      return true;
  return false;
}

bool hasStar(Expr query) {
  Tokens t = tokensOf(query);
  for (size_t i = 1; i < t.size(); ++i) {
    if (t[i].isWord("natural"))
      return true;
    if (!t[i].isSymbol("*"))
      continue;
    const SqlToken &p = t[i - 1];
    bool last = i + 1 == t.size() || t[i + 1].isSymbol(",") || t[i + 1].isWord("from");
    if (isWordOf(p, {"select", "distinct", "all"}) || p.isSymbol(",") || p.isSymbol(".") || last)
      return true;
  }
  return false;
}

bool mayUseColumn(const View &view, QName relation, Name column) {
  if (!mayMention(view.query, relation))
    return false;
  if (mentionsName(view.query, column))
    return true;
  auto isIt = [&](const Column &c) { return c.name == column; };
  return hasStar(view.query) &&
         (view.columns.empty() || std::any_of(view.columns.begin(), view.columns.end(), isIt));
}

void pinStar(View &view, const Schema &state) {
  view.columns.clear();
  if (!hasStar(view.query))
    return;
  for (const Table &t : state.tables())
    if (mayMention(view.query, t.name))
      view.columns.insert(view.columns.end(), t.columns.begin(), t.columns.end());
}

std::vector<QName> viewsWithQuery(const Schema &state) {
  std::vector<QName> out;
  for (const View &v : state.views())
    if (v.query)
      out.push_back(v.name);
  std::sort(out.begin(), out.end());
  return out;
}

/// A relation stands behind FROM or JOIN; a type, and a function, where mayMentionType() says.
static bool mayNeed(Expr query, QName object) {
  if (!mayMention(query, object))
    return false;
  auto isIt = [&](const QueryRelation &r) {
    return r.name == object.name.str() &&
           (r.ns.empty() || r.ns == (object.ns ? object.ns.str() : "public"));
  };
  std::vector<QueryRelation> reads = relationsRead(query);
  return std::any_of(reads.begin(), reads.end(), isIt) || mayMentionType(query, object);
}

std::vector<QName> viewsOver(const Schema &state, QName object) {
  std::vector<QName> out = state.index().withQuery();
  std::erase_if(
      out, [&](QName v) { return v == object || !mayNeed(state.views().find(v)->query, object); });
  return out;
}

std::vector<QName> viewsOverType(const Schema &state, QName type) {
  std::vector<QName> out = state.index().withQuery();
  std::erase_if(out, [&](QName v) { return !mayMentionType(state.views().find(v)->query, type); });
  return out;
}

std::vector<QName> viewsOver(const Schema &state, QName relation, Name column) {
  std::vector<QName> out = state.index().withQuery();
  std::erase_if(out, [&](QName v) {
    return v == relation || !mayUseColumn(*state.views().find(v), relation, column);
  });
  return out;
}

static void addDependents(const Schema &state, QName view, std::set<QName> &seen,
                          std::vector<QName> &out) {
  if (!seen.insert(view).second)
    return;
  for (QName v : viewsOver(state, view))
    addDependents(state, v, seen, out);
  out.push_back(view);
}

std::vector<QName> withDependents(const Schema &state, const std::vector<QName> &views) {
  std::set<QName> seen;
  std::vector<QName> out;
  for (QName v : views)
    addDependents(state, v, seen, out);
  return out;
}

QName functionOver(const Schema &state, QName type) {
  auto isIt = [&](Type t) {
    Type named = t ? definedIn(t) : Type();
    return named && named.named() == type;
  };
  auto inList = [&](const std::vector<FunctionArg> &list) {
    return std::any_of(list.begin(), list.end(), [&](auto &a) { return isIt(a.type); });
  };
  for (const Function &f : state.functions())
    if (isIt(f.returns) || inList(f.args) || inList(f.table))
      return f.name;
  return {};
}

bool applyBeside(const Op &op, Schema &state, Context &context) {
  if (apply(op, state, context, nullptr))
    return true;
  std::vector<View> views;
  for (QName v : viewsWithQuery(state)) {
    views.push_back(*state.views().find(v));
    state.remove<View>(v);
  }
  std::vector<std::pair<QName, std::vector<Trigger>>> triggers;
  for (const Table &t : state.tables())
    if (std::any_of(t.triggers.begin(), t.triggers.end(), [](auto &x) { return x.action; }))
      triggers.emplace_back(t.name, t.triggers);
  for (const auto &[table, list] : triggers)
    std::erase_if(state.edit<Table>(table)->triggers, [](auto &x) { return x.action; });
  bool applied = apply(op, state, context, nullptr);
  for (const auto &[table, list] : triggers)
    if (Table *t = state.edit<Table>(table))
      for (const Trigger &x : list)
        if (x.action)
          t->triggers.push_back(x);
  for (View &v : views)
    state.put(std::move(v));
  return applied;
}

//===--- other names ------------------------------------------------------===//

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
    } else if (!from.ns && t[i].name() == from.name.str() && !with.contains(t[i].name()) &&
               (isPlace ? !qualified : qualified)) {
      std::string ns = to.ns ? sqlIdentifier(to.ns.str()) + "." : std::string();
      replace(i, i, (isPlace ? ns : "") + spelled(to.name, t[i]));
    }
  }
  return copied ? context.expr(out + std::string(text.substr(copied))) : query;
}

//===--- replacing --------------------------------------------------------===//

/// The index of the FROM that ends the first select list; the size when there is none.
static size_t endOfSelectList(const Tokens &t) {
  unsigned depth = 0;
  for (size_t i = 0; i < t.size(); ++i) {
    depth += t[i].isSymbol("(");
    depth -= t[i].isSymbol(")");
    if (!depth && i && t[i].isWord("from") && !t[i - 1].isWord("distinct"))
      return i;
  }
  return t.size();
}

bool extendsView(const View &old, const View &now) {
  if (!(old.name == now.name) || old.materialized || now.materialized || hasStar(old.query) ||
      hasStar(now.query))
    return false;
  const auto &a = old.columnNames, &b = now.columnNames;
  if (a.size() > b.size() || !std::equal(a.begin(), a.end(), b.begin()) ||
      (a.empty() && !b.empty()))
    return false;
  if (sameSql(old.query, now.query))
    return a == b;
  Tokens x = tokensOf(old.query), y = tokensOf(now.query);
  size_t endX = endOfSelectList(x), endY = endOfSelectList(y);
  return !x.empty() && x[0].isWord("select") && endX < endY && y[endX].isSymbol(",") &&
         std::equal(x.begin(), x.begin() + endX, y.begin(), sameToken) &&
         std::equal(x.begin() + endX, x.end(), y.begin() + endY, y.end(), sameToken);
}

} // namespace schemac
