//===- Keys.cpp - Keys, indexes and constraints of a table ----------------===//
#include "Reader.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "schemac/Dialect/Sqlite/Sqlite.h"
#include "schemac/Frontend/Dump/Diags.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::dump {

static std::string joined(const std::vector<Name> &names) {
  std::string out;
  for (Name n : names)
    out += (out.empty() ? "" : "_") + n.string();
  return out;
}

/// (a, b(10) DESC, (lower(c)), d COLLATE x)
std::vector<IndexElem> Reader::elements(Cursor &c) {
  std::vector<IndexElem> list;
  if (!expectSymbol(c, "("))
    return list;
  do {
    IndexElem e;
    size_t from = c.mark();
    bool plain = c.peek() && (c.peek()->isName() || c.atSymbol("[")) && !c.atSymbol("(");
    if (plain) {
      e.column = name(c).value_or(Name());
      if (isMySql() && c.atSymbol("(") && c.atSymbol(")", 2)) {
        c.next();
        e.prefixLength = int32_t(number(c).value_or(-1));
        c.acceptSymbol(")");
      }
      if (isMySql() && c.at("without") && c.at("overlaps", 1)) {
        diags.report(c.here(), diag::err_dump_statement, dialect.display(),
                     "a key WITHOUT OVERLAPS");
        failed = true;
        return {};
      }
    }
    auto ends = [&] {
      return c.atSymbol(",") || c.atSymbol(")") || c.atAny({"asc", "desc", "collate"});
    };
    if (!plain && isMySql()) {
      e.expr = expr(c.group());
    } else if (!ends()) { // an expression, in SQLite without parentheses
      e = IndexElem();
      c.back(from);
      while (!c.done() && !ends())
        c.atSymbol("(") ? c.skipGroup() : c.next();
      e.expr = expr(c.since(from));
    }
    if (c.accept("collate"))
      e.collation = name(c).value_or(Name());
    e.descending = c.accept("desc");
    c.accept("asc");
    list.push_back(std::move(e));
  } while (!failed && c.acceptSymbol(","));
  expectSymbol(c, ")");
  return list;
}

static bool isPlain(const std::vector<IndexElem> &elems) {
  return std::ranges::all_of(elems, [](const IndexElem &e) {
    return e.column && e.prefixLength < 0 && !e.descending && !e.collation;
  });
}

static std::vector<Name> columnsOf(const std::vector<IndexElem> &elems) {
  std::vector<Name> out;
  for (const IndexElem &e : elems)
    out.push_back(e.column);
  return out;
}

/// What a server calls an index that has no name: its first column, with a number when that is
/// taken.
Name Reader::freshIndexName(const Table &t, Name wanted) const {
  Name found = wanted;
  for (unsigned n = 2; t.index(found); ++n)
    found = context.name(fmt::format("{}_{}", wanted.str(), n));
  return found;
}

void Reader::primaryKey(Cursor &c, Table &t, Name called) {
  size_t from = c.mark();
  if (c.accept("using") && indexMethod(c).str() == "btree")
    treeKey = c.range(from);
  Constraint k;
  k.kind = ConstraintKind::PrimaryKey;
  std::vector<IndexElem> elems = elements(c);
  k.columns = columnsOf(elems);
  if (!isPlain(elems))
    k.edit().elems = elems;
  k.name = isMySql() ? context.name(mysql::PrimaryKeyName)
           : called  ? called
                     : context.name(t.name.name.string() + "_pkey");
  k.range = c.range(from);
  conflict(c);
  Index options;
  size_t behind = c.mark();
  indexOptions(c, t, options);
  if (options.method && options.method.str() == "btree")
    treeKey = c.range(behind);
  keyOfTable = true;
  for (Name n : k.columns)
    if (Column *column = t.column(n); column && isMySql())
      column->nullable = false;
  t.constraints.insert(t.constraints.begin(), std::move(k));
}

