//===- EmitNamespace.cpp - Namespaces and extensions as SQL ---------------===//
#include "Facts.h"

namespace schemac::emitpg {

void emit(CreateNamespaceOp op, Emission &e) {
  e.add("CREATE SCHEMA IF NOT EXISTS {}", e.quote(op.name()));
  e.nowPresent(namespaceFact(e, op.name()));
}

void emit(DropNamespaceOp op, Emission &e) {
  e.add("DROP SCHEMA {}", e.quote(op.name()));
  e.nowAbsent(namespaceFact(e, op.name()));
}

void emit(CreateExtensionOp op, Emission &e) {
  std::string sql = "CREATE EXTENSION IF NOT EXISTS " + e.quote(op.name());
  if (op.has_schema())
    sql += " WITH SCHEMA " + e.quote(op.schema());
  if (op.has_version())
    sql += " VERSION " + e.text(op.version().str());
  e.out.statements.push_back(std::move(sql));
  e.nowPresent(extensionFact(e, op.name()));
}

void emit(DropExtensionOp op, Emission &e) {
  e.add("DROP EXTENSION {}", e.quote(op.name()));
  e.nowAbsent(extensionFact(e, op.name()));
}

} // namespace schemac::emitpg
