//===- Respell.cpp - A database's SQL in the author's words ---------------===//
//
// Every comparison of states is one of texts, from the diff to the proofs. So where a database and
// a source mean the same, the database's state takes over the source's text, once, before anything
// is compared.
//
//===----------------------------------------------------------------------===//
#include "MySqlMeaning.h"
#include "SqlConstants.h"
#include "StorageFaults.h"
#include "schemac/IR/Moments.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SqlMeaning.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {

namespace {

class Respelling {
public:
  Respelling(Schema &server, const Schema &source, Context &context)
      : server(server), source(source), context(context),
        mysql(traitsOf(server.dialect).sqlRules == SqlRules::MySql) {}

  void run() {
    for (const Table &now : source.tables())
      if (const Table *old = counterpart(now); old && old != &now && !same(*old, now)) {
        QName was = old->name; // the table itself is put anew
        table(*old, now);
        if (!(was == now.name))
          renamedTables.emplace_back(now.name, was);
      }
    for (const View &now : source.views())
      view(now);
    for (const Domain &now : source.domains())
      domain(now);
    for (const Function &now : source.functions())
      function(now);
    for (const Publication &now : source.publications())
      publication(now);
    for (const Extension &now : source.extensions())
      if (const Extension *old = server.find<Extension>(now.name); old && !now.comment)
        server.edit<Extension>(old->name)->comment = Name(); // its own, which nobody states
    for (const ExtendedStatistics &now : source.statistics())
      statistics(now);
    for (const RangeType &now : source.ranges())
      range(now);
  }

  /// Only what differs by its blanks: two versions in one form have one author's words.
  void runBlanks() {
    for (const Table &now : source.tables())
      if (const Table *old = counterpart(now); old && old != &now && !same(*old, now))
        blanks(*old, now);
  }

private:
  static void takeBlanks(Expr &old, Expr now) {
    if (old != now && old && now && sameSql(old, now))
      old = now;
  }
  static void takeBlanks(std::vector<IndexElem> &old, const std::vector<IndexElem> &now) {
    for (size_t i = 0; i < old.size() && i < now.size(); ++i)
      takeBlanks(old[i].expr, now[i].expr);
  }
  void blanks(const Table &old, const Table &now) {
    Table t = old;
    for (const Column &c : now.columns)
      if (Column *was = t.column(c.name)) {
        takeBlanks(was->defaultExpr, c.defaultExpr);
        Expr generated = was->generated();
        takeBlanks(generated, c.generated());
        if (generated == was->generated())
          continue;
        ColumnExtra extra = *was->extra;
        extra.generated = generated;
        was->extra = context.make<ColumnExtra>(extra);
      }
    for (const Constraint &c : now.constraints)
      if (Constraint *was = t.constraint(c.name); was && was->kind == c.kind)
        takeBlanks(was->check, c.check);
    for (const Index &i : now.indexes)
      if (auto was = std::ranges::find(t.indexes, i.name, &Index::name); was != t.indexes.end()) {
        takeBlanks(was->elems, i.elems);
        takeBlanks(was->where, i.where);
      }
    for (const Policy &p : now.policies)
      if (Policy *was = t.policy(p.name)) {
        takeBlanks(was->usingExpr, p.usingExpr);
        takeBlanks(was->withCheck, p.withCheck);
      }
    server.put(std::move(t));
  }

  template <class T> const T *counterpart(const T &now) {
    if constexpr (requires { now.renamedFrom; })
      if (now.renamedFrom)
        if (const T *old = server.find<T>({now.name.ns, now.renamedFrom}))
          return old;
    return server.find<T>(now.name);
  }

  //===--- expressions ----------------------------------------------------===//

  /// Takes over \p now into \p old when both mean the same. Columns are called as in the server.
  bool take(Expr &old, Expr now, Type target = Type()) {
    if (old == now)
      return true;
    Expr here = asBefore(now);
    if (!sameMeaning(here, old, types, target) &&
        !(mysql && sqltree::sameInMySql(here, old, target)))
      return false;
    old = here;
    return true;
  }

  /// The source's expression with the former names of renamed columns.
  Expr asBefore(Expr now) {
    for (auto [is, was] : renamed)
      now = renameColumnIn(context, now, is, was, current);
    return now;
  }

