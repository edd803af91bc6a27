//===- HclForm.cpp - A schema in HCL --------------------------------------===//
#include "Write/Hcl/MySql.h"
#include "Write/Hcl/Writer.h"
#include "schemac/IR/Annotation.h"
#include "schemac/Write/Diags.h"
#include <fmt/format.h>

namespace schemac {
namespace hcl_form {

std::string Writer::run() {
  countNames();
  namespaces();
  for (const Extension &x : s.extensions())
    extension(x);
  for (const Enum &e : s.enums())
    enumType(e);
  for (const Domain &d : s.domains())
    domain(d);
  for (const Composite &c : s.composites())
    composite(c);
  for (const RangeType &r : s.ranges())
    range(r);
  for (const Sequence &q : s.sequences())
    sequence(q);
  auto isPart = [](const Table &t) { return t.partitionOf || !t.inherits.empty(); };
  losses.end();
  for (const Table &t : s.tables())
    if (isPart(t))
      losses.object("table", t);
    else
      table(t);
  for (const Function &f : s.functions())
    function(f);
  for (const View &v : s.views())
    view(v);
  for (const Table &t : s.tables()) {
    if (isPart(t))
      continue;
    for (const Trigger &one : t.triggers)
      if (one.kind == TriggerKind::User && hasFunction(one.action->function))
        trigger(t, one);
    for (const Policy &p : t.policies)
      policy(t, p);
  }
  losses.end();
  for (const ExtendedStatistics &e : s.statistics())
    losses.object("statistics", e);
  for (const Publication &p : s.publications())
    losses.object("publication", p);
  return file(s.drops, blocks);
}

} // namespace hcl_form

std::string writeHcl(Writing &writing) {
  const Dialect &dialect = *findDialect(writing.schema.dialect.str());
  if (dialect.family() == "mysql")
    return hcl_form::writeMySql(writing);
  if (dialect.family() != "postgres") {
    writing.diags.report({}, diag::err_write_dialect, "HCL", dialect.display());
    return {};
  }
  return hcl_form::Writer(writing).run();
}

} // namespace schemac
