//===- DescribeColumns.cpp - Steps on columns, keys and indexes -----------===//
#include "StepWords.h"

namespace schemac {

std::string StepWords::operator()(AddColumnOp o) const {
  return fmt::format("add column {} {}", q(o.column()), column(o.def()));
}

std::string StepWords::operator()(DropColumnOp o) const { return "drop column " + q(o.column()); }

std::string StepWords::operator()(RenameColumnOp o) const {
  return fmt::format("rename column {} to {}", q(o.column()), q(o.to()));
}

std::string StepWords::operator()(SetTypeOp o) const {
  return fmt::format("change type of {} to {}", q(o.column()), type(o.type()));
}

std::string StepWords::operator()(SetNotNullOp o) const { return "set not null " + q(o.column()); }
std::string StepWords::operator()(ValidateNotNullOp o) const {
  return "validate not null " + q(o.column());
}
std::string StepWords::operator()(DropNotNullOp o) const {
  return "drop not null " + q(o.column());
}

std::string StepWords::operator()(SetDefaultOp o) const {
  return fmt::format("set default {} {}", q(o.column()), o.value().str());
}

std::string StepWords::operator()(DropDefaultOp o) const { return "drop default " + q(o.column()); }

std::string StepWords::operator()(SetSerialOp o) const {
  return fmt::format("number {} by sequence {}", q(o.column()), q(o.sequence()));
}

std::string StepWords::operator()(DropSerialOp o) const {
  return "drop sequence of " + q(o.column());
}

std::string StepWords::operator()(MoveSerialOp o) const {
  return fmt::format("move sequence of {} to {}", q(o.column()),
                     o.has_table() ? q(SubRef{o.table(), o.to()}) : q(o.to()));
}

const char *StepWords::identity(const Column &c) {
  return c.generation == Generation::IdentityAlways ? "always" : "by default";
}

std::string StepWords::operator()(AddIdentityOp o) const {
  return fmt::format("make {} an identity, {}", q(o.column()), identity(o.def()));
}

std::string StepWords::operator()(AlterIdentityOp o) const {
  return fmt::format("change identity {}, {}", q(o.column()), identity(o.def()));
}

std::string StepWords::operator()(DropIdentityOp o) const {
  return "drop identity of " + q(o.column());
}

std::string StepWords::operator()(SetExpressionOp o) const {
  return fmt::format("generate {} as {}", q(o.column()), o.value().str());
}

std::string StepWords::operator()(DropExpressionOp o) const {
  return "drop expression of " + q(o.column());
}

std::string StepWords::operator()(SetCollationOp o) const {
  return fmt::format("change collation of {} to {}", q(o.column()), orDefault(o.collation()));
}

std::string StepWords::operator()(SetStorageOp o) const {
  return fmt::format("set storage of {} to {}", q(o.column()), orDefault(o.storage()));
}

std::string StepWords::operator()(SetCompressionOp o) const {
  return fmt::format("set compression of {} to {}", q(o.column()), orDefault(o.method()));
}

std::string StepWords::operator()(AddExclusionOp o) const { return "add exclusion " + q(o.path()); }

std::string StepWords::operator()(AlterConstraintOp o) const {
  return fmt::format("make {} {}{}", q(o.path()),
                     o.initiallyDeferred() ? "initially deferred"
                     : o.deferrable()      ? "deferrable"
                                           : "not deferrable",
                     o.notEnforced() ? ", not enforced" : "");
}

std::string StepWords::operator()(AttachKeyPartOp o) const {
  return fmt::format("make index {} its part of {}", q(o.path().sub), q(o.of()));
}

std::string StepWords::operator()(CreateIndexPartOp o) const {
  return fmt::format("create index {} as a part of {} concurrently", q(o.path().sub), q(o.of()));
}

std::string StepWords::operator()(SetIndexParametersOp o) const {
  return fmt::format("set parameters of index {}: {}", q(o.path().sub), given(o.parameters()));
}

std::string StepWords::operator()(SetIndexTablespaceOp o) const {
  return fmt::format("move index {} to tablespace {}{}", q(o.path().sub), orDefault(o.tablespace()),
                     o.concurrently() ? " concurrently" : "");
}

std::string StepWords::operator()(AddPrimaryKeyOp o) const {
  return fmt::format("add primary key {} ({})", q(o.path()), list(o.def().columns));
}

std::string StepWords::operator()(AddUniqueOp o) const {
  return fmt::format("add unique {} ({})", q(o.path()), list(o.def().columns));
}

std::string StepWords::operator()(AddCheckOp o) const {
  return fmt::format("add check {}{}", q(o.path()), o.def().notValid ? " for new rows" : "");
}

std::string StepWords::operator()(AddForeignKeyOp o) const {
  return fmt::format("add foreign key {} to {}{}", q(o.path()), q(o.def().refTable),
                     o.def().notValid ? " for new rows" : "");
}

std::string StepWords::operator()(DropConstraintOp o) const {
  return "drop constraint " + q(o.path());
}
std::string StepWords::operator()(ValidateConstraintOp o) const {
  return "validate " + q(o.path());
}

std::string StepWords::operator()(RenameConstraintOp o) const {
  return fmt::format("rename constraint {} to {}", q(o.path()), q(o.to()));
}

std::string StepWords::operator()(CreateIndexOp o) const {
  return fmt::format("create {}index {} on {} ({}){}", o.def().unique ? "unique " : "",
                     q(o.path().sub), q(o.path().table), elems(o.def()),
                     o.concurrently() ? " concurrently" : "");
}

std::string StepWords::operator()(DropIndexOp o) const {
  return fmt::format("drop index {}{}", q(o.path().sub), o.concurrently() ? " concurrently" : "");
}

std::string StepWords::operator()(RenameIndexOp o) const {
  return fmt::format("rename index {} to {}", q(o.path().sub), q(o.to()));
}

std::string StepWords::operator()(CreateStatisticsOp o) const {
  return fmt::format("create statistics {} on {}", q(o.statistics().name), q(o.statistics().table));
}

std::string StepWords::operator()(DropStatisticsOp o) const {
  return "drop statistics " + q(o.name());
}

} // namespace schemac