  const Table *whole(const Table &t) const {
    const Table *whole = &t;
    while (const Table *above = whole->partitionOf ? server.table(whole->partitionOf) : nullptr)
      whole = above;
    return whole;
  }

  /// Whether a value can be so long that it is kept beside the rows.
  static bool mayHaveToast(const Table &t) {
    return !std::ranges::all_of(t.columns, isFixedLength, &Column::type);
  }

  void settle(const Table &old, const Table &now) {
    renamed.clear();
    current = now.name.name;
    columns = whole(old);
    for (const Column &c : now.columns)
      if (c.renamedFrom() && old.column(c.renamedFrom()))
        renamed.emplace_back(c.name, c.renamedFrom());
    types = [whole = whole(old)](std::string_view, std::string_view column) {
      for (const Column &c : whole->columns)
        if (c.name.str() == column)
          return c.type;
      return Type();
    };
  }

  //===--- parts of tables ------------------------------------------------===//

  void table(const Table &old, const Table &now) {
    settle(old, now);
    Table t = old;
    for (const Column &c : now.columns) {
      Column *was =
          t.column(c.renamedFrom() && old.column(c.renamedFrom()) ? c.renamedFrom() : c.name);
      if (was)
        column(*was, c);
    }
    for (const Constraint &c : now.constraints)
      constraint(t, c);
    indexes(t.indexes, now.indexes);
    for (const Trigger &trigger : now.triggers)
      for (Trigger &was : t.triggers)
        if (was.name == trigger.name && was.action && trigger.action) {
          auto action = std::make_shared<TriggerAction>(*was.action);
          if (take(action->when, trigger.action->when))
            was.action = action;
        }
    for (const Policy &p : now.policies)
      if (Policy *was = t.policy(p.name)) {
        take(was->usingExpr, p.usingExpr);
        take(was->withCheck, p.withCheck);
      }
    if (t.partitionBy.strategy == now.partitionBy.strategy)
      elems(t.partitionBy.elems, now.partitionBy.elems);
    if (t.bound && now.bound && sameBound(t.bound, now.bound))
      t.bound = now.bound;
    if (!mayHaveToast(*whole(old)))
      for (const Parameter &p : now.parameters)
        if (p.name.str().starts_with("toast.") &&
            std::ranges::find(t.parameters, p) == t.parameters.end())
          t.parameters.push_back(p); // the server has no place to keep it
    server.put(std::move(t));
  }

  static bool isNull(Expr e) {
    std::optional<sqltree::Node> n = e ? sqltree::parseExpression(e.str()) : std::nullopt;
    return n && sqltree::withoutCasts(*n).is(sqltree::Kind::Constant, "null");
  }

  static bool isLiteral(Expr e) {
    std::optional<sqltree::Node> n = e ? sqltree::parseExpression(e.str()) : std::nullopt;
    return n && sqltree::withoutCasts(*n).is(sqltree::Kind::String);
  }

  void column(Column &was, const Column &is) {
    if (!was.defaultExpr && isNull(is.defaultExpr))
      was.defaultExpr = is.defaultExpr; // none at all
    if (!take(was.defaultExpr, is.defaultExpr, was.type) && isLiteral(was.defaultExpr) &&
        !frozenMoment(is.defaultExpr, was.type).empty())
      was.defaultExpr = is.defaultExpr; // whatever moment that was when it was set
    if (!was.generated() || !is.generated())
      return;
    ColumnExtra extra = *was.extra;
    if (take(extra.generated, is.generated()))
      was.extra = context.make<ColumnExtra>(extra);
  }

  void constraint(Table &t, const Constraint &is) {
    Constraint *was = t.constraint(is.name);
    if (is.kind == ConstraintKind::Exclusion && was && was->kind == is.kind) {
      ConstraintExtra extra = was->more();
      elems(extra.elems, is.more().elems);
      take(extra.where, is.more().where);
      if (!extra.method && is.more().method && is.more().method.str() == "btree")
        extra.method = is.more().method;
      was->edit() = extra;
    }
    if (is.kind != ConstraintKind::Check)
      return;
    if (was && was->kind == is.kind && take(was->check, is.check))
      return;
    for (Constraint &other : t.constraints) // it may have another name
      if (other.kind == is.kind && !source.table(t.name))
        take(other.check, is.check);
      else if (other.kind == is.kind && !source.table(t.name)->constraint(other.name))
        take(other.check, is.check);
  }

