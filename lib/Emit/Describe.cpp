//===- Describe.cpp - Steps in a person's words ---------------------------===//
#include "schemac/Emit/Describe.h"
#include "schemac/IR/Traits.h"
#include <fmt/format.h>

namespace schemac {

namespace {

/// What an overload needs to word its operation. Every operation has one, so that a new one does
/// not compile without its words.
struct Words {
  const Dialect &dialect;
  int64_t rows;

  std::string q(Name n) const { return "\"" + n.string() + "\""; }
  std::string q(QName n) const { return describeName(n, dialect); }
  std::string q(const SubRef &s) const { return q(s.table) + "." + q(s.sub); }
  std::string list(const std::vector<Name> &names) const {
    std::string out;
    for (Name n : names)
      out += (out.empty() ? "" : ", ") + n.string();
    return out;
  }

  /// The dialect's spelling in lower case, but for what is quoted.
  std::string type(Type t) const {
    std::string out = dialect.typeName(t);
    bool quoted = false;
    for (char &c : out) {
      quoted ^= c == '"';
      if (!quoted && c >= 'A' && c <= 'Z')
        c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
  }
  std::string column(const Column &c) const {
    std::string out = c.generation == Generation::Serial ? "serial" : type(c.type);
    if (!c.nullable)
      out += " not null";
    if (c.defaultExpr)
      out += " default " + c.defaultExpr.string();
    return out;
  }
  std::string elems(const Index &i) const {
    std::string out;
    for (const IndexElem &e : i.elems)
      out +=
          (out.empty() ? "" : ", ") + (e.column ? e.column.string() : "(" + e.expr.string() + ")");
    return out;
  }
  std::string count(size_t n, const char *one) const {
    return fmt::format("{} {}{}", n, one, n == 1 ? "" : n && one[0] == 'i' ? "es" : "s");
  }

  std::string operator()(CreateNamespaceOp o) const { return "create schema " + q(o.name()); }
  std::string operator()(DropNamespaceOp o) const { return "drop schema " + q(o.name()); }
  std::string operator()(CreateExtensionOp o) const { return "create extension " + q(o.name()); }
  std::string operator()(DropExtensionOp o) const { return "drop extension " + q(o.name()); }

  std::string operator()(CreateEnumOp o) const {
    return fmt::format("create enum {} of {}", q(o.name()), count(o.labels().size(), "value"));
  }
  std::string operator()(DropEnumOp o) const { return "drop enum " + q(o.name()); }
  std::string operator()(RenameEnumOp o) const {
    return fmt::format("rename enum {} to {}", q(o.name()), q(o.to()));
  }
  std::string operator()(MoveEnumOp o) const { return moved("enum", o.name(), o.to()); }
  std::string operator()(AddEnumValueOp o) const {
    return fmt::format("add value '{}' to enum {}", o.value().str(), q(o.name()));
  }
  std::string operator()(RenameEnumValueOp o) const {
    return fmt::format("rename value '{}' of enum {} to '{}'", o.value().str(), q(o.name()),
                       o.to().str());
  }

  std::string operator()(UpdateExtensionOp o) const {
    return fmt::format("update extension {} to {}", q(o.name()), o.version().str());
  }
  std::string operator()(MoveExtensionOp o) const {
    return fmt::format("move extension {} to schema {}", q(o.name()),
                       o.to() ? q(o.to()) : "\"" + std::string(dialect.defaultNamespace()) + "\"");
  }

  std::string operator()(CreateDomainOp o) const {
    return fmt::format("create domain {} over {}", q(o.domain().name), type(o.domain().base));
  }
  std::string operator()(SetDomainDefaultOp o) const {
    return fmt::format("set default of domain {} {}", q(o.name()), o.value().str());
  }
  std::string operator()(DropDomainDefaultOp o) const {
    return "drop default of domain " + q(o.name());
  }
  std::string operator()(SetDomainNotNullOp o) const {
    return fmt::format("set not null domain {}", q(o.name()));
  }
  std::string operator()(DropDomainNotNullOp o) const {
    return fmt::format("drop not null domain {}", q(o.name()));
  }
  std::string operator()(AddDomainCheckOp o) const {
    return fmt::format("add check {} to domain{}", q(o.path()),
                       o.def().notValid ? " for new values" : "");
  }
  std::string operator()(ValidateDomainCheckOp o) const {
    return fmt::format("validate {} of domain", q(o.path()));
  }
  std::string operator()(DropDomainCheckOp o) const {
    return fmt::format("drop check {} of domain", q(o.path()));
  }
  std::string operator()(RenameDomainCheckOp o) const {
    return fmt::format("rename check {} of domain to {}", q(o.path()), q(o.to()));
  }
  std::string operator()(CreateCompositeOp o) const {
    return fmt::format("create composite type {} of {}", q(o.composite().name),
                       count(o.composite().attributes.size(), "attribute"));
  }
  std::string operator()(AddAttributeOp o) const {
    return fmt::format("add attribute {} {}", q(o.attribute()), type(o.type()));
  }
  std::string operator()(DropAttributeOp o) const { return "drop attribute " + q(o.attribute()); }
  std::string operator()(RenameAttributeOp o) const {
    return fmt::format("rename attribute {} to {}", q(o.attribute()), q(o.to()));
  }
  std::string operator()(SetAttributeTypeOp o) const {
    return fmt::format("change type of attribute {} to {}", q(o.attribute()), type(o.type()));
  }
  std::string operator()(CreateRangeOp o) const {
    return fmt::format("create range type {} over {}", q(o.range_type().name),
                       type(o.range_type().subtype));
  }
  std::string operator()(DropTypeOp o) const { return "drop type " + q(o.name()); }
  std::string operator()(RenameTypeOp o) const {
    return fmt::format("rename type {} to {}", q(o.name()), q(o.to()));
  }
  std::string operator()(MoveTypeOp o) const { return moved("type", o.name(), o.to()); }

  std::string operator()(CreateSequenceOp o) const {
    return fmt::format("create sequence {} {}", q(o.sequence().name), type(o.sequence().type));
  }
  std::string operator()(AlterSequenceOp o) const {
    return "change options of sequence " + q(o.sequence().name);
  }
  std::string operator()(OwnSequenceOp o) const {
    return o.has_column() ? fmt::format("sequence {} is owned by {}", q(o.name()), q(o.column()))
                          : fmt::format("sequence {} is owned by nobody", q(o.name()));
  }
  std::string operator()(DropSequenceOp o) const { return "drop sequence " + q(o.name()); }
  std::string operator()(RenameSequenceOp o) const {
    return fmt::format("rename sequence {} to {}", q(o.name()), q(o.to()));
  }
  std::string operator()(MoveSequenceOp o) const { return moved("sequence", o.name(), o.to()); }

  std::string operator()(CreateTableOp o) const {
    const Table &t = o.table();
    std::string out =
        fmt::format("create table {}, {}", q(t.name), count(t.columns.size(), "column"));
    return t.indexes.empty() ? out : out + ", " + count(t.indexes.size(), "index");
  }
  std::string operator()(DropTableOp o) const { return "drop table " + q(o.table()); }
  std::string operator()(RenameTableOp o) const {
    return fmt::format("rename table {} to {}", q(o.table()), q(o.to()));
  }
  std::string operator()(MoveTableOp o) const { return moved("table", o.table(), o.to()); }
  std::string operator()(CreateShimOp o) const {
    return fmt::format("view {} over {} keeps the old name", q(o.view()), q(o.table()));
  }
  std::string operator()(DropShimOp o) const { return "drop view " + q(o.view()); }

  std::string operator()(CreateFunctionOp o) const {
    return "create " + routine(o.function().procedure, o.function().name);
  }
  std::string operator()(ReplaceFunctionOp o) const {
    return "replace " + routine(o.function().procedure, o.function().name);
  }
  std::string operator()(DropFunctionOp o) const { return "drop " + routine(false, o.function()); }
  std::string operator()(RenameFunctionOp o) const {
    return fmt::format("rename function {} to {}", q(o.function()), q(o.to()));
  }
  std::string routine(bool procedure, QName name) const {
    return (procedure ? "procedure " : "function ") + q(name);
  }

  std::string operator()(CreateViewOp o) const { return "create " + view(o.view()); }
  std::string operator()(ReplaceViewOp o) const { return "replace " + view(o.view()); }
  std::string operator()(DropViewOp o) const { return "drop view " + q(o.view()); }
  std::string operator()(RenameViewOp o) const {
    return fmt::format("rename view {} to {}", q(o.view()), q(o.to()));
  }
  std::string operator()(RefreshViewOp o) const {
    return fmt::format("{} materialized view {}{}", o.noData() ? "empty" : "refresh", q(o.view()),
                       o.concurrently() ? " concurrently" : "");
  }
  std::string view(const View &v) const {
    std::string out = (v.materialized ? "materialized view " : "view ") + q(v.name);
    return v.indexes.empty() ? out : out + ", " + count(v.indexes.size(), "index");
  }

  std::string operator()(AddColumnOp o) const {
    return fmt::format("add column {} {}", q(o.column()), column(o.def()));
  }
  std::string operator()(DropColumnOp o) const { return "drop column " + q(o.column()); }
  std::string operator()(RenameColumnOp o) const {
    return fmt::format("rename column {} to {}", q(o.column()), q(o.to()));
  }
  std::string operator()(SetTypeOp o) const {
    return fmt::format("change type of {} to {}", q(o.column()), type(o.type()));
  }
  std::string operator()(SetNotNullOp o) const { return "set not null " + q(o.column()); }
  std::string operator()(ValidateNotNullOp o) const { return "validate not null " + q(o.column()); }
  std::string operator()(DropNotNullOp o) const { return "drop not null " + q(o.column()); }
  std::string operator()(SetDefaultOp o) const {
    return fmt::format("set default {} {}", q(o.column()), o.value().str());
  }
  std::string operator()(DropDefaultOp o) const { return "drop default " + q(o.column()); }
  std::string operator()(SetSerialOp o) const {
    return fmt::format("number {} by sequence {}", q(o.column()), q(o.sequence()));
  }
  std::string operator()(DropSerialOp o) const { return "drop sequence of " + q(o.column()); }
  std::string operator()(MoveSerialOp o) const {
    return fmt::format("move sequence of {} to {}", q(o.column()), q(o.to()));
  }

  static const char *identity(const Column &c) {
    return c.generation == Generation::IdentityAlways ? "always" : "by default";
  }
  static std::string given(const Parameters &list) {
    std::string out;
    for (const Parameter &p : list)
      out += (out.empty() ? "" : ", ") + p.name.string() + " = " + p.value.string();
    return out.empty() ? "none" : out;
  }
  static std::string orDefault(Name n) { return n ? n.string() : "the default"; }
  std::string operator()(AddIdentityOp o) const {
    return fmt::format("make {} an identity, {}", q(o.column()), identity(o.def()));
  }
  std::string operator()(AlterIdentityOp o) const {
    return fmt::format("change identity {}, {}", q(o.column()), identity(o.def()));
  }
  std::string operator()(DropIdentityOp o) const { return "drop identity of " + q(o.column()); }
  std::string operator()(SetExpressionOp o) const {
    return fmt::format("generate {} as {}", q(o.column()), o.value().str());
  }
  std::string operator()(DropExpressionOp o) const { return "drop expression of " + q(o.column()); }
  std::string operator()(SetCollationOp o) const {
    return fmt::format("change collation of {} to {}", q(o.column()), orDefault(o.collation()));
  }
  std::string operator()(SetStorageOp o) const {
    return fmt::format("set storage of {} to {}", q(o.column()), orDefault(o.storage()));
  }
  std::string operator()(SetCompressionOp o) const {
    return fmt::format("set compression of {} to {}", q(o.column()), orDefault(o.method()));
  }
  std::string operator()(SetParametersOp o) const {
    return fmt::format("set parameters of table {}: {}", q(o.table()), given(o.parameters()));
  }
  std::string operator()(SetLoggedOp o) const { return "make table " + q(o.table()) + " logged"; }
  std::string operator()(SetUnloggedOp o) const {
    return "make table " + q(o.table()) + " unlogged";
  }
  std::string operator()(SetTablespaceOp o) const {
    return fmt::format("move table {} to tablespace {}", q(o.table()), orDefault(o.tablespace()));
  }
  std::string operator()(SetReplicaIdentityOp o) const {
    return fmt::format("set replica identity of {} to {}", q(o.table()),
                       o.full()        ? "full"
                       : o.nothing()   ? "nothing"
                       : o.has_index() ? o.index().string()
                                       : "the primary key");
  }
  std::string operator()(AttachPartitionOp o) const {
    return fmt::format("attach {} to {}", q(o.table()), q(o.parent()));
  }
  std::string operator()(DetachPartitionOp o) const {
    return "detach " + q(o.table()) + (o.concurrently() ? " concurrently" : "");
  }
  std::string operator()(AddExclusionOp o) const { return "add exclusion " + q(o.path()); }
  std::string operator()(AlterConstraintOp o) const {
    return fmt::format("make {} {}{}", q(o.path()),
                       o.initiallyDeferred() ? "initially deferred"
                       : o.deferrable()      ? "deferrable"
                                             : "not deferrable",
                       o.notEnforced() ? ", not enforced" : "");
  }
  std::string operator()(AttachKeyPartOp o) const {
    return fmt::format("make index {} its part of {}", q(o.path().sub), q(o.of()));
  }
  std::string operator()(CreateIndexPartOp o) const {
    return fmt::format("create index {} as a part of {} concurrently", q(o.path().sub), q(o.of()));
  }
  std::string operator()(SetIndexParametersOp o) const {
    return fmt::format("set parameters of index {}: {}", q(o.path().sub), given(o.parameters()));
  }

  std::string operator()(AddPrimaryKeyOp o) const {
    return fmt::format("add primary key {} ({})", q(o.path()), list(o.def().columns));
  }
  std::string operator()(AddUniqueOp o) const {
    return fmt::format("add unique {} ({})", q(o.path()), list(o.def().columns));
  }
  std::string operator()(AddCheckOp o) const {
    return fmt::format("add check {}{}", q(o.path()), o.def().notValid ? " for new rows" : "");
  }
  std::string operator()(AddForeignKeyOp o) const {
    return fmt::format("add foreign key {} to {}{}", q(o.path()), q(o.def().refTable),
                       o.def().notValid ? " for new rows" : "");
  }
  std::string operator()(DropConstraintOp o) const { return "drop constraint " + q(o.path()); }
  std::string operator()(ValidateConstraintOp o) const { return "validate " + q(o.path()); }
  std::string operator()(RenameConstraintOp o) const {
    return fmt::format("rename constraint {} to {}", q(o.path()), q(o.to()));
  }

  std::string operator()(CreateIndexOp o) const {
    return fmt::format("create {}index {} on {} ({}){}", o.def().unique ? "unique " : "",
                       q(o.path().sub), q(o.path().table), elems(o.def()),
                       o.concurrently() ? " concurrently" : "");
  }
  std::string operator()(DropIndexOp o) const {
    return fmt::format("drop index {}{}", q(o.path().sub), o.concurrently() ? " concurrently" : "");
  }
  std::string operator()(RenameIndexOp o) const {
    return fmt::format("rename index {} to {}", q(o.path().sub), q(o.to()));
  }

  std::string operator()(CreatePolicyOp o) const { return "create policy " + q(o.path()); }
  std::string operator()(AlterPolicyOp o) const { return "change policy " + q(o.path()); }
  std::string operator()(DropPolicyOp o) const { return "drop policy " + q(o.path()); }
  std::string operator()(RenamePolicyOp o) const {
    return fmt::format("rename policy {} to {}", q(o.path()), q(o.to()));
  }
  std::string operator()(SetRowSecurityOp o) const {
    return fmt::format("{} row security of {}{}", o.enabled() ? "enable" : "disable", q(o.table()),
                       o.forced() ? ", for its owner too" : "");
  }

  std::string operator()(CreatePublicationOp o) const {
    return "create publication " + q(o.publication().name.name);
  }
  std::string operator()(DropPublicationOp o) const { return "drop publication " + q(o.name()); }
  std::string operator()(RenamePublicationOp o) const {
    return fmt::format("rename publication {} to {}", q(o.name()), q(o.to()));
  }
  std::string operator()(SetPublicationOp o) const {
    return fmt::format("publication {} sends {}", q(o.name()),
                       o.publish().empty() ? "everything" : list(o.publish()));
  }
  std::string operator()(PublishTableOp o) const {
    return fmt::format("publish {} in {}", q(o.table()), q(o.publication()));
  }
  std::string operator()(UnpublishTableOp o) const {
    return fmt::format("take {} out of publication {}", q(o.table()), q(o.publication()));
  }
  std::string operator()(PublishNamespaceOp o) const {
    return fmt::format("publish schema {} in {}", q(o.ns()), q(o.publication()));
  }
  std::string operator()(UnpublishNamespaceOp o) const {
    return fmt::format("take schema {} out of publication {}", q(o.ns()), q(o.publication()));
  }

  std::string of(const Target &t) const {
    std::string name = t.sub ? q(SubRef{t.object, t.sub}) : q(t.object);
    return std::string(targetWord(t)) + " " + name;
  }
  std::string operator()(SetCommentOp o) const {
    return (o.has_text() ? "comment on " : "drop comment on ") + of(o.target());
  }
  std::string operator()(GrantOp o) const {
    return fmt::format("grant {} on {} to {}{}", list(o.privileges()), of(o.target()), q(o.role()),
                       o.withGrantOption() ? " with grant option" : "");
  }
  std::string operator()(RevokeOp o) const {
    return fmt::format("revoke {}{} on {} from {}", o.optionOnly() ? "grant option for " : "",
                       list(o.privileges()), of(o.target()), q(o.role()));
  }
  std::string operator()(SetOwnerOp o) const {
    return fmt::format("change owner of {} to {}", of(o.target()), q(o.role()));
  }

  std::string operator()(CreateTriggerOp o) const {
    const Trigger &t = o.def();
    if (t.kind == TriggerKind::User)
      return fmt::format("trigger {} executes {}", q(o.path()), q(t.action->function));
    if (t.kind == TriggerKind::Fill)
      return fmt::format("fill trigger {} {}", q(o.path().table), t.newColumn.str());
    return fmt::format("sync trigger {} {} {} {}", q(o.path().table), t.oldColumn.str(),
                       t.backward ? "⇄" : "→", t.newColumn.str());
  }
  std::string operator()(ReplaceTriggerOp o) const { return "replace trigger " + q(o.path()); }
  std::string operator()(CreateStatisticsOp o) const {
    return fmt::format("create statistics {} on {}", q(o.statistics().name),
                       q(o.statistics().table));
  }
  std::string operator()(DropStatisticsOp o) const { return "drop statistics " + q(o.name()); }
  std::string operator()(DropTriggerOp o) const { return "drop trigger " + q(o.path()); }

  std::string operator()(BackfillOp o) const {
    std::string out = "backfill " + q(o.column());
    if (rows >= 0)
      out += fmt::format(", {} rows", roundCount(rows));
    return o.has_batch() ? out + fmt::format(", batches of {}", roundCount(o.batch())) : out;
  }
  std::string operator()(ChangeRowsOp o) const {
    std::string out = fmt::format("{} rows of {}", o.verb().str(), q(o.table()));
    return o.has_batch() ? out + fmt::format(", batches of {}", roundCount(o.batch())) : out;
  }
  std::string operator()(ArchiveColumnOp o) const {
    return fmt::format("archive {} into {}", q(o.column()), q(o.into()));
  }
  std::string operator()(RestoreColumnOp o) const {
    return fmt::format("restore {} from {}", q(o.column()), q(o.from()));
  }
  std::string operator()(GuardOp o) const { return "guard: " + o.title().string(); }
  std::string operator()(VerifyOp o) const { return "verify: " + o.title().string(); }
  std::string operator()(OpaqueOp o) const {
    std::string_view sql = o.sql().str();
    return "run: " + std::string(sql.substr(0, sql.find('\n')));
  }

  std::string moved(const char *what, QName name, Name to) const {
    return fmt::format("move {} {} to schema \"{}\"", what, q(name),
                       to ? to.str() : dialect.defaultNamespace());
  }
};

} // namespace

std::string describeStep(const Op &op, const Dialect &dialect, int64_t rows) {
  return visitOp(op, Words{dialect, rows});
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
