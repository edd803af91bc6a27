//===- ReadDrop.cpp - DROP ------------------------------------------------===//
#include "CatalogAnswers.h"
#include "Reader.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Queries.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

#define OBJECT(NAME) PG_QUERY__OBJECT_TYPE__OBJECT_##NAME

/// All tables of one statement go at once: what they have of each other is not in the way.
bool Reader::dropTables(const std::vector<QName> &tables, bool cascade) {
  for (QName table : tables)
    if (!dropStatistics(table, Name()) ||
        !dropForeignKeysTo(table, [](const Constraint &) { return false; }))
      return false;
  std::vector<SubRef> between;
  for (QName table : tables)
    for (const Constraint &c : state.table(table)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable != table && tables.size() > 1 &&
          std::ranges::count(tables, c.refTable))
        between.push_back({table, c.name});
  for (const SubRef &c : between)
    if (!add(DropConstraintOp::make(whole(), c)))
      return false;
  std::vector<QName> left = tables;
  while (!left.empty()) {
    auto next =
        std::ranges::find_if(left, [&](QName t) { return fits(DropTableOp::make(whole(), t)); });
    QName table = next == left.end() ? left.front() : *next;
    if (state.table(table) && !dropTable(table, cascade))
      return false;
    std::erase(left, table);
  }
  return true;
}

/// The object of DROP POLICY and DROP TRIGGER: schema, table, name.
SubRef Reader::partOf(const Node *node) {
  Nodes list = items(const_cast<Node *const &>(node));
  if (list.size() < 2)
    return {};
  std::string_view schema = list.size() > 2 ? stringOf(list[list.size() - 3]) : "";
  return {relation(schema, stringOf(list[list.size() - 2])), name(stringOf(list.back()))};
}

/// Whether a schema has others with the name of the function, but other arguments.
static bool isOneOfSeveral(const Schema &state, QName function) {
  const Function *found = state.functions().find(function);
  size_t count = 0;
  for (const Function &f : state.functions())
    count +=
        f.name.ns == function.ns && f.called == found->called && f.procedure == found->procedure;
  return count > 1;
}

