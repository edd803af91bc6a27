//===- Features.cpp - What not every database has -------------------------===//
#include "schemac/Dialect/Features.h"

namespace schemac {

std::string_view featureText(Feature feature) {
  static constexpr std::string_view Texts[] = {
#define FEATURE(ID, WHAT) WHAT,
#include "schemac/Dialect/Features.def"
  };
  return Texts[size_t(feature)];
}

namespace {

/// Calls `seen` for what one table, view or function has.
class Finder {
public:
  explicit Finder(const FeatureSeen &seen) : seen(seen) {}

  void table(const Table &t) {
    owner = t.name;
    note(t.unlogged, Feature::Unlogged, t.range);
    note(bool(t.tablespace), Feature::Tablespace, t.range);
    note(t.replicaIdentity != ReplicaIdentity::Default, Feature::ReplicaIdentity, t.range);
    note(!t.inherits.empty(), Feature::Inheritance, t.range);
    note(t.partitionBy || t.partitionOf, Feature::Partitions, t.range);
    note(bool(t.rowParts), Feature::RowParts, t.range);
    note(t.rowSecurity || t.forceRowSecurity, Feature::RowSecurity, t.range);
    for (const Policy &p : t.policies)
      note(true, Feature::Policies, p.range, p.name);
    for (const Trigger &x : t.triggers)
      trigger(x);
    for (const Column &c : t.columns)
      column(c);
    for (const Constraint &c : t.constraints)
      constraint(c);
    for (const Index &i : t.indexes)
      index(i);
    access(t, Feature::TableComment);
  }

  void view(const View &v) {
    owner = v.name;
    note(v.materialized, Feature::MaterializedView, v.range);
    note(v.securityBarrier, Feature::SecurityBarrier, v.range);
    note(v.securityInvoker, Feature::SecurityInvoker, v.range);
    note(v.checkOption != CheckOption::None, Feature::CheckOption, v.range);
    access(v, Feature::OtherComment);
  }

  void function(const Function &f) {
    owner = f.name;
    auto has = [&](bool given, Feature feature) { note(given, feature, f.range); };
    has(f.language && f.language.str() != "sql", Feature::RoutineLanguage);
    has(f.volatility == Volatile::Stable, Feature::Stable);
    has(f.parallel != Parallel::Unsafe, Feature::Parallel);
    has(f.strict, Feature::Strict);
    has(f.leakproof, Feature::Leakproof);
    has(!f.settings.empty(), Feature::RoutineSettings);
    has(f.returnsTrigger, Feature::TriggerFunction);
    has(f.returnsSet || !f.table.empty(), Feature::ResultRows);
    has(f.dataAccess != DataAccess::ContainsSql, Feature::DataAccess);
    bool defaults = false, out = false, variadic = false;
    for (const FunctionArg &a : f.args) {
      defaults |= bool(a.defaultExpr);
      out |= !f.procedure && (a.mode == ArgMode::Out || a.mode == ArgMode::InOut);
      variadic |= a.mode == ArgMode::Variadic;
    }
    has(defaults, Feature::ArgumentDefault);
    has(out, Feature::OutOfFunction);
    has(variadic, Feature::VariadicArgument);
    access(f, Feature::RoutineComment);
  }

private:
  /// Names are only put together where there is something to say: this looks at every table.
  void note(bool has, Feature feature, SourceRange range, Name part = {}) {
    if (has)
      seen(feature, range, part ? SubRef{owner, part}.str() : owner.str());
  }

  void trigger(const Trigger &x) {
    auto has = [&](bool given, Feature f) { note(given, f, x.range, x.name); };
    if (!x.action || !x.action->body)
      return has(true, Feature::Triggers);
    const TriggerAction &a = *x.action;
    has(true, Feature::TriggerBody);
    has(bool(a.when), Feature::TriggerCondition);
    has(!a.updateOf.empty(), Feature::TriggerColumns);
    has(a.onInsert + a.onUpdate + a.onDelete > 1, Feature::TriggerEvents);
    has(a.follows || a.precedes, Feature::TriggerOrder);
    has(a.onTruncate, Feature::TriggerTruncate);
    has(a.enabled != TriggerEnabled::Origin, Feature::TriggerState);
    has(a.constraint || a.deferrable || a.initiallyDeferred, Feature::TriggerConstraint);
    has(a.oldTable || a.newTable, Feature::TriggerTables);
  }

