//===- OneState.cpp - Commands that are about one state -------------------===//
#include "OneState.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Diff/Diags.h"
#include <fmt/core.h>

namespace schemac {

bool dialectTakes(Session &session, const Schema &schema) {
  const Dialect *dialect = findDialect(schema.dialect.str());
  unsigned errors = session.diags.numErrors();
  for (const Table &t : schema.tables())
    for (const TableFault &f : dialect->faults(t, schema))
      session.diags.report(f.range, diag::err_dialect_refuses, dialect->display(), f.name, f.why);
  return session.diags.numErrors() == errors;
}

int loadOne(Session &session, const std::string &name, LoadedState &out) {
  LoadedState none;
  bool ok = session.load(name, out);
  session.beginAnalysis();
  ok = session.lower(none, out) && ok;
  ok = session.declaresVariables() && ok;
  if (ok && !session.chooseDialect(none, out))
    return ExitUsage;
  ok = ok && session.proveSql(out);
  session.leaveTools(out, none.schema);
  session.reportOutside(out);
  if (!ok)
    return ExitUnreadable;
  session.dropUsualOwners(out);
  // A source may call a type by another name of it: Unsupported("interval") in Prisma's language.
  canonicalizeTypes(out.schema, session.context, *findDialect(out.schema.dialect.str()));
  if (!out.schema.name)
    out.schema.name = session.context.name("schema");
  return ExitOk;
}

std::string writeState(Session &session, LoadedState &state, const Form &form) {
  Writing writing{state.schema, session.context, session.diags, state.closed};
  return form.write(writing);
}

std::string formNames() {
  std::string names;
  std::span<const Form> forms = allForms();
  for (size_t i = 0; i < forms.size(); ++i)
    names += std::string(i == 0                  ? ""
                         : i + 1 == forms.size() ? " or "
                                                 : ", ") +
             std::string(forms[i].name);
  return names;
}

const Form *chosenForm(const CommandLine &line, std::string_view byDefault, std::string &error) {
  std::string name = line.value("to").value_or(std::string(byDefault));
  if (name.empty()) {
    error = "--to FORM is needed: " + formNames();
    return nullptr;
  }
  const Form *form = findForm(name);
  if (!form) {
    std::vector<std::string_view> known;
    for (const Form &f : allForms())
      known.push_back(f.name);
    auto near = nearest(name, known);
    error = fmt::format("there is no form '{}'{}", name,
                        near ? fmt::format("; did you mean '{}'?", *near)
                             : "; the forms are " + formNames());
  }
  return form;
}

} // namespace schemac
