//===- HclForm.cpp - A schema in HCL --------------------------------------===//
#include "Write/Hcl/States.h"
#include "Write/Hcl/Writer.h"
#include "schemac/IR/Annotation.h"
#include "schemac/Words/Hcl/Words.h"
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
  for (const Table &t : s.tables())
    table(t);
  for (const Function &f : s.functions())
    function(f);
  for (const View &v : s.views())
    view(v);
  for (const Table &t : s.tables()) {
    for (const Trigger &one : t.triggers)
      if (one.kind == TriggerKind::User && canCall(one.action->function))
        trigger(t, one);
    for (const Policy &p : t.policies)
      policy(t, p);
  }
  for (const ExtendedStatistics &x : s.statistics())
    statistics(x);
  for (const Publication &p : s.publications())
    publication(p);
  permissions();
  losses.end();
  return file(s.drops, blocks);
}

} // namespace hcl_form

std::string writeHcl(Writing &writing) {
  const Dialect &dialect = *findDialect(writing.schema.dialect.str());
  if (dialect.family() == "postgres")
    return hcl_form::Writer(writing).run();
  if (hcl::hasWords(dialect.family()))
    return hcl_form::writeState(writing);
  writing.diags.report({}, diag::err_write_dialect, "HCL", dialect.display());
  return {};
}

} // namespace schemac
