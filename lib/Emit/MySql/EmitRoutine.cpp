//===- EmitRoutine.cpp - Functions and procedures as SQL ------------------===//
#include "Emission.h"

namespace schemac::emitmysql {

static std::string_view wordOf(const Function &f) { return f.procedure ? "PROCEDURE" : "FUNCTION"; }

/// Those of a function all go in, and say nothing of it.
static std::string arguments(const Emission &e, const Function &f) {
  static constexpr std::string_view Modes[] = {"", "OUT ", "INOUT ", ""};
  std::string out;
  for (const FunctionArg &a : f.args)
    out += fmt::format("{}{}{} {}", out.empty() ? "" : ", ", Modes[size_t(a.mode)], e.quote(a.name),
                       e.dialect.typeName(a.type));
  return out;
}

void emit(CreateFunctionOp op, Emission &e) {
  static constexpr std::string_view Access[] = {"", " NO SQL", " READS SQL DATA",
                                                " MODIFIES SQL DATA"};
  const Function &f = op.function();
  std::string head = fmt::format("CREATE {} {}({})", wordOf(f), e.quote(f.bare()), arguments(e, f));
  if (f.returns)
    head += " RETURNS " + e.dialect.typeName(f.returns);
  e.add("{}{}{}{}\n{}", head, f.volatility == Volatile::Immutable ? " DETERMINISTIC" : "",
        Access[size_t(f.dataAccess)], f.securityDefiner ? "" : " SQL SECURITY INVOKER",
        f.body.str());
}

void emit(DropFunctionOp op, Emission &e) {
  if (const Function *f = e.before.functions().find(op.function()))
    e.add("DROP {} {}", wordOf(*f), e.quote(f->bare()));
}

void commentOn(const Function &f, Name text, Emission &e) {
  e.add("ALTER {} {} COMMENT {}", wordOf(f), e.quote(f.bare()), e.text(text));
}

} // namespace schemac::emitmysql
