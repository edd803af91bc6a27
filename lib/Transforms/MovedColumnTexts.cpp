//===- MovedColumnTexts.cpp - What keeps two tables in step, as SQL -------===//
//
// Each side writes the other only where that differs, which ends the way from one to the other and
// back. Who wrote is told by the table that was written: old code knows the columns of the one, new
// code those of the other.
//
//===----------------------------------------------------------------------===//
#include "Transforms/MovedColumns.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

using sql::quote;

std::string MoveTexts::full(QName n) const {
  return n.ns ? quote(n) : fmt::format("\"{}\".{}", dialect.defaultNamespace(), quote(n.name));
}

std::string distinctValues(const Column &c, const std::string &a, const std::string &b) {
  std::string_view exactly = c.collation() && !c.type.is(TypeKind::Array) ? "::text COLLATE \"C\""
                             : hasEquality(c.type)                        ? ""
                                                                          : "::text";
  return fmt::format("{}{} IS DISTINCT FROM {}{}", a, exactly, b, exactly);
}

template <class Items, class Each>
static std::string eachJoined(const Items &items, std::string_view between, Each each) {
  std::string out;
  for (const auto &item : items)
    out += (out.empty() ? "" : std::string(between)) + each(item);
  return out;
}

std::string ofRow(std::string_view row, Name column) {
  return fmt::format("{}.{}", row, quote(column));
}

std::string MoveTexts::joined(std::string_view from, std::string_view into) const {
  std::string out;
  for (size_t i = 0; i != move.keys.size(); ++i)
    out += fmt::format("{}{} = {}", i ? " AND " : "", ofRow(into, move.keys[i]),
                       ofRow(from, move.refs[i]));
  return out;
}

std::string MoveTexts::given(std::string_view row) const {
  return eachJoined(move.columns, " OR ",
                    [&](const MovedColumn &c) { return ofRow(row, c.old->name) + " IS NOT NULL"; });
}

std::string MoveTexts::holds(std::string_view row) const {
  std::string required;
  for (const MovedColumn &c : move.columns)
    if (!c.now->nullable)
      required += (required.empty() ? "" : " AND ") + ofRow(row, c.old->name) + " IS NOT NULL";
  return required.empty() ? given(row) : required;
}

std::string MoveTexts::differ(std::string_view old, std::string_view now) const {
  return eachJoined(move.columns, " OR ", [&](const MovedColumn &c) {
    return distinctValues(*c.old, ofRow(old, c.old->name), ofRow(now, c.now->name));
  });
}

std::string MoveTexts::changed() const {
  return eachJoined(move.columns, " OR ", [&](const MovedColumn &c) {
    return distinctValues(*c.old, ofRow("OLD", c.old->name), ofRow("NEW", c.old->name));
  });
}

static std::string columnList(const MovedColumns &move) {
  std::vector<Name> names = move.keys;
  for (const MovedColumn &c : move.columns)
    names.push_back(c.now->name);
  return sql::list(names);
}

static std::string valueList(const MovedColumns &move, std::string_view row) {
  std::vector<Name> names = move.refs;
  for (const MovedColumn &c : move.columns)
    names.push_back(c.old->name);
  return sql::list(names, row);
}

std::string sameIn(std::string_view row, const std::vector<Name> &columns) {
  return eachJoined(columns, " AND ",
                    [&](Name n) { return ofRow(row, n) + " = " + ofRow("NEW", n); });
}

/// At commit, so that code which makes both rows itself has made the other one by then.
std::string MoveTexts::rowMade() const {
  std::string same;
  for (Name n : move.refs)
    same += fmt::format("{} = {} AND ", ofRow("kept", n), ofRow("NEW", n));
  return fmt::format(R"(BEGIN
  INSERT INTO {} ({})
  SELECT {} FROM {} AS kept
  WHERE {}({})
  ON CONFLICT ({}) DO NOTHING;
  RETURN NULL;
END)",
                     into(), columnList(move), valueList(move, "kept"), from(), same, holds("kept"),
                     sql::list(move.keys));
}

