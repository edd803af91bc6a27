//===- Faults.cpp - Tables that the server would refuse --------------------===//

#include "Dialect/MySql/MySqlDialect.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

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

/// Engines but InnoDB read foreign keys and forget them.
bool keepsForeignKeys(const Table &table) {
  return std::ranges::none_of(table.parameters, [](const Parameter &p) {
    return p.name.str() == "engine" && p.value.str() != "InnoDB";
  });
}

/// A type of labels that has none, which is read as the type of an unknown name.
bool lacksLabels(Type t) {
  if (!t.is(TypeKind::Native))
    return false;
  std::string_view text = t.native().str();
  return text == "enum" || text == "enum()" || text == "set" || text == "set()";
}

/// The greatest number that may stand behind the name of a type; 0: as every type of this kind may.
int mostOf(Type t) {
  switch (t.kind()) {
  case TypeKind::Time:
  case TypeKind::Timestamp:
  case TypeKind::TimestampTz:
    return 6;
  case TypeKind::Bit:
    return 64;
  case TypeKind::Char:
  case TypeKind::Binary:
    return 255;
  case TypeKind::VarChar: // fewer of characters that may need more bytes than one
  case TypeKind::VarBinary:
    return 65535;
  default:
    return 0;
  }
}

class Faults {
public:
  Faults(const Table &table, Flavour flavour, int version)
      : table(table), flavour(flavour), version(version) {}
  std::vector<TableFault> run() {
    columns();
    names();
    numbers();
    collations();
    for (const Column &c : table.columns)
      type(c);
    for (const Constraint &c : table.constraints)
      if (ownsIndex(c))
        key(c);
      else if (c.kind == ConstraintKind::ForeignKey && keepsForeignKeys(table))
        foreignKey(c);
    for (const Index &i : table.indexes)
      index(i);
    return std::move(out);
  }

private:
  void add(SourceRange range, Name part, std::string why) {
    out.push_back({range, SubRef{table.name, part}.str(), std::move(why)});
  }
  void columns() {
    if (std::ranges::all_of(table.columns, &Column::invisible))
      out.push_back({table.range, table.name.str(), "a table has a column that is visible"});
  }
  void collations() {
    for (const Parameter &p : table.parameters)
      if (p.name.str() == "collate")
        if (std::string why = collationFault(p.value.str(), flavour, version); !why.empty())
          out.push_back({table.range, table.name.str(), std::move(why)});
    for (const Column &c : table.columns)
      if (std::string why = collationFault(c.collation().str(), flavour, version); !why.empty())
        add(c.range, c.name, std::move(why));
  }
  /// Their case is kept and tells no two of them apart.
  void names() {
    std::map<std::string, Name> columns, indexes; // as they are compared
    auto see = [&](auto &seen, const auto &part, std::string_view what) {
      Name first =
          seen.emplace(llvm::StringRef(part.name.string()).lower(), part.name).first->second;
      if (first != part.name)
        add(part.range, part.name,
            fmt::format("'{}' is {} of that name, whatever its case", first.str(), what));
    };
    for (const Column &c : table.columns)
      see(columns, c, "a column");
    for (const Index &i : table.indexes)
      see(indexes, i, "an index");
  }
  /// Error 150 of InnoDB. The columns of the primary key are NOT NULL without a word.
  void foreignKey(const Constraint &key) {
    bool onDelete = key.onDelete == FkAction::SetNull;
    if (!onDelete && key.onUpdate != FkAction::SetNull)
      return;
    const Constraint *primary = table.primaryKey();
    for (Name name : key.columns) {
      const Column *c = table.column(name);
      bool inPrimary =
          primary && std::ranges::find(primary->columns, name) != primary->columns.end();
      if (c && (!c->nullable || inPrimary))
        add(key.range, key.name,
            fmt::format("it has ON {} SET NULL, and '{}' is NOT NULL",
                        onDelete ? "DELETE" : "UPDATE", name.str()));
    }
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
    bool decimal = c.type.is(TypeKind::Numeric) || c.type.is(TypeKind::UNumeric);
    if (decimal)
      digits(c);
    if (int most = mostOf(c.type); most && c.type.param(0) > most)
      add(c.range, c.name, fmt::format("the number of its type is at most {}", most));
    if (lacksLabels(c.type))
      add(c.range, c.name, "a type of labels has one at least");
    if (c.type.is(TypeKind::Set) || c.type.is(TypeKind::InlineEnum))
      labels(c);
  }
  void digits(const Column &c) {
    constexpr int MostDigits = 65;
    int mostFraction = flavour == Flavour::MariaDb ? 38 : 30;
    if (c.type.param(0) > MostDigits || c.type.param(1) > mostFraction)
      add(c.range, c.name,
          fmt::format("a DECIMAL has at most {} digits, and {} behind the point", MostDigits,
                      mostFraction));
    else if (c.type.param(1) > c.type.param(0))
      add(c.range, c.name,
          fmt::format("a DECIMAL of {} digits has not {} of them behind the point", c.type.param(0),
                      c.type.param(1)));
  }
  /// Labels are compared without the blanks at their end, and by the collation, which is not known
  /// here: labels that are equal are so in every one.
  void labels(const Column &c) {
    std::set<std::string_view> seen;
    for (Name label : c.type.labels()) {
      if (c.type.is(TypeKind::Set) && label.str().find(',') != std::string_view::npos)
        add(c.range, c.name,
            fmt::format("'{}' has a comma, which parts the values of a SET", label.str()));
      std::string_view text = label.str().substr(0, label.str().find_last_not_of(' ') + 1);
      if (!seen.insert(text).second)
        add(c.range, c.name, fmt::format("the label '{}' stands twice", text));
    }
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
  Flavour flavour;
  int version;
  std::vector<TableFault> out;
};

} // namespace

std::vector<TableFault> tableFaults(const Table &table, Flavour flavour, int version) {
  std::vector<TableFault> out = Faults(table, flavour, version).run();
  for (auto more :
       {partsFaults(table, flavour == Flavour::MariaDb), triggerFaults(table), nameFaults(table)})
    out.insert(out.end(), more.begin(), more.end());
  return out;
}

} // namespace schemac::mysql
