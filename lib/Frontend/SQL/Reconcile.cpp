//===- Reconcile.cpp - The same expression in other words -----------------===//
//
// Two sources of a schema seldom write an expression alike: a dump has 'x'::text where a migration
// has 'x'. Expressions are compared as texts, so the texts are made equal first, where the
// expressions are: both are brought to a normal form that is never shown.
//
//===----------------------------------------------------------------------===//
#include "Nodes.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <map>

namespace schemac::sql {

namespace {

/// The normal form of expressions, kept for those that were asked for.
class Forms {
public:
  explicit Forms(Context &context) : context(context), dialect(*findDialect("postgres")) {}

  /// \p type is that of the value, where it is known: a cast to it says nothing.
  std::string of(Expr e, Type type = {}) {
    std::string &form = known[{e.name(), type.opaque()}];
    if (form.empty())
      form = make(e, type);
    return form;
  }

private:
  std::string make(Expr e, Type type);
  void simplify(Node *&node, Type type);
  void simplifyBelow(ProtobufCMessage *message);
  Type typeOf(const PgQuery__TypeName &t);

  Context &context;
  const Dialect &dialect;
  std::map<std::pair<Name, const void *>, std::string> known;
};

Node *child(const PgQuery__SelectStmt &s) {
  auto *t = s.n_target_list == 1 ? as<PgQuery__ResTarget>(s.target_list[0]) : nullptr;
  return t ? t->val : nullptr;
}

} // namespace

Type Forms::typeOf(const PgQuery__TypeName &t) {
  std::string spelling(t.n_names ? stringOf(t.names[t.n_names - 1]) : "");
  std::string params;
  for (const Node *n : items(t.n_typmods, t.typmods))
    if (auto *c = as<PgQuery__AConst>(n); c && c->val_case == PG_QUERY__A__CONST__VAL_IVAL)
      params += (params.empty() ? "" : ",") + std::to_string(c->ival->ival);
  if (!params.empty())
    spelling += "(" + params + ")";
  Type base = dialect.canonical(context, context.nativeType(spelling));
  return t.n_array_bounds ? context.arrayType(base) : base;
}

/// Whether a literal cast to \p to means the same without the cast where \p wanted is expected.
static bool castSaysNothing(Type to, Type wanted) {
  if (to == wanted)
    return true;
  auto text = [](Type t) { return t && (t.is(TypeKind::Text) || t.is(TypeKind::VarChar)); };
  bool sameKind = to && wanted && to.kind() == wanted.kind() && to.kind() != TypeKind::Array &&
                  to.kind() != TypeKind::Native;
  if (wanted && (wanted.is(TypeKind::Enum) || wanted.is(TypeKind::Domain)))
    return to.is(TypeKind::Native); // a type of the schema, by its name
  return (text(to) && text(wanted)) || (sameKind && to.param(0) < 0 && to.param(1) < 0);
}

void Forms::simplify(Node *&node, Type type) {
  if (!node)
    return;
  if (node->node_case == PG_QUERY__NODE__NODE_TYPE_CAST) {
    PgQuery__TypeCast &cast = *node->type_cast;
    bool literal = as<PgQuery__AConst>(cast.arg) || as<PgQuery__AArrayExpr>(cast.arg) ||
                   as<PgQuery__TypeCast>(cast.arg);
    if (literal && cast.type_name && type && castSaysNothing(typeOf(*cast.type_name), type)) {
      node = cast.arg;
      return simplify(node, type);
    }
  }
  simplifyBelow(&node->base);
}

/// Takes the first of two names away: the schema.
static void dropSchema(size_t &n, Node **names) {
  pg_query__node__free_unpacked(names[0], nullptr);
  names[0] = names[1];
  n = 1;
}

/// Names in lower parts lose the schemas in which they are looked for anyway.
void Forms::simplifyBelow(ProtobufCMessage *message) {
  forEachMessage(message, [](const ProtobufCMessage &m) {
    if (m.descriptor == &pg_query__func_call__descriptor) {
      auto &f = const_cast<PgQuery__FuncCall &>(reinterpret_cast<const PgQuery__FuncCall &>(m));
      if (f.n_funcname == 2 &&
          (stringOf(f.funcname[0]) == "public" || stringOf(f.funcname[0]) == "pg_catalog") &&
          f.funcformat == PG_QUERY__COERCION_FORM__COERCE_EXPLICIT_CALL)
        dropSchema(f.n_funcname, f.funcname);
    } else if (m.descriptor == &pg_query__type_name__descriptor) {
      auto &t = const_cast<PgQuery__TypeName &>(reinterpret_cast<const PgQuery__TypeName &>(m));
      if (t.n_names == 2 && stringOf(t.names[0]) == "public")
        dropSchema(t.n_names, t.names);
    }
  });
}

std::string Forms::make(Expr e, Type type) {
  std::string text = "SELECT " + e.string();
  ParseError error;
  Parsed tree = parse(text, error);
  if (!tree || tree->n_stmts != 1 || !tree->stmts[0]->stmt)
    return e.string();
  auto *select = as<PgQuery__SelectStmt>(tree->stmts[0]->stmt);
  Node *root = select ? child(*select) : nullptr;
  if (!root)
    return e.string();
  simplify(root, type);
  std::string form = deparse(root);
  std::string lower;
  for (char c : form)
    lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (lower == "now()" || lower == "transaction_timestamp()")
    return "CURRENT_TIMESTAMP";
  return form.empty() ? e.string() : form;
}

namespace {

class Reconciler {
public:
  explicit Reconciler(Context &context) : context(context), forms(context) {}