/// What an UPDATE of one table tells the other: the columns that it changed, where that differs. A
/// column that is not filled yet says nothing.
struct ChangedColumns {
  std::string set, where;
};

/// \p row: that follows; \p old: it is one of the table `from`.
static ChangedColumns changedColumns(const MovedColumns &move, std::string_view row, bool old) {
  ChangedColumns out;
  for (const MovedColumn &c : move.columns) {
    Name read = old ? c.now->name : c.old->name, write = old ? c.old->name : c.now->name;
    std::string now = ofRow("NEW", read), is = ofRow(row, write);
    std::string changed = distinctValues(*c.old, ofRow("OLD", read), now);
    out.set += fmt::format("{}{} = CASE WHEN {} THEN {} ELSE {} END", out.set.empty() ? "" : ", ",
                           quote(write), changed, now, is);
    out.where += fmt::format("{}({} AND {})", out.where.empty() ? "" : " OR ", changed,
                             distinctValues(*c.old, is, now));
  }
  return out;
}

std::string MoveTexts::valueChanged() const {
  ChangedColumns changed = changedColumns(move, "moved", false);
  std::string update = fmt::format("UPDATE {} AS moved SET {}\n  WHERE {} AND ({});", into(),
                                   changed.set, joined("NEW", "moved"), changed.where);
  if (!move.makesRows())
    return fmt::format("BEGIN\n  {}\n  RETURN NULL;\nEND", update);
  return fmt::format(R"(BEGIN
  IF {} THEN
    INSERT INTO {} AS moved ({})
    VALUES ({})
    ON CONFLICT ({}) DO UPDATE SET {}
    WHERE {};
  ELSE
    {}
  END IF;
  RETURN NULL;
END)",
                     holds("NEW"), into(), columnList(move), valueList(move, "NEW"),
                     sql::list(move.keys), changed.set, changed.where, update);
}

static std::string emptied(const MovedColumns &move) {
  return eachJoined(move.columns, ", ",
                    [](const MovedColumn &c) { return quote(c.old->name) + " = NULL"; });
}

/// Of a row of `into` by its former values.
static std::string ofFormer(const MovedColumns &move) {
  std::string out;
  for (size_t i = 0; i != move.keys.size(); ++i)
    out += fmt::format("{}{} = {}", i ? " AND " : "", ofRow("kept", move.refs[i]),
                       ofRow("OLD", move.keys[i]));
  return out;
}

std::string MoveTexts::valueMoved() const {
  std::string left;
  if (move.makesRows()) // only code that knows the table gives its rows to others
    left = fmt::format(R"(    IF TG_OP = 'UPDATE' THEN
      UPDATE {} AS kept SET {}
      WHERE {} AND ({});
    END IF;
)",
                       from(), emptied(move), ofFormer(move), given("kept"));
  std::string said;
  for (const MovedColumn &c : move.columns) {
    std::string value = ofRow("NEW", c.now->name), kept = ofRow("kept", c.old->name);
    said += fmt::format("{}{} = ", said.empty() ? "" : ", ", quote(c.old->name));
    said += move.makesRows() ? value
                             : fmt::format("CASE WHEN {} THEN {} ELSE {} END",
                                           isUnsaid(c, value, kept), kept, value);
  }
  ChangedColumns changed = changedColumns(move, "kept", true);
  return fmt::format(R"(DECLARE
  comes boolean := TG_OP = 'INSERT';
BEGIN
  IF NOT comes THEN
    comes := ({}) IS DISTINCT FROM ({});
  END IF;
  IF comes THEN
{}    UPDATE {} AS kept SET {}
    WHERE {} AND ({});
  ELSE
    UPDATE {} AS kept SET {}
    WHERE {} AND ({});
  END IF;
  RETURN NULL;
END)",
                     sql::list(move.keys, "OLD"), sql::list(move.keys, "NEW"), left, from(), said,
                     joined("kept", "NEW"), differ("kept", "NEW"), from(), changed.set,
                     joined("kept", "NEW"), changed.where);
}

