//===- Queries.cpp - What the text of a view depends on -------------------===//
#include "schemac/IR/Queries.h"
#include "QueryTokens.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <set>

namespace schemac {

static bool sameToken(const SqlToken &a, const SqlToken &b) {
  return a.isName() && b.isName() ? a.name() == b.name() : a.text == b.text;
}

/// Without "public.", which names without a namespace mean.
static Tokens withoutPublic(Tokens t) {
  Tokens out;
  for (size_t i = 0; i < t.size(); ++i) {
    bool qualifies = t[i].isName() && t[i].name() == "public" && i + 2 < t.size() &&
                     t[i + 1].isSymbol(".") && t[i + 2].isName() &&
                     (i == 0 || !t[i - 1].isSymbol("."));
    if (qualifies)
      ++i;
    else
      out.push_back(t[i]);
  }
  return out;
}

bool sameSql(Expr a, Expr b) {
  if (a == b)
    return true;
  if (!a || !b)
    return false;
  Tokens x = withoutPublic(tokensOf(a)), y = withoutPublic(tokensOf(b));
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), sameToken);
}

//===--- what may be meant ------------------------------------------------===//

bool mayMention(Expr query, QName object) {
  if (!mentionsName(query, object.name))
    return false;
  Tokens t = tokensOf(query);
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].isName() && t[i].name() == object.name.str()) {
      bool qualified = i > 1 && t[i - 1].isSymbol(".") && t[i - 2].isName();
      // Without a schema: also where public is said, and where a qualifier is an alias, which one
      // of a call never is.
      bool isCall = i + 1 < t.size() && t[i + 1].isSymbol("(");
      if (!qualified ||
          (object.ns ? t[i - 2].name() == object.ns.str() : !isCall || t[i - 2].name() == "public"))
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
    // u.*::u is a row as one value.
    if (!t[i].isSymbol("*") || (i + 1 < t.size() && t[i + 1].isSymbol("::")))
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
  if (mayNameColumn(view.query, column))
    return true;
  auto isIt = [&](const Column &c) { return c.name == column; };
  return hasStar(view.query) &&
         (view.columns.empty() || std::any_of(view.columns.begin(), view.columns.end(), isIt));
}

void pinStar(View &view, const Schema &state) {
  view.columns.clear();
  if (!hasStar(view.query))
    return;
  auto pin = [&](const Table &t) {
    for (const Column &c : t.columns)
      if (std::ranges::none_of(view.columns, [&](const Column &p) { return p.name == c.name; }))
        view.columns.push_back(c);
  };
  for (const Table &t : state.tables())
    if (mayMention(view.query, t.name))
      pin(t);
  for (const Function &f : state.functions())
    if (f.returns && f.returns.is(TypeKind::Composite) && mayMention(view.query, f.bare()))
      if (const Table *rows = state.table(f.returns.named()))
        pin(*rows);
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
bool mayNeed(Expr query, QName object) {
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
  std::vector<QName> out = state.index().withWord(object.name);
  std::erase_if(
      out, [&](QName v) { return v == object || !mayNeed(state.views().find(v)->query, object); });
  return out;
}

std::vector<QName> viewsOverType(const Schema &state, QName type) {
  std::vector<QName> out = state.index().withWord(type.name);
  std::erase_if(out, [&](QName v) { // a view is a type, too, and none of itself
    return v == type || !mayMentionType(state.views().find(v)->query, type);
  });
  return out;
}

std::vector<QName> viewsOver(const Schema &state, QName relation, Name column) {
  std::vector<QName> out, names = rowsOf(state, relation);
  for (QName name : names) {
    std::vector<QName> with = state.index().withWord(name.name);
    out.insert(out.end(), with.begin(), with.end());
  }
  if (names.size() > 1) {
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }
  std::erase_if(out, [&](QName v) {
    const View &view = *state.views().find(v);
    return v == relation || std::none_of(names.begin(), names.end(), [&](QName name) {
             return mayUseColumn(view, name, column);
           });
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

bool hasInSignature(const Function &f, QName type) {
  auto isIt = [&](Type t) {
    Type named = t ? definedIn(t) : Type();
    return named && named.named() == type;
  };
  auto inList = [&](const std::vector<FunctionArg> &list) {
    return std::any_of(list.begin(), list.end(), [&](auto &a) { return isIt(a.type); });
  };
  return isIt(f.returns) || inList(f.args) || inList(f.table);
}

QName functionOver(const Schema &state, QName type) {
  if (state.index().withSignature(type).empty())
    return {};
  for (const Function &f : state.functions()) // the first that is declared
    if (hasInSignature(f, type))
      return f.name;
  return {};
}

std::vector<QName> functionsOver(const Schema &state, QName type) {
  return state.index().withSignature(type);
}

std::vector<QName> rowsOf(const Schema &state, QName relation) {
  std::vector<QName> out{relation};
  for (QName name : state.index().withSignature(relation))
    if (const Function &f = *state.functions().find(name);
        f.returns && f.returns.is(TypeKind::Composite) && f.returns.named() == relation)
      out.push_back(f.bare());
  return out;
}

/// Whether it can go for a moment, and has to with the views.
static bool standsOnViews(const Schema &state, const Function &f) {
  if (hasTreeBody(f))
    return true;
  auto isView = [&](Type type) {
    Type named = type ? definedIn(type) : Type();
    return named && state.views().find(named.named());
  };
  auto any = [&](const std::vector<FunctionArg> &list) {
    return std::any_of(list.begin(), list.end(), [&](auto &a) { return isView(a.type); });
  };
  return isView(f.returns) || any(f.args) || any(f.table);
}

bool applyBeside(const Op &op, Schema &state, Context &context) {
  if (apply(op, state, context, nullptr))
    return true;
  if (auto drop = dynOp<DropFunctionOp>(op); drop && drop->remade())
    return state.remove<Function>(drop->function()), true;
  std::vector<Function> functions;
  const QName *own = op.fields.empty() ? nullptr : std::get_if<QName>(&op.fields[0]);
  for (const Function &f : state.functions())
    if (standsOnViews(state, f) && !(own && *own == f.name))
      functions.push_back(f);
  for (const Function &f : functions)
    state.remove<Function>(f.name);
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
  for (Function &f : functions)
    if (!state.functions().find(f.name))
      state.put(std::move(f));
  return applied;
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
