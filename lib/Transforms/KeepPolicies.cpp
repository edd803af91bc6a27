//===- KeepPolicies.cpp - Policies stay on the name of a column -----------===//
//
// A policy, and the filter and column list of a publication, follow a column that is renamed. Where
// a second column takes over the name, they are told to use that one, in the transaction of the
// exchange. Where it takes the place of a column that goes, they are told so before that goes. They
// say what they said before; where the author has changed them too, that comes later as a step of
// its own, unless they named a value that is none any more.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/PlacePolicies.h"
#include "Transforms/Sql.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <array>

namespace schemac {

namespace {

class PolicyKeeper {
public:
  explicit PolicyKeeper(PlanUnit &unit);
  void run(Phase &phase);

private:
  template <class View, class Fn> bool anyStep(Fn wanted) const;
  Name nameNow(QName table, Name policy) const;
  bool namesLostValue(const Policy &p, const SubRef &column) const;
  std::optional<Policy> altered(const SubRef &policy, PhaseKind upTo) const;
  void readers(const SubRef &column, PhaseKind phase, const Op &cause, std::vector<Op> &out) const;
  void policies(RenameColumnOp rename, PhaseKind phase, std::vector<Op> &out) const;
  Name publicationNow(const Publication &p, QName table) const;
  void publications(RenameColumnOp rename, std::vector<Op> &out) const;
  void newPublications(RenameColumnOp rename, std::vector<Op> &out) const;
  using Successor = std::pair<Name, Name>;
  std::vector<Successor> successors(QName table) const;
  void beforeDrop(DropColumnOp drop, PhaseKind phase, std::vector<Op> &out) const;
  void add(std::vector<Op> &out, const Op &cause, Op op,
           std::string_view why = "it followed the column that gave up the name") const;