std::string MoveTexts::rowGone() const {
  return fmt::format("BEGIN\n  UPDATE {} AS kept SET {}\n  WHERE {} AND ({});\n  RETURN NULL;\nEND",
                     from(), emptied(move), ofFormer(move), given("kept"));
}

std::string MoveTexts::rowsGone() const {
  return fmt::format("BEGIN\n  UPDATE {} AS kept SET {}\n  WHERE {};\n  RETURN NULL;\nEND", from(),
                     emptied(move), given("kept"));
}

/// As the column would hold it.
/// Without a cast to what is compared as text: no path may lead to where its extension lies.
std::string MoveTexts::defaultOf(const MovedColumn &c) const {
  if (c.now->type.is(TypeKind::CiText))
    return fmt::format("({})", c.now->defaultExpr.str());
  return fmt::format("({})::{}", c.now->defaultExpr.str(), dialect.typeName(c.now->type));
}

/// Whether a row of `into` has no value of its own, only that of its column, so that it is of code
/// that knows the other column. \p kept: what that has.
std::string MoveTexts::isUnsaid(const MovedColumn &c, const std::string &value,
                                const std::string &kept) const {
  std::string none = value + " IS NULL";
  if (c.now->defaultExpr)
    none = fmt::format("({} OR NOT ({}))", none, distinctValues(*c.old, value, defaultOf(c)));
  if (!c.old->nullable) // none in a row of code that does not know the column
    none += fmt::format(" AND {} IS NOT NULL", kept);
  return none;
}

/// A row that comes without a value gets that of the other row; so does one that is given to
/// another row. The other row is locked, as its value must not change before this one can be seen.
/// What is inserted where there is a row is an upsert, and means the values that it has.
std::string MoveTexts::valueTaken() const {
  std::string inserted, updated;
  for (const MovedColumn &c : move.columns) {
    std::string value = ofRow("NEW", c.now->name), kept = ofRow("kept", c.old->name);
    inserted += fmt::format("      IF {} THEN\n        {} := {};\n      END IF;\n",
                            isUnsaid(c, value, kept), value, kept);
    updated += fmt::format("        IF NOT ({}) THEN\n          {} := {};\n        END IF;\n",
                           distinctValues(*c.old, ofRow("OLD", c.now->name), value), value, kept);
  }
  return fmt::format(R"(DECLARE
  kept record;
BEGIN
  FOR kept IN SELECT * FROM {} AS kept_row WHERE {} FOR NO KEY UPDATE LOOP
    IF TG_OP = 'UPDATE' THEN
      IF ({}) IS DISTINCT FROM ({}) THEN
{}      END IF;
    ELSIF NOT EXISTS (SELECT FROM {} AS other WHERE {}) THEN
{}    END IF;
  END LOOP;
  RETURN NEW;
END)",
                     from(), joined("kept_row", "NEW"), sql::list(move.keys, "OLD"),
                     sql::list(move.keys, "NEW"), updated, into(), sameIn("other", move.keys),
                     inserted);
}

/// In one statement the row of `into` may be made before the one that it belongs to.
std::string MoveTexts::rowMet() const {
  std::string set;
  for (const MovedColumn &c : move.columns) {
    std::string value = ofRow("moved", c.now->name), kept = ofRow("NEW", c.old->name);
    set += fmt::format("{}{} = CASE WHEN {} THEN {} ELSE {} END", set.empty() ? "" : ", ",
                       quote(c.now->name), isUnsaid(c, value, kept), kept, value);
  }
  return fmt::format(
      "BEGIN\n  UPDATE {} AS moved SET {}\n  WHERE {} AND ({});\n  RETURN NULL;\nEND", into(), set,
      joined("NEW", "moved"), differ("NEW", "moved"));
}

