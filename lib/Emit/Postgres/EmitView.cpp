//===- EmitView.cpp - Views with a query as SQL ---------------------------===//
//===----------------------------------------------------------------------===//
#include "Definitions.h"
#include "Facts.h"
#include "KeptAccess.h"

namespace schemac::emitpg {

namespace {

std::string viewOptions(const View &v) {
  std::string out;
  auto option = [&](const char *text) { out += (out.empty() ? "" : ", ") + std::string(text); };
  if (v.securityBarrier)
    option("security_barrier = true");
  if (v.securityInvoker)
    option("security_invoker = true");
  return out.empty() ? out : " WITH (" + out + ")";
}

std::string viewDef(const Spelling &s, const View &v, std::string_view create) {
  std::string out =
      fmt::format("{} {}VIEW {}", create, v.materialized ? "MATERIALIZED " : "", s.quote(v.name));
  if (!v.columnNames.empty())
    out += " (" + s.list(v.columnNames) + ")";
  out += viewOptions(v) + " AS\n" + v.query.string();
  if (v.noData)
    out += "\nWITH NO DATA";
  if (v.checkOption != CheckOption::None)
    out += v.checkOption == CheckOption::Local ? "\nWITH LOCAL CHECK OPTION"
                                               : "\nWITH CASCADED CHECK OPTION";
  return out;
}

} // namespace

void emit(CreateViewOp op, Emission &e) {
  const View &v = op.view();
  e.out.statements.push_back(viewDef(e, v, "CREATE"));
  for (const Index &i : v.indexes)
    e.out.statements.push_back(indexDef(e, v.name, i, false));
  if (op.remade())
    e.out.statements.push_back(restoreAccess(e, e.quote(v.name)));
  e.nowPresent(relationFact(e, v.name));
}

void emit(ReplaceViewOp op, Emission &e) {
  e.out.statements.push_back(viewDef(e, op.view(), "CREATE OR REPLACE"));
}

/// What a state does not know is taken for a plain view.
static std::string_view viewWord(const Emission &e, QName name) {
  const View *v = e.before.views().find(name);
  return v && v->materialized ? "MATERIALIZED VIEW" : "VIEW";
}

void emit(DropViewOp op, Emission &e) {
  if (op.remade())
    e.out.statements.push_back(keepViewAccess(e, op.view(), e.before.views().find(op.view())));
  e.add("DROP {} {}", viewWord(e, op.view()), e.quote(op.view()));
  e.nowAbsent(relationFact(e, op.view()));
}

void emit(RenameViewOp op, Emission &e) {
  e.add("ALTER {} {} RENAME TO {}", viewWord(e, op.view()), e.quote(op.view()), e.quote(op.to()));
  e.nowAbsent(relationFact(e, op.view()));
  e.nowPresent(relationFact(e, {op.view().ns, op.to()}));
}

/// Done anew when the script is run again: nothing tells what it would read now.
void emit(RefreshViewOp op, Emission &e) {
  e.add("REFRESH MATERIALIZED VIEW {}{}{}", op.concurrently() ? "CONCURRENTLY " : "",
        e.quote(op.view()), op.noData() ? " WITH NO DATA" : "");
}

} // namespace schemac::emitpg
