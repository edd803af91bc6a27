//===- ReadRename.cpp - RENAME TO and SET SCHEMA --------------------------===//
#include "Reader.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/Signatures.h"
#include <algorithm>

namespace schemac::sql {

#define OBJECT(NAME) PG_QUERY__OBJECT_TYPE__OBJECT_##NAME

/// Views follow a column that is renamed and keep its old name in what they show. As text they do
/// so when they are made anew.
bool Reader::renameColumn(SubRef column, Name to) {
  Op op = RenameColumnOp::make(whole(), column, to);
  std::vector<QName> views = withDependents(state, viewsOver(state, column.table, column.sub));
  if (views.empty() || fits(op))
    return add(std::move(op));
  std::vector<View> made;
  for (QName n : views) {
    View v = *state.views().find(n);
    v.query = followColumn(context, state, v.query, relations(), column, to);
    if (!v.query)
      return unsupported("renaming a column by which a view joins");
    made.push_back(std::move(v));
  }
  for (QName n : views)
    if (!add(DropViewOp::make(whole(), n, true)))
      return false;
  if (!add(std::move(op)))
    return false;
  for (size_t i = made.size(); i-- > 0;) {
    View was = made[i];
    if (!add(CreateViewOp::make(whole(), made[i], true)) || !keepAccess(was))
      return false;
  }
  return true;
}

bool Reader::renameRelation(QName n, Name to, bool missingOk) {
  if (state.table(n))
    return add(RenameTableOp::make(whole(), n, to));
  if (state.views().find(n))
    return add(RenameViewOp::make(whole(), n, to));
  if (state.find<Sequence>(n))
    return add(RenameSequenceOp::make(whole(), n, to));
  if (QName owner = state.index().keyOwner(n))
    return add(RenameIndexOp::make(whole(), SubRef{owner, n.name}, to));
  if (isRelation(n))
    return unsupported("renaming the sequence of an identity column");
  return absent(missingOk, "relation", n.str(), {});
}

/// Triggers are made anew under the other name, as no step only renames them; so are functions that
/// move.
bool Reader::renameTrigger(SubRef path, Name to) {
  const Table *t = state.table(path.table);
  const Trigger *old = t ? t->trigger(path.sub) : nullptr;
  if (!old)
    return missing("trigger", path.str(), {});
  Trigger now = *old;
  now.name = to;
  return add(DropTriggerOp::make(whole(), path)) &&
         add(CreateTriggerOp::make(whole(), SubRef{path.table, to}, now));
}

bool Reader::moveFunction(QName from, QName bare) {
  const Function *old = state.functions().find(from);
  if (!old)
    return missing("function", from.str(), {});
  Function now = *old;
  now.called = bare.name;
  now.name = {bare.ns, name(functionSignature(now))};
  Function was = *old;
  std::vector<std::pair<SubRef, Trigger>> triggers;
  for (const Table &t : state.tables())
    for (const Trigger &g : t.triggers)
      if (g.action && g.action->function == was.bare())
        triggers.push_back({{t.name, g.name}, g});
  for (auto &[path, g] : triggers) {
    TriggerAction action = *g.action;
    action.function = bare;
    g.action = std::make_shared<const TriggerAction>(std::move(action));
    if (!add(DropTriggerOp::make(whole(), path)))
      return false;
  }
  if (!add(CreateFunctionOp::make(whole(), now)))
    return false;
  for (auto &[path, g] : triggers)
    if (!add(CreateTriggerOp::make(whole(), path, g)))
      return false;
  was.name = now.name;
  return add(DropFunctionOp::make(whole(), from)) &&
         addAll(accessOf(was, KindId::Function, whole()));
}

bool Reader::read(const PgQuery__RenameStmt &s) {
  Name to = name(stringOf(s.newname)), sub = name(stringOf(s.subname));
  if (s.relation && isTemporary(*s.relation)) {
    record->kind = StatementKind::Ignored;
    return true;
  }
  QName n = s.relation ? relation(*s.relation) : QName();
  Nodes list = items(s.object);
  switch (s.rename_type) {
  case OBJECT(TABLE):
  case OBJECT(VIEW):
  case OBJECT(MATVIEW):
  case OBJECT(SEQUENCE):
  case OBJECT(INDEX):
    return renameRelation(n, to, s.missing_ok);
  case OBJECT(COLUMN):
    if (!state.table(n))
      return state.views().find(n) ? unsupported("renaming a column of a view")
                                   : absent(s.missing_ok, "table", n.str(), {});
    return renameColumn({n, sub}, to);
  case OBJECT(ATTRIBUTE):
    return add(RenameAttributeOp::make(whole(), SubRef{n, sub}, to));
  case OBJECT(TABCONSTRAINT):
    if (!state.table(n))
      return absent(s.missing_ok, "table", n.str(), {});
    return add(RenameConstraintOp::make(whole(), SubRef{n, sub}, to));
  case OBJECT(DOMCONSTRAINT):
    return add(RenameDomainCheckOp::make(whole(), SubRef{object<Domain>(list), sub}, to));
  case OBJECT(TYPE):
  case OBJECT(DOMAIN): {
    QName type = userType(list);
    if (!type)
      return missing("type", lastName(list), {});
    return add(state.enumType(type) ? RenameEnumOp::make(whole(), type, to)
                                    : RenameTypeOp::make(whole(), type, to));
  }
  case OBJECT(TRIGGER):
    return renameTrigger({n, sub}, to);
  case OBJECT(POLICY):
    return add(RenamePolicyOp::make(whole(), SubRef{n, sub}, to));
  case OBJECT(FUNCTION):
  case OBJECT(PROCEDURE):
  case OBJECT(ROUTINE): {
    auto *o = as<PgQuery__ObjectWithArgs>(s.object);
    QName f = o ? function(*o) : QName();
    return state.functions().find(f) ? add(RenameFunctionOp::make(whole(), f, to))
                                     : missing("function", f.str(), {});
  }
  case OBJECT(PUBLICATION):
    return add(RenamePublicationOp::make(whole(), name(stringOf(s.object)), to));
  case OBJECT(SCHEMA):
    return unsupported("renaming a schema");
  case OBJECT(ROLE):
  case OBJECT(DATABASE):
  case OBJECT(TABLESPACE):
    return unmanaged("what this statement renames");
  default:
    return unmanaged("what this statement renames");
  }
}

bool Reader::read(const PgQuery__AlterObjectSchemaStmt &s) {
  Name to = ns(stringOf(s.newschema));
  QName n = s.relation ? relation(*s.relation) : QName();
  Nodes list = items(s.object);
  switch (s.object_type) {
  case OBJECT(TABLE):
    if (!state.table(n))
      return absent(s.missing_ok, "table", n.str(), {});
    return add(MoveTableOp::make(whole(), n, to));
  case OBJECT(SEQUENCE):
    return add(MoveSequenceOp::make(whole(), n, to));
  case OBJECT(TYPE):
  case OBJECT(DOMAIN): {
    QName type = userType(list);
    if (!type)
      return missing("type", lastName(list), {});
    if (state.find<RangeType>(type))
      return unsupported("moving a range, which leaves its multirange where it is,");
    return add(state.enumType(type) ? MoveEnumOp::make(whole(), type, to)
                                    : MoveTypeOp::make(whole(), type, to));
  }
  case OBJECT(EXTENSION):
    return add(MoveExtensionOp::make(whole(), name(stringOf(s.object)), to));
  case OBJECT(FUNCTION):
  case OBJECT(PROCEDURE):
  case OBJECT(ROUTINE): {
    auto *o = as<PgQuery__ObjectWithArgs>(s.object);
    QName f = o ? function(*o) : QName();
    const Function *known = state.functions().find(f);
    return known ? moveFunction(f, {to, known->called}) : missing("function", f.str(), {});
  }
  case OBJECT(VIEW):
  case OBJECT(MATVIEW): {
    const View *v = state.views().find(n);
    if (!v)
      return absent(s.missing_ok, "view", n.str(), {});
    View now = *v;
    now.name.ns = to;
    View was = *v;
    was.name.ns = to;
    return add(DropViewOp::make(whole(), n)) && add(CreateViewOp::make(whole(), now)) &&
           addAll(accessOf(was, KindId::View, whole()));
  }
  default:
    return unmanaged("what this statement moves");
  }
}

} // namespace schemac::sql
