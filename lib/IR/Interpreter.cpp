//===- Interpreter.cpp - Entry points and what all steps ask --------------===//
#include "StepInterpreter.h"
#include <algorithm>

namespace schemac {

bool apply(const Op &op, Schema &state, Context &context, DiagEngine *diags) {
  return visitOp(op, StepInterpreter(op, state, context, diags));
}

bool applyAll(std::span<const Op> ops, Schema &state, Context &context, DiagEngine *diags) {
  return std::all_of(ops.begin(), ops.end(),
                     [&](const Op &op) { return apply(op, state, context, diags); });
}

//===--- refusing ---------------------------------------------------------===//

bool StepInterpreter::missing(std::string_view kind, std::string_view name) {
  if (diags)
    diags->report(op.range, diag::err_step_missing, op.mnemonic(), kind, name);
  return false;
}
bool StepInterpreter::exists(std::string_view kind, std::string_view name) {
  if (diags)
    diags->report(op.range, diag::err_step_exists, op.mnemonic(), kind, name);
  return false;
}
bool StepInterpreter::refused(std::string_view object, std::string_view reason) {
  if (diags)
    diags->report(op.range, diag::err_step_refused, op.mnemonic(), object, reason);
  return false;
}

//===--- names ------------------------------------------------------------===//

Name StepInterpreter::norm(Name ns) const {
  return ns.str() == traits().defaultNamespace ? Name() : ns;
}

Type StepInterpreter::norm(Type type) const {
  if (type.is(TypeKind::Array))
    return context.arrayType(norm(type.element()));
  return type.named() ? context.namedType(type.kind(), norm(type.named())) : type;
}

Constraint StepInterpreter::norm(Constraint c) const {
  c.refTable = norm(c.refTable);
  return c;
}

//===--- what must be there -----------------------------------------------===//

const Table *StepInterpreter::needTable(QName name) {
  const Table *table = state.table(norm(name));
  if (!table)
    missing("table", name.str());
  return table;
}

const Table &StepInterpreter::columnsOf(const Table &table) const {
  const Table *whole = &table;
  while (const Table *parent = whole->partitionOf ? state.table(whole->partitionOf) : nullptr)
    whole = parent;
  return *whole;
}

const Column *StepInterpreter::needColumn(const SubRef &ref) {
  const Table *table = needTable(ref.table);
  if (table && table->partitionOf) {
    refused(ref.str(),
            fmt::format("the columns of a partition are those of '{}'", table->partitionOf.str()));
    return nullptr;
  }
  const Column *column = table ? table->column(ref.sub) : nullptr;
  if (table && !column)
    missing("column", ref.str());
  return column;
}

bool StepInterpreter::needColumns(const Table &table, const std::vector<Name> &columns) {
  for (Name n : columns)
    if (!columnsOf(table).column(n))
      return missing("column", sub(table, n));
  return true;
}

bool StepInterpreter::needNamespace(Name ns) {
  return !norm(ns) || state.namespaces().find({Name(), ns}) || missing("namespace", ns.str());
}

/// The server's own schema is in no state, and some extensions stand there.
bool StepInterpreter::needPlaceOfExtension(Name ns) {
  return (traits().postgresRules && ns.str() == "pg_catalog") || needNamespace(ns);
}

bool StepInterpreter::needType(Type type) {
  Type defined = definedIn(type);
  return !defined || isDefined(state, norm(defined)) ||
         missing(typeInfo(defined.kind()).spelling, defined.named().str());
}

//===--- what must not be there -------------------------------------------===//

std::string_view StepInterpreter::relationKind(QName name) const {
  if (state.table(name))
    return "table";
  if (state.views().find(name))
    return "view";
  if (state.find<Sequence>(name))
    return "sequence";
  if (state.find<Composite>(name))
    return "composite";
  if (traits().indexesAreRelations)
    for (QName owner : state.index().keyOwners(name)) {
      bool isIndex = !state.table(owner) || state.table(owner)->index(name.name);
      if (isIndex || traits().keysAreRelations)
        return isIndex ? "index" : "constraint";
    }
  return traits().sequences && isOwnedSequence(name) ? "sequence" : "";
}

bool StepInterpreter::relationFree(QName name) {
  std::string_view kind = relationKind(name);
  return kind.empty() || exists(kind, name.str());
}

bool StepInterpreter::typeFree(QName name) {
  if (state.enumType(name))
    return exists("enum", name.str());
  if (state.find<Domain>(name))
    return exists("domain", name.str());
  if (state.find<Composite>(name))
    return exists("composite", name.str());
  if (state.find<RangeType>(name))
    return exists("range", name.str());
  for (const RangeType &r : state.ranges())
    if (QName{r.name.ns, r.multirange} == name)
      return exists("multirange", name.str());
  if (state.table(name))
    return exists("table", name.str());
  return !state.views().find(name) || exists("view", name.str());
}

bool StepInterpreter::columnFree(const Table &table, Name column) {
  static constexpr std::string_view System[] = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};
  if (traits().postgresRules &&
      std::find(std::begin(System), std::end(System), column.str()) != std::end(System))
    return refused(sub(table, column), "the name is that of a system column");
  return !table.column(column) || exists("column", sub(table, column));
}

