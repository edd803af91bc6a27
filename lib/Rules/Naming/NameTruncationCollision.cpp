//===- NameTruncationCollision.cpp - name-truncation-collision -----------------------------===//
//
// Names that differ only behind the last byte that the server keeps are one name to it: the second
// statement fails, or finds the wrong object.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {
namespace {

class Collisions {
public:
  explicit Collisions(RuleContext &rule) : rule(rule), most(rule.dialect.maxIdentifierBytes()) {}

  void column(const Table &table, Name name, SourceRange range) {
    if (tooLong(name))
      for (const Column &c : table.columns)
        compare(name, range, c.name, c.range);
  }
  /// Tables, views, indexes and keys share their names in a namespace.
  void relation(QName name, SourceRange range) {
    if (!tooLong(name.name))
      return;
    for (const View &v : rule.unit.to->views())
      if (v.name.ns == name.ns)
        compare(name.name, range, v.name.name, v.range);
    for (const Table &t : rule.unit.to->tables()) {
      if (t.name.ns != name.ns)
        continue;
      compare(name.name, range, t.name.name, t.range);
      for (const Constraint &c : t.constraints)
        if (c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique)
          compare(name.name, range, c.name, c.range);
      for (const Index &i : t.indexes)
        compare(name.name, range, i.name, i.range);
    }
  }

private:
  bool tooLong(Name name) const { return name && most && name.str().size() > most; }
  std::string_view cut(Name name) const { return name.str().substr(0, most); }
  /// Of two, the first to be looked at is the one reported.
  void compare(Name name, SourceRange range, Name other, SourceRange otherRange) {
    if (!other || other == name || cut(other) != cut(name) ||
        (tooLong(other) && other.str() < name.str()))
      return;
    rule.diags
        .report(range, diag::err_name_truncation_collision, name.string(), other.string(),
                int64_t(most))
        .label(otherRange, "the other one");
  }

  RuleContext &rule;
  size_t most;
};

} // namespace

void checkNameTruncationCollision(RuleContext &rule, const Op &op) {
  Collisions names(rule);
  auto inTable = [&](const SubRef &path) { names.relation({path.table.ns, path.sub}, op.range); };
  auto column = [&](QName table, Name name) {
    if (const Table *t = rule.unit.to->table(table))
      names.column(*t, name, op.range);
  };
  if (auto create = dynOp<CreateTableOp>(op)) {
    const Table &t = create->table();
    names.relation(t.name, t.range);
    for (const Column &c : t.columns)
      names.column(t, c.name, c.range);
    for (const Constraint &c : t.constraints)
      if (c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique)
        names.relation({t.name.ns, c.name}, c.range);
    for (const Index &i : t.indexes)
      names.relation({t.name.ns, i.name}, i.range);
  } else if (auto create = dynOp<CreateIndexOp>(op)) {
    inTable(create->path());
  } else if (auto add = dynOp<AddUniqueOp>(op)) {
    inTable(add->path());
  } else if (auto add = dynOp<AddPrimaryKeyOp>(op)) {
    inTable(add->path());
  } else if (auto rename = dynOp<RenameTableOp>(op)) {
    names.relation({rename->table().ns, rename->to()}, op.range);
  } else if (auto add = dynOp<AddColumnOp>(op)) {
    column(add->column().table, add->column().sub);
  } else if (auto rename = dynOp<RenameColumnOp>(op)) {
    column(rename->column().table, rename->to());
  }
}

} // namespace schemac