bool Reader::dropOne(const PgQuery__DropStmt &s, const Node *node, bool cascade) {
  Node *const object = const_cast<Node *>(node);
  Nodes list = items(object);
  if (auto *t = as<PgQuery__TypeName>(node))
    list = items(t->n_names, t->names);
  switch (s.remove_type) {
  case OBJECT(VIEW):
  case OBJECT(MATVIEW): {
    QName n = relation(list);
    if (!state.views().find(n))
      return absent(s.missing_ok, "view", n.str(), {});
    letFall(n);
    return cascade ? dropViews({n}) : add(DropViewOp::make(whole(), n));
  }
  case OBJECT(SEQUENCE): {
    QName n = relation(list);
    const Column *of = columnOfSequence(state, context, n);
    if (!state.find<Sequence>(n) && of && of->generation != Generation::Serial) {
      diags.report(whole(), diag::err_step_refused, "drop_sequence", n.str(),
                   fmt::format("column '{}' needs it", of->name.str()));
      return false;
    }
    if (!state.find<Sequence>(n))
      return absent(s.missing_ok, "sequence", n.str(), {});
    return (!cascade || dropDefaultsFrom(n)) && add(DropSequenceOp::make(whole(), n));
  }
  case OBJECT(INDEX): {
    SubRef path = indexPath(list.size() > 1 ? stringOf(list[list.size() - 2]) : "", lastName(list));
    if (!path.sub)
      return absent(s.missing_ok, "index", path.table.str(), {});
    return add(DropIndexOp::make(whole(), path, bool(s.concurrent)));
  }
  case OBJECT(TYPE):
  case OBJECT(DOMAIN): {
    QName n = userType(list);
    if (!n)
      return absent(s.missing_ok, "type", this->object<Enum>(list).str(), {});
    return dropType(n, cascade);
  }
  case OBJECT(FUNCTION):
  case OBJECT(PROCEDURE):
  case OBJECT(ROUTINE): {
    auto *o = as<PgQuery__ObjectWithArgs>(node);
    QName n = o ? function(*o) : QName();
    if (!n || !state.functions().find(n))
      return absent(s.missing_ok, "function", n.str(), {});
    if (o->args_unspecified && isOneOfSeveral(state, n)) {
      diags.report(whole(), diag::err_step_refused, "drop_function", n.name.str(),
                   "there are several of that name");
      return false;
    }
    return dropFunction(n, cascade);
  }
  case OBJECT(SCHEMA): {
    Name n = name(stringOf(node));
    if (ns(n.str()) && !state.namespaces().find({Name(), n}))
      return absent(s.missing_ok, "namespace", n.str(), {});
    return dropNamespace(n, cascade);
  }
  case OBJECT(STATISTIC_EXT): {
    QName n = this->object<ExtendedStatistics>(list);
    if (!state.find<ExtendedStatistics>(n))
      return absent(s.missing_ok, "statistics", n.str(), {});
    return add(DropStatisticsOp::make(whole(), n));
  }
  case OBJECT(EXTENSION): {
    Name n = name(stringOf(node));
    if (!state.extensions().find({Name(), n}))
      return absent(s.missing_ok, "extension", n.str(), {});
    return dropExtension(n, cascade);
  }
  case OBJECT(RULE): {
    SubRef path = partOf(node);
    letFall(path.table, "rule", path.sub.str());
    return unmanaged("a rule");
  }
  case OBJECT(POLICY):
  case OBJECT(TRIGGER): {
    bool policy = s.remove_type == OBJECT(POLICY);
    SubRef path = partOf(node);
    if (!policy)
      for (std::string_view kind : {"trigger INSTEAD OF", "trigger of a view or foreign table"})
        letFall(path.table, kind, path.sub.str());
    if (!policy && state.views().find(path.table))
      return unmanaged("a trigger on a view");
    const Table *t = state.table(path.table);
    if (std::string_view what = outsideObject(OBJECT(TRIGGER), object); !what.empty())
      return unmanaged(what);
    if (!t || (policy ? !t->policy(path.sub) : !t->trigger(path.sub)))
      return absent(s.missing_ok, policy ? "policy" : "trigger", path.str(), {});
    return add(policy ? DropPolicyOp::make(whole(), path) : DropTriggerOp::make(whole(), path));
  }
  case OBJECT(PUBLICATION): {
    Name n = name(stringOf(node));
    if (!state.publications().find({Name(), n}))
      return absent(s.missing_ok, "publication", n.str(), {});
    return add(DropPublicationOp::make(whole(), n));
  }
  case OBJECT(FOREIGN_TABLE):
    outsiders.erase(relation(list));
    return unmanaged("what this statement drops");
  default:
    return unmanaged("what this statement drops");
  }
}

bool Reader::read(const PgQuery__DropStmt &s) {
  bool cascade = s.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
  Nodes objects = items(s.n_objects, s.objects);
  if (s.remove_type != OBJECT(TABLE)) {
    if (objects.size() > 1 && s.remove_type == OBJECT(VIEW) && !cascade) {
      std::vector<QName> views; // each may need another one of the list
      for (Node *const &n : objects)
        if (QName v = relation(items(n)); state.views().find(v)) {
          views.push_back(v);
          letFall(v);
        } else if (!absent(s.missing_ok, "view", v.str(), {}))
          return false;
      for (QName v : withDependents(state, views))
        if (std::ranges::count(views, v) && !add(DropViewOp::make(whole(), v)))
          return false;
      return true;
    }
    return std::ranges::all_of(objects, [&](const Node *n) { return dropOne(s, n, cascade); });
  }
  std::vector<QName> tables;
  for (Node *const &n : objects) {
    Nodes list = items(n);
    if (list.size() == 1 && temporary.contains(stringOf(list[0]))) {
      temporary.erase(std::string(stringOf(list[0])));
      continue;
    }
    QName t = relation(list);
    letFall(t);
    if (state.table(t))
      tables.push_back(t);
    else if (!absent(s.missing_ok, "table", t.str(), {}))
      return false;
  }
  return dropTables(tables, cascade);
}

} // namespace schemac::sql
