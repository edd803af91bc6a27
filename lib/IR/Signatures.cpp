//===- Signatures.cpp - What tells functions of one name apart ------------===//
#include "schemac/IR/Signatures.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <climits>

namespace schemac {

std::string functionSignature(const Function &function) {
  std::string list;
  for (const FunctionArg &a : function.args)
    if (a.mode != ArgMode::Out)
      list += (list.empty() ? "" : ", ") + a.type.str();
  return function.called.string() + "(" + list + ")";
}

Type signatureType(Context &context, Type type) {
  if (!type)
    return type;
  if (type.is(TypeKind::Array))
    return context.arrayType(signatureType(context, type.element()));
  if (type.is(TypeKind::Native)) {
    llvm::StringRef text(type.native().str());
    if (text.starts_with("interval "))
      return context.type(TypeKind::Interval);
    return text.ends_with(")")
               ? context.nativeType(text.take_until([](char c) { return c == '('; }).str())
               : type;
  }
  if (typeInfo(type.kind()).maxParams <= 0 || type.param(0) < 0)
    return type;
  bool counts = type.is(TypeKind::Char) || type.is(TypeKind::Bit);
  return context.type(type.kind(), counts ? 1 : -1);
}

namespace {
/// What a call gives: how many arguments at least and at most, and their types.
struct Intake {
  explicit Intake(const Function &f);
  size_t least = 0, most = 0;
  std::vector<Type> types;
};
} // namespace

Intake::Intake(const Function &f) {
  for (const FunctionArg &a : f.args) {
    if (a.mode == ArgMode::Out && !f.procedure) // CALL gives these, too
      continue;
    types.push_back(a.type);
    bool open = a.mode == ArgMode::Variadic;
    least += !open && !a.defaultExpr;
    most = open ? INT_MAX : most + 1;
  }
}

bool takeAsMany(const Function &a, const Function &b) {
  Intake x(a), y(b);
  return std::max(x.least, y.least) <= std::min(x.most, y.most);
}

bool takeTheSame(const Function &a, const Function &b) {
  Intake x(a), y(b);
  size_t least = std::max(x.least, y.least);
  return least <= std::min(x.types.size(), y.types.size()) && takeAsMany(a, b) &&
         std::equal(x.types.begin(), x.types.begin() + static_cast<ptrdiff_t>(least),
                    y.types.begin());
}

} // namespace schemac
