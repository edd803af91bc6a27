//===- ProveExpressions.cpp - SQL in other languages is SQL ---------------===//
//
// Prisma's dbgenerated(), HCL's sql() and YAML's texts carry SQL that their own grammars do not
// know. PostgreSQL's parser reads each of them here, alone, as it will stand in a statement: what
// is no expression, or more than one, would break that statement or end it.
//
//===----------------------------------------------------------------------===//
#include "ExpressionPlaces.h"
#include "Newer.h"
#include "Nodes.h"
#include "Parse.h"
#include "Scopes.h"
#include "schemac/Frontend/SQL/Diags.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <unordered_map>

namespace schemac::sql {

namespace {

using ProvedAt = ExpressionPlace;

class Prover {
public:
  Prover(const Schema &schema, DiagEngine &diags) : schema(schema), diags(diags) {}

  /// Of a column that \p old has as it is nothing is filled any more: what filled it may be gone.
  void backfills(const Table &t, const Table &old, const Schema &from) {
    for (const Column &c : t.columns) {
      const Column *was = old.column(c.renamedFrom() ? c.renamedFrom() : c.name);
      if (!c.backfill() || (was && was->type == c.type && (!was->nullable || c.nullable) &&
                            !losesValues(from, c.type)))
        continue;
      std::string name = SubRef{t.name, c.name}.str();
      columns(t, c.backfill(), c.range, name);
      labels(c, name);
    }
  }

  void run() {
    for (const Table &t : schema.tables())
      table(t);
    for (const View &v : schema.views()) {
      query(v.query, v.range, v.name.str());
      shown(v);
    }
    for (const Domain &d : schema.domains()) {
      expression(d.defaultExpr, ProvedAt::Default, d.range, d.name.str());
      type(d.base, d.range, d.name.str());
      for (const Constraint &c : d.checks) {
        expression(c.check, ProvedAt::Check, c.range, c.name.string());
        auto value = [&](std::string_view name) { return name == "value" ? d.base : Type(); };
        condition(c.check, value, c.range, SubRef{d.name, c.name}.str());
      }
    }
    for (const Composite &c : schema.composites())
      for (const Attribute &a : c.attributes)
        type(a.type, a.range, a.name.string());
    for (const Function &f : schema.functions())
      function(f);
    for (const ExtendedStatistics &s : schema.statistics())
      for (Expr e : s.expressions)
        expression(e, ProvedAt::Statistics, s.range, s.name.str());
    for (const Publication &p : schema.publications())
      for (const PublishedTable &t : p.tables)
        expression(t.where, ProvedAt::Publication, p.range, p.name.str());
  }

private:
  void table(const Table &t) {
    for (const Column &c : t.columns) {
      std::string name = SubRef{t.name, c.name}.str();
      type(c.type, c.range, name);
      expression(c.defaultExpr, ProvedAt::Default, c.range, name);
      expression(c.generated(), ProvedAt::Generated, c.range, name, typesOf(t));
      expression(c.backfill(), ProvedAt::OldRows, c.range, name);
      columns(t, c.generated(), c.range, name);
    }
    elements(t, t.partitionBy.elems, t.range, t.name.str());
    for (const Constraint &c : t.constraints) {
      std::string name = SubRef{t.name, c.name}.str();
      overColumns(t, c.check, ProvedAt::Check, c.range, name);
      overColumns(t, c.more().where, ProvedAt::Index, c.range, name);
      for (Expr e : {c.check, c.more().where})
        condition(t, e, c.range, name);
      elements(t, c.more().elems, c.range, name);
    }
    for (const Index &i : t.indexes) {
      std::string name = SubRef{t.name, i.name}.str();
      overColumns(t, i.where, ProvedAt::Index, i.range, name);
      condition(t, i.where, i.range, name);
      elements(t, i.elems, i.range, name);
    }
    for (const Policy &p : t.policies)
      for (Expr e : {p.usingExpr, p.withCheck}) {
        overColumns(t, e, ProvedAt::Policy, p.range, SubRef{t.name, p.name}.str());
        condition(t, e, p.range, SubRef{t.name, p.name}.str());
      }
    for (const Trigger &g : t.triggers)
      if (g.action)
        expression(g.action->when, ProvedAt::Trigger, t.range, SubRef{t.name, g.name}.str());
  }

  void elements(const Table &t, const std::vector<IndexElem> &list, SourceRange where,
                const std::string &name) {
    for (const IndexElem &e : list)
      overColumns(t, e.expr, ProvedAt::Index, where, name);
  }

  void overColumns(const Table &t, Expr e, ProvedAt place, SourceRange where,
                   const std::string &owner) {
    expression(e, place, where, owner, typesOf(t));
    columns(t, e, where, owner);
  }

