//===- VerifySql.cpp - SQL of a schema stays within its place -------------===//
//
// Expressions, and types that only the database knows, are copied into statements as they are. One
// that does not close what it opens, or ends the statement, would change what stands behind it.
//
//===----------------------------------------------------------------------===//
#include "schemac/IR/Diags.h"
#include "schemac/IR/Sir.h"
#include "schemac/IR/Traits.h"
#include "schemac/IR/TriggerBodies.h"

namespace schemac {
namespace {

class SqlVerifier {
public:
  /// \p anyType: whatever a type is called, it is written in quotes where it needs some.
  SqlVerifier(DiagEngine &diags, SqlRules rules, bool anyType)
      : diags(diags), rules(rules), anyType(anyType) {}

  void check(const Table &t) {
    sql(t.bound, t.name.str(), t.range);
    elements(t.partitionBy.elems, t.name.str(), t.range);
    for (const Column &c : t.columns)
      type(c.type, SubRef{t.name, c.name}.str(), c.range);
    for (const Column &c : t.columns)
      for (Expr e : {c.defaultExpr, c.generated(), c.onUpdate(), c.backfill()})
        sql(e, SubRef{t.name, c.name}.str(), c.range);
    for (const Constraint &c : t.constraints) {
      sql(c.check, c.name.str(), c.range);
      sql(c.more().where, c.name.str(), c.range);
      elements(c.more().elems, c.name.str(), c.range);
    }
    indexes(t.indexes);
    for (const Trigger &x : t.triggers)
      if (x.action) {
        sql(x.action->when, x.name.str(), x.range);
        if (x.action->body)
          fault(bodyFault(x.action->body.str(), rules), x.name.str(), x.range);
      }
    if (t.rowParts) {
      sql(t.rowParts->expr, t.name.str(), t.range);
      for (const RowPart &p : t.rowParts->parts)
        sql(p.bound, SubRef{t.name, p.name}.str(), t.range);
    }
    for (const Policy &p : t.policies)
      for (Expr e : {p.usingExpr, p.withCheck})
        sql(e, SubRef{t.name, p.name}.str(), p.range);
  }
  void check(const View &v) {
    sql(v.query, v.name.str(), v.range);
    indexes(v.indexes);
  }
  void check(const Composite &c) {
    for (const Attribute &a : c.attributes)
      type(a.type, SubRef{c.name, a.name}.str(), a.range);
  }
  void check(const RangeType &r) { type(r.subtype, r.name.str(), r.range); }
  void check(const Domain &d) {
    type(d.base, d.name.str(), d.range);
    sql(d.defaultExpr, d.name.str(), d.range);
    for (const Constraint &c : d.checks)
      sql(c.check, d.name.str(), d.range);
  }
  void check(const Function &f) { // its body is quoted
    for (const FunctionArg &a : f.args) {
      sql(a.defaultExpr, f.name.str(), f.range);
      type(a.type, f.name.str(), f.range);
    }
    for (const FunctionArg &a : f.table)
      type(a.type, f.name.str(), f.range);
    type(f.returns, f.name.str(), f.range);
    for (const auto &[name, value] : f.settings)
      sql(value, f.name.str(), f.range);
  }
  void check(const Publication &p) {
    for (const PublishedTable &t : p.tables)
      sql(t.where, p.name.str(), p.range);
  }
  void check(const Entity &) {} // kinds without expressions

  bool sound = true;

private:
  void sql(Expr e, std::string_view owner, SourceRange range) {
    if (e)
      text(e.str(), owner, range);
  }
  void type(Type t, std::string_view owner, SourceRange range) {
    while (t && t.is(TypeKind::Array))
      t = t.element();
    if (t && t.is(TypeKind::Native) && !anyType)
      text(t.native().str(), owner, range);
  }
  void text(std::string_view written, std::string_view owner, SourceRange range) {
    fault(sqlFault(written, rules), owner, range);
  }
  void fault(std::string_view what, std::string_view owner, SourceRange range) {
    if (what.empty())
      return;
    diags.report(range, diag::err_sql_fault, owner, what);
    sound = false;
  }
  void indexes(const std::vector<Index> &list) {
    for (const Index &i : list) {
      sql(i.where, i.name.str(), i.range);
      elements(i.elems, i.name.str(), i.range);
    }
  }
  void elements(const std::vector<IndexElem> &list, std::string_view owner, SourceRange range) {
    for (const IndexElem &e : list)
      sql(e.expr, owner, range);
  }

  DiagEngine &diags;
  SqlRules rules;
  bool anyType;
};

} // namespace

bool verifySql(const Schema &schema, DiagEngine &diags) {
  SqlVerifier verifier(diags, traitsOf(schema.dialect).sqlRules,
                       traitsOf(schema.dialect).dialect == "sqlite");
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  for (const CLASS &e : schema.PLURAL())                                                           \
    verifier.check(e);
#include "schemac/IR/Kinds.def"
  return verifier.sound;
}

} // namespace schemac