  void elem(IndexElem &was, const IndexElem &is) {
    take(was.expr, is.expr);
    // A default that is written out.
    NullsOrder usual = is.descending ? NullsOrder::First : NullsOrder::Last;
    if (was.nulls == NullsOrder::Default && is.nulls == usual && was.descending == is.descending)
      was.nulls = is.nulls;
    if (!was.opclass && is.opclass && is.opclass.str().ends_with("_ops") && isUsual(is.opclass))
      was.opclass = is.opclass;
    // The collation of an expression is that of its columns, which a server does not tell apart.
    if (was.expr && was.collation && !is.collation)
      was.collation = is.collation;
    // Nor whether one that the column has is said once more.
    const Column *column = columns && was.column ? columns->column(was.column) : nullptr;
    if (column && !was.collation && is.collation == column->collation())
      was.collation = is.collation;
  }
  static bool isUsual(Name opclass) {
    static constexpr std::string_view Usual[] = {
        "text_ops",        "int4_ops",    "int8_ops",  "int2_ops",     "bool_ops",
        "date_ops",        "uuid_ops",    "jsonb_ops", "array_ops",    "timestamp_ops",
        "timestamptz_ops", "numeric_ops", "range_ops", "tsvector_ops", "float8_ops",
        "float4_ops",      "enum_ops"};
    return std::ranges::find(Usual, opclass.str()) != std::end(Usual);
  }
  void elems(std::vector<IndexElem> &was, const std::vector<IndexElem> &is) {
    if (was.size() == is.size())
      for (size_t i = 0; i < is.size(); ++i)
        elem(was[i], is[i]);
  }

  Index respelled(Index was, const Index &is) {
    elems(was.elems, is.elems);
    take(was.where, is.where);
    if (!was.method && is.method && is.method.str() == "btree")
      was.method = is.method;
    return was;
  }
  void indexes(std::vector<Index> &old, const std::vector<Index> &now) {
    for (const Index &is : now) {
      auto was = std::ranges::find_if(old, [&](const Index &i) { return i.name == is.name; });
      if (was != old.end()) {
        *was = respelled(*was, is);
        continue;
      }
      for (Index &other : old) { // it may have another name
        Index candidate = respelled(other, is);
        candidate.name = is.name;
        if (sameIndex(candidate, is)) {
          candidate.name = other.name;
          other = candidate;
          break;
        }
      }
    }
  }

  /// FROM ('2024-01-01') TO (MAXVALUE): words in any case, values as the server writes them.
  static bool sameBound(Expr a, Expr b) {
    struct Piece {
      std::string text;
      bool isValue, isName;
    };
    auto pieces = [](Expr e) {
      std::vector<Piece> list;
      bool negative = false;
      for (const SqlToken &t : lexSqlTokens(e.str())) {
        std::string text(t.text);
        if (t.isSymbol("-")) {
          negative = true;
          continue;
        }
        bool string = t.kind == SqlToken::Kind::String;
        if (string)
          text = text.substr(1, text.size() - 2);
        list.push_back({(negative ? "-" : "") + (t.isName() ? t.name() : text),
                        string || t.kind == SqlToken::Kind::Number, t.isName()});
        negative = false;
      }
      return list;
    };
    std::vector<Piece> x = pieces(a), y = pieces(b);
    return std::ranges::equal(x, y, [](const Piece &s, const Piece &t) {
      if (s.isValue != t.isValue || s.isName != t.isName)
        return false;
      return s.text == t.text || (s.isValue && (sqltree::sameText(s.text, t.text, "timestamp") ||
                                                sqltree::sameText(s.text, t.text, "numeric")));
    });
  }

  //===--- other objects --------------------------------------------------===//

  /// Whether \p query, that of \p now, is what the server has of it. A dump may be either side.
  bool sameAs(const View &old, Expr query, const View &now) {
    if (!mysql)
      return sameQuery(query, now.columnNames, old.query, server);
    return sqltree::sameQueryInMySql(query, now.columnNames, old.query, server) ||
           (now.columnNames.empty() &&
            sqltree::sameQueryInMySql(old.query, old.columnNames, query, source));
  }