  static TypeOfName typesOf(const Table &t) {
    return [&t](std::string_view name) {
      auto named = [&](const Column &c) { return c.name.str() == name; };
      auto at = std::ranges::find_if(t.columns, named);
      return at == t.columns.end() ? Type() : at->type;
    };
  }

  /// Whether it can be true or false at all.
  void condition(Expr e, const TypeOfName &typeOf, SourceRange where, const std::string &owner) {
    if (!e)
      return;
    std::string why, unread; // which expression() has told
    withValue(e, unread, [&](const Node *value) { why = truthFault(schema, value, typeOf); });
    if (!why.empty())
      complain(e.str(), where, owner, "condition", why);
  }

  void condition(const Table &t, Expr e, SourceRange where, const std::string &owner) {
    condition(e, typesOf(t), where, owner);
  }

  void function(const Function &f) {
    for (const auto *list : {&f.args, &f.table})
      for (const FunctionArg &a : *list) {
        expression(a.defaultExpr, ProvedAt::Default, f.range, f.name.str());
        type(a.type, f.range, f.name.str());
      }
    type(f.returns, f.range, f.name.str());
  }

  void expression(Expr e, ProvedAt place, SourceRange where, const std::string &owner,
                  const TypeOfName &typeOf = nullptr) {
    // What names mean in an index depends on its table.
    bool isOfTable = typeOf && (place == ProvedAt::Index || place == ProvedAt::Generated);
    if (!e || isConstant(e) || (!isOfTable && !seen.emplace(e.str().data(), place).second))
      return;
    std::string fault;
    withValue(e, fault,
              [&](const Node *value) { fault = placeFault(schema, value, place, typeOf).why; });
    if (!fault.empty())
      complain(e.str(), where, owner, "expression", fault);
  }

  /// What an enum that the column keeps had and has no more is what the expression is for.
  bool losesValues(const Schema &from, Type type) const {
    QName name = enumIn(type);
    const Enum *was = name ? from.enumType(name) : nullptr, *now = schema.enumType(name);
    return was && now &&
           std::ranges::any_of(was->labels, [&](const EnumLabel &l) { return !now->has(l.label); });
  }

  void labels(const Column &c, const std::string &owner) {
    std::string fault;
    withValue(c.backfill(), fault,
              [&](const Node *value) { fault = labelFault(schema, value, c.type); });
    if (!fault.empty())
      complain(c.backfill().str(), c.range, owner, "expression", fault);
  }

  /// Whether the table has what the expression names.
  void columns(const Table &t, Expr e, SourceRange where, const std::string &owner) {
    if (!e || !t.inherits.empty())
      return;
    std::string from = t.name.ns ? sqlIdentifier(t.name.ns.str(), true) + "." : "";
    std::string query =
        fmt::format("SELECT ({}) FROM {}{}", e.str(), from, sqlIdentifier(t.name.name.str(), true));
    if (auto column = unknownColumn(schema, query, relations))
      complain(e.str(), where, owner, "expression",
               fmt::format("there is no column '{}'", column->text));
  }

  /// Only what is taken as it is written: the others are known.
  void type(Type t, SourceRange where, const std::string &owner) {
    if (t && t.is(TypeKind::Array))
      t = t.element();
    if (!t || !t.is(TypeKind::Native))
      return;
    std::string_view text = t.native().str();
    std::string fault = valueFault(fmt::format("SELECT (NULL::{})", text));
    if (!fault.empty())
      complain(text, where, owner, "type", fault);
  }

  void query(Expr q, SourceRange where, const std::string &owner) {
    if (!q)
      return;
    ParseError error;
    Parsed tree = parse(q.string(), error);
    std::string fault = !tree                ? faultOf(q.string(), error)
                        : tree->n_stmts != 1 ? "it is more than one statement"
                        : !as<PgQuery__SelectStmt>(tree->stmts[0]->stmt) ? "it gives no rows"
                                                                         : "";
    if (fault.empty())
      if (auto column = unknownColumn(schema, q.str(), relations))
        fault = fmt::format("nothing that it reads has a column '{}'", column->text);
    if (!fault.empty())
      complain(q.str(), where, owner, "query", fault);
  }

  void shown(const View &v) {
    if (std::string fault = shownNamesFault(schema, v, relations); !fault.empty())
      complain(v.query.str(), v.range, v.name.str(), "query", fault);
  }

  /// Views and tables by their names.
  QName relation(std::string_view ns, std::string_view name) {
    if (byName.empty()) {
      for (const Table &t : schema.tables())
        byName.emplace(t.name.str(), t.name);
      for (const View &v : schema.views())
        byName.emplace(v.name.str(), v.name);
    }
    auto it = byName.find(ns.empty() || ns == "public" ? std::string(name)
                                                       : fmt::format("{}.{}", ns, name));
    return it == byName.end() ? QName() : it->second;
  }