/// Behind UNIQUE, KEY and the like. In SQLite UNIQUE is a constraint.
void Reader::key(Cursor &c, Table &t, bool unique, std::string_view method, Name called) {
  size_t from = c.mark();
  Index i;
  i.unique = unique;
  i.name = called;
  if (!method.empty())
    i.method = context.name(method);
  if (!c.atSymbol("(") && !c.at("using"))
    i.name = name(c).value_or(called);
  if (c.accept("using"))
    i.method = indexMethod(c);
  i.elems = elements(c);
  if (failed || i.elems.empty())
    return;
  if (!isMySql()) {
    Constraint k;
    k.kind = ConstraintKind::Unique;
    k.columns = columnsOf(i.elems);
    k.name =
        i.name ? i.name : context.name(t.name.name.string() + "_" + joined(k.columns) + "_key");
    k.range = c.range(from);
    conflict(c);
    t.constraints.push_back(std::move(k));
    return;
  }
  if (!i.name)
    i.name = freshIndexName(t, i.elems.front().column ? i.elems.front().column
                                                      : context.name("functional_index"));
  indexOptions(c, t, i);
  i.range = c.range(from);
  t.indexes.push_back(std::move(i));
}

/// Behind USING: hash or btree.
Name Reader::indexMethod(Cursor &c) {
  std::string lower = name(c).value_or(Name()).string();
  std::ranges::transform(lower, lower.begin(), [](char x) { return char(tolower(x)); });
  return context.name(lower);
}

void Reader::indexOptions(Cursor &c, Table &t, Index &i) {
  auto parameter = [&](const char *name, std::string_view value) {
    i.parameters.push_back({context.name(name), context.name(value)});
  };
  while (!failed && isMySql()) {
    if (c.accept("using")) {
      i.method = indexMethod(c);
    } else if (c.accept("comment")) {
      c.acceptSymbol("=");
      setPartComment(t, PartKind::Index, i.name, text(c));
    } else if (c.accept("key_block_size")) {
      c.acceptSymbol("=");
      parameter("key_block_size", c.peek() ? c.peek()->text : "");
      c.next();
    } else if (c.accept({"with", "parser"})) {
      if (auto n = name(c))
        parameter("parser", n->str());
    } else if (c.accept("invisible") || c.accept("ignored")) {
      parameter("invisible", "true");
    } else if (!c.accept("visible") && !c.accept({"not", "ignored"})) {
      return;
    }
  }
}

void Reader::check(Cursor &c, Table &t, Name called, Name column) {
  Constraint k;
  k.kind = ConstraintKind::Check;
  size_t from = c.mark();
  if (!c.atSymbol("("))
    return expected(c, "'('");
  k.check = expr(c.group());
  k.range = c.range(from);
  std::string table = t.name.name.string();
  // Servers count those to which they give a name with a number, which is free.
  bool isNumbered = isMySql() && !called && !(isMariaDb() && column);
  k.name = called        ? called
           : isMariaDb() ? column
                         : context.name(table + (column ? "_" + column.string() : "") + "_check");
  if (isNumbered)
    do
      k.name = context.name(isMariaDb() ? fmt::format("CONSTRAINT_{}", ++checks)
                                        : fmt::format("{}_chk_{}", table, ++checks));
    while (t.constraint(k.name));
  for (unsigned n = 1; t.constraint(k.name); ++n)
    k.name = context.name(fmt::format("{}{}", k.name.str(), n));
  k.notEnforced = c.accept({"not", "enforced"});
  c.accept("enforced");
  conflict(c);
  t.constraints.push_back(std::move(k));
}

//===--- foreign keys -----------------------------------------------------===//

std::optional<FkAction> Reader::action(Cursor &c) {
  if (c.accept("cascade"))
    return FkAction::Cascade;
  if (c.accept("restrict"))
    return FkAction::Restrict;
  if (c.accept({"no", "action"}))
    return FkAction::NoAction;
  if (c.accept({"set", "null"}))
    return FkAction::SetNull;
  if (c.accept({"set", "default"}))
    return FkAction::SetDefault;
  expected(c, "an action such as CASCADE");
  return std::nullopt;
}

