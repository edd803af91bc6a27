//===- Describe.cpp - Steps in a person's words ---------------------------===//
#include "StepWords.h"
#include "schemac/IR/Traits.h"

namespace schemac {

std::string StepWords::q(Name n) const { return "\"" + n.string() + "\""; }
std::string StepWords::q(QName n) const { return describeName(n, dialect); }
std::string StepWords::q(const SubRef &s) const { return q(s.table) + "." + q(s.sub); }

std::string StepWords::list(const std::vector<Name> &names) const {
  std::string out;
  for (Name n : names)
    out += (out.empty() ? "" : ", ") + n.string();
  return out;
}

std::string StepWords::type(Type t) const {
  std::string out = dialect.typeName(t);
  bool quoted = false;
  for (char &c : out) {
    quoted ^= c == '"';
    if (!quoted && c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string StepWords::column(const Column &c) const {
  std::string out = c.generation == Generation::Serial ? "serial" : type(c.type);
  if (!c.nullable)
    out += " not null";
  if (c.defaultExpr)
    out += " default " + c.defaultExpr.string();
  return out;
}

std::string StepWords::elems(const Index &i) const {
  std::string out;
  for (const IndexElem &e : i.elems)
    out += (out.empty() ? "" : ", ") + (e.column ? e.column.string() : "(" + e.expr.string() + ")");
  return out;
}

std::string StepWords::count(size_t n, const char *one) const {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : n && one[0] == 'i' ? "es" : "s");
}

std::string StepWords::operator()(CreateTableOp o) const {
  const Table &t = o.table();
  std::string out =
      fmt::format("create table {}, {}", q(t.name), count(t.columns.size(), "column"));
  return t.indexes.empty() ? out : out + ", " + count(t.indexes.size(), "index");
}

std::string StepWords::operator()(DropTableOp o) const { return "drop table " + q(o.table()); }

std::string StepWords::operator()(RenameTableOp o) const {
  return fmt::format("rename table {} to {}", q(o.table()), q(o.to()));
}

std::string StepWords::operator()(MoveTableOp o) const { return moved("table", o.table(), o.to()); }

std::string StepWords::operator()(CreateShimOp o) const {
  return fmt::format("view {} over {} keeps the old name", q(o.view()), q(o.table()));
}

std::string StepWords::operator()(DropShimOp o) const { return "drop view " + q(o.view()); }

std::string StepWords::operator()(CreateFunctionOp o) const {
  return "create " + routine(o.function().procedure, o.function().name);
}

std::string StepWords::operator()(ReplaceFunctionOp o) const {
  return "replace " + routine(o.function().procedure, o.function().name);
}

std::string StepWords::operator()(DropFunctionOp o) const {
  return "drop " + routine(false, o.function());
}

std::string StepWords::operator()(RenameFunctionOp o) const {
  return fmt::format("rename function {} to {}", q(o.function()), q(o.to()));
}

std::string StepWords::operator()(MoveFunctionOp o) const {
  return moved("function", o.function(), o.to());
}

std::string StepWords::routine(bool procedure, QName name) const {
  return (procedure ? "procedure " : "function ") + q(name);
}

std::string StepWords::operator()(CreateViewOp o) const { return "create " + view(o.view()); }
std::string StepWords::operator()(ReplaceViewOp o) const { return "replace " + view(o.view()); }
std::string StepWords::operator()(DropViewOp o) const { return "drop view " + q(o.view()); }

std::string StepWords::operator()(RenameViewOp o) const {
  return fmt::format("rename view {} to {}", q(o.view()), q(o.to()));
}

std::string StepWords::operator()(RefreshViewOp o) const {
  return fmt::format("{} materialized view {}{}", o.noData() ? "empty" : "refresh", q(o.view()),
                     o.concurrently() ? " concurrently" : "");
}

std::string StepWords::view(const View &v) const {
  std::string out = (v.materialized ? "materialized view " : "view ") + q(v.name);
  return v.indexes.empty() ? out : out + ", " + count(v.indexes.size(), "index");
}

std::string StepWords::given(const Parameters &list) {
  std::string out;
  for (const Parameter &p : list)
    out += (out.empty() ? "" : ", ") + p.name.string() + " = " + p.value.string();
  return out.empty() ? "none" : out;
}

std::string StepWords::orDefault(Name n) { return n ? n.string() : "the default"; }

std::string StepWords::operator()(SetParametersOp o) const {
  return fmt::format("set parameters of table {}: {}", q(o.table()), given(o.parameters()));
}

std::string StepWords::operator()(SetLoggedOp o) const {
  return "make table " + q(o.table()) + " logged";
}

std::string StepWords::operator()(SetUnloggedOp o) const {
  return "make table " + q(o.table()) + " unlogged";
}

std::string StepWords::operator()(SetTablespaceOp o) const {
  return fmt::format("move table {} to tablespace {}", q(o.table()), orDefault(o.tablespace()));
}

std::string StepWords::operator()(SetReplicaIdentityOp o) const {
  return fmt::format("set replica identity of {} to {}", q(o.table()),
                     o.full()        ? "full"
                     : o.nothing()   ? "nothing"
                     : o.has_index() ? o.index().string()
                                     : "the primary key");
}

std::string StepWords::operator()(AttachPartitionOp o) const {
  return fmt::format("attach {} to {}", q(o.table()), q(o.parent()));
}

std::string StepWords::operator()(DetachPartitionOp o) const {
  return "detach " + q(o.table()) + (o.concurrently() ? " concurrently" : "");
}

std::string StepWords::operator()(CreateTriggerOp o) const {
  const Trigger &t = o.def();
  if (t.kind == TriggerKind::User)
    return fmt::format("trigger {} executes {}", q(o.path()), q(t.action->function));
  if (t.kind == TriggerKind::Fill)
    return fmt::format("fill trigger {} {}", q(o.path().table), t.newColumn.str());
  return fmt::format("sync trigger {} {} {} {}", q(o.path().table), t.oldColumn.str(),
                     t.backward ? "⇄" : "→", t.newColumn.str());
}

std::string StepWords::operator()(ReplaceTriggerOp o) const {
  return "replace trigger " + q(o.path());
}
std::string StepWords::operator()(DropTriggerOp o) const { return "drop trigger " + q(o.path()); }

std::string StepWords::operator()(BackfillOp o) const {
  std::string out = "backfill " + q(o.column());
  if (rows >= 0)
    out += fmt::format(", {} rows", roundCount(rows));
  return o.has_batch() ? out + fmt::format(", batches of {}", roundCount(o.batch())) : out;
}

std::string StepWords::operator()(ChangeRowsOp o) const {
  std::string out = fmt::format("{} rows of {}", o.verb().str(), q(o.table()));
  return o.has_batch() ? out + fmt::format(", batches of {}", roundCount(o.batch())) : out;
}

std::string StepWords::operator()(CopyRowsOp o) const {
  std::string out = fmt::format("copy {} into {} (", q(o.source()), q(o.into()));
  const std::vector<Name> &columns = o.into_columns();
  for (size_t i = 0; i != columns.size(); ++i)
    out += (i ? ", " : "") + columns[i].string();
  out += ")";
  if (rows >= 0)
    out += fmt::format(", {} rows", roundCount(rows));
  return o.has_batch() ? out + fmt::format(", batches of {}", roundCount(o.batch())) : out;
}

std::string StepWords::operator()(ArchiveColumnOp o) const {
  return fmt::format("archive {} into {}", q(o.column()), q(o.into()));
}

std::string StepWords::operator()(RestoreColumnOp o) const {
  return fmt::format("restore {} from {}", q(o.column()), q(o.from()));
}

std::string StepWords::operator()(GuardOp o) const { return "guard: " + o.title().string(); }
std::string StepWords::operator()(VerifyOp o) const { return "verify: " + o.title().string(); }

std::string StepWords::operator()(OpaqueOp o) const {
  std::string_view sql = o.sql().str();
  return "run: " + std::string(sql.substr(0, sql.find('\n')));
}

std::string StepWords::moved(const char *what, QName name, Name to) const {
  return fmt::format("move {} {} to schema \"{}\"", what, q(name),
                     to ? to.str() : dialect.defaultNamespace());
}

std::string describeStep(const Op &op, const Dialect &dialect, int64_t rows) {
  return visitOp(op, StepWords(dialect, rows));
}

std::string describeTarget(const Dialect &dialect, int version) {
  std::string out(dialect.name());
  return version > 0 ? out + " " + versionText(version) : out;
}

std::string describeName(QName name, const Dialect &dialect) {
  std::string out = "\"" + name.name.string() + "\"";
  bool other = name.ns && name.ns.str() != dialect.defaultNamespace();
  return other ? "\"" + name.ns.string() + "\"." + out : out;
}

std::string_view phaseMeaning(PhaseKind kind) {
  switch (kind) {
  case PhaseKind::Expand:
  case PhaseKind::Migrate:
    return "before deploying";
  case PhaseKind::Switch:
  case PhaseKind::Contract:
    return "after deploying";
  case PhaseKind::Change:
    break;
  }
  return "as one change";
}

} // namespace schemac
