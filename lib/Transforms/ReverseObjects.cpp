//===- ReverseObjects.cpp - Taking back tables, enums and namespaces ------===//
#include "Transforms/InTheWay.h"
#include "Transforms/Reverser.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {

//===--- namespaces and extensions ----------------------------------------===//

Undo Reverser::operator()(CreateNamespaceOp step) {
  if (step.name().str() == ArchiveNamespace)
    return {}; // what is kept stays kept
  return undoRename(make<DropNamespaceOp>(step.name()));
}
Undo Reverser::operator()(DropNamespaceOp step) {
  return undoRename(make<CreateNamespaceOp>(step.name()));
}
Undo Reverser::operator()(CreateExtensionOp step) {
  return undoRename(make<DropExtensionOp>(step.name()));
}
Undo Reverser::operator()(DropExtensionOp step) {
  const Extension *e = before.extensions().find({Name(), step.name()});
  return undoRename(
      make<CreateExtensionOp>(step.name(), e ? e->version : Name(), e ? e->schema : Name()));
}

//===--- enums ------------------------------------------------------------===//

Undo Reverser::operator()(CreateEnumOp step) { return undoRename(make<DropEnumOp>(step.name())); }

Undo Reverser::operator()(DropEnumOp step) {
  std::vector<Name> labels;
  if (const Enum *e = before.enumType(origins.norm(step.name())))
    for (const EnumLabel &l : e->labels)
      labels.push_back(l.label);
  return undoRename(make<CreateEnumOp>(step.name(), labels));
}

/// Of a view only the text is known: one with a word that could be the later type steps aside.
Undo Reverser::undoBesideViews(Op back, QName later) const {
  std::vector<QName> views = withDependents(before, viewsOverType(before, origins.norm(later)));
  Undo undo;
  for (QName v : views)
    undo.steps.push_back(make<DropViewOp>(v, true));
  undo.steps.push_back(std::move(back));
  for (auto v = views.rbegin(); v != views.rend(); ++v)
    undo.steps.push_back(make<CreateViewOp>(*before.views().find(*v), true));
  return undo;
}

Undo Reverser::operator()(RenameEnumOp step) {
  QName later{step.name().ns, step.to()};
  return undoBesideViews(make<RenameEnumOp>(later, step.name().name), later);
}
Undo Reverser::operator()(MoveEnumOp step) {
  return undoRename(make<MoveEnumOp>(QName{step.to(), step.name().name}, step.name().ns));
}

Undo Reverser::operator()(AddEnumValueOp) {
  return {{},
          ReverseClass::Irreversible,
          "a value cannot be taken out of an enum; it does no harm while nobody writes it"};
}
Undo Reverser::operator()(RenameEnumValueOp step) {
  return undoRename(make<RenameEnumValueOp>(step.name(), step.to(), step.value()));
}

//===--- tables -----------------------------------------------------------===//

Undo Reverser::operator()(CreateTableOp step) {
  return undoRename(make<DropTableOp>(step.table().name));
}

Undo Reverser::operator()(DropTableOp step) {
  Undo undo{{}, ReverseClass::Lossy, "the table comes back empty"};
  const Table *t = table(step.table());
  if (!t)
    return undo;
  Table body = *t;
  bool inTable = traitsOf(before.dialect).foreignKeysInTables;
  auto isKey = [&](const Constraint &c) {
    return c.kind == ConstraintKind::ForeignKey && !inTable;
  };
  std::erase_if(body.constraints, isKey);
  auto isCopied = [&](QName name) {
    return std::ranges::find(notes.copies, name, &ReversalNotes::Copy::into);
  };
  auto copy = isCopied(t->name); // its rows, or those of what it is a partition of, are copied back
  for (const Table *whole = t; whole && copy == notes.copies.end();
       whole = whole->partitionOf ? table(whole->partitionOf) : nullptr)
    copy = isCopied(whole->name);
  if (t->partitionBy || copy != notes.copies.end()) // the rows were in partitions
    undo.how = ReverseClass::Lossless, undo.reason = {};
  if (copy != notes.copies.end() && copy->into == t->name)
    undo.steps.push_back(make<CreateTableOp>(body, copy->from));
  else
    undo.steps.push_back(make<CreateTableOp>(body));
  for (const Constraint &c : t->constraints)
    if (isKey(c))
      undo.steps.push_back(make<AddForeignKeyOp>(SubRef{t->name, c.name}, c));
  restoreOwned(undo, t->name, Name());
  for (const Publication &p : before.publications())
    if (const PublishedTable *sent = p.table(t->name))
      undo.steps.push_back(
          make<PublishTableOp>(p.name.name, sent->table, sent->columns, sent->where));
  return undo;
}

