//===- CheckDefaults.cpp - Default values against their types -------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include <charconv>

namespace schemac::prisma {
namespace {

/// Functions that the language knows. \c versions: the number that the call may have, if any.
struct Function {
  std::string_view name;
  uint16_t scalars; ///< of Scalar
  bool inComposites;
  int least = 0, most = 0; ///< of the one number; 0: no argument
};
constexpr uint16_t anyScalar = 0xffff;
constexpr Function functions[] = {
    {"autoincrement", Int | BigInt, false},
    {"cuid", String, true, 1, 2},
    {"uuid", String, true, 4, 7},
    {"ulid", String, true},
    {"nanoid", String, true, 2, 255},
    {"now", DateTime, true},
    {"auto", anyScalar, false},
};

const Function *function(std::string_view name) {
  for (const Function &f : functions)
    if (f.name == name)
      return &f;
  return nullptr;
}

} // namespace

void Checker::checkDefault(CheckedField &f, const Attribute &a) {
  const Expr *e = argument(a, "value", true);
  if (!e)
    return;
  const Block &b = *f.owner->block;
  SourceRange at = b.range(a.text);
  bool composite = !f.owner->isModel();
  f.defaultAttribute = &a;
  if (e->isCall("dbgenerated")) {
    bool plain = e->args.empty() || (e->args.size() == 1 && e->args[0].value.is(ExprKind::String) &&
                                     !e->args[0].value.value.empty());
    if (composite)
      diags.report(at, diag::err_prisma_default_function, e->value, f.name(),
                   "a field of a type is in no column");
    else if (!plain)
      diags.report(at, diag::err_prisma_default_function, e->value, f.name(),
                   "it takes nothing, or a text that is not empty");
    return;
  }
  switch (f.kind) {
  case FieldKind::Composite:
    diags.report(at, diag::err_prisma_default_value, e->text, f.name(),
                 "it is of a composite type");
    return;
  case FieldKind::Unsupported:
    diags.report(at, diag::err_prisma_default_value, e->text, f.name(),
                 "only dbgenerated(\"…\") fits a type that Prisma does not know");
    return;
  default:
    break;
  }
  if (f.kind == FieldKind::Scalar && e->is(ExprKind::Call))
    return checkDefaultFunction(f, a, *e);
  if (f.list()) {
    if (!e->is(ExprKind::Array)) {
      diags.report(at, diag::err_prisma_default_value, e->text, f.name(), "it is a list");
      return;
    }
    unsigned before = diags.numErrors();
    for (const Argument &item : e->args)
      if (diags.numErrors() == before)
        checkDefaultLiteral(f, a, item.value);
    return;
  }
  if (e->is(ExprKind::Array))
    diags.report(at, diag::err_prisma_default_value, e->text, f.name(), "it is no list");
  else
    checkDefaultLiteral(f, a, *e);
}

void Checker::checkDefaultFunction(CheckedField &f, const Attribute &a, const Expr &e) {
  const Block &b = *f.owner->block;
  SourceRange at = b.range(a.text);
  const Function *known = function(e.value);
  bool composite = !f.owner->isModel();
  if (!known) {
    // In models it is the provider who knows; see checkSequence.
    if (composite)
      diags.report(b.range(e.text), diag::err_prisma_default_function, e.value, f.name(),
                   "there is no such function");
    return;
  }
  if (composite && !known->inComposites)
    diags.report(at, diag::err_prisma_default_function, e.value, f.name(),
                 "a field of a type is in no column");
  else if (e.value == "autoincrement" && argument(a, "map"))
    diags.report(at, diag::err_prisma_default_function, e.value, f.name(),
                 "a sequence is no constraint that could have a name");
  else if (!(known->scalars & f.scalar))
    diags.report(at, diag::err_prisma_default_function, e.value, f.name(),
                 fmt::format("its type is {}", f.field->type.name));
  else
    checkFunctionArguments(f, a, e);
}

void Checker::checkFunctionArguments(CheckedField &f, const Attribute &a, const Expr &e) {
  const Function *known = function(e.value);
  SourceRange at = f.owner->range(a.text);
  if (known->most == 0) {
    if (!e.args.empty())
      diags.report(at, diag::err_prisma_default_function, e.value, f.name(),
                   "it takes no argument");
    return;
  }
  if (e.args.empty())
    return;
  int n = -1;
  const Expr &number = e.args[0].value;
  const char *end = number.value.data() + number.value.size();
  bool whole = e.args.size() == 1 && number.is(ExprKind::Number) &&
               std::from_chars(number.value.data(), end, n).ptr == end;
  // The versions of uuid() between its first and last do not exist.
  bool exists = e.value != "uuid" || n == known->least || n == known->most;
  if (!whole || !exists || n < known->least || n > known->most)
    diags.report(at, diag::err_prisma_default_function, e.value, f.name(),
                 fmt::format("it takes nothing, or one number {} {} {}",
                             e.value == "uuid" ? "of" : "from", known->least,
                             fmt::format("{} {}", e.value == "uuid" ? "and" : "to", known->most)));
}

void Checker::checkDefaultLiteral(CheckedField &f, const Attribute &a, const Expr &e) {
  const Block &b = *f.owner->block;
  auto wrong = [&](std::string_view why) {
    diags.report(b.range(a.text), diag::err_prisma_default_value, e.text, f.name(), why);
  };
  if (f.kind == FieldKind::Enum) {
    bool found = false;
    for (const EnumValue &v : (*f.type->block)->values)
      found |= e.is(ExprKind::Constant) && v.name == e.value;
    if (!found)
      wrong(fmt::format("enum '{}' has no such value", f.type->name()));
    return;
  }
  constexpr uint16_t textual = String | Json | Bytes | DateTime | Decimal;
  constexpr uint16_t numeric = Int | BigInt | Float | Decimal;
  if (f.is(Boolean) && e.is(ExprKind::Constant)) {
    if (e.value != "true" && e.value != "false")
      diags.report(b.range(e.text), diag::err_prisma_default_value, e.text, f.name(),
                   "a Boolean is true or false");
    return;
  }
  bool fits = (e.is(ExprKind::String) && (f.scalar & textual)) ||
              (e.is(ExprKind::Number) && (f.scalar & numeric));
  if (!fits)
    wrong(fmt::format("its type is {}", f.field->type.name));
}

} // namespace schemac::prisma
