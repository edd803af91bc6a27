//===- EmitSequence.cpp - Sequences as SQL --------------------------------===//
#include "Definitions.h"
#include "Facts.h"
#include "schemac/IR/OwnedSequences.h"

namespace schemac::emitpg {

/// Every option, so that nothing of what was before is left.
static std::string options(const Spelling &s, const Sequence &q) {
  return fmt::format("AS {} INCREMENT BY {} MINVALUE {} MAXVALUE {} START WITH {} CACHE {} {}CYCLE",
                     s.typeName(q.type), q.increment, q.min, q.max, q.start, q.cache,
                     q.cycle ? "" : "NO ");
}

static std::string owner(const Spelling &s, const SubRef &column) {
  return s.quote(column.table) + "." + s.quote(column.sub);
}

void emit(CreateSequenceOp op, Emission &e) {
  const Sequence &q = op.sequence();
  std::string sql = fmt::format("CREATE SEQUENCE {} {}", e.quote(q.name), options(e, q));
  if (q.ownedBy.sub)
    sql += " OWNED BY " + owner(e, q.ownedBy);
  e.out.statements.push_back(std::move(sql));
  e.nowPresent(relationFact(e, q.name));
}

void emit(AlterSequenceOp op, Emission &e) {
  e.add("ALTER SEQUENCE {} {}", e.quote(op.sequence().name), options(e, op.sequence()));
}

void emit(OwnSequenceOp op, Emission &e) {
  e.add("ALTER SEQUENCE {} OWNED BY {}", e.quote(op.name()),
        op.has_column() ? owner(e, op.column()) : "NONE");
}

void emit(DropSequenceOp op, Emission &e) {
  e.add("DROP SEQUENCE {}", e.quote(op.name()));
  e.nowAbsent(relationFact(e, op.name()));
}

void emit(RenameSequenceOp op, Emission &e) {
  bool isObject = e.before.find<Sequence>(op.name());
  if (SubRef column = isObject ? SubRef() : ownerOfSequence(e.before, op.name()); column.sub) {
    e.out.statements.push_back(renameOwnSequence(e, column, op.name().name.str(), op.to().str()));
    return; // no fact: the server may know it by another name
  }
  e.add("ALTER SEQUENCE {} RENAME TO {}", e.quote(op.name()), e.quote(op.to()));
  e.nowAbsent(relationFact(e, op.name()));
  e.nowPresent(relationFact(e, {op.name().ns, op.to()}));
}

void emit(MoveSequenceOp op, Emission &e) {
  QName to{op.to(), op.name().name};
  e.add("ALTER SEQUENCE {} SET SCHEMA {}", e.quote(op.name()), e.quote(e.nsOf(to)));
  e.nowAbsent(relationFact(e, op.name()));
  e.nowPresent(relationFact(e, to));
}

} // namespace schemac::emitpg
