//===- ReadColumns.cpp - Columns, attributes, partition keys --------------===//
#include "Reader.h"

namespace schemac::database {

namespace {
/// The columns of queries::columns.
enum Field {
  Of,
  Number,
  Called,
  TypeOid,
  TypeText,
  NotNull,
  Default,
  Identity,
  Generated,
  Collation,
  Storage,
  Compression,
  Local,
  Options,
  Statistics
};
} // namespace

static Generation generationOf(char identity, char generated) {
  switch (generated ? generated : identity) {
  case 's':
    return Generation::Stored;
  case 'v':
    return Generation::Virtual;
  case 'a':
    return Generation::IdentityAlways;
  case 'd':
    return Generation::IdentityByDefault;
  default:
    return Generation::None;
  }
}

void Reader::readColumns(const Rows &rows) {
  for (int i = 0; i < rows.size(); ++i) {
    Oid of = rows.number(i, Of);
    Name called = context.name(rows.text(i, Called));
    Type type = typeOf(rows.number(i, TypeOid), rows.text(i, TypeText));
    if (auto it = compositeOf.find(of); it != compositeOf.end()) {
      Attribute a;
      a.name = called;
      a.type = type;
      a.collation = name(rows, i, Collation);
      it->second->attributes.push_back(a);
      continue;
    }
    Relation *r = relation(of);
    if (!r)
      continue;
    r->columns[static_cast<int>(rows.number(i, Number))] = called;
    Column c;
    c.name = called;
    c.type = type;
    c.nullable = !rows.flag(i, NotNull);
    c.generation = generationOf(rows.letter(i, Identity), rows.letter(i, Generated));
    ColumnExtra extra;
    extra.collation = name(rows, i, Collation);
    extra.storage = name(rows, i, Storage);
    extra.compression = name(rows, i, Compression);
    bool made = c.generation == Generation::Stored || c.generation == Generation::Virtual;
    (made ? extra.generated : c.defaultExpr) = expr(rows, i, Default);
    if (extra.collation || extra.storage || extra.compression || extra.generated)
      c.extra = context.make<ColumnExtra>(extra);
    std::string shown = r->name.str() + "." + called.string();
    if (!rows.text(i, Options).empty())
      unheld("option of a column", shown);
    if (rows.number(i, Statistics) != -1)
      unheld("statistics target of a column", shown);
    r->table.columns.push_back(c);
  }
  tieSequences();
  addSizes();
}

/// The expressions of a partition key, in order: pg_get_partkeydef() gives them all at once.
static std::vector<std::string> expressionsOf(std::string_view definition) {
  std::vector<std::string> list;
  size_t open = definition.find('(');
  if (open == definition.npos)
    return list;
  int depth = 0;
  bool quoted = false;
  size_t begin = open + 1;
  for (size_t i = open; i < definition.size(); ++i) {
    char c = definition[i];
    quoted ^= c == '\'' || c == '"';
    depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
    if (quoted || !((c == ',' && depth == 1) || (c == ')' && depth == 0)))
      continue;
    std::string_view one = definition.substr(begin, i - begin);
    list.emplace_back(one.substr(std::min(one.size(), one.find_first_not_of(' '))));
    begin = i + 1;
  }
  return list;
}

/// Where the expression of \p element ends; its collation and its operator class stand behind it.
static size_t endOfExpression(std::string_view element) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < element.size(); ++i) {
    char c = element[i];
    quoted ^= c == '\'' || c == '"';
    depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
    if (!quoted && depth == 0 && c == ' ')
      return i;
  }
  return element.size();
}

void Reader::readPartitionKeys(const Rows &rows) {
  enum { Table, Strategy, Column, Class, Collate, Definition, Order };
  for (int i = 0; i < rows.size(); ++i) {
    Relation *r = relation(rows.number(i, Table));
    if (!r)
      continue;
    PartitionKey &key = r->table.partitionBy;
    char strategy = rows.letter(i, Strategy);
    key.strategy = strategy == 'r'   ? PartitionStrategy::Range
                   : strategy == 'l' ? PartitionStrategy::List
                                     : PartitionStrategy::Hash;
    IndexElem e;
    e.opclass = name(rows, i, Class);
    e.collation = name(rows, i, Collate);
    e.column = columnName(rows.number(i, Table), rows.number(i, Column));
    if (!e.column) {
      std::vector<std::string> all = expressionsOf(rows.text(i, Definition));
      auto at = static_cast<size_t>(rows.number(i, Order)) - 1;
      std::string element = at < all.size() ? all[at] : std::string();
      size_t end = endOfExpression(element);
      if (end > 0)
        e.expr = context.expr(bareExpression(element.substr(0, end)));
      // The server writes the collation where the expression has another one by itself.
      if (!std::string_view(element).substr(end).starts_with(" COLLATE "))
        e.collation = {};
    }
    key.elems.push_back(e);
  }
}

} // namespace schemac::database
