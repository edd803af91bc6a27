//===- ReferringMoveTexts.cpp - Where rows refer to the row that gets it --===//
//
// A row of `from` refers to one row of `into` and no other does, so that its value can be kept
// there. Old code writes values with the row of `from`, which comes last and may go to another row
// or leave its own behind: they go with it. New code writes them with the row of `into`.
//
//===----------------------------------------------------------------------===//
#include "Transforms/MovedColumns.h"
#include "Transforms/Sql.h"
#include <fmt/format.h>

namespace schemac {

using sql::quote;

/// Whether a new row of `from` is one of code that does not know the column.
std::string MoveTexts::isUntold(const MovedColumn &c, const std::string &value) const {
  return c.old->defaultExpr ? fmt::format("NOT ({})", distinctValues(*c.old, value, defaultOf(c)))
                            : value + " IS NULL";
}

/// The row of `into` is locked, as its value must not change before this row can be seen. What is
/// inserted where one refers to it is an upsert, and means the values that it has.
std::string MoveTexts::valueFound() const {
  std::string taken;
  for (const MovedColumn &c : move.columns) {
    std::string value = ofRow("NEW", c.old->name);
    taken += fmt::format("      IF {} THEN\n        {} := {};\n      END IF;\n", isUntold(c, value),
                         value, ofRow("moved", c.now->name));
  }
  return fmt::format(R"(DECLARE
  moved record;
BEGIN
  FOR moved IN SELECT * FROM {} AS moved_row WHERE {} FOR NO KEY UPDATE LOOP
    IF NOT EXISTS (SELECT FROM {} AS other WHERE {}) THEN
{}    END IF;
  END LOOP;
  RETURN NEW;
END)",
                     into(), joined("NEW", "moved_row"), from(), sameIn("other", move.refs), taken);
}

/// In one statement the row of `into` may be made after the one that refers to it, which then could
/// not find it.
std::string MoveTexts::valueGiven() const {
  std::string given, found;
  for (const MovedColumn &c : move.columns) {
    std::string value = ofRow("NEW", c.old->name), kept = ofRow("moved", c.now->name);
    std::string_view comma = given.empty() ? "" : ", ";
    given += fmt::format("{}{} = CASE WHEN {} THEN {} ELSE {} END", comma, quote(c.now->name),
                         isUntold(c, value), kept, value);
    found += fmt::format("{}{} = {}", comma, quote(c.old->name), kept);
  }
  return fmt::format(R"(BEGIN
  UPDATE {0} AS moved SET {1}
  WHERE {2} AND ({3});
  UPDATE {4} AS kept SET {5} FROM {0} AS moved
  WHERE {2} AND {6} AND ({7});
  RETURN NULL;
END)",
                     into(), given, joined("NEW", "moved"), differ("NEW", "moved"), from(), found,
                     joined("kept", "moved"), differ("kept", "moved"));
}

/// A row of `into` that nobody refers to any more holds what one that is new holds.
std::string MoveTexts::leave(const std::string &where) const {
  std::string set, filled;
  for (const MovedColumn &c : move.columns) {
    std::string none = c.now->defaultExpr ? defaultOf(c) : "NULL";
    set += fmt::format("{}{} = {}", set.empty() ? "" : ", ", quote(c.now->name), none);
    filled += fmt::format("{}{}", filled.empty() ? "" : " OR ",
                          distinctValues(*c.old, ofRow("moved", c.now->name), none));
  }
  return fmt::format("UPDATE {} AS moved SET {}\n  WHERE ({})\n    AND {};", into(), set, filled,
                     where);
}

std::string MoveTexts::leaveFormer() const {
  return leave(fmt::format("{} AND NOT EXISTS (SELECT FROM {} AS other WHERE {})",
                           joined("OLD", "moved"), from(), joined("other", "moved")));
}

/// Behind a TRUNCATE nothing tells which rows were referred to.
std::string MoveTexts::valuesLeft() const {
  return fmt::format("BEGIN\n  {}\n  RETURN NULL;\nEND",
                     leave(fmt::format("EXISTS (SELECT FROM {} AS other WHERE {})", from(),
                                       joined("other", "moved"))));
}

std::string MoveTexts::valueLinked() const {
  std::string set;
  for (const MovedColumn &c : move.columns)
    set += fmt::format("{}{} = {}", set.empty() ? "" : ", ", quote(c.now->name),
                       ofRow("NEW", c.old->name));
  return fmt::format("BEGIN\n  {}\n  UPDATE {} AS moved SET {}\n  WHERE {} AND ({});\n  RETURN "
                     "NULL;\nEND",
                     leaveFormer(), into(), set, joined("NEW", "moved"), differ("NEW", "moved"));
}

std::string MoveTexts::valueLeft() const {
  return fmt::format("BEGIN\n  {}\n  RETURN NULL;\nEND", leaveFormer());
}

std::string MoveTexts::linked() const {
  return fmt::format("({}) IS DISTINCT FROM ({})", sql::list(move.refs, "OLD"),
                     sql::list(move.refs, "NEW"));
}

} // namespace schemac
