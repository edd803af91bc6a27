//===- UnknownTypes.cpp - Types that are misspelt, or of somewhere else ----===//
#include "schemac/Dialect/TypeNames.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/Support/Spelling.h"
#include <algorithm>

namespace schemac {

/// What people write, in its own order: of two that are as near the first is meant.
static constexpr std::string_view BuiltIn[] = {
    "integer",
    "int",
    "bigint",
    "smallint",
    "int4",
    "int8",
    "int2",
    "serial",
    "bigserial",
    "smallserial",
    "text",
    "varchar",
    "char",
    "character varying",
    "character",
    "boolean",
    "bool",
    "numeric",
    "decimal",
    "real",
    "float",
    "float4",
    "float8",
    "double precision",
    "money",
    "timestamp",
    "timestamptz",
    "date",
    "time",
    "timetz",
    "interval",
    "uuid",
    "json",
    "jsonb",
    "jsonpath",
    "bytea",
    "xml",
    "inet",
    "cidr",
    "macaddr",
    "macaddr8",
    "bit",
    "varbit",
    "bit varying",
    "oid",
    "name",
    "point",
    "line",
    "lseg",
    "box",
    "path",
    "polygon",
    "circle",
    "tsvector",
    "tsquery",
    "int4range",
    "int8range",
    "numrange",
    "tsrange",
    "tstzrange",
    "daterange",
    "citext",
    "pg_lsn",
    "xid",
    "int4multirange",
    "regclass",
    "regtype",
    "refcursor",
    "datemultirange",
    "tstzmultirange",
};

/// Types that extensions bring which many databases have. They stand sorted.
static constexpr std::string_view OfExtensions[] = {
    "box2d",   "box3d",     "cube",   "ean13",  "earth",     "geography", "geometry",
    "halfvec", "hstore",    "isbn",   "isbn13", "ismn",      "ismn13",    "issn",
    "issn13",  "lo",        "lquery", "ltree",  "ltxtquery", "raster",    "seg",
    "semver",  "sparsevec", "upc",    "vector"};

static std::string_view wordOf(std::string_view spelling) {
  spelling = spelling.substr(0, spelling.find('('));
  return spelling.substr(0, spelling.find_last_not_of(' ') + 1);
}

bool mayBeElsewhere(std::string_view spelling) {
  return spelling.find_first_of("\".") != spelling.npos ||
         std::ranges::binary_search(OfExtensions, wordOf(spelling));
}

bool isSpelledAsType(std::string_view spelling) {
  std::vector<SqlToken> t = lexSqlTokens(spelling);
  while (t.size() > 2 && t.back().isSymbol("]")) { // bounds of an array
    t.pop_back();
    if (t.back().kind == SqlToken::Kind::Number)
      t.pop_back();
    if (!t.back().isSymbol("["))
      return false;
    t.pop_back();
  }
  int open = 0;
  for (size_t i = 0; i < t.size(); ++i) {
    const SqlToken &token = t[i];
    if (i && token.isName() && t[i - 1].isName() && !t[0].isWord("interval") &&
        !t[0].isWord("national") && !t[0].isWord("nchar"))
      return false; // what the grammar has of several words is known
    open += int(token.isSymbol("(")) - int(token.isSymbol(")"));
    bool isSign = token.kind == SqlToken::Kind::Symbol && token.text != "(" && token.text != ")" &&
                  token.text != "." && token.text != "," && token.text != "-";
    if (isSign || open < 0 || open > 1)
      return false;
  }
  return open == 0 && !t.empty() && t.front().isName();
}

std::string_view nearestType(std::string_view spelling) {
  return nearestSpelling(wordOf(spelling), BuiltIn);
}

bool isMisspelt(std::string_view spelling) {
  std::string_view word = wordOf(spelling), near = nearestType(spelling);
  return !near.empty() && !mayBeElsewhere(spelling) && word.size() > 3 &&
         spellingDistance(word, near) <= (word.size() > 6 ? 2u : 1u);
}

} // namespace schemac
