//===- Faults.cpp - Tables that the server would refuse --------------------===//

#include "Dialect/MySql/MySqlDialect.h"
#include "schemac/Dialect/MySql/MySql.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::mysql {

namespace {

bool isNumbered(const Column &c) { return c.generation == Generation::IdentityByDefault; }

/// Whether a key begins with \p column.
bool leadsKey(const Table &table, Name column) {
  auto leads = [&](const Index &i) { return !i.elems.empty() && i.elems.front().column == column; };
  return std::ranges::any_of(table.constraints,
                             [&](const Constraint &c) {
                               return ownsIndex(c) && !c.columns.empty() &&
                                      c.columns.front() == column;
                             }) ||
         std::ranges::any_of(table.indexes, leads);
}

/// Texts and blobs have no end that a key could reach to; documents cannot be keys at all.
bool wantsPrefix(Type type) {
  return wantsExpression(type) && !type.is(TypeKind::Point) && !type.is(TypeKind::Polygon);
}

class Faults {
public:
  explicit Faults(const Table &table) : table(table) {}
  std::vector<TableFault> run() {
    numbers();
    for (const Column &c : table.columns)
      type(c);
    for (const Constraint &c : table.constraints)
      if (ownsIndex(c))
        key(c);
    for (const Index &i : table.indexes)
      index(i);
    return std::move(out);
  }

private:
  void add(SourceRange range, Name part, std::string why) {
    out.push_back({range, SubRef{table.name, part}.str(), std::move(why)});
  }
  void numbers() {
    const Column *first = nullptr;
    for (const Column &c : table.columns) {
      if (!isNumbered(c))
        continue;
      if (first)
        add(c.range, c.name,
            fmt::format("a table has one AUTO_INCREMENT column, and '{}' is", first->name.str()));
      else if (!leadsKey(table, c.name))
        add(c.range, c.name, "an AUTO_INCREMENT column must be the first of a key");
      first = &c;
    }
  }
  /// As the manuals of both have it: "Fixed-Point Types", "The SET Type".
  void type(const Column &c) {
    constexpr int MostDigits = 65, MostFraction = 38; // of MariaDB; MySQL has 30 behind the point
    bool decimal = c.type.is(TypeKind::Numeric) || c.type.is(TypeKind::UNumeric);
    if (decimal && (c.type.param(0) > MostDigits || c.type.param(1) > MostFraction))
      add(c.range, c.name,
          fmt::format("a DECIMAL has at most {} digits, and {} behind the point", MostDigits,
                      MostFraction));
    if (c.type.is(TypeKind::Set))
      for (Name label : c.type.labels())
        if (label.str().find(',') != std::string_view::npos)
          add(c.range, c.name,
              fmt::format("'{}' has a comma, which parts the values of a SET", label.str()));
  }
  void keyColumn(Name name, int32_t prefix, SourceRange range, Name key) {
    const Column *c = table.column(name);
    if (c && c->type.is(TypeKind::Json))
      add(range, key, fmt::format("'{}' is a document, which cannot be indexed", name.str()));
    else if (c && prefix < 0 && wantsPrefix(c->type))
      add(range, key,
          fmt::format("'{}' is a text or blob, of which a key takes a prefix of a length that is "
                      "stated",
                      name.str()));
  }
  void key(const Constraint &c) {
    for (const IndexElem &e : c.more().elems)
      keyColumn(e.column, e.prefixLength, c.range, c.name);
    for (Name column : c.more().elems.empty() ? c.columns : std::vector<Name>())
      keyColumn(column, -1, c.range, c.name);
  }
  void index(const Index &i) {
    bool whole = i.method && (i.method.str() == "fulltext" || i.method.str() == "spatial");
    if (whole && i.unique)
      add(i.range, i.name, "a FULLTEXT or SPATIAL index is not unique");
    for (const IndexElem &e : i.elems)
      if (e.column && !whole)
        keyColumn(e.column, e.prefixLength, i.range, i.name);
      else if (whole && (e.prefixLength >= 0 || e.descending))
        add(i.range, i.name, "a FULLTEXT or SPATIAL index takes whole columns, in no order");
    for (const Parameter &p : i.parameters)
      if (p.name.str() == "parser" && i.method.str() != "fulltext")
        add(i.range, i.name, "only a FULLTEXT index has a parser");
  }

  const Table &table;
  std::vector<TableFault> out;
};

} // namespace

std::vector<TableFault> tableFaults(const Table &table) {
  std::vector<TableFault> out = Faults(table).run();
  for (auto more : {partsFaults(table), triggerFaults(table)})
    out.insert(out.end(), more.begin(), more.end());
  return out;
}

} // namespace schemac::mysql
