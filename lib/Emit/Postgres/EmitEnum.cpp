//===- EmitEnum.cpp - Enum types as SQL -----------------------------------===//
#include "Facts.h"

namespace schemac::emitpg {

void emit(CreateEnumOp op, Emission &e) {
  std::string labels;
  for (Name label : op.labels())
    labels += (labels.empty() ? "" : ", ") + e.text(label.str());
  e.add("CREATE TYPE {} AS ENUM ({})", e.quote(op.name()), labels);
  e.nowPresent(enumFact(e, op.name()));
}

void emit(DropEnumOp op, Emission &e) {
  e.add("DROP TYPE {}", e.quote(op.name()));
  e.nowAbsent(enumFact(e, op.name()));
}

void emit(RenameEnumOp op, Emission &e) {
  e.add("ALTER TYPE {} RENAME TO {}", e.quote(op.name()), e.quote(op.to()));
  e.nowAbsent(enumFact(e, op.name()));
  e.nowPresent(enumFact(e, {op.name().ns, op.to()}));
}

void emit(MoveEnumOp op, Emission &e) {
  QName to{op.to(), op.name().name};
  e.add("ALTER TYPE {} SET SCHEMA {}", e.quote(op.name()), e.quote(e.nsOf(to)));
  e.nowAbsent(enumFact(e, op.name()));
  e.nowPresent(enumFact(e, to));
}

/// A new label cannot be used in the transaction that adds it, so it never shares one.
void emit(AddEnumValueOp op, Emission &e) {
  std::string place;
  if (op.has_before())
    place = " BEFORE " + e.text(op.before().str());
  else if (op.has_after())
    place = " AFTER " + e.text(op.after().str());
  e.add("ALTER TYPE {} ADD VALUE IF NOT EXISTS {}{}", e.quote(op.name()), e.text(op.value().str()),
        place);
  e.out.transactional = false;
  e.nowPresent(labelFact(e, op.name(), op.value()));
}

void emit(RenameEnumValueOp op, Emission &e) {
  e.add("ALTER TYPE {} RENAME VALUE {} TO {}", e.quote(op.name()), e.text(op.value().str()),
        e.text(op.to().str()));
  e.nowAbsent(labelFact(e, op.name(), op.value()));
  e.nowPresent(labelFact(e, op.name(), op.to()));
}

} // namespace schemac::emitpg
