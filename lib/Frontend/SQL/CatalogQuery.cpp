//===- CatalogQuery.cpp - Queries over the server's catalogs --------------===//
//
// A query is understood as a whole or not at all: a condition that is passed over would make an
// answer wrong.
//
//===----------------------------------------------------------------------===//
#include "CatalogQuery.h"
#include "DoForms.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac::sql {

using Tokens = std::vector<SqlToken>;
using KnownValues = std::map<std::string, std::string>;

size_t closingParenthesis(const Tokens &tokens, size_t open, size_t last) {
  int depth = 0;
  for (size_t i = open; i < last; ++i) {
    depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
    if (depth == 0)
      return i;
  }
  return last;
}

size_t findOutsideOf(const Tokens &tokens, size_t first, size_t last, std::string_view word) {
  int depth = 0;
  for (size_t i = first; i < last; ++i) {
    if (depth == 0 && (tokens[i].isWord(word) || tokens[i].isSymbol(word)))
      return i;
    depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
  }
  return last;
}

bool CatalogQuery::reads(std::string_view relation) const {
  return std::ranges::find(relations, relation) != relations.end();
}

const CatalogTest *CatalogQuery::equal(std::string_view column) const {
  auto it = std::ranges::find_if(tests, [&](const CatalogTest &t) {
    return t.column == column && t.kind == CatalogTest::Kind::Equal && !t.negated;
  });
  return it == tests.end() ? nullptr : &*it;
}

namespace {

class CatalogQueryReader {
public:
  CatalogQueryReader(const Tokens &t, const KnownValues &variables) : t(t), variables(variables) {}
  bool query(size_t first, size_t last);
  CatalogQuery out;

private:
  bool is(size_t i, std::string_view word) const {
    return i < t.size() && (t[i].isWord(word) || t[i].isSymbol(word));
  }
  bool anyOutside(size_t first, size_t last, std::initializer_list<std::string_view> words) const {
    return std::ranges::any_of(words,
                               [&](auto w) { return findOutsideOf(t, first, last, w) < last; });
  }
  bool relations(size_t first, size_t last);
  bool conditions(size_t first, size_t last);
  bool condition(size_t first, size_t last, bool negated);
  bool compared(size_t first, size_t last, CatalogTest test);
  bool value(size_t first, size_t last, CatalogTest &test);
  bool keyOf(size_t first, size_t last, CatalogTest &test);
  bool visible(size_t first, size_t last);
  size_t columnAt(size_t first, size_t last, std::string &column) const;
  bool isOfCatalog(size_t first, size_t last) const;
  size_t behindCasts(size_t i, size_t last, CatalogTest::Of *of = nullptr) const;
  std::string variableAt(size_t first, size_t last, size_t &end) const;

  const Tokens &t;
  const KnownValues &variables;
  std::vector<std::string> aliases; ///< of the catalogs, and their names
};
} // namespace

bool CatalogQueryReader::query(size_t first, size_t last) {
  if (!is(first, "select") && !is(first, "perform"))
    return false;
  size_t limit = findOutsideOf(t, first, last, "limit");
  if (limit < last && limit + 2 == last && t[limit + 1].kind == SqlToken::Kind::Number &&
      t[limit + 1].text != "0")
    last = limit;
  if (anyOutside(first, last,
                 {"union", "except", "intersect", "having", "limit", "offset", "group"}))
    return false;
  size_t from = findOutsideOf(t, first, last, "from");
  size_t where = findOutsideOf(t, from, last, "where");
  return from < last && relations(from + 1, where) &&
         (where == last || conditions(where + 1, last));
}

/// catalog [alias] [, | JOIN catalog [alias] ON conditions]…
bool CatalogQueryReader::relations(size_t first, size_t last) {
  for (size_t i = first; i < last;) {
    std::string relation;
    size_t next = columnAt(i, last, relation);
    if (next == i)
      return false;
    aliases.push_back(relation);
    out.relations.push_back(std::move(relation));
    i = next + is(next, "as");
    bool alias = i < last && t[i].isName() && !is(i, "on") && !is(i, "join") && !is(i, "inner") &&
                 !is(i, "cross") && !is(i, "left") && !is(i, "right") && !is(i, "full") &&
                 !is(i, "natural") && !is(i, "using");
    if (alias)
      aliases.push_back(t[i].name());
    i += alias;
    if (is(i, "on") && i < last) {
      size_t end = std::min({findOutsideOf(t, i, last, "join"), findOutsideOf(t, i, last, "inner"),
                             findOutsideOf(t, i, last, "cross"), findOutsideOf(t, i, last, "left"),
                             findOutsideOf(t, i, last, ",")});
      if (!conditions(i + 1, end))
        return false;
      i = end;
    } else if (is(i, "using") && is(i + 1, "(")) {
      i = closingParenthesis(t, i + 1, last) + 1;
    }
    if (i >= last)
      break;
    if (is(i, "inner") || is(i, "cross"))
      ++i;
    if (!is(i, ",") && !is(i, "join")) // outer joins keep what does not fit
      return false;
    ++i;
  }
  return !out.relations.empty();
}