  /// Gives \p mine the words of \p theirs when they mean the same. True when that changed it.
  bool take(Expr &mine, Expr theirs, Type type = {}) {
    if (mine == theirs || !mine || !theirs || forms.of(mine, type) != forms.of(theirs, type))
      return false;
    mine = theirs;
    return true;
  }

  bool column(Column &mine, const Column &theirs) {
    bool changed = take(mine.defaultExpr, theirs.defaultExpr, mine.type);
    if (Expr g = mine.generated(); g && take(g, theirs.generated(), mine.type)) {
      ColumnExtra *extra = context.make<ColumnExtra>(*mine.extra);
      extra->generated = g;
      mine.extra = extra;
      changed = true;
    }
    return changed;
  }
  bool elems(std::vector<IndexElem> &mine, const std::vector<IndexElem> &theirs) {
    bool changed = false;
    for (size_t i = 0; i < mine.size() && i < theirs.size(); ++i)
      changed |= take(mine[i].expr, theirs[i].expr);
    return changed;
  }
  bool constraint(Constraint &mine, const Constraint &theirs) {
    bool changed = take(mine.check, theirs.check);
    if (mine.extra && theirs.extra) {
      ConstraintExtra now = *mine.extra;
      bool extra = take(now.where, theirs.extra->where);
      extra |= elems(now.elems, theirs.extra->elems);
      if (extra)
        mine.edit() = now;
      changed |= extra;
    }
    return changed;
  }
  bool index(Index &mine, const Index &theirs) {
    bool changed = take(mine.where, theirs.where);
    return elems(mine.elems, theirs.elems) || changed;
  }
  bool policy(Policy &mine, const Policy &theirs) {
    bool changed = take(mine.usingExpr, theirs.usingExpr);
    return take(mine.withCheck, theirs.withCheck) || changed;
  }
  bool table(Table &mine, const Table &theirs) {
    bool changed = elems(mine.partitionBy.elems, theirs.partitionBy.elems);
    for (Column &c : mine.columns)
      if (const Column *other = theirs.column(c.name))
        changed |= column(c, *other);
    for (Constraint &c : mine.constraints)
      if (const Constraint *other = theirs.constraint(c.name))
        changed |= constraint(c, *other);
    for (Index &i : mine.indexes)
      if (const Index *other = theirs.index(i.name))
        changed |= index(i, *other);
    for (Policy &p : mine.policies)
      if (const Policy *other = theirs.policy(p.name))
        changed |= policy(p, *other);
    return changed;
  }

private:
  Context &context;
  Forms forms;
};

} // namespace

void reconcileExpressions(Schema &state, const Schema &target, Context &context) {
  Reconciler r(context);
  std::vector<Table> changed;
  for (const Table &t : state.tables())
    if (const Table *other = target.table(t.name); other && !same(t, *other)) {
      Table copy = t;
      if (r.table(copy, *other))
        changed.push_back(std::move(copy));
    }
  for (Table &t : changed)
    state.put(std::move(t));
  std::vector<Domain> domains;
  for (const Domain &d : state.domains())
    if (const Domain *other = target.find<Domain>(d.name)) {
      Domain copy = d;
      bool any = r.take(copy.defaultExpr, other->defaultExpr, d.base);
      for (Constraint &c : copy.checks)
        if (const Constraint *o = other->check(c.name))
          any |= r.constraint(c, *o);
      if (any)
        domains.push_back(std::move(copy));
    }
  for (Domain &d : domains)
    state.put(std::move(d));
}

} // namespace schemac::sql
