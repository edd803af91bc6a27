//===- Keys.cpp - Keys and indexes as attributes --------------------------===//
#include "Write/Prisma/Keys.h"
#include "Write/Prisma/Layout.h"
#include "schemac/Words/Prisma/Names.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace schemac::prisma_form {

using namespace prisma;
namespace {

constexpr std::pair<std::string_view, std::string_view> methods[] = {
    {"hash", "Hash"}, {"gin", "Gin"}, {"gist", "Gist"}, {"spgist", "SpGist"}, {"brin", "Brin"},
};

bool listed(std::string_view words, std::string_view word) {
  for (size_t at = 0; at < words.size();) {
    size_t blank = std::min(words.find(' ', at), words.size());
    if (words.substr(at, blank - at) == word)
      return true;
    at = blank + 1;
  }
  return false;
}

/// Whether Prisma knows that an index of this method takes such a field without an operator class.
bool takesByItself(std::string_view method, const FieldType &type) {
  if (type.unsupported() || method.empty() || method == "Hash")
    return true;
  if (method == "Gin" && type.list)
    return true;
  return !type.list && std::ranges::any_of(operatorClasses(), [&](const OperatorClass &c) {
    return c.method == method && c.isDefault && listed(c.natives, type.nativeName);
  });
}

class KeyWriter {
public:
  KeyWriter(const Table &table, const FieldTypes &types, const ClientNames &names,
            const Target &target, Losses &losses)
      : table(table), types(types), names(names), target(target), losses(losses) {}

  ModelKeys run() {
    for (const Constraint &c : table.constraints)
      if (c.kind == ConstraintKind::PrimaryKey)
        primaryKey(c);
    for (const Constraint &c : table.constraints)
      if (c.kind == ConstraintKind::Unique)
        uniqueConstraint(c);
    for (const Index &i : table.indexes)
      index(i);
    out.onModel.insert(out.onModel.end(), uniques.begin(), uniques.end());
    out.onModel.insert(out.onModel.end(), indexes.begin(), indexes.end());
    return std::move(out);
  }

private:
  const FieldType &type(Name column) const { return types.at(column); }
  const std::string &field(Name column) const { return names.field(table.name, column); }

  std::vector<std::string_view> texts(const std::vector<Name> &columns) const {
    std::vector<std::string_view> t;
    for (Name c : columns)
      t.push_back(c.str());
    return t;
  }

  /// \p required: the fields of an id always are.
  void addUnique(const std::vector<Name> &columns, bool required = false) {
    out.identifiesRows |= std::ranges::all_of(columns, [&](Name c) {
      bool mayLack = table.column(c)->nullable && !required;
      return !mayLack && !type(c).unsupported() && !type(c).list;
    });
    out.unique.push_back(columns);
  }

  static std::string attribute(std::string_view name, const std::vector<std::string> &arguments) {
    return arguments.empty() ? std::string(name)
                             : fmt::format("{}({})", name, fmt::join(arguments, ", "));
  }

  static std::vector<std::string> mapped(Name name, const std::string &byItself) {
    return name.str() == byItself ? std::vector<std::string>()
                                  : std::vector{"map: " + doubleQuoted(name.str())};
  }

  void primaryKey(const Constraint &c) {
    if (std::ranges::any_of(c.columns, [&](Name n) { return type(n).list; })) {
      losses.part(c.range, named("primary key", c.name) + ", as a list cannot be part of it");
      return;
    }
    keyOptions(c, named("options of the primary key", c.name));
    addUnique(c.columns, /*required=*/true);
    std::vector<std::string> arguments = keyName(c);
    const std::vector<IndexElem> &elems = c.more().elems;
    if (std::ranges::any_of(elems, &IndexElem::descending))
      losses.part(c.range, "DESC in the primary key");
    if (c.columns.size() == 1) {
      if (!elems.empty() && elems[0].prefixLength >= 0)
        arguments.push_back(fmt::format("length: {}", elems[0].prefixLength));
      out.onField[c.columns[0]].push_back(attribute("@id", arguments));
      return;
    }
    std::vector<std::string> fields;
    for (size_t i = 0; i < c.columns.size(); ++i)
      fields.push_back(
          elems.empty() || elems[i].prefixLength < 0
              ? field(c.columns[i])
              : fmt::format("{}(length: {})", field(c.columns[i]), elems[i].prefixLength));
    arguments.insert(arguments.begin(), list(fields));
    out.onModel.push_back(attribute("@@id", arguments));
  }

  /// MySQL has one name for all of them; that of SQLite's is Prisma's to give.
  std::vector<std::string> keyName(const Constraint &c) {
    std::string byItself = primaryKeyName(table.name.name.str(), target.nameLimit);
    if (target.namesPrimaryKeys())
      return mapped(c.name, byItself);
    if (target.is(Provider::Sqlite) && c.name.str() != byItself)
      losses.part(c.range, named("name of the primary key", c.name), byItself);
    return {};
  }

  void keyOptions(const Constraint &c, const std::string &what) {
    if (c.deferrable || !c.include.empty() || c.nullsNotDistinct || !c.more().parameters.empty() ||
        c.more().tablespace)
      losses.part(c.range, what);
  }

