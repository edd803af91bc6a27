//===- ReadObjects.cpp - Extensions, statistics, sequences -----------------===//
#include "EarlyExtensions.h"
#include "Reader.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/OwnedSequences.h"
#include <algorithm>

namespace schemac::sql {

//===--- extensions -------------------------------------------------------===//

/// Of which it is told where they go by the search path: what they bring is called by its name,
/// which can say a namespace. Operators, classes that an index names and citext are written without
/// one, so others are taken for being where names are looked up by default.
static bool followsThePath(std::string_view extension) {
  constexpr std::string_view Functions[] = {"btree_gist", "fuzzystrmatch", "pgcrypto", "uuid-ossp"};
  return std::ranges::count(Functions, extension) > 0;
}

bool Reader::read(const PgQuery__CreateExtensionStmt &s) {
  Name n = name(stringOf(s.extname));
  if (state.extensions().find({Name(), n}) && s.if_not_exists)
    return true;
  if (n.str() == "plpgsql") // it is there from the start
    return true;
  Name version, schema;
  for (const Node *o : items(s.n_options, s.options))
    if (auto *d = as<PgQuery__DefElem>(o)) {
      if (stringOf(d->defname) == "new_version")
        version = name(stringOf(d->arg));
      else if (stringOf(d->defname) == "schema")
        schema = name(stringOf(d->arg));
    }
  if (!schema && followsThePath(n.str()))
    schema = creationSchema();
  if (schema && !ns(schema.str())) // where it goes by itself
    schema = Name();
  if (auto use = options.assumeMissing ? std::nullopt : useOfExtension(n.str(), state))
    diags.report(whole(), diag::warn_sql_extension_late, use->owner, n.str())
        .note("it is used here", use->range);
  return add(CreateExtensionOp::make(whole(), n, version, schema));
}

bool Reader::read(const PgQuery__AlterExtensionStmt &s) {
  Name n = name(stringOf(s.extname));
  for (const Node *o : items(s.n_options, s.options))
    if (auto *d = as<PgQuery__DefElem>(o); d && stringOf(d->defname) == "new_version")
      return add(UpdateExtensionOp::make(whole(), n, name(stringOf(d->arg))));
  record->kind = StatementKind::Utility; // to whatever is newest
  return state.extensions().find({Name(), n}) || missing("extension", n.str(), {});
}

//===--- statistics -------------------------------------------------------===//

bool Reader::read(const PgQuery__CreateStatsStmt &s) {
  ExtendedStatistics x;
  auto *r = s.n_relations == 1 ? as<PgQuery__RangeVar>(s.relations[0]) : nullptr;
  if (!r || !s.n_defnames)
    return unsupported("statistics without a name");
  x.name = made(items(s.n_defnames, s.defnames));
  x.table = relation(*r);
  x.range = nameAt(r->location);
  if (s.if_not_exists && state.find<ExtendedStatistics>(x.name))
    return true;
  if (const Table *t = state.table(x.table); t && t->partitionOf) {
    outsiders.insert(x.name);
    return unmanaged("what is collected of a partition");
  }
  x.kinds = names(items(s.n_stat_types, s.stat_types));
  std::sort(x.kinds.begin(), x.kinds.end());
  x.kinds.erase(std::unique(x.kinds.begin(), x.kinds.end()), x.kinds.end());
  static constexpr std::string_view All[] = {"dependencies", "mcv", "ndistinct"};
  if (std::ranges::equal(x.kinds, All, {}, [](Name n) { return n.str(); }))
    x.kinds.clear();
  size_t at = findOutside(0, "on") + 1;
  for (const Node *n : items(s.n_exprs, s.exprs)) {
    auto *e = as<PgQuery__StatsElem>(n);
    size_t end = at;
    while (end < tokens.size() && !isWord(end, ",") && !isWord(end, "from"))
      end = isWord(end, "(") ? closing(end) + 1 : end + 1;
    auto *column = e ? as<PgQuery__ColumnRef>(e->expr) : nullptr;
    if (e && !stringOf(e->name).empty())
      x.columns.push_back(name(stringOf(e->name)));
    else if (column && column->n_fields == 1) // (column) is the column
      x.columns.push_back(name(stringOf(column->fields[0])));
    else
      x.expressions.push_back(exprOf({at, end}));
    at = end + 1;
  }
  std::sort(x.columns.begin(), x.columns.end());
  return add(CreateStatisticsOp::make(whole(), x));
}

/// SET STATISTICS: they hold no data of the application, so what differs is made anew.
bool Reader::read(const PgQuery__AlterStatsStmt &s) {
  const auto *was =
      state.find<ExtendedStatistics>(object<ExtendedStatistics>(items(s.n_defnames, s.defnames)));
  if (!was) {
    if (s.missing_ok)
      return true;
    return unsupported("statistics that were not made here");
  }
  ExtendedStatistics x = *was;
  x.target = s.stxstattarget < 0 ? std::nullopt : std::optional<int64_t>(s.stxstattarget);
  return add(DropStatisticsOp::make(whole(), x.name)) &&
         add(CreateStatisticsOp::make(whole(), x)) &&
         addAll(accessOf(x, KindId::ExtendedStatistics, whole()));
}

//===--- sequences --------------------------------------------------------===//

bool Reader::read(const PgQuery__CreateSeqStmt &s) {
  if (isTemporary(*s.sequence)) {
    temporary.emplace(stringOf(s.sequence->relname));
    record->kind = StatementKind::Ignored;
    return true;
  }
  Sequence q;
  q.name = made(*s.sequence);
  q.range = nameAt(s.sequence->location);
  q.type = context.type(TypeKind::I64);
  if (s.if_not_exists && isRelation(q.name))
    return true;
  std::optional<SubRef> owner;
  bool disowned = false;
  if (!sequenceOptions(items(s.n_options, s.options), q, true, owner, disowned))
    return false;
  if (owner)
    q.ownedBy = *owner;
  return add(CreateSequenceOp::make(q.range, q));
}

bool Reader::read(const PgQuery__AlterSeqStmt &s) {
  if (isTemporary(*s.sequence)) {
    record->kind = StatementKind::Ignored;
    return true;
  }
  QName n = relation(*s.sequence);
  const Sequence *was = state.find<Sequence>(n);
  if (!was) {
    if (isRelation(n)) // of an identity column
      return alterOwnedSequence(s, n);
    return absent(s.missing_ok, "sequence", n.str(), nameAt(s.sequence->location));
  }
  Sequence now = *was;
  std::optional<SubRef> owner;
  bool disowned = false;
  if (!sequenceOptions(items(s.n_options, s.options), now, false, owner, disowned))
    return false;
  if (!sameOptions(now, *was) && !add(AlterSequenceOp::make(whole(), now)))
    return false;
  if (owner)
    return add(OwnSequenceOp::make(whole(), n, *owner));
  return !disowned || add(OwnSequenceOp::make(whole(), n));
}

/// The sequence of an identity column takes the options, which are those of the column.
bool Reader::alterOwnedSequence(const PgQuery__AlterSeqStmt &s, QName n) {
  for (const Table &t : state.tables())
    for (const Column &c : t.columns) {
      bool identity = c.generation == Generation::IdentityAlways ||
                      c.generation == Generation::IdentityByDefault;
      if (!identity || t.name.ns != n.ns || ownedSequenceName(t, c) != n.name.str())
        continue;
      for (const Node *option : items(s.n_options, s.options))
        if (auto *d = as<PgQuery__DefElem>(option); d && stringOf(d->defname) == "owned_by") {
          diags.report(
              whole(), diag::err_step_refused, "own_sequence", n.str(),
              fmt::format("it is that of the identity column '{}'", SubRef{t.name, c.name}.str()));
          return false;
        }
      Column now = c;
      SequenceOptions o = c.options();
      if (!sequenceOptions(items(s.n_options, s.options), o, nullptr))
        return false;
      extra(now).options = o;
      if (o == c.options())
        return true;
      return add(AlterIdentityOp::make(whole(), SubRef{t.name, c.name}, now));
    }
  return missing("sequence", n.str(), {});
}

} // namespace schemac::sql
