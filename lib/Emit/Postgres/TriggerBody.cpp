//===- TriggerBody.cpp - What a helper trigger does -----------------------===//
//
// Who wrote is told from the values alone, since neither application knows of the other's column:
//   - the new column is left as it was (in an insert: null): an old writer, so new := forward(old);
//   - the new column is changed: a new writer, so old := backward(new). But not when the old value
//     already maps to the new one: that is our own backfill or a writer of both, and backward() may
//     not return what was there (text -> date -> text);
//   - both changed and not in agreement: the new one wins.
// An insert that names neither column gets the old column's former default (`fallback`), unless the
// old column has it still: then it is NULL only where an old writer gave that. A new column with a
// default of its own is left out when it holds that, and NULL is what somebody gave.
//
//===----------------------------------------------------------------------===//
#include "TriggerBody.h"
#include "schemac/IR/Schema.h"

namespace schemac::emitpg {

namespace {

std::string newOf(const Spelling &s, Name column) { return "NEW." + s.quote(column); }

/// An expression over the names of columns, evaluated on the new row. OFFSET keeps the planner from
/// putting the row's values into the expression: it would evaluate casts of constants at once,
/// those behind a CASE that asks first whether the cast succeeds (pg_input_is_valid(), which is
/// stable), too.
std::string onNewRow(const Spelling &s, QName table, Expr expr) {
  std::string_view text = expr.str();
  for (std::string_view blank = " \t\n"; !text.empty() && blank.find(text.front()) != blank.npos;)
    text.remove_prefix(1);
  bool quotedName = text.size() > 2 && text.front() == '"' && text.find('"', 1) == text.size() - 1;
  if (quotedName)
    return "NEW." + std::string(text);
  return fmt::format("(SELECT {} FROM (SELECT NEW.* OFFSET 0) AS {})", expr.str(),
                     s.quote(table.name));
}

struct Parts {
  std::string a, b, oldA, oldB, forward, backward, fallback;
  std::string changedA, changedB, disagree;
  std::string given;     ///< the new column is not as an insert that leaves it out has it
  bool fills = false;    ///< forward() has a value for rows without an old one
  bool required = false; ///< the old column takes no NULL
  bool defaults = false; ///< the old column has a value of its own when it is left out
};

Parts partsOf(const Spelling &s, QName table, const Trigger &t, const Table *state) {
  Parts p;
  p.a = newOf(s, t.oldColumn), p.b = newOf(s, t.newColumn);
  p.oldA = "OLD." + s.quote(t.oldColumn), p.oldB = "OLD." + s.quote(t.newColumn);
  p.forward = onNewRow(s, table, t.forward);
  p.fills = t.forward.str().starts_with("COALESCE(");
  if (t.backward)
    p.backward = onNewRow(s, table, t.backward);
  if (t.fallback)
    p.fallback = onNewRow(s, table, t.fallback);
  const Column *a = state ? state->column(t.oldColumn) : nullptr;
  const Column *b = state ? state->column(t.newColumn) : nullptr;
  p.changedA = distinct(p.a, p.oldA, a), p.changedB = distinct(p.b, p.oldB, b);
  p.required = a && !a->nullable;
  p.defaults = a && (a->defaultExpr || a->generation != Generation::None);
  if (b && b->defaultExpr) // as the column would hold it
    p.given = distinct(p.b, fmt::format("({})::{}", b->defaultExpr.str(), s.typeName(b->type)), b);
  // JSONB has no operator to compare it with the JSON that a cast by assignment begins with.
  bool castFirst = a && b && a->type.is(TypeKind::Json) && b->type.is(TypeKind::JsonB);
  p.disagree = distinct(
      p.b, castFirst ? fmt::format("({})::{}", p.forward, s.typeName(b->type)) : p.forward, b);
  return p;
}

/// new writer: the old column follows, when it can.
std::string followNew(const Parts &p, std::string_view orElse = "") {
  return p.backward.empty() ? std::string()
                            : fmt::format("IF {}{} THEN\n  {} := {};\nEND IF;\n", p.disagree,
                                          orElse, p.a, p.backward);
}

/// Both columns have a default: the one that is not as it would be by itself was given.
std::string insertByDefaults(const Parts &p) {
  std::string orNone = p.fills ? fmt::format(" OR {} IS NULL", p.a) : "";
  std::string follow = followNew(p, orNone);
  if (!follow.empty() && p.required && !p.fallback.empty()) // backward() may have no value for it
    follow += fmt::format("IF {0} IS NULL AND {1} IS NOT NULL THEN\n  {0} := {2};\nEND IF;\n", p.a,
                          p.b, p.fallback);
  if (follow.empty())
    follow = "NULL; -- the old column is left as it is\n";
  return fmt::format("IF {} THEN\n{}ELSE\n  {} := {};\nEND IF;\n", p.given, indent(follow, 2), p.b,
                     p.forward);
}

std::string insertPart(const Parts &p) {
  if (!p.given.empty())
    return insertByDefaults(p);
  std::string out = fmt::format("IF {} IS NULL THEN\n", p.b);
  if (!p.fallback.empty() && !p.defaults)
    out += fmt::format("  IF {0} IS NULL THEN\n    {0} := {1};\n  END IF;\n", p.a, p.fallback);
  out += fmt::format("  {} := {};\n", p.b, p.forward);
  // A row without an old value agrees with the value that fills such rows, and has none yet.
  std::string orNone = p.fills ? fmt::format(" OR {} IS NULL", p.a) : "";
  if (std::string follow = followNew(p, orNone); !follow.empty())
    out += "ELSE\n" + indent(follow, 2);
  if (!p.fallback.empty()) // backward() had no value for the old column, which may not be null
    out += fmt::format("{2}  IF {0} IS NULL THEN\n    {0} := {1};\n  END IF;\n", p.a, p.fallback,
                       p.backward.empty() ? "ELSE\n" : "");
  return out + "END IF;\n";
}

std::string updatePart(const Parts &p) {
  std::string follow = followNew(p);
  return fmt::format(
      "IF {} THEN\n{}ELSIF {} OR {} IS NULL THEN\n  {} := {};\nEND IF;\n", p.changedB,
      follow.empty() ? "  NULL; -- the old column is left as it is\n" : indent(follow, 2),
      p.changedA, p.b, p.b, p.forward);
}

std::string syncBody(const Spelling &s, QName table, const Trigger &t, const Table *state) {
  Parts p = partsOf(s, table, t, state);
  return "IF TG_OP = 'INSERT' THEN\n" + indent(insertPart(p), 2) + "ELSE\n" +
         indent(updatePart(p), 2) + "END IF;\n";
}

std::string fillBody(const Spelling &s, QName table, const Trigger &t) {
  std::string column = newOf(s, t.newColumn);
  return fmt::format("IF {0} IS NULL THEN\n  {0} := {1};\nEND IF;\n", column,
                     onNewRow(s, table, t.forward));
}

} // namespace

std::string distinct(std::string_view a, std::string_view b, const Column *column) {
  bool plain = !column || hasEquality(column->type);
  std::string_view exactly = // a collation may take what is written differently for equal
      column && column->collation() && !column->type.is(TypeKind::Array) ? "::text COLLATE \"C\""
      : plain                                                            ? ""
                                                                         : "::text";
  return fmt::format("{0}{2} IS DISTINCT FROM {1}{2}", a, b, exactly);
}

std::string triggerBody(const Spelling &s, QName table, const Trigger &trigger,
                        const Table *state) {
  std::string body = trigger.kind == TriggerKind::Fill ? fillBody(s, table, trigger)
                                                       : syncBody(s, table, trigger, state);
  return "#variable_conflict use_column\nBEGIN\n" + indent(body, 2) + "  RETURN NEW;\nEND";
}

} // namespace schemac::emitpg
