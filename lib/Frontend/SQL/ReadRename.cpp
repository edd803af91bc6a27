//===- ReadRename.cpp - RENAME TO and SET SCHEMA --------------------------===//
#include "Reader.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/OwnedSequences.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RangeFunctions.h"
#include "schemac/IR/RoutineBodies.h"
#include <algorithm>

namespace schemac::sql {

#define OBJECT(NAME) PG_QUERY__OBJECT_TYPE__OBJECT_##NAME

/// Views follow a column that is renamed and keep its old name in what they show. As text they do
/// so when they are made anew.
bool Reader::renameColumn(SubRef column, Name to) {
  Op op = RenameColumnOp::make(whole(), column, to);
  if (fits(op))
    return add(std::move(op));
  std::vector<QName> views = viewsOver(state, column.table, column.sub);
  return amongFollowers(column, to, views, [&] { return add(op); });
}

/// The names of a view's columns, as far as they are known.
std::vector<Name> Reader::namesShown(const View &v) {
  std::vector<Name> out;
  for (const std::string &n : outputNames(state, v.query, relations()))
    out.push_back(name(n));
  for (size_t i = 0; i < v.columnNames.size() && i < out.size(); ++i)
    out[i] = v.columnNames[i];
  return out;
}

/// A column of a view that has its name from a function or a type keeps it when that is renamed. As
/// text the view says so in front of its query.
bool Reader::addKeepingNames(Op op, const std::vector<QName> &views) {
  std::vector<std::vector<Name>> before;
  for (QName v : views)
    before.push_back(namesShown(*state.views().find(v)));
  if (!add(std::move(op)))
    return false;
  for (size_t i = 0; i < views.size(); ++i) {
    View now = *state.views().find(views[i]);
    if (before[i].empty() || namesShown(now) == before[i])
      continue;
    now.columnNames = before[i];
    if (!add(ReplaceViewOp::make(whole(), now, true)))
      return false;
  }
  return true;
}

/// No step renames one: the view is made anew with other names in front of its query.
bool Reader::renameViewColumn(SubRef column, Name to) {
  View now = *state.views().find(column.table);
  std::vector<Name> shown = namesShown(now);
  if (shown.empty())
    return unsupported("renaming a column of a view whose columns are not known");
  auto at = std::ranges::find(shown, column.sub);
  if (at == shown.end())
    return missing("column", column.str(), {});
  if (std::ranges::find(shown, to) != shown.end()) {
    diags.report(whole(), diag::err_sql_syntax, "column \"" + to.string() + "\" is there already");
    return false;
  }
  *at = to;
  now.columnNames = shown;
  renamePart(now, PartKind::Column, column.sub, to);
  for (Index &i : now.indexes) {
    for (IndexElem &e : i.elems) {
      e.column = e.column == column.sub ? to : e.column;
      e.expr = renameColumnIn(context, e.expr, column.sub, to, now.name.name);
    }
    std::ranges::replace(i.include, column.sub, to);
    i.where = renameColumnIn(context, i.where, column.sub, to, now.name.name);
  }
  return amongFollowers(column, to, viewsOver(state, now.name), [&] {
    return add(DropViewOp::make(whole(), now.name)) && add(CreateViewOp::make(whole(), now)) &&
           keepAccess(now);
  });
}

/// Makes the change with everything out of its way that names the column, which names it anew then.
/// Where something cannot be followed, the change is made all the same, and refused.
bool Reader::amongFollowers(SubRef column, Name to, std::vector<QName> views,
                            const std::function<bool()> &change) {
  views = withDependents(state, views);
  std::erase(views, column.table);
  std::vector<Function> bodies = bodiesUnder(column, views);
  auto triggers = triggersUnder(column);
  for (auto &[path, trigger] : triggers)
    if (!followInTrigger(trigger, column.sub, to))
      return change(); // which is refused
  for (Function &f : bodies) {
    f.body = followInBody(f.body, column, to);
    if (!f.body)
      return change(); // which is refused
  }
  std::vector<View> made;
  for (QName n : views) {
    View v = *state.views().find(n);
    v.query = followColumn(context, state, v.query, relations(), column, to);
    if (!v.query)
      return unsupported("renaming a column by which a view joins");
    made.push_back(std::move(v));
  }
  std::vector<Op> comments;
  for (const auto &[path, trigger] : triggers) {
    if (Name said = partComment(*state.table(path.table), PartKind::Trigger, path.sub))
      comments.push_back(SetCommentOp::make(
          whole(), Target{KindId::Table, PartKind::Trigger, path.table, path.sub}, said));
    if (!add(DropTriggerOp::make(whole(), path)))
      return false;
  }
  for (const Function &f : bodies)
    if (!add(DropFunctionOp::make(whole(), f.name, true)))
      return false;
  for (QName n : views)
    if (!add(DropViewOp::make(whole(), n, true)))
      return false;
  if (!change())
    return false;
  for (size_t i = made.size(); i-- > 0;) {
    View was = made[i];
    if (!add(CreateViewOp::make(whole(), made[i], true)) || !keepAccess(was))
      return false;
  }
  for (const auto &[path, trigger] : triggers)
    if (!add(CreateTriggerOp::make(whole(), path, trigger)))
      return false;
  return addAll(comments) && std::ranges::all_of(bodies, [&](const Function &f) {
           return add(CreateFunctionOp::make(whole(), f, true)) &&
                  addAll(accessOf(f, KindId::Function, whole()));
         });
}

/// Triggers that name the column, of its table and of those that have it from there.
std::vector<std::pair<SubRef, Trigger>> Reader::triggersUnder(SubRef column) {
  std::vector<std::pair<SubRef, Trigger>> out;
  if (!state.table(column.table))
    return out;
  for (QName n : familyOf(state, column.table))
    for (const Trigger &t : state.table(n)->triggers)
      if (t.action && usesColumn(t, column.sub, n.name))
        out.push_back({{n, t.name}, t});
  return out;
}

/// False where the condition could go on to mean the old name.
bool Reader::followInTrigger(Trigger &trigger, Name from, Name to) {
  TriggerAction action = *trigger.action;
  std::ranges::replace(action.updateOf, from, to);
  for (std::string_view row : {"old", "new"})
    action.when = renameColumnIn(context, action.when, from, to, name(row));
  bool told = !mentionsName(action.when, from);
  trigger.action = std::make_shared<const TriggerAction>(std::move(action));
  return told;
}

/// Functions with bodies in the SQL standard's form that name the column, or a view that does.
std::vector<Function> Reader::bodiesUnder(SubRef column, const std::vector<QName> &views) {
  std::vector<QName> names = state.table(column.table)
                                 ? bodiesOver(state, column.table, column.sub)
                                 : bodiesOver(state, column.table); // a view that is made anew
  for (QName v : views)
    for (QName f : bodiesOver(state, v))
      if (std::ranges::find(names, f) == names.end())
        names.push_back(f);
  std::vector<Function> out;
  for (QName n : names)
    out.push_back(*state.functions().find(n));
  return out;
}

/// Such a body with the column called \p to; null where it cannot be followed.
Expr Reader::followInBody(Expr body, SubRef column, Name to) {
  constexpr std::string_view Select = "SELECT ";
  std::string text = body.string(), out;
  size_t done = 0;
  for (std::string statement : treeBodyStatements(text)) {
    Expr now = followColumn(context, state, context.expr(statement), relations(), column, to);
    if (!now)
      return {};
    std::string follows = now.string();
    size_t begin = text.find(statement, done);
    if (begin == std::string::npos) { // of RETURN, which has no such word
      statement.erase(0, Select.size());
      follows.erase(0, Select.size());
      begin = text.find(statement, done);
    }
    out += text.substr(done, begin - done) + follows;
    done = begin + statement.size();
  }
  return context.expr(out + text.substr(done));
}

bool Reader::renameRelation(QName n, Name to, bool missingOk) {
  if (state.table(n))
    return renameTable(n, to);
  if (state.views().find(n))
    return add(RenameViewOp::make(whole(), n, to));
  if (state.find<Sequence>(n))
    return add(RenameSequenceOp::make(whole(), n, to));
  if (QName owner = state.index().keyOwner(n))
    return add(RenameIndexOp::make(whole(), SubRef{owner, n.name}, to));
  if (ownerOfSequence(state, n).sub)
    return add(RenameSequenceOp::make(whole(), n, to));
  return absent(missingOk, "relation", n.str(), {});
}

/// Triggers are made anew under the other name, as no step only renames them.
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

/// No step moves them, and they hold nothing of the application: they are made anew.
bool Reader::moveStatistics(Nodes list, const std::function<void(QName &)> &move) {
  const auto *was = state.find<ExtendedStatistics>(object<ExtendedStatistics>(list));
  if (!was)
    return missing("statistics", lastName(list), {});
  ExtendedStatistics now = *was;
  move(now.name);
  return add(DropStatisticsOp::make(whole(), was->name)) &&
         add(CreateStatisticsOp::make(whole(), now)) &&
         addAll(accessOf(now, KindId::ExtendedStatistics, whole()));
}

/// No step moves a view: it is made anew, and so is what stands on it, which calls it by its new
/// name then.
bool Reader::moveView(QName from, QName to) {
  std::vector<View> made;
  for (QName n : withDependents(state, {from})) {
    View v = *state.views().find(n);
    if (n == from)
      v.name = to;
    else if (v.query = renameRelationIn(context, v.query, from, to); mayNeed(v.query, from))
      return add(DropViewOp::make(whole(), from)); // which it refuses
    made.push_back(std::move(v));
  }
  for (const View &v : made)
    if (!add(DropViewOp::make(whole(), v.name == to ? from : v.name, true)))
      return false;
  for (size_t i = made.size(); i-- > 0;)
    if (!add(CreateViewOp::make(whole(), made[i], true)) || !keepAccess(made[i]))
      return false;
  return true;
}

bool Reader::moveFunction(QName from, Name ns) {
  return from.ns == ns || add(MoveFunctionOp::make(whole(), from, ns));
}

bool Reader::read(const PgQuery__RenameStmt &s) {
  Name to = name(stringOf(s.newname)), sub = name(stringOf(s.subname));
  if (s.relation && isTemporary(*s.relation)) {
    record->kind = StatementKind::Ignored;
    return true;
  }
  QName n = s.relation ? relation(*s.relation) : QName();
  std::string_view what = s.relation ? outsideRelation(*s.relation) : "";
  if (!what.empty() && !ownerOfSequence(state, n).sub) {
    if (s.rename_type == OBJECT(FOREIGN_TABLE) || s.rename_type == OBJECT(TABLE))
      outsiders.insert({n.ns, to});
    return unmanaged(what);
  }
  Nodes list = items(s.object);
  switch (s.rename_type) {
  case OBJECT(VIEW):
  case OBJECT(MATVIEW):
    if (state.table(n) && !isAssumed(n)) {
      diags.report(nameAt(s.relation->location), diag::err_sql_syntax,
                   fmt::format("'{}' is a table", n.str()));
      return false;
    }
    [[fallthrough]];
  case OBJECT(TABLE):
  case OBJECT(SEQUENCE):
  case OBJECT(INDEX):
    return renameRelation(n, to, s.missing_ok);
  case OBJECT(COLUMN):
    if (state.views().find(n))
      return renameViewColumn({n, sub}, to);
    if (!state.table(n))
      return absent(s.missing_ok, "table", n.str(), {});
    return renameColumn({n, sub}, to);
  case OBJECT(ATTRIBUTE):
    return add(RenameAttributeOp::make(whole(), SubRef{n, sub}, to));
  case OBJECT(TABCONSTRAINT):
    if (!state.table(n))
      return absent(s.missing_ok, "table", n.str(), {});
    if (Name column = namedNotNull({n, sub})) { // the name is no part of a schema
      notNullNames.erase(SubRef{n, sub}.str());
      notNullNames[SubRef{n, to}.str()] = column;
      record->table = n; // which is locked
      return true;
    }
    return add(RenameConstraintOp::make(whole(), SubRef{n, sub}, to));
  case OBJECT(DOMCONSTRAINT):
    return add(RenameDomainCheckOp::make(whole(), SubRef{object<Domain>(list), sub}, to));
  case OBJECT(TYPE):
  case OBJECT(DOMAIN): {
    QName type = userType(list);
    if (!type)
      for (const RangeType &r : state.ranges())
        if (multirangeName(r, r.name.name) == lastName(list))
          return unmanaged("the name of a multirange");
    if (!type)
      return missing("type", object<Enum>(list).str(), {});
    return addKeepingNames(state.enumType(type) ? RenameEnumOp::make(whole(), type, to)
                                                : RenameTypeOp::make(whole(), type, to),
                           viewsOverType(state, type));
  }
  case OBJECT(TRIGGER):
    if (state.views().find(n))
      return renameBurden(n, sub, to);
    return renameTrigger({n, sub}, to);
  case OBJECT(RULE):
    return renameBurden(n, sub, to);
  case OBJECT(POLICY):
    return add(RenamePolicyOp::make(whole(), SubRef{n, sub}, to));
  case OBJECT(FUNCTION):
  case OBJECT(PROCEDURE):
  case OBJECT(ROUTINE): {
    auto *o = as<PgQuery__ObjectWithArgs>(s.object);
    QName f = o ? function(*o) : QName();
    const Function *now = state.functions().find(f);
    return now ? addKeepingNames(RenameFunctionOp::make(whole(), f, to),
                                 viewsOver(state, now->bare()))
               : missing("function", f.str(), {});
  }
  case OBJECT(STATISTIC_EXT):
    return moveStatistics(list, [&](QName &of) { of.name = to; });
  case OBJECT(PUBLICATION):
    return add(RenamePublicationOp::make(whole(), name(stringOf(s.object)), to));
  case OBJECT(SCHEMA):
    return renameNamespace(sub, to);
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
  if (std::string_view what = s.relation ? outsideRelation(*s.relation) : ""; !what.empty()) {
    outsiders.insert({to, n.name});
    return unmanaged(what);
  }
  if (s.relation)
    followBurdens(n, {to, n.name});
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
      return missing("type", object<Enum>(list).str(), {});
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
    return state.functions().find(f) ? moveFunction(f, to) : missing("function", f.str(), {});
  }
  case OBJECT(STATISTIC_EXT):
    return moveStatistics(list, [&](QName &of) { of.ns = to; });
  case OBJECT(VIEW):
  case OBJECT(MATVIEW):
    if (!state.views().find(n))
      return absent(s.missing_ok, "view", n.str(), {});
    return n.ns == to || moveView(n, {to, n.name});
  default:
    return unmanaged("what this statement moves");
  }
}

} // namespace schemac::sql
