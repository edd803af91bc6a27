//===- Signatures.cpp - What tells functions of one name apart ------------===//
#include "schemac/IR/Signatures.h"
#include "llvm/ADT/StringRef.h"

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

} // namespace schemac
