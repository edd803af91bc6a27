//===- ReadAccess.cpp - Comments, privileges, owners ----------------------===//
#include "Reader.h"
#include "schemac/IR/Access.h"
#include <algorithm>
#include <sstream>

namespace schemac::sql {

#define OBJECT(NAME) PG_QUERY__OBJECT_TYPE__OBJECT_##NAME

//===--- what is meant ----------------------------------------------------===//

Target Reader::typeTarget(QName n) {
  KindId kind = state.enumType(n)          ? KindId::Enum
                : state.find<Domain>(n)    ? KindId::Domain
                : state.find<RangeType>(n) ? KindId::RangeType
                                           : KindId::Composite;
  return {kind, PartKind::None, n, {}};
}

Target Reader::relationTarget(QName n) {
  KindId kind = state.views().find(n)      ? KindId::View
                : state.find<Sequence>(n)  ? KindId::Sequence
                : state.find<Composite>(n) ? KindId::Composite
                                           : KindId::Table;
  return {kind, PartKind::None, n, {}};
}

/// The object of a COMMENT, of an OWNER TO and so on; without a name where it is no part of a
/// schema.
Target Reader::target(PgQuery__ObjectType kind, Node *const &node) {
  Nodes list = items(node);
  if (auto *t = as<PgQuery__TypeName>(node))
    list = items(t->n_names, t->names);
  auto whole = [&](KindId id, QName n) { return Target{id, PartKind::None, n, {}}; };
  switch (kind) {
  case OBJECT(TABLE):
  case OBJECT(VIEW):
  case OBJECT(MATVIEW):
  case OBJECT(SEQUENCE):
    return relationTarget(relation(list));
  case OBJECT(TYPE):
  case OBJECT(DOMAIN): {
    QName n = userType(list);
    return n ? typeTarget(n) : whole(KindId::Composite, made(list));
  }
  case OBJECT(SCHEMA):
    return ns(stringOf(node)) ? whole(KindId::Namespace, {Name(), name(stringOf(node))}) : Target{};
  case OBJECT(EXTENSION):
    return stringOf(node) == "plpgsql" ? Target{}
                                       : whole(KindId::Extension, {Name(), name(stringOf(node))});
  case OBJECT(STATISTIC_EXT):
    return whole(KindId::ExtendedStatistics, object<ExtendedStatistics>(list));
  case OBJECT(PUBLICATION):
    return whole(KindId::Publication, {Name(), name(stringOf(node))});
  case OBJECT(FUNCTION):
  case OBJECT(PROCEDURE):
  case OBJECT(ROUTINE): {
    auto *o = as<PgQuery__ObjectWithArgs>(node);
    return o ? whole(KindId::Function, function(*o)) : Target{};
  }
  case OBJECT(INDEX): {
    SubRef path = indexPath(list.size() > 1 ? stringOf(list[list.size() - 2]) : "", lastName(list));
    const Table *t = path.sub ? state.table(path.table) : nullptr;
    PartKind part = t && t->constraint(path.sub) ? PartKind::Constraint : PartKind::Index;
    KindId owner = state.views().find(path.table) ? KindId::View : KindId::Table;
    return {owner, part, path.table, path.sub ? path.sub : path.table.name};
  }
  case OBJECT(COLUMN):
  case OBJECT(TABCONSTRAINT):
  case OBJECT(TRIGGER):
  case OBJECT(POLICY): {
    if (list.size() < 2)
      return {};
    QName table = relation(list.size() > 2 ? stringOf(list[list.size() - 3]) : "",
                           stringOf(list[list.size() - 2]));
    PartKind part = kind == OBJECT(COLUMN)          ? PartKind::Column
                    : kind == OBJECT(TABCONSTRAINT) ? PartKind::Constraint
                    : kind == OBJECT(TRIGGER)       ? PartKind::Trigger
                                                    : PartKind::Policy;
    return {relationTarget(table).kind, part, table, name(stringOf(list.back()))};
  }
  case OBJECT(DOMCONSTRAINT): {
    auto *t = list.size() == 2 ? as<PgQuery__TypeName>(list[0]) : nullptr;
    if (!t)
      return {};
    Nodes names = items(t->n_names, t->names);
    QName n = userType(names);
    return {KindId::Domain, PartKind::Constraint, n ? n : made(names), name(stringOf(list[1]))};
  }
  default:
    return {};
  }
}

/// A column that a partition has from the whole table.
bool Reader::isOfPartition(const Target &t) const {
  const Table *table = t.part == PartKind::Column ? state.table(t.object) : nullptr;
  return table && table->partitionOf && !table->column(t.sub) && partitionHas(*table, t.sub);
}

bool Reader::read(const PgQuery__CommentStmt &s) {
  if (std::string_view what = outsideObject(s.objtype, s.object); !what.empty())
    return unmanaged(what);
  Target t = target(s.objtype, s.object);
  if (isOfPartition(t))
    return unmanaged("what a partition changes of a column");
  bool isHeld =
      t.part == PartKind::None || t.kind == KindId::Table || t.kind == KindId::Domain ||
      (t.kind == KindId::View && (t.part == PartKind::Column || t.part == PartKind::Index));
  if (!t.object || !isHeld)
    return unmanaged("the object of this comment");
  if (s.objtype == OBJECT(TABCONSTRAINT) && namedNotNull({t.object, t.sub}))
    return unmanaged("a comment on a NOT NULL constraint");
  if (s.objtype == OBJECT(INDEX) && t.part == PartKind::Constraint)
    return unmanaged("a comment on the index of a constraint");
  std::string_view text = stringOf(s.comment);
  return add(SetCommentOp::make(whole(), t, text.empty() ? Name() : name(text)));
}

//===--- owners -----------------------------------------------------------===//

bool Reader::setOwner(Target t, const PgQuery__RoleSpec *r, SourceRange range) {
  Name owner = role(r);
  if (!t.object || !owner)
    return unmanaged("this owner", range);
  return add(SetOwnerOp::make(range, t, owner));
}

bool Reader::read(const PgQuery__AlterOwnerStmt &s) {
  std::string_view what =
      s.relation ? outsideRelation(*s.relation) : outsideObject(s.object_type, s.object);
  if (!what.empty())
    return unmanaged(what);
  Target t = s.relation ? relationTarget(relation(*s.relation)) : target(s.object_type, s.object);
  if (!t.object)
    return unmanaged("the object of this statement");
  return setOwner(t, s.newowner, whole());
}

//===--- privileges -------------------------------------------------------===//

/// All privileges of what `.sir` calls \p word.
std::vector<Name> Reader::allPrivileges(std::string_view word) {
  std::vector<Name> out;
  int version = state.version ? state.version : options.server;
  for (std::string_view p :
       schemac::allPrivileges(dialect, word, version ? version : dialect.newestVersion()))
    out.push_back(name(p));
  return out;
}

static bool isClosing(const Op &closed, QName object) {
  return !isOfPublic(closed) && RevokeOp(closed).target().object == object;
}

/// What \p target is about, where it is declared; invalid when the state has none of that name.
static SourceRange declaredAt(const Target &target, const Schema &state) {
  SourceRange range;
  forEachKind([&]<class T>() {
    if (const T *e = kindId<T>() == target.kind ? state.find<T>(target.object) : nullptr)
      range = e->range;
  });
  return range;
}

/// Functions and types have one privilege each. No state says who lacks what everybody has.
void Reader::takeFromEverybody(const PgQuery__GrantStmt &s, const Target &t,
                               std::vector<Name> privileges) {
  if (s.grant_option && !s.is_grant) // everybody has none
    return;
  std::erase_if(closed, [&](const Op &op) { return isClosing(op, t.object); });
  if (s.is_grant)
    return;
  if (!options.keepsClosed)
    unmanaged("what is taken from everybody of a function or type that is there already");
  closed.push_back(RevokeOp::make(whole(), std::move(privileges), t, name("public"), false));
  closedAt[t.object] = declaredAt(t, state);
}

/// The name under which \p op makes a function or type, or the one that it gives to another.
static std::pair<QName, QName> madeOrRenamed(const Op &op, const Schema &after) {
  if (auto f = dynOp<CreateFunctionOp>(op))
    return {QName(), f->function().name};
  if (auto e = dynOp<CreateEnumOp>(op))
    return {QName(), e->name()};
  if (auto d = dynOp<CreateDomainOp>(op))
    return {QName(), d->domain().name};
  if (auto c = dynOp<CreateCompositeOp>(op))
    return {QName(), c->composite().name};
  if (auto r = dynOp<CreateRangeOp>(op))
    return {QName(), r->range_type().name};
  if (auto e = dynOp<RenameEnumOp>(op))
    return {e->name(), {e->name().ns, e->to()}};
  if (auto t = dynOp<RenameTypeOp>(op))
    return {t->name(), {t->name().ns, t->to()}};
  if (auto f = dynOp<MoveFunctionOp>(op))
    return {f->function(), {f->to(), f->function().name}};
  auto renamed = dynOp<RenameFunctionOp>(op);
  if (!renamed)
    return {};
  QName was = renamed->function();
  std::string_view types = was.name.str();
  types.remove_prefix(std::min(types.find('('), types.size()));
  for (const Function &f : after.functions())
    if (f.name.ns == was.ns && f.called == renamed->to() && f.name.str().ends_with(types))
      return {was, f.name};
  return {};
}

/// The object of \p kind that is declared there now: what was called \p was, and is not any more.
/// A function's name has the types of its arguments in it, and those may be renamed and move.
static QName nowAt(SourceRange declared, KindId kind, QName was, const Schema &state) {
  QName found;
  auto isCalledSo = [&](const auto &e) {
    if constexpr (std::is_same_v<std::decay_t<decltype(e)>, Function>)
      return was.name.str().starts_with(e.called.str());
    return true;
  };
  forEachKind([&]<class T>() {
    if (kindId<T>() == kind && declared.isValid())
      for (const T &e : state.all<T>())
        if (e.range == declared && isCalledSo(e))
          found = e.name;
  });
  return found;
}

/// Behind a statement, what is closed goes by the names that it leaves, and what went is none of
/// it.
void Reader::refreshClosed() {
  std::erase_if(closed, [&](Op &op) {
    if (isOfPublic(op))
      return false;
    RevokeOp revoke(op);
    Target target = revoke.target();
    SourceRange declared = declaredAt(target, state);
    if (!declared.isValid()) {
      auto was = closedAt.find(target.object);
      declared = was == closedAt.end() ? SourceRange() : was->second;
      target.object = nowAt(declared, target.kind, target.object, state);
      if (!target.object)
        return true;
      op = RevokeOp::make(op.range, revoke.privileges(), target, revoke.role(), false);
    }
    closedAt[target.object] = declared;
    return false;
  });
}

/// Whether something may go or be called otherwise behind the step, or be declared elsewhere. Dumps
/// close thousands of functions by other steps, and each look goes through all of them.
static bool mayTakeNames(const Op &op) {
  std::string_view word = op.mnemonic();
  return word.starts_with("drop") || word.starts_with("rename") || word.starts_with("move") ||
         word.starts_with("replace");
}

/// What is made is open to everybody, whatever was there before it; what is renamed stays closed.
void Reader::followClosed(const Op &op) {
  if (isOfPublic(op))
    closed.push_back(op);
  if (closed.empty())
    return;
  auto [was, now] = madeOrRenamed(op, state);
  if (now)
    std::erase_if(closed, [&](const Op &c) { return isClosing(c, now); });
  for (Op &c : closed)
    if (now && was && isClosing(c, was)) {
      RevokeOp revoke(c);
      Target target = revoke.target();
      target.object = now;
      c = RevokeOp::make(c.range, revoke.privileges(), target, revoke.role(), false);
    }
  if (mayTakeNames(op))
    refreshClosed();
}

/// GRANT DELETE ON a sequence, without the word SEQUENCE, is taken and does nothing.
static bool isOfTablesOnly(Name privilege) {
  static constexpr std::string_view Words[] = {"INSERT",     "DELETE",  "TRUNCATE",
                                               "REFERENCES", "TRIGGER", "MAINTAIN"};
  return std::ranges::count(Words, privilege.str());
}

bool Reader::grantOn(const PgQuery__GrantStmt &s, const Target &t) {
  if (refusePrivileges(privilegeFault(s, t)))
    return false;
  std::string_view word = targetWord(t);
  std::map<Name, std::vector<Name>> byColumn; // the null name: the whole object
  for (const Node *n : items(s.n_privileges, s.privileges)) {
    auto *p = as<PgQuery__AccessPriv>(n);
    if (!p)
      continue;
    std::string upper;
    for (char c : stringOf(p->priv_name))
      upper += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    std::vector<Name> list =
        upper.empty() ? allPrivileges(p->n_cols ? "column" : word) : std::vector<Name>{name(upper)};
    std::vector<Name> columns = names(items(p->n_cols, p->cols));
    if (columns.empty())
      columns.emplace_back();
    for (Name c : columns)
      byColumn[c].insert(byColumn[c].end(), list.begin(), list.end());
  }
  if (!s.n_privileges)
    byColumn[Name()] = allPrivileges(word);
  if (t.kind == KindId::Sequence && s.objtype == OBJECT(TABLE) && !byColumn.contains(Name()))
    return unmanaged("a privilege on a column of a sequence");
  if (t.kind == KindId::Sequence && s.objtype == OBJECT(TABLE)) {
    std::erase_if(byColumn[Name()], isOfTablesOnly);
    if (byColumn[Name()].empty())
      return unmanaged("a privilege of tables, which a server leaves out on a sequence");
  }
  bool defaults = t.kind == KindId::Function || t.kind == KindId::Enum ||
                  t.kind == KindId::Domain || t.kind == KindId::Composite ||
                  t.kind == KindId::RangeType;
  for (const Node *n : items(s.n_grantees, s.grantees)) {
    Name r = role(as<PgQuery__RoleSpec>(n));
    if (!r) {
      unmanaged("a privilege of whoever runs this");
      continue;
    }
    if (r.str() == "public" && defaults) { // it has them from the start
      takeFromEverybody(s, t, byColumn[Name()]);
      continue;
    }
    for (auto &[column, list] : byColumn) {
      Target of = t;
      if (column)
        of.part = PartKind::Column, of.sub = column;
      if (isOfPartition(of)) {
        unmanaged("what a partition changes of a column");
        continue;
      }
      if (!add(s.is_grant ? GrantOp::make(whole(), list, of, r, bool(s.grant_option))
                          : RevokeOp::make(whole(), list, of, r, bool(s.grant_option))))
        return false;
    }
  }
  return true;
}

/// ON ALL TABLES IN SCHEMA: those that are there now.
bool Reader::grantInSchemas(const PgQuery__GrantStmt &s) {
  for (const Node *n : items(s.n_objects, s.objects)) {
    Name schema = ns(stringOf(n));
    std::vector<Target> targets;
    auto collect = [&](const auto &map, KindId kind) {
      for (const auto &e : map)
        if (e.name.ns == schema)
          targets.push_back({kind, PartKind::None, e.name, {}});
    };
    if (s.objtype == OBJECT(TABLE)) {
      collect(state.tables(), KindId::Table);
      collect(state.views(), KindId::View);
    } else if (s.objtype == OBJECT(SEQUENCE)) {
      collect(state.sequences(), KindId::Sequence);
    } else {
      collect(state.functions(), KindId::Function);
    }
    for (const Target &t : targets)
      if (!grantOn(s, t))
        return false;
  }
  return true;
}

bool Reader::read(const PgQuery__GrantStmt &s) {
  if (!s.is_grant)
    record->command = name("REVOKE");
  if (refusePrivileges(privilegeFault(s)))
    return false;
  if (s.targtype == PG_QUERY__GRANT_TARGET_TYPE__ACL_TARGET_ALL_IN_SCHEMA)
    return grantInSchemas(s);
  for (Node *const &n : items(s.n_objects, s.objects)) {
    Target t;
    auto *r = as<PgQuery__RangeVar>(n);
    if (s.objtype == OBJECT(SCHEMA) && options.keepsClosed && stringOf(n) == "public") {
      if (!grantOn(s, {KindId::Namespace, PartKind::None, {Name(), name("public")}, {}}))
        return false;
      continue;
    }
    std::string_view what = r ? outsideRelation(*r) : outsideObject(s.objtype, n);
    if (!what.empty()) {
      unmanaged(what);
      continue;
    }
    if (r) {
      if (isTemporary(*r))
        continue;
      t = relationTarget(relation(*r));
    } else {
      t = target(s.objtype, n);
    }
    if (!t.object) {
      unmanaged("the object of these privileges");
      continue;
    }
    if (!grantOn(s, t))
      return false;
  }
  return true;
}

} // namespace schemac::sql