void Reader::foreignKey(Cursor &c, Table &t, Name called, std::vector<Name> columns) {
  size_t from = c.mark();
  if (failed || !expect(c, "references"))
    return;
  Constraint k;
  k.kind = ConstraintKind::ForeignKey;
  k.columns = std::move(columns);
  k.refTable = qname(c);
  if (c.atSymbol("("))
    k.refColumns = names(c);
  if (!called) { // only these are counted
    ++keys;
    if (isMySql())
      unnamedKeys.push_back(k.columns);
  }
  std::string table = t.name.name.string();
  k.name = called      ? called
           : isMySql() ? context.name(fmt::format("{}_ibfk_{}", table, keys))
                       : context.name(table + "_" + joined(k.columns) + "_fkey");
  for (unsigned n = 1; t.constraint(k.name); ++n)
    k.name = context.name(fmt::format("{}{}", k.name.str(), n));
  while (!failed) {
    if (c.accept({"on", "delete"})) {
      k.onDelete = action(c).value_or(FkAction::NoAction);
    } else if (c.accept({"on", "update"})) {
      k.onUpdate = action(c).value_or(FkAction::NoAction);
    } else if (c.accept("match")) {
      c.next(); // all of them mean SIMPLE
    } else if (c.at("not") && c.at("deferrable", 1)) {
      c.next(), c.next();
      if (c.accept("initially"))
        c.next();
    } else if (c.accept("deferrable")) {
      k.deferrable = true;
      if (c.accept("initially"))
        k.initiallyDeferred = c.accept("deferred") || (c.accept("immediate"), false);
    } else {
      break;
    }
  }
  k.range = c.range(from);
  t.constraints.push_back(std::move(k));
}

//===--- what the whole table tells ---------------------------------------===//

/// SQLite: PRIMARY KEY (a DESC) is the number of the row as PRIMARY KEY (a) is; only DESC behind
/// the column itself makes a key of its own. So a lone INTEGER key that goes down is always that
/// one.
void Reader::settleRowId(Table &t) const {
  auto key = std::ranges::find(t.constraints, ConstraintKind::PrimaryKey, &Constraint::kind);
  if (!keyOfTable || key == t.constraints.end() || key->columns.size() != 1)
    return;
  const Column *column = t.column(key->columns.front());
  if (column && column->type.is(TypeKind::I64) && !sqlite::isOn(t, "without_rowid"))
    key->edit().elems.clear();
}

/// What only the whole of a table tells: its engine, and columns that stand behind their key. Which
/// keys of SQLite take NULL the dialect knows.
void Reader::settleKeys(Table &t) {
  if (!isMySql())
    return settleRowId(t);
  if (const Constraint *key = t.primaryKey())
    for (Name n : key->columns)
      if (Column *column = t.column(n))
        column->nullable = false;
  if (!isMemory(t))
    return;
  if (treeKey.isValid())
    leftOut(treeKey, "USING BTREE of a primary key");
  for (const Index &i : t.indexes)
    if (i.method && i.method.str() == "btree")
      leftOut(i.range, fmt::format("USING BTREE of index '{}'", i.name.str()));
}

/// Its indexes are hashes where nothing is said.
bool Reader::isMemory(const Table &t) {
  return std::ranges::any_of(t.parameters, [](const Parameter &p) {
    return p.name.str() == "engine" && llvm::StringRef(p.value.str()).equals_insensitive("memory");
  });
}

/// A server makes an index for a foreign key that finds none, and calls it after the first column
/// where the key has no name.
void Reader::indexUnnamedKeys(Table &t) {
  auto begins = [](const std::vector<Name> &columns, const auto &list, auto column) {
    return list.size() >= columns.size() &&
           std::equal(columns.begin(), columns.end(), list.begin(),
                      [&](Name n, const auto &e) { return n == column(e); });
  };
  for (const std::vector<Name> &columns : std::exchange(unnamedKeys, {})) {
    bool found = std::ranges::any_of(t.constraints, [&](const Constraint &c) {
      return ownsIndex(c) && begins(columns, c.columns, [](Name n) { return n; });
    });
    found |= std::ranges::any_of(t.indexes, [&](const Index &i) {
      return begins(columns, i.elems,
                    [](const IndexElem &e) { return e.prefixLength < 0 ? e.column : Name(); });
    });
    if (found || columns.empty())
      continue;
    Index i;
    i.name = freshIndexName(t, columns.front());
    for (Name n : columns) {
      IndexElem e;
      e.column = n;
      i.elems.push_back(e);
    }
    i.range = t.range;
    t.indexes.push_back(std::move(i));
  }
}

} // namespace schemac::dump