  void view(const View &now) {
    const View *old = counterpart(now);
    if (!old || !old->query || !now.query || same(*old, now))
      return;
    View v = *old;
    Expr query = now.query;
    for (auto [is, was] : renamedTables)
      query = renameRelationIn(context, query, is, was);
    if (v.query != query && sameAs(v, query, now)) {
      v.query = query;
      v.columnNames = now.columnNames;
    }
    renamed.clear();
    columns = nullptr;
    types = [](std::string_view, std::string_view) { return Type(); };
    indexes(v.indexes, now.indexes);
    server.put(std::move(v));
  }

  void domain(const Domain &now) {
    const Domain *old = counterpart(now);
    if (!old)
      return;
    Domain d = *old;
    renamed.clear();
    types = [&](std::string_view, std::string_view column) {
      return column == "value" ? d.base : Type();
    };
    take(d.defaultExpr, now.defaultExpr, d.base);
    for (const Constraint &c : now.checks)
      if (Constraint *was = d.check(c.name))
        take(was->check, c.check);
    server.put(std::move(d));
  }

  void range(const RangeType &now) {
    const RangeType *old = counterpart(now);
    if (!old)
      return;
    RangeType r = *old;
    // Names that a server chooses are not stated.
    if (!now.multirange)
      r.multirange = now.multirange;
    server.put(std::move(r));
  }

  void statistics(const ExtendedStatistics &now) {
    const ExtendedStatistics *old = counterpart(now);
    const Table *table = old ? server.table(old->table) : nullptr;
    if (!table || old->expressions.size() != now.expressions.size())
      return;
    ExtendedStatistics s = *old;
    settle(*table, *table);
    for (size_t i = 0; i < s.expressions.size(); ++i)
      take(s.expressions[i], now.expressions[i]);
    server.put(std::move(s));
  }

  static bool sameWord(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, {}, [](char c) { return std::tolower(c); }, [](char c) { return std::tolower(c); });
  }

  /// Values of a setting: a list of words and literals.
  static std::vector<std::string> settingParts(Expr value) {
    std::vector<std::string> parts;
    for (const SqlToken &t : lexSqlTokens(value.str()))
      if (t.isName())
        parts.push_back(t.name());
      else if (t.kind == SqlToken::Kind::String)
        parts.emplace_back(t.text.substr(1, t.text.size() - 2));
      else if (!t.isSymbol(","))
        parts.emplace_back(t.text);
    return parts;
  }

  void function(const Function &now) {
    const Function *old = counterpart(now);
    if (!old || same(*old, now))
      return;
    Function f = *old;
    renamed.clear();
    types = [](std::string_view, std::string_view) { return Type(); };
    for (size_t i = 0; i < f.args.size() && i < now.args.size(); ++i)
      take(f.args[i].defaultExpr, now.args[i].defaultExpr, f.args[i].type);
    for (size_t i = 0; i < f.settings.size() && i < now.settings.size(); ++i)
      if (sameWord(f.settings[i].first.str(), now.settings[i].first.str()) &&
          settingParts(f.settings[i].second) == settingParts(now.settings[i].second))
        f.settings[i] = now.settings[i];
    if (f.body != now.body && sameTreeBody(now, f, server))
      f.body = now.body;
    server.put(std::move(f));
  }

  void publication(const Publication &now) {
    const Publication *old = counterpart(now);
    if (!old)
      return;
    Publication p = *old;
    for (PublishedTable &t : p.tables)
      if (const PublishedTable *is = now.table(t.table))
        if (const Table *table = server.table(t.table)) {
          settle(*table, *table);
          take(t.where, is->where);
        }
    server.put(std::move(p));
  }

  Schema &server;
  const Schema &source;
  Context &context;
  const bool mysql;
  ColumnTypes types;
  std::vector<std::pair<QName, QName>> renamedTables; ///< now, before
  std::vector<std::pair<Name, Name>> renamed;         ///< columns of the table at hand: now, before
  Name current;
  const Table *columns = nullptr; ///< the table that has those of the indexes at hand
};

} // namespace

void respell(Schema &server, const Schema &source, Context &context) {
  Respelling(server, source, context).run();
}

void respellBlanks(Schema &from, const Schema &to, Context &context) {
  Respelling(from, to, context).runBlanks();
}

} // namespace schemac