  PlanUnit &unit;
  Origins origins;
  std::vector<std::pair<SubRef, Policy>> authors; ///< changes that this pass has not made
};

} // namespace

/// Whether a step of the kind, anywhere in the plan, is as \p wanted says.
template <class View, class Fn> bool PolicyKeeper::anyStep(Fn wanted) const {
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (View::classof(op) && wanted(View(op)))
        return true;
  return false;
}

/// Null when the plan drops it: then it goes before the column does.
Name PolicyKeeper::nameNow(QName table, Name policy) const {
  SubRef path{table, policy};
  if (anyStep<DropPolicyOp>([&](DropPolicyOp drop) { return drop.path() == path; }))
    return {};
  Name now = policy;
  anyStep<RenamePolicyOp>([&](RenamePolicyOp rename) {
    bool found = rename.path() == path;
    now = found ? rename.to() : now;
    return found;
  });
  return now;
}

void PolicyKeeper::add(std::vector<Op> &out, const Op &cause, Op op, std::string_view why) const {
  op.change = cause.change;
  op.why = unit.context.name(why);
  out.push_back(std::move(op));
}

/// Whether the text of \p p names a value that the enum of the column has lost with the exchange:
/// as it was, the server would not take it any more.
bool PolicyKeeper::namesLostValue(const Policy &p, const SubRef &column) const {
  const Column *before = origins.column(column), *after = origins.targetColumn(column);
  const Enum *was = before ? unit.from->enumType(enumIn(before->type)) : nullptr;
  const Enum *is = after && unit.to ? unit.to->enumType(enumIn(after->type)) : nullptr;
  auto isLost = [&](const SqlToken &t) {
    auto isNamed = [&](const EnumLabel &l) { return t.text == sql::literal(l.label.str()); };
    return t.kind == SqlToken::Kind::String && std::ranges::any_of(was->labels, isNamed) &&
           std::ranges::none_of(is->labels, isNamed);
  };
  return was && is && std::ranges::any_of(std::array{p.usingExpr, p.withCheck}, [&](Expr e) {
           return e && std::ranges::any_of(lexSqlTokens(e.str()), isLost);
         });
}

PolicyKeeper::PolicyKeeper(PlanUnit &unit) : unit(unit), origins(unit) {
  anyStep<AlterPolicyOp>([&](AlterPolicyOp alter) {
    authors.emplace_back(alter.path(), alter.def());
    return false;
  });
}

/// What the author makes of the policy by the end of the phase; nothing when that comes later.
std::optional<Policy> PolicyKeeper::altered(const SubRef &policy, PhaseKind upTo) const {
  std::optional<Policy> out;
  PhaseKind place =
      policiesAreAsleep(origins, policy.table) ? PhaseKind::Expand : PhaseKind::Contract;
  for (const auto &[path, changed] : authors)
    if (!out && place <= upTo && path == policy)
      out = changed;
  return out;
}

/// Policies of other tables say again what they say, of the column that has the name now.
void PolicyKeeper::readers(const SubRef &column, PhaseKind phase, const Op &cause,
                           std::vector<Op> &out) const {
  const Table *source = origins.table(column.table);
  for (QName user : source ? unit.from->index().withPolicies() : std::vector<QName>())
    for (const Policy &p : unit.from->table(user)->policies) {
      QName now = origins.nowNamed(user);
      Name name = user == source->name ? Name() : nameNow(now, p.name);
      std::optional<Policy> changed = name ? altered({now, name}, phase) : std::nullopt;
      Policy policy = changed ? *changed : p;
      policy.name = name;
      if (name && readsColumn(policy, source->name, column.sub))
        add(out, cause, AlterPolicyOp::make(cause.range, SubRef{now, name}, policy));
    }
}

void PolicyKeeper::policies(RenameColumnOp rename, PhaseKind phase, std::vector<Op> &out) const {
  QName table = rename.column().table;
  const Table *source = origins.table(table);
  for (const Policy &p : source ? source->policies : std::vector<Policy>()) {
    Name name = nameNow(table, p.name);
    std::optional<Policy> changed = name ? altered({table, name}, phase) : std::nullopt;
    Policy policy = changed ? *changed : p;
    if (!name || !usesColumn(policy, rename.to(), source->name.name))
      continue;
    const Table *target = origins.targetTable(table);
    const Policy *wanted = target ? target->policy(name) : nullptr;
    if (wanted && namesLostValue(policy, {table, rename.to()}))
      policy = *wanted;
    policy.name = name;
    add(out, rename.op, AlterPolicyOp::make(rename.range(), SubRef{table, name}, policy));
  }
  readers({table, rename.to()}, phase, rename.op, out);
  // Those that the plan makes before the exchange.
  anyStep<CreatePolicyOp>([&](CreatePolicyOp create) {
    std::optional<PolicyPlace> place = placeOfPolicy(unit, origins, create.op);
    if (create.path().table == table && place && place->phase == PhaseKind::Expand &&
        usesColumn(create.def(), rename.to(), table.name))
      add(out, rename.op, AlterPolicyOp::make(rename.range(), create.path(), create.def()));
    return false;
  });
}

static bool uses(const PublishedTable *t, RenameColumnOp rename) {
  return t && (std::ranges::count(t->columns, rename.to()) ||
               mentionsColumn(t->where, rename.to(), t->table.name));
}

/// Publications that the plan makes, and tables that it adds to one: always before the exchange.
void PolicyKeeper::newPublications(RenameColumnOp rename, std::vector<Op> &out) const {
  QName table = rename.column().table;
  auto again = [&](Name publication, const PublishedTable *t) {
    if (uses(t, rename))
      add(out, rename.op,
          PublishTableOp::make(rename.range(), publication, table, t->columns, t->where));
    return false;
  };
  anyStep<CreatePublicationOp>([&](CreatePublicationOp create) {
    return again(create.publication().name.name, create.publication().table(table));
  });
  anyStep<PublishTableOp>([&](PublishTableOp publish) {
    PublishedTable entry{publish.table(), publish.columns(), publish.where()};
    bool before = publish.op.change != rename.op.change && publish.table() == table;
    return before && again(publish.publication(), &entry);
  });
}

/// Null when it, or the table in it, goes.
Name PolicyKeeper::publicationNow(const Publication &p, QName table) const {
  Name name = p.name.name;
  if (anyStep<DropPublicationOp>([&](DropPublicationOp drop) { return drop.name() == name; }) ||
      anyStep<UnpublishTableOp>([&](UnpublishTableOp drop) { return drop.table() == table; }))
    return {};
  anyStep<RenamePublicationOp>([&](RenamePublicationOp r) {
    bool found = r.name() == name;
    name = found ? r.to() : name;
    return found;
  });
  return name;
}

void PolicyKeeper::publications(RenameColumnOp rename, std::vector<Op> &out) const {
  const Table *source = origins.table(rename.column().table);
  if (!source)
    return;
  for (const Publication &p : unit.from->publications()) {
    const PublishedTable *t = p.table(source->name);
    Name name = uses(t, rename) ? publicationNow(p, rename.column().table) : Name();
    if (!name)
      continue;
    add(out, rename.op,
        PublishTableOp::make(rename.range(), name, rename.column().table, t->columns, t->where));
  }
}

/// Columns that were kept in step with another under its new name, and then go.
std::vector<PolicyKeeper::Successor> PolicyKeeper::successors(QName table) const {
  std::vector<Successor> out;
  anyStep<CreateTriggerOp>([&](CreateTriggerOp create) {
    const Trigger &t = create.def();
    bool goes = create.path().table == table && t.kind == TriggerKind::Sync &&
                anyStep<DropColumnOp>(
                    [&](DropColumnOp drop) { return drop.column() == SubRef{table, t.oldColumn}; });
    if (goes)
      out.emplace_back(t.oldColumn, t.newColumn);
    return false;
  });
  return out;
}

/// Both columns say the same until then, so nobody notices.
void PolicyKeeper::beforeDrop(DropColumnOp drop, PhaseKind phase, std::vector<Op> &out) const {
  constexpr std::string_view why = "by the column that took the place of the one that goes";
  QName table = drop.column().table;
  Name gone = drop.column().sub;
  const Table *source = origins.table(table);
  std::vector<Successor> all = successors(table);
  if (!source || std::ranges::find(all, gone, &Successor::first) == all.end())
    return;
  auto now = [&](Name n) {
    auto it = std::ranges::find(all, n, &Successor::first);
    return it == all.end() ? n : it->second;
  };
  auto inText = [&](Expr sql) {
    for (auto [from, to] : all)
      sql = renameColumnIn(unit.context, sql, from, to, source->name.name);
    return sql;
  };
  for (Policy p : source->policies) {
    Name name = nameNow(table, p.name);
    if (!name || !usesColumn(p, gone, source->name.name) ||
        altered({table, name}, PhaseKind::Expand)) // that one names the column that stays
      continue;
    p.usingExpr = inText(p.usingExpr);
    p.withCheck = inText(p.withCheck);
    if (std::optional<Policy> changed = altered({table, name}, phase)) // before or behind this
      p = *changed;
    p.name = name;
    add(out, drop.op, AlterPolicyOp::make(drop.range(), SubRef{table, name}, p), why);
  }
  for (const Publication &p : unit.from->publications()) {
    const PublishedTable *t = p.table(source->name);
    bool uses = t && (std::ranges::count(t->columns, gone) ||
                      mentionsColumn(t->where, gone, source->name.name));
    Name name = uses ? publicationNow(p, table) : Name();
    if (!name)
      continue;
    std::vector<Name> columns = t->columns;
    std::ranges::transform(columns, columns.begin(), now);
    add(out, drop.op,
        PublishTableOp::make(drop.range(), name, table, std::move(columns), inText(t->where)), why);
  }
}

void PolicyKeeper::run(Phase &phase) {
  std::vector<Op> steps;
  for (const Op &op : phase.steps) {
    if (auto drop = dynOp<DropColumnOp>(op))
      beforeDrop(*drop, phase.kind, steps);
    auto rename = dynOp<RenameColumnOp>(op);
    auto takesOver = [&](const Op &other) {
      auto second = dynOp<RenameColumnOp>(other);
      return second && SubRef{second->column().table, second->to()} == rename->column();
    };
    // On the way back this comes when the column has its name again.
    if (rename && std::ranges::any_of(phase.steps, takesOver))
      readers(rename->column(), phase.kind, op, steps);
    steps.push_back(op);
    SubRef given = rename ? SubRef{rename->column().table, rename->to()} : SubRef();
    auto givesUp = [&](const Op &other) {
      return RenameColumnOp::classof(other) && RenameColumnOp(other).column() == given;
    };
    if (!rename || std::ranges::none_of(phase.steps, givesUp))
      continue;
    policies(*rename, phase.kind, steps);
    publications(*rename, steps);
    newPublications(*rename, steps);
  }
  phase.steps = std::move(steps);
}

void runKeepPolicies(PlanUnit &unit) {
  if (!unit.from)
    return;
  PolicyKeeper keeper(unit);
  for (Phase &phase : unit.plan.phases)
    if (phase.kind != PhaseKind::Change)
      keeper.run(phase);
}

} // namespace schemac
