//===- Burdens.cpp - What hangs on a relation and is not held -------------===//
#include "Reader.h"
#include <algorithm>

namespace schemac::sql {

/// One of a kind is there once: OR REPLACE takes the place of the one before.
void Reader::hang(QName relation, std::string_view kind, std::string_view called) {
  letFall(relation, kind, called);
  burdens.push_back({relation, std::string(kind), std::string(called), {}});
}

void Reader::letFall(QName relation, std::string_view kind, std::string_view called) {
  std::erase_if(burdens, [&](const Burden &b) {
    return b.relation == relation && b.kind == kind && b.name == called;
  });
}

/// All that hang on a relation that goes, by a statement that says so.
void Reader::letFall(QName relation) {
  std::erase_if(burdens, [&](const Burden &b) { return b.relation == relation; });
}

/// They follow a relation that is renamed or moved.
void Reader::followBurdens(QName from, QName to) {
  for (Burden &b : burdens)
    if (b.relation == from)
      b.relation = to;
}

/// The same for what they name.
void Reader::followBurdens(const Op &op) {
  for (Burden &b : burdens)
    followUses(b.uses, op);
}

bool Reader::renameBurden(QName relation, Name from, Name to) {
  for (Burden &b : burdens)
    if (b.relation == relation && b.name == from.str())
      b.name = to.string();
  return unmanaged("what this statement renames");
}

bool Reader::read(const PgQuery__RuleStmt &s) {
  if (!isTemporary(*s.relation)) {
    hang(relation(*s.relation), "rule", stringOf(s.rulename));
    burdens.back().uses = usesOfRule(state, s, relations());
  }
  return unmanaged("a rule");
}

} // namespace schemac::sql
