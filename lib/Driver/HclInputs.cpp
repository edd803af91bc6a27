//===- HclInputs.cpp - --var and --var-file -------------------------------===//
#include "HclInputs.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Frontend/Hcl/Hcl.h"
#include "schemac/Frontend/Hcl/Parse.h"
#include "schemac/IR/Traits.h"
#include <cstdlib>

namespace schemac {

static hcl::Inputs readInputs(Session &session) {
  hcl::Inputs inputs;
  if (auto dialect = session.line.value("dialect")) {
    size_t colon = dialect->find(':');
    inputs.dialect = dialect->substr(0, colon);
    inputs.version = colon == dialect->npos ? 0 : parseVersion(dialect->substr(colon + 1));
  }
  for (const std::string &var : session.line.all("var")) {
    size_t equals = var.find('=');
    if (equals == std::string::npos || equals == 0)
      session.diags.report({}, diag::err_hcl_variable, var,
                           "has no value: --var NAME=VALUE gives one");
    else
      inputs.values.emplace_back(var.substr(0, equals), var.substr(equals + 1));
  }
  for (const std::string &path : session.line.all("var-file")) {
    std::string error;
    auto text = readFile(path, error);
    if (!text) {
      session.diags.report({}, diag::err_cannot_read, path, error);
      continue;
    }
    FileId file = session.sources.addBuffer(path, std::move(*text));
    inputs.files.push_back(hcl::parse(session.sources, file, session.diags));
  }
  inputs.environment = [](const std::string &name) -> std::optional<std::string> {
    const char *value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
  };
  return inputs;
}

const hcl::Inputs &hclInputs(Session &session) {
  if (!session.variables)
    session.variables = std::make_unique<hcl::Inputs>(readInputs(session));
  return *session.variables;
}

bool Session::declaresVariables() {
  unsigned errors = diags.numErrors();
  if (variables)
    hcl::reportUndeclared(*variables, diags);
  return diags.numErrors() == errors;
}

} // namespace schemac