bool CatalogQueryReader::conditions(size_t first, size_t last) {
  if (first >= last || anyOutside(first, last, {"or", "between", "case"}))
    return false;
  for (size_t i = first; i <= last;) {
    size_t end = findOutsideOf(t, i, last, "and");
    if (!condition(i, end, false))
      return false;
    i = end + 1;
  }
  return true;
}

/// name, alias.name; where it ends.
size_t CatalogQueryReader::columnAt(size_t first, size_t last, std::string &column) const {
  if (first >= last || !t[first].isName())
    return first;
  size_t i = first;
  while (i + 2 < last && t[i + 1].isSymbol(".") && t[i + 2].isName())
    i += 2;
  column = t[i].name();
  return i + 1;
}

/// Whether a name is that of a column: with the alias of a catalog, or that of a key of one. Others
/// may be variables.
bool CatalogQueryReader::isOfCatalog(size_t first, size_t last) const {
  static constexpr std::string_view Keys[] = {
      "oid",        "relnamespace", "typnamespace", "pronamespace", "connamespace",
      "attrelid",   "conrelid",     "enumtypid",    "tgrelid",      "indrelid",
      "indexrelid", "polrelid",     "atttypid"};
  if (first + 1 == last)
    return std::ranges::find(Keys, t[first].name()) != std::end(Keys);
  return std::ranges::find(aliases, t[last - 3].name()) != aliases.end();
}

/// ::text, ::regclass::oid, ::text[]
size_t CatalogQueryReader::behindCasts(size_t i, size_t last, CatalogTest::Of *of) const {
  while (i + 1 < last && t[i].isSymbol("::") && t[i + 1].isName()) {
    if (of && is(i + 1, "regclass"))
      *of = CatalogTest::Of::Relation;
    if (of && is(i + 1, "regtype"))
      *of = CatalogTest::Of::Type;
    std::string type;
    i = columnAt(i + 1, last, type);
    while (i + 1 < last && is(i, "[") && is(i + 1, "]"))
      i += 2;
  }
  return i;
}

/// pg_table_is_visible(c.oid): of the first schema of the search path, as far as it matters, or one
/// of the server's.
bool CatalogQueryReader::visible(size_t first, size_t last) {
  std::string function;
  size_t open = columnAt(first, last, function);
  if (!function.starts_with("pg_") || !function.ends_with("_is_visible") || !is(open, "(") ||
      closingParenthesis(t, open, last) + 1 != last)
    return false;
  out.tests.push_back({"nspname", CatalogTest::Kind::Equal, CatalogTest::Of::Visible, false, {}});
  return true;
}

bool CatalogQueryReader::condition(size_t first, size_t last, bool negated) {
  if (first >= last)
    return false;
  if (is(first, "(") && closingParenthesis(t, first, last) + 1 == last && !is(first + 1, "select"))
    return !negated && anyOutside(first + 1, last - 1, {"and"})
               ? conditions(first + 1, last - 1)
               : !anyOutside(first + 1, last - 1, {"and", "or"}) &&
                     condition(first + 1, last - 1, negated);
  if (is(first, "not"))
    return condition(first + 1, last, !negated);
  if (!negated && visible(first, last))
    return true;
  CatalogTest test;
  test.negated = negated;
  size_t at = columnAt(first, last, test.column);
  if (at > first + 1 && !isOfCatalog(first, at))
    return false; // a field of a record
  if (at > first && !is(at, "("))
    return compared(behindCasts(at, last), last, std::move(test));
  // 'users' = table_name
  size_t equals = findOutsideOf(t, first, last, "=");
  bool isColumn = equals < last && columnAt(equals + 1, last, test.column) == last;
  if (!isColumn || !value(first, equals, test))
    return false;
  out.tests.push_back(std::move(test));
  return true;
}

