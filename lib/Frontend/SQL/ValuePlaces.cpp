//===- ValuePlaces.cpp - Where values stand in SQL ------------------------===//
#include "Split.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::sql {
namespace {

/// Whether a text in dollar quotes is the body of the statement, with comments of its own.
bool hasBody(const std::vector<SqlToken> &statement) {
  if (statement.empty() || statement[0].isWord("do"))
    return !statement.empty();
  size_t head = std::min<size_t>(statement.size(), 4);
  return statement[0].isWord("create") &&
         std::any_of(statement.begin(), statement.begin() + ptrdiff_t(head), [](const SqlToken &t) {
           return t.isWord("function") || t.isWord("procedure");
         });
}

class ValueFinder {
public:
  explicit ValueFinder(SqlRules rules) : rules(rules) {}

  void statement(std::string_view text, size_t begin) {
    std::vector<SqlToken> tokens = lexSqlTokens(text, rules);
    bool body = hasBody(tokens);
    for (const SqlToken &t : tokens) {
      bool isText = t.kind == SqlToken::Kind::String || t.kind == SqlToken::Kind::Quoted;
      size_t tag = t.text.starts_with('$') ? t.text.find('$', 1) : t.text.npos;
      if (body && isText && tag != t.text.npos)
        statement(t.text.substr(tag + 1), begin + t.begin + tag + 1);
      else if (isText)
        add(begin + t.begin, begin + t.end);
    }
  }
  void add(size_t begin, size_t end) { places.push_back({begin, end}); }
  std::vector<ValuePlace> take() { return std::move(places); }

private:
  SqlRules rules;
  std::vector<ValuePlace> places;
};

} // namespace

std::vector<ValuePlace> valuePlaces(std::string_view text, SqlRules rules) {
  ValueFinder find(rules);
  if (rules == SqlRules::MySql) { // its own client divides by other rules, and strings are the same
    find.statement(text, 0);
    return find.take();
  }
  for (const Piece &p : split(text))
    if (p.kind == Piece::Statement)
      find.statement(text.substr(p.begin, p.end - p.begin), p.begin);
    else if (p.kind != Piece::Meta)
      find.add(p.begin, p.end);
  return find.take();
}

} // namespace schemac::sql