std::string MoveTexts::listed(const std::string &condition) const {
  std::vector<Name> shown = move.refs;
  if (const Constraint *pk = move.source->primaryKey())
    for (Name n : pk->columns)
      if (std::ranges::find(shown, n) == shown.end())
        shown.push_back(n);
  for (const MovedColumn &c : move.columns)
    shown.push_back(c.old->name);
  return fmt::format("SELECT {} FROM {} AS kept LEFT JOIN {} AS moved ON {} WHERE {} LIMIT 20",
                     sql::list(shown, "kept"), quote(move.from), quote(move.into),
                     joined("kept", "moved"), condition);
}

/// Into a table that is there a row comes when code makes it, perhaps in a transaction of its own.
/// It then has the default by itself.
std::string MoveTexts::lacksRow() const {
  return eachJoined(move.columns, " OR ", [&](const MovedColumn &c) {
    std::string kept = ofRow("kept", c.old->name), value = kept + " IS NOT NULL";
    if (c.now->defaultExpr)
      value += " AND " + distinctValues(*c.old, kept, defaultOf(c));
    return "(" + value + ")";
  });
}

/// What was written since the trigger was made may be about to get its row, by a transaction of its
/// own. Ages of rows that were frozen long ago are negative; where there is no trigger, none is
/// new.
static std::string writtenBefore(const std::string &table, Name trigger) {
  return fmt::format("age(kept.xmin) NOT BETWEEN 0 AND coalesce((SELECT age(made.xmin) FROM "
                     "pg_catalog.pg_trigger AS made WHERE made.tgrelid = {}::regclass AND "
                     "made.tgname = {}), -1)",
                     sql::literal(table), sql::literal(trigger.str()));
}

std::string MoveTexts::notTheSame(Name trigger) const {
  std::string missing =
      move.makesRows() ? given("kept")
                       : fmt::format("{} AND ({})", writtenBefore(into(), trigger), lacksRow());
  return listed(fmt::format("CASE WHEN {} IS NOT NULL THEN {} ELSE {} END",
                            ofRow("moved", move.keys.front()), differ("kept", "moved"), missing));
}

/// A column of `from` that is empty, as one that has just come back, has nothing to lose.
std::string MoveTexts::wouldBeLost() const {
  std::string values = eachJoined(move.columns, " OR ", [&](const MovedColumn &c) {
    std::string kept = ofRow("kept", c.old->name);
    return fmt::format("{} IS NOT NULL AND {}", kept,
                       distinctValues(*c.old, kept, ofRow("moved", c.now->name)));
  });
  return listed(fmt::format("CASE WHEN {} IS NOT NULL THEN {} ELSE {} END",
                            ofRow("moved", move.keys.front()), values,
                            move.makesRows() ? holds("kept") : lacksRow()));
}

std::string MoveTexts::valueIn(const MovedColumn &c) const {
  return fmt::format("(SELECT {} FROM {} AS kept WHERE {} FOR NO KEY UPDATE)",
                     ofRow("kept", c.old->name), quote(move.from),
                     joined("kept", quote(move.into.name)));
}

std::string MoveTexts::missingWhere(const MovedColumn &c) const {
  std::string row = quote(move.into.name);
  return fmt::format("EXISTS (SELECT FROM {} AS kept WHERE {} AND {})", quote(move.from),
                     joined("kept", row),
                     distinctValues(*c.old, ofRow("kept", c.old->name), ofRow(row, c.now->name)));
}

std::string MoveTexts::valueOf(const MovedColumn &c) const {
  return fmt::format("(SELECT {} FROM {} AS moved WHERE {} FOR NO KEY UPDATE)",
                     ofRow("moved", c.now->name), quote(move.into),
                     joined(quote(move.from.name), "moved"));
}

std::string MoveTexts::staleWhere(const MovedColumn &c) const {
  std::string row = quote(move.from.name);
  return fmt::format("EXISTS (SELECT FROM {} AS moved WHERE {} AND {})", quote(move.into),
                     joined(row, "moved"),
                     distinctValues(*c.old, ofRow(row, c.old->name), ofRow("moved", c.now->name)));
}

} // namespace schemac