/// What follows the column that \p test is about.
bool CatalogQueryReader::compared(size_t first, size_t last, CatalogTest test) {
  auto add = [&](CatalogTest::Kind kind) {
    test.kind = kind;
    out.tests.push_back(std::move(test));
    return true;
  };
  if (first == last)
    return add(CatalogTest::Kind::True);
  if (is(first, "is")) {
    bool isNot = is(first + 1, "not");
    size_t at = first + 1 + isNot;
    test.negated ^= isNot;
    if (at + 1 != last)
      return false;
    if (is(at, "null"))
      return add(CatalogTest::Kind::IsNull);
    test.negated ^= is(at, "false");
    return (is(at, "true") || is(at, "false")) && add(CatalogTest::Kind::True);
  }
  bool isNot = is(first, "not");
  if (is(first + isNot, "in") && is(first + isNot + 1, "(")) {
    size_t open = first + isNot + 1, close = closingParenthesis(t, open, last);
    test.negated ^= isNot;
    if (close + 1 != last)
      return false;
    if (is(open + 1, "select"))
      return keyOf(open, last, test) && add(CatalogTest::Kind::Equal);
    for (size_t i = open + 1; i < close;) {
      size_t end = findOutsideOf(t, i, close, ",");
      if (!value(i, end, test))
        return false;
      i = end + 1;
    }
    return add(CatalogTest::Kind::Equal);
  }
  if (is(first, ">") && first + 2 == last && test.column == "attnum" && t[last - 1].text == "0")
    return !test.negated; // no column of the system's
  size_t right = first + 1;
  if ((is(first, "<") && is(right, ">")) || (is(first, "!") && is(right, "="))) {
    test.negated = !test.negated;
    ++right;
  } else if (!is(first, "=")) {
    return false;
  }
  std::string other;
  bool isName = right < last && t[right].isName() && columnAt(right, last, other) == last;
  if (isName && isOfCatalog(right, last))
    return !test.negated; // a key of the other catalog
  if (is(right, "any") && is(right + 1, "(") && is(right + 2, "current_schemas")) {
    test.of = CatalogTest::Of::CurrentSchema;
    return closingParenthesis(t, right + 1, last) + 1 == last && add(CatalogTest::Kind::Equal);
  }
  bool isDatabase = is(right, "current_database") || is(right, "current_catalog");
  if (isDatabase && test.column.ends_with("_catalog"))
    return !test.negated;
  return value(right, last, test) && add(CatalogTest::Kind::Equal);
}

/// name, record.field; and its end.
std::string CatalogQueryReader::variableAt(size_t first, size_t last, size_t &end) const {
  if (!t[first].isName())
    return {};
  bool field = first + 2 < last && t[first + 1].isSymbol(".") && t[first + 2].isName();
  end = first + (field ? 3 : 1);
  return t[first].name() + (field ? "." + t[first + 2].name() : "");
}

/// Adds the value between two tokens to those of \p test.
bool CatalogQueryReader::value(size_t first, size_t last, CatalogTest &test) {
  if (first >= last)
    return false;
  if (is(first, "(") && is(first + 1, "select"))
    return keyOf(first, last, test);
  if (is(first, "(") && closingParenthesis(t, first, last) + 1 == last)
    return value(first + 1, last - 1, test);
  size_t offset = 0, end = first + 1;
  if (t[first].kind == SqlToken::Kind::String) {
    test.values.push_back(contentOf(t[first], offset));
  } else if (t[first].kind == SqlToken::Kind::Number) {
    test.values.emplace_back(t[first].text);
  } else if (is(first, "true") || is(first, "false")) {
    test.values.emplace_back(is(first, "true") ? "t" : "f");
  } else if (is(first, "current_schema")) {
    test.of = CatalogTest::Of::CurrentSchema;
    end += is(end, "(") && is(end + 1, ")") ? 2 : 0;
  } else if (is(first, "to_regclass") && is(end, "(") && end + 3 <= last &&
             t[end + 1].kind == SqlToken::Kind::String) {
    test.of = CatalogTest::Of::Relation;
    test.values.push_back(contentOf(t[end + 1], offset));
    end = closingParenthesis(t, end, last) + 1;
  } else if (auto it = variables.find(variableAt(first, last, end)); it != variables.end()) {
    test.values.push_back(it->second);
  } else {
    return false;
  }
  return behindCasts(end, last, &test.of) == last;
}

/// (SELECT oid FROM pg_class WHERE relname = 'users'), as 'users'::regclass is.
bool CatalogQueryReader::keyOf(size_t first, size_t last, CatalogTest &test) {
  size_t close = closingParenthesis(t, first, last);
  std::string key;
  if (close + 1 != last ||
      columnAt(first + 2, close, key) != findOutsideOf(t, first + 1, close, "from") || key != "oid")
    return false;
  std::optional<CatalogQuery> inner = readCatalogQuery(t, first + 1, close, variables);
  if (!inner)
    return false;
  auto only = [](const CatalogTest *t) {
    return t && t->values.size() == 1 && t->of == CatalogTest::Of::Text;
  };
  const CatalogTest *place = nullptr;
  for (std::string_view column : {"nspname", "relnamespace", "typnamespace"})
    place = place ? place : inner->equal(column);
  for (auto [column, of] : {std::pair("relname", CatalogTest::Of::Relation),
                            std::pair("typname", CatalogTest::Of::Type)}) {
    const CatalogTest *named = inner->equal(column);
    if (!named)
      continue;
    if (!only(named) || (place && !only(place)) || inner->tests.size() != 1u + (place != nullptr))
      return false;
    test.of = of;
    test.values.push_back((place ? sqlIdentifier(place->values[0]) + "." : "") +
                          sqlIdentifier(named->values[0]));
    return true;
  }
  if (!place || inner->tests.size() != 1)
    return false;
  test.of = place->of;
  test.values.insert(test.values.end(), place->values.begin(), place->values.end());
  return true;
}

std::optional<CatalogQuery> readCatalogQuery(const Tokens &tokens, size_t first, size_t last,
                                             const KnownValues &variables) {
  CatalogQueryReader reader(tokens, variables);
  if (!reader.query(first, last))
    return std::nullopt;
  return std::move(reader.out);
}

} // namespace schemac::sql