  void uniqueConstraint(const Constraint &c) {
    Index i;
    i.name = c.name;
    i.unique = true;
    i.range = c.range;
    for (Name column : c.columns)
      i.elems.emplace_back().column = column;
    keyOptions(c, named("options of the unique constraint", c.name));
    losses.part(c.range, named("unique constraint", c.name), "a unique index");
    index(i);
  }

  void index(const Index &i) {
    std::string method;
    for (auto [sql, prisma] : methods)
      if (i.method.str() == sql)
        method = prisma;
    if (!canSay(i, method)) {
      losses.part(i.range, named(i.unique ? "unique index" : "index", i.name));
      return;
    }
    bool fullText = i.method.str() == "fulltext";
    if (hasOptions(i))
      losses.part(i.range, named("options of the index", i.name));
    std::vector<Name> columns;
    std::vector<std::string> fields;
    for (const IndexElem &e : i.elems) {
      columns.push_back(e.column);
      fields.push_back(element(e, method));
    }
    if (i.unique && !i.where)
      addUnique(columns);
    std::string_view name = table.name.name.str();
    std::vector<std::string> arguments =
        mapped(i.name, i.unique ? uniqueName(name, texts(columns), target.nameLimit)
                                : indexName(name, texts(columns), target.nameLimit));
    if (!method.empty())
      arguments.push_back("type: " + method);
    if (i.where) {
      arguments.push_back(fmt::format("where: raw({})", doubleQuoted(i.where.str())));
      out.partial = true;
    }
    if (i.unique && columns.size() == 1 && out.onField[columns[0]].empty() && !fullText)
      return onField(i, std::move(arguments));
    arguments.insert(arguments.begin(), list(fields));
    (i.unique ? uniques : indexes)
        .push_back(attribute(i.unique   ? "@@unique"
                             : fullText ? "@@fulltext"
                                        : "@@index",
                             arguments));
  }

  void onField(const Index &i, std::vector<std::string> arguments) {
    if (i.elems[0].prefixLength >= 0)
      arguments.push_back(fmt::format("length: {}", i.elems[0].prefixLength));
    if (i.elems[0].descending)
      arguments.push_back("sort: Desc");
    out.onField[i.elems[0].column].push_back(attribute("@unique", arguments));
  }

  /// "name", "name(ops: JsonbPathOps, sort: Desc)"
  std::string element(const IndexElem &e, std::string_view method) const {
    std::vector<std::string> arguments;
    if (e.opclass) {
      std::string ops = fmt::format("raw({})", doubleQuoted(e.opclass.str()));
      const FieldType &t = type(e.column);
      for (const OperatorClass &c : operatorClasses())
        if (c.sql == e.opclass.str() && c.method == method && !c.isDefault && !t.list &&
            listed(c.natives, t.nativeName))
          ops = c.name;
      arguments.push_back("ops: " + ops);
    }
    if (e.prefixLength >= 0 && target.is(Provider::MySql))
      arguments.push_back(fmt::format("length: {}", e.prefixLength));
    if (e.descending)
      arguments.push_back("sort: Desc");
    return attribute(field(e.column), arguments);
  }

  bool canSay(const Index &i, std::string_view method) const {
    bool btree = !i.method || i.method.str() == "btree";
    if (!target.isPostgres())
      return canSayElsewhere(i, btree);
    if ((method.empty() && !btree) || i.elems.empty() || (method == "SpGist" && i.elems.size() > 1))
      return false;
    if (i.unique && !btree)
      return false;
    for (size_t n = 0; n < i.elems.size(); ++n) {
      const IndexElem &e = i.elems[n];
      if (!e.column || type(e.column).nativeName == "Xml" || (i.unique && e.opclass) ||
          (!e.opclass && !takesByItself(method, type(e.column))))
        return false;
      for (size_t m = 0; m < n; ++m)
        if (i.elems[m].column == e.column)
          return false;
    }
    return true;
  }

  /// Other databases have indexes over columns, and MySQL has some for words.
  bool canSayElsewhere(const Index &i, bool btree) const {
    bool fullText = i.method.str() == "fulltext" && target.is(Provider::MySql);
    if (!(btree || fullText) || i.elems.empty())
      return false;
    std::set<Name> columns;
    for (const IndexElem &e : i.elems)
      if (!e.column || !columns.insert(e.column).second ||
          (fullText && type(e.column).scalar != String))
        return false;
    return true;
  }

  bool hasOptions(const Index &i) const {
    return !i.include.empty() || !i.parameters.empty() || i.tablespace || i.nullsNotDistinct ||
           i.invalid || i.partOf || std::ranges::any_of(i.elems, [&](const IndexElem &e) {
             return e.collation || !e.opclassParameters.empty() || e.nulls != NullsOrder::Default ||
                    (e.prefixLength >= 0 && !target.is(Provider::MySql));
           });
  }

  const Table &table;
  const FieldTypes &types;
  const ClientNames &names;
  const Target &target;
  Losses &losses;
  ModelKeys out;
  std::vector<std::string> uniques, indexes;
};

} // namespace

ModelKeys writeKeys(const Table &table, const FieldTypes &types, const ClientNames &names,
                    const Target &target, Losses &losses) {
  return KeyWriter(table, types, names, target, losses).run();
}

} // namespace schemac::prisma_form