  void column(const Column &c) {
    auto has = [&](bool given, Feature f) { note(given, f, c.range, c.name); };
    SequenceOptions options = c.options();
    has(bool(options.start), Feature::IdentityStart);
    options.start.reset();
    has(options.given(), Feature::IdentityOptions);
    has(bool(c.charset()), Feature::Charset);
    has(bool(c.collation()), Feature::Collation);
    has(bool(c.onUpdate()), Feature::OnUpdate);
    has(c.invisible(), Feature::InvisibleColumn);
    has(bool(c.storage()), Feature::Storage);
    has(bool(c.compression()), Feature::Compression);
    has(!c.nullable && c.generated(), Feature::RequiredExpression);
    has(c.notNullNotValid, Feature::NotNullNotValid);
    has(c.generation == Generation::Serial, Feature::Serial);
    has(c.generation == Generation::IdentityAlways, Feature::IdentityAlways);
    has(c.generation == Generation::Stored, Feature::StoredColumn);
    has(c.generation == Generation::Virtual, Feature::VirtualColumn);
  }

  void constraint(const Constraint &c) {
    auto has = [&](bool given, Feature f) { note(given, f, c.range, c.name); };
    bool foreign = c.kind == ConstraintKind::ForeignKey;
    has(c.kind == ConstraintKind::Exclusion, Feature::Exclusion);
    has(c.deferrable || c.initiallyDeferred, Feature::Deferrable);
    has(c.noInherit, Feature::NoInherit);
    if (c.kind == ConstraintKind::PrimaryKey)
      for (const IndexElem &e : c.more().elems) {
        has(e.prefixLength >= 0, Feature::KeyPrefix);
        has(e.descending, Feature::KeyDescending);
      }
    has(c.nullsNotDistinct, Feature::NullsNotDistinct);
    has(!c.include.empty(), Feature::Include);
    has(c.notValid, Feature::NotValid);
    has(c.notEnforced, foreign ? Feature::ForeignKeyNotEnforced : Feature::CheckNotEnforced);
    has(c.matchFull, Feature::MatchFull);
    has(!c.more().setColumns.empty(), Feature::SetSomeColumns);
    has(c.onDelete == FkAction::SetDefault || c.onUpdate == FkAction::SetDefault,
        Feature::SetDefaultAction);
    has(!c.more().parameters.empty() || c.more().tablespace, Feature::KeyOptions);
  }

  void index(const Index &i) {
    auto has = [&](bool given, Feature f) { note(given, f, i.range, i.name); };
    has(bool(i.where), Feature::PartialIndex);
    has(!i.include.empty(), Feature::Include);
    has(i.nullsNotDistinct, Feature::NullsNotDistinct);
    has(bool(i.tablespace), Feature::Tablespace);
    has(i.invalid || i.partOf, Feature::InvalidIndex);
    bool expression = false, prefix = false, opclass = false, collation = false, nulls = false,
         descending = false;
    for (const IndexElem &e : i.elems) {
      expression |= bool(e.expr);
      prefix |= e.prefixLength >= 0;
      opclass |= bool(e.opclass);
      collation |= bool(e.collation);
      descending |= e.descending;
      nulls |= e.nulls != NullsOrder::Default;
    }
    has(descending, Feature::Descending);
    has(expression, Feature::ExpressionIndex);
    has(prefix, Feature::PrefixLength);
    has(opclass, Feature::OperatorClass);
    has(collation, Feature::ElementCollation);
    has(nulls, Feature::NullsOrder);
  }

  void access(const Entity &e, Feature whole) {
    note(bool(e.comment), whole, e.range);
    note(!e.grants.empty(), Feature::Grants, e.range);
    note(bool(e.owner), Feature::Owner, e.range);
    for (const auto &p : e.partComments)
      note(true,
           p.kind == PartKind::Column && whole == Feature::TableComment ? Feature::ColumnComment
           : p.kind == PartKind::Index                                  ? Feature::IndexComment
                                                                        : Feature::OtherComment,
           e.range, p.part);
  }

  const FeatureSeen &seen;
  QName owner;
};

} // namespace

void eachFeature(const Table &table, const FeatureSeen &seen) { Finder(seen).table(table); }
void eachFeature(const View &view, const FeatureSeen &seen) { Finder(seen).view(view); }
void eachFeature(const Function &function, const FeatureSeen &seen) {
  Finder(seen).function(function);
}

} // namespace schemac
