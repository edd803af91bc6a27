//===- Charsets.cpp - Character sets, collations, and what says them ------===//
//
// A collation is of one character set, and most character sets have one collation that is meant
// when none is said. So dumps, which say both, and people, who say one or none, mean the same. What
// a server's version or settings decide is never guessed: where one of two states says nothing, it
// means what the other one says.
//
//===----------------------------------------------------------------------===//
#include "Dialect/MySql/MySqlDialect.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::mysql {

namespace {

struct Charset {
  std::string_view name, collation; ///< empty: it varies
};
constexpr Charset Charsets[] = {
#define CHARSET(NAME, COLLATION) {NAME, COLLATION},
#define CHARSET_VARIES(NAME) {NAME, ""},
#include "schemac/Dialect/MySql/Charsets.def"
};
constexpr Charset Usual[] = {
#define USUAL(NAME, COLLATION) {NAME, COLLATION},
#include "schemac/Dialect/MySql/Charsets.def"
};

/// What is said of the texts of a table or column.
struct Texts {
  Name charset, collation;
  explicit operator bool() const { return charset || collation; }
  friend bool operator==(const Texts &, const Texts &) = default;
};

/// The character set that a collation is of: the beginning of its name.
std::string_view charsetOf(std::string_view collation) {
  for (const Charset &c : Charsets)
    if (collation == c.name ||
        (collation.starts_with(c.name) && collation.substr(c.name.size()).starts_with('_')))
      return c.name;
  return {};
}

std::string_view collationOf(std::string_view charset) {
  auto it = std::ranges::find(Charsets, charset, &Charset::name);
  return it == std::end(Charsets) ? std::string_view() : it->collation;
}

/// With what follows from what is said.
Texts resolved(Context &context, Texts t) {
  constexpr std::string_view AnyCharset = "uca1400_"; // MariaDB: for each of Unicode's
  if (t.charset && t.collation && t.collation.str().starts_with(AnyCharset))
    t.collation = context.name(t.charset.string() + "_" + t.collation.string());
  if (!t.charset && t.collation)
    if (std::string_view charset = charsetOf(t.collation.str()); !charset.empty())
      t.charset = context.name(charset);
  if (t.charset && !t.collation)
    if (std::string_view collation = collationOf(t.charset.str()); !collation.empty())
      t.collation = context.name(collation);
  return t;
}

/// Whether a server takes \p collation for what is in \p charset and says none.
bool isUsual(Name charset, Name collation) {
  return std::ranges::any_of(Usual, [&](const Charset &u) {
    return u.name == charset.str() && u.collation == collation.str();
  });
}

/// Whether what is said of both may be the same.
bool fit(const Texts &a, const Texts &b) {
  if (a.charset && b.charset && a.charset != b.charset)
    return false;
  if (a.collation && b.collation)
    return a.collation == b.collation;
  const Texts &less = a.collation ? b : a, &more = a.collation ? a : b;
  return !less.charset || !more.collation || isUsual(less.charset, more.collation);
}

//===--- in tables and columns --------------------------------------------===//

Name option(const Table &table, std::string_view name) {
  for (const Parameter &p : table.parameters)
    if (p.name.str() == name)
      return p.value;
  return {};
}

void setOption(Context &context, Table &table, std::string_view name, Name value) {
  auto it = std::ranges::find(table.parameters, context.name(name), &Parameter::name);
  if (it != table.parameters.end() && value)
    it->value = value;
  else if (it != table.parameters.end())
    table.parameters.erase(it);
  else if (value)
    table.parameters.push_back({context.name(name), value});
}

Texts textsOf(const Table &table) { return {option(table, "charset"), option(table, "collate")}; }
Texts textsOf(const Column &c) { return {c.charset(), c.collation()}; }

void setTexts(Context &context, Column &c, const Texts &t) {
  if (textsOf(c) == t)
    return;
  ColumnExtra extra = c.extra ? *c.extra : ColumnExtra();
  extra.charset = t.charset;
  extra.collation = t.collation;
  bool any = t || extra.generated || extra.onUpdate || extra.invisible || extra.options.start ||
             extra.renamedFrom || extra.movedFrom || extra.backfill || extra.sequence;
  c.extra = any ? context.make<ColumnExtra>(extra) : nullptr;
}

/// What the texts of a column are, of which nothing may be said.
Texts meant(const Table &table, const Column &c) {
  return textsOf(c) ? textsOf(c) : textsOf(table);
}

} // namespace

/// A column that says what its table says, says nothing.
void canonicalizeTexts(Context &context, Table &table) {
  Texts whole = resolved(context, textsOf(table));
  setOption(context, table, "charset", whole.charset);
  setOption(context, table, "collate", whole.collation);
  for (Column &c : table.columns)
    if (textsOf(c)) {
      Texts own = resolved(context, textsOf(c));
      setTexts(context, c, own == whole ? Texts() : own);
    }
  for (Column &c : table.columns)
    canonicalizeSizedTexts(context, c, meant(table, c).charset);
}

void settleTable(Context &context, const Table &was, Table &now) {
  if (Name engine = option(was, "engine"); !engine || !option(now, "engine"))
    setOption(context, now, "engine", engine);
  for (Column &c : now.columns)
    if (const Column *old = was.column(c.name); old && maySizedTextBe(c.type, old->type))
      c.type = old->type;
  if (!fit(textsOf(was), textsOf(now)))
    return;
  Table before = now;
  setOption(context, now, "charset", textsOf(was).charset);
  setOption(context, now, "collate", textsOf(was).collation);
  for (Column &c : now.columns)
    if (const Column *old = was.column(c.name); old && fit(meant(was, *old), meant(before, c)))
      setTexts(context, c, textsOf(*old));
}

std::string collationFault(std::string_view collation, Flavour flavour, int version) {
  constexpr int UcaSince = 1010, AliasesSince = 1104; // of some 11.4 on they are others by name
  bool ofMySql8 = collation.find("_0900_") != collation.npos,
       ofMariaDb = collation.find("uca1400_") != collation.npos;
  if (flavour == Flavour::MySql)
    return ofMariaDb ? fmt::format("only MariaDB has the collation '{}'", collation) : "";
  if (ofMySql8 && version && version < AliasesSince)
    return fmt::format("only MySQL has the collation '{}', and MariaDB from 11.4 on", collation);
  if (ofMariaDb && version && version < UcaSince)
    return fmt::format("the collation '{}' is for MariaDB 10.10 and later", collation);
  return {};
}

} // namespace schemac::mysql
