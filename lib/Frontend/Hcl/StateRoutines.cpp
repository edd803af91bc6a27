//===- StateRoutines.cpp - Functions and procedures with bodies -----------===//
//
// A body is one statement, mostly BEGIN ... END. In MySQL and MariaDB there is one function and one
// procedure of a name, whatever the arguments; a state tells routines apart by their arguments, so
// that a name is one of either here.
//
//===----------------------------------------------------------------------===//
#include "Evaluator.h"
#include "StateLowering.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/TriggerBodies.h"

namespace schemac::hcl {

std::vector<FunctionArg> StateLowering::argumentsOf(Instance &i, bool procedure) {
  std::vector<FunctionArg> args;
  for (Instance *arg : children(i, "arg")) {
    FunctionArg a;
    if (arg->name().empty())
      missing(*arg, "its name");
    a.name = context.name(arg->name());
    a.type = columnType(*arg);
    std::string mode = word(*arg, "mode", {"IN", "OUT", "INOUT"});
    a.mode = mode == "OUT" ? ArgMode::Out : mode == "INOUT" ? ArgMode::InOut : ArgMode::In;
    if (a.mode != ArgMode::In && !procedure)
      diags.report(arg->range(), diag::err_hcl_conflict, "arguments of a function all go in");
    if (a.name && a.type)
      args.push_back(a);
  }
  return args;
}

void StateLowering::characteristics(Instance &i, schemac::Function &f) {
  word(i, "lang", {"SQL"});
  f.volatility = isSet(i, "deterministic") ? Volatile::Immutable : Volatile::Volatile;
  f.securityDefiner = word(i, "security", {"DEFINER", "INVOKER"}) != "INVOKER";
  constexpr std::string_view Words[] = {"CONTAINS SQL", "NO SQL", "READS SQL DATA",
                                        "MODIFIES SQL DATA"};
  std::string access = word(i, "data_access", {std::begin(Words), std::end(Words)});
  for (size_t k = 0; k < std::size(Words); ++k)
    if (access == Words[k])
      f.dataAccess = static_cast<DataAccess>(k);
  f.comment = comment(i);
}

void StateLowering::functionBlock(Instance &i) {
  schemac::Function f;
  f.procedure = i.type() == "procedure";
  f.called = context.name(i.name());
  f.range = i.range();
  f.args = argumentsOf(i, f.procedure);
  if (!f.procedure)
    f.returns = columnType(i, "return");
  else if (i.attribute("return"))
    diags.report(i.attribute("return")->nameRange, diag::err_hcl_conflict,
                 "a procedure returns nothing: it has arguments that go out");
  characteristics(i, f);
  auto body = text(i, "as");
  if (!i.attribute("as"))
    missing(i, "'as', what it does");
  if (!body || (!f.procedure && !f.returns))
    return;
  while (!body->text.empty() &&
         std::string_view("; \t\r\n").find(body->text.back()) != std::string_view::npos)
    body->text.pop_back();
  if (std::string_view fault = bodyFault(body->text, rules); !fault.empty()) {
    diags.report(body->range, diag::err_hcl_conflict,
                 fmt::format("'as' is not one statement: it {}", fault));
    return;
  }
  f.body = context.expr(body->text);
  Name ns = namespaceOf(i);
  f.name = {ns, context.name(functionSignature(f))};
  for (const schemac::Function &other : out.functions())
    if (other.bare() == f.bare()) {
      diags.report(i.range(), diag::err_hcl_duplicate, i.describe())
          .label(other.range, "declared here");
      return;
    }
  out.put(std::move(f));
}

} // namespace schemac::hcl