Undo Reverser::operator()(RenameTableOp step) {
  return undoRename(make<RenameTableOp>(QName{step.table().ns, step.to()}, step.table().name));
}
Undo Reverser::operator()(MoveTableOp step) {
  return undoRename(make<MoveTableOp>(QName{step.to(), step.table().name}, step.table().ns));
}

//===--- functions --------------------------------------------------------===//

Undo Reverser::operator()(CreateFunctionOp step) {
  return undoRename(make<DropFunctionOp>(step.function().name, step.remade()));
}
Undo Reverser::operator()(ReplaceFunctionOp step) {
  const Function *f = before.functions().find(origins.norm(step.function().name));
  return f ? undoRename(make<ReplaceFunctionOp>(*f)) : Undo();
}
Undo Reverser::operator()(DropFunctionOp step) {
  const Function *f = before.functions().find(origins.norm(step.function()));
  return f ? undoRename(make<CreateFunctionOp>(*f, step.remade())) : Undo();
}

Undo Reverser::operator()(RenameFunctionOp step) {
  const Function *f = before.functions().find(origins.norm(step.function()));
  if (!f)
    return {};
  Function renamed = *f;
  renamed.called = step.to();
  QName now{f->name.ns, unit.context.name(functionSignature(renamed))};
  return undoRename(step.remade() ? make<RenameFunctionOp>(now, f->called, true)
                                  : make<RenameFunctionOp>(now, f->called));
}

Undo Reverser::operator()(MoveFunctionOp step) {
  return undoRename(
      make<MoveFunctionOp>(QName{step.to(), step.function().name}, step.function().ns));
}

//===--- statistics -------------------------------------------------------===//

Undo Reverser::operator()(CreateStatisticsOp step) {
  return undoRename(make<DropStatisticsOp>(step.statistics().name));
}
Undo Reverser::operator()(DropStatisticsOp step) {
  const auto *s = before.find<ExtendedStatistics>(origins.norm(step.name()));
  return s ? undoRename(make<CreateStatisticsOp>(*s)) : Undo();
}

//===--- views with a query -----------------------------------------------===//

Undo Reverser::operator()(CreateViewOp step) {
  return undoRename(make<DropViewOp>(step.view().name, step.remade()));
}

Undo Reverser::operator()(DropViewOp step) {
  const View *view = before.views().find(origins.norm(step.view()));
  return view ? undoRename(make<CreateViewOp>(*view, step.remade())) : Undo();
}

/// CREATE OR REPLACE takes no column away: the old one is made anew, and what depends on it.
Undo Reverser::operator()(ReplaceViewOp step) {
  const View *view = before.views().find(origins.norm(step.view().name));
  if (!view)
    return {};
  if (step.sameColumns() || extendsView(step.view(), *view))
    return undoRename(make<ReplaceViewOp>(*view, step.sameColumns()));
  Undo undo;
  std::vector<Standing> over =
      standingInTheWay(make<DropViewOp>(view->name, true), before, origins);
  over.push_back({true, view->name});
  for (const Standing &s : over)
    undo.steps.push_back(s.isView ? make<DropViewOp>(s.name, true)
                                  : make<DropFunctionOp>(s.name, true));
  for (auto s = over.rbegin(); s != over.rend(); ++s)
    undo.steps.push_back(s->isView
                             ? make<CreateViewOp>(*before.views().find(s->name), true)
                             : make<CreateFunctionOp>(*before.functions().find(s->name), true));
  return undo;
}

/// The rows of a view are made of others, so filling it again loses nothing.
Undo Reverser::operator()(RefreshViewOp step) {
  const View *v = before.views().find(origins.norm(step.view()));
  return v && v->noData != step.noData()
             ? undoRename(make<RefreshViewOp>(step.view(), false, v->noData))
             : Undo();
}

Undo Reverser::operator()(RenameViewOp step) {
  return undoRename(make<RenameViewOp>(QName{step.view().ns, step.to()}, step.view().name));
}

Undo Reverser::operator()(CreateShimOp step) { return undoRename(make<DropShimOp>(step.view())); }
Undo Reverser::operator()(DropShimOp step) {
  const View *view = before.views().find(origins.norm(step.view()));
  if (!view)
    return {};
  return undoRename(make<CreateShimOp>(step.view(), view->shimOf));
}

} // namespace schemac
