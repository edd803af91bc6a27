//===- EmitNamespace.cpp - Namespaces and extensions as SQL ---------------===//
#include "Facts.h"

namespace schemac::emitpg {

void emit(CreateNamespaceOp op, Emission &e) {
  e.add("CREATE SCHEMA IF NOT EXISTS {}", e.quote(op.name()));
  e.nowPresent(namespaceFact(e, op.name()));
}

/// The archive belongs to all plans of a database: the last one to leave drops it.
void emit(DropNamespaceOp op, Emission &e) {
  std::string drop = "DROP SCHEMA " + e.quote(op.name());
  if (op.name().str() == ArchiveNamespace)
    drop = "DO " + dollarQuote(fmt::format("BEGIN\n  IF NOT EXISTS (SELECT FROM pg_class WHERE "
                                           "relnamespace = {}::regnamespace) THEN\n    {};\n  END "
                                           "IF;\nEND",
                                           e.text(e.quote(op.name())), drop));
  e.out.statements.push_back(std::move(drop));
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

void emit(UpdateExtensionOp op, Emission &e) {
  e.add("ALTER EXTENSION {} UPDATE TO {}", e.quote(op.name()), e.text(op.version().str()));
}

void emit(MoveExtensionOp op, Emission &e) {
  e.add("ALTER EXTENSION {} SET SCHEMA {}", e.quote(op.name()),
        e.quote(e.nsOf({op.to(), op.name()})));
}

void emit(DropExtensionOp op, Emission &e) {
  e.add("DROP EXTENSION {}", e.quote(op.name()));
  e.nowAbsent(extensionFact(e, op.name()));
}

} // namespace schemac::emitpg