bool StepInterpreter::indexFree(const Table &table, Name name) {
  if (traits().indexesAreRelations)
    return relationFree({table.name.ns, name});
  return !table.index(name) || exists("index", sub(table, name));
}

bool StepInterpreter::keyFree(const Table &table, Name name) {
  return traits().keysAreRelations ? relationFree({table.name.ns, name})
                                   : traits().indexesAreRelations || indexFree(table, name);
}

bool StepInterpreter::constraintFree(const Table &table, Name name) {
  return !table.constraint(name) || exists("constraint", sub(table, name));
}

//===--- namespaces and extensions ----------------------------------------===//

bool StepInterpreter::operator()(CreateNamespaceOp step) {
  Name name = step.name();
  if (!norm(name) || state.namespaces().find({Name(), name}))
    return exists("namespace", name.str());
  if (traits().postgresRules && name.str().starts_with("pg_"))
    return refused(name.str(), "names that begin with 'pg_' are reserved");
  state.put(Namespace{{{Name(), name}, op.range, {}}, {}});
  return true;
}

bool StepInterpreter::operator()(DropNamespaceOp step) {
  Name name = step.name();
  if (!state.namespaces().find({Name(), name}))
    return missing("namespace", name.str());
  if (state.index().inUse(name))
    return refused(name.str(), "it is not empty");
  state.remove<Namespace>({Name(), name});
  return true;
}

bool StepInterpreter::operator()(CreateExtensionOp step) {
  QName name{Name(), step.name()};
  if (state.extensions().find(name))
    return exists("extension", name.str());
  if (!needPlaceOfExtension(step.schema()))
    return false;
  state.put(Extension{{name, op.range, {}}, step.version(), step.schema()});
  return true;
}

/// Types and operator classes that come with an extension. What is not listed is not known to be
/// used.
static bool usesExtension(const Table &table, std::string_view extension) {
  for (const Column &c : table.columns)
    if (extension == "citext" && c.type.is(TypeKind::CiText))
      return true;
    else if (c.type.is(TypeKind::Native) && c.type.native().str().starts_with(extension))
      return true; // hstore, ltree, vector(3), cube
  for (const Index &i : table.indexes)
    for (const IndexElem &e : i.elems)
      if (extension == "pg_trgm" && e.opclass.str().find("_trgm_ops") != std::string_view::npos)
        return true;
  return false;
}

bool StepInterpreter::operator()(UpdateExtensionOp step) {
  QName name{Name(), step.name()};
  if (!state.extensions().find(name))
    return missing("extension", name.str());
  state.edit<Extension>(name)->version = step.version();
  return true;
}

bool StepInterpreter::operator()(MoveExtensionOp step) {
  QName name{Name(), step.name()};
  if (!state.extensions().find(name))
    return missing("extension", name.str());
  if (!needPlaceOfExtension(step.to()))
    return false;
  Extension &moved = *state.edit<Extension>(name);
  Name from = moved.schema, to = norm(step.to());
  moved.schema = step.to() ? step.to() : context.name("public");
  if (from && from != moved.schema && norm(from))
    moveExtensionCalls(from, to);
  return true;
}

bool StepInterpreter::operator()(DropExtensionOp step) {
  QName name{Name(), step.name()};
  if (!state.extensions().find(name))
    return missing("extension", name.str());
  for (const Table &t : state.tables())
    if (usesExtension(t, name.name.str()))
      return refused(name.str(), fmt::format("table '{}' uses it", t.name.str()));
  state.remove<Extension>(name);
  return true;
}

} // namespace schemac