  /// A message names the text; it does not repeat all of a long one.
  void complain(std::string_view text, SourceRange where, const std::string &owner,
                std::string_view what, const std::string &fault) {
    constexpr size_t Shown = 60;
    std::string shown(wholeCharacters(text, Shown));
    if (shown.size() < text.size())
      shown += "…";
    diags.report(where, diag::err_sql_no_expression, shown, owner, what, fault);
  }

  /// A single number or text, which needs no parser.
  static bool isConstant(Expr e) {
    std::string_view text = e.str();
    std::vector<SqlToken> tokens = lexSqlTokens(text);
    if (tokens.size() != 1 || tokens[0].text.size() != text.size())
      return false;
    bool closed =
        std::ranges::count(text, '\'') == 2 && text.front() == '\'' && text.back() == '\'';
    bool digits =
        std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return digits || closed;
  }

  /// What is newer than the parser is left to the server, unless it is an older one.
  std::string faultOf(const std::string &text, const ParseError &error) const {
    std::string older = text;
    std::vector<NewerSyntax> newer = replaceNewer(older, lexSqlTokens(text));
    for (const NewerSyntax &n : newer)
      if (schema.version && schema.version < n.version)
        return fmt::format("{} came with PostgreSQL {}", n.name, n.version);
    return !newer.empty() || error.message.ends_with(" in FROM must have an alias") ? ""
           : error.offset + 1 >= text.size() // its own end, or the parenthesis that closes it here
               ? "it ends too early"
               : error.message;
  }

  /// Why \p text, in parentheses after SELECT, is not one value; empty when it is.
  std::string valueFault(const std::string &text) const {
    std::string fault;
    withValue(text, fault, [](const Node *) {});
    return fault;
  }

  void withValue(Expr e, std::string &fault, const std::function<void(const Node *)> &use) const {
    withValue(fmt::format("SELECT ({})", e.str()), fault, use);
  }

  /// Calls \p use with the value of \p text, or says in \p fault why it is none.
  void withValue(const std::string &text, std::string &fault,
                 const std::function<void(const Node *)> &use) const {
    ParseError error;
    Parsed tree = parse(text, error);
    if (!tree) {
      fault = faultOf(text, error);
      return;
    }
    auto *select = tree->n_stmts == 1 ? as<PgQuery__SelectStmt>(tree->stmts[0]->stmt) : nullptr;
    bool alone = select && select->n_target_list == 1 && !select->n_from_clause &&
                 !select->where_clause && !select->n_group_clause && !select->having_clause &&
                 !select->n_window_clause && !select->n_sort_clause && !select->limit_count &&
                 !select->limit_offset && !select->n_locking_clause && !select->larg;
    auto *target = alone ? as<PgQuery__ResTarget>(select->target_list[0]) : nullptr;
    if (target && stringOf(target->name).empty())
      use(target->val);
    else
      fault = "it is more than one value";
  }

  const Schema &schema;
  DiagEngine &diags;
  std::set<std::pair<const void *, ProvedAt>> seen; ///< expressions are interned
  std::unordered_map<std::string, QName> byName;
  const FindRelation relations = [this](std::string_view ns, std::string_view name) {
    return relation(ns, name);
  };
};

} // namespace

bool proveExpressions(const Schema &schema, DiagEngine &diags) {
  unsigned errors = diags.numErrors();
  Prover(schema, diags).run();
  return diags.numErrors() == errors;
}

bool proveBackfills(const Schema &from, const Schema &to, DiagEngine &diags) {
  unsigned errors = diags.numErrors();
  auto fills = [](const Table &t) {
    return std::ranges::any_of(t.columns, [](const Column &c) { return bool(c.backfill()); });
  };
  bool any = false;
  for (const Table &t : to.tables())
    any |= fills(t);
  if (!any)
    return true;
  Schema both = to; // while it is filled there are the columns of both states, in every table
  std::vector<std::pair<QName, const Table *>> filled;
  for (const Table &t : to.tables()) {
    const Table *old = from.table(t.renamedFrom ? QName{t.name.ns, t.renamedFrom} : t.name);
    if (!old)
      continue;
    Table with = t;
    for (const Column &c : old->columns)
      if (!with.column(c.name))
        with.columns.push_back(c);
    if (with.columns.size() != t.columns.size())
      both.put(std::move(with));
    if (fills(t))
      filled.emplace_back(t.name, old);
  }
  Prover prover(both, diags);
  for (const auto &[name, old] : filled)
    prover.backfills(*both.table(name), *old, from);
  return diags.numErrors() == errors;
}

} // namespace schemac::sql
