//===- ExtendedStatistics.cpp - What the planner knows of columns together -===//
#include "schemac/IR/ExtendedStatistics.h"
#include "SirParserBase.h"
#include "SirPrinter.h"
#include "SirText.h"
#include "StepInterpreter.h"
#include "schemac/IR/Queries.h"
#include <algorithm>

namespace schemac {

bool same(const ExtendedStatistics &a, const ExtendedStatistics &b) {
  return a.name == b.name && a.table == b.table && a.columns == b.columns && a.kinds == b.kinds &&
         a.target == b.target && std::ranges::equal(a.expressions, b.expressions, sameSql);
}

bool usesColumn(const ExtendedStatistics &s, Name column) {
  return std::ranges::count(s.columns, column) || std::ranges::any_of(s.expressions, [&](Expr e) {
           return mentionsColumn(e, column, s.table.name);
         });
}

//===--- .sir -------------------------------------------------------------===//

namespace sir {

/// statistics @s on @users (@city, @zip, sql"lower(street)") kinds {"mcv"} target 500
void ParserBase::parseEntity(ExtendedStatistics &s, SourceRange begin) {
  s.name = parseQName();
  expectWord("on");
  s.table = parseQName();
  for (const IndexElem &e : parseElems())
    if (e.column)
      s.columns.push_back(e.column);
    else
      s.expressions.push_back(e.expr);
  if (acceptWord("kinds"))
    s.kinds = parseLabels();
  if (acceptWord("target"))
    s.target = parseInt();
  std::sort(s.columns.begin(), s.columns.end());
  std::sort(s.kinds.begin(), s.kinds.end());
  s.range = parseLoc(from(begin));
}

void Printer::entity(const ExtendedStatistics &s) {
  std::vector<IndexElem> elems;
  for (Name n : s.columns)
    elems.emplace_back().column = n;
  for (Expr e : s.expressions)
    elems.emplace_back().expr = e;
  os << sir::name(s.name) << " on " << sir::name(s.table) << " " << elemsText(elems);
  for (size_t i = 0; i < s.kinds.size(); ++i)
    os << (i ? ", " : " kinds {") << sir::quote(s.kinds[i].str())
       << (i + 1 == s.kinds.size() ? "}" : "");
  if (s.target)
    os << " target " << *s.target;
  os << location(s.range);
}

} // namespace sir

//===--- steps ------------------------------------------------------------===//

bool StepInterpreter::operator()(CreateStatisticsOp step) {
  ExtendedStatistics s = step.statistics();
  s.name = norm(s.name);
  s.table = norm(s.table);
  std::string name = s.name.str();
  const Table *table = needTable(s.table);
  if (!table || !needNamespace(s.name.ns) || !needColumns(*table, s.columns))
    return false;
  if (state.find<ExtendedStatistics>(s.name))
    return exists("statistics", name);
  if (table->partitionOf)
    return refused(name, "statistics are made on the whole table");
  if (s.columns.size() + s.expressions.size() < 2 && s.expressions.empty())
    return refused(name, "statistics are over two columns at least");
  if (!s.expressions.empty() && !needVersion(14, name, "statistics over an expression"))
    return false;
  if (s.target && !needVersion(13, name, "a target of its own"))
    return false;
  if (!s.kinds.empty() && s.columns.empty() && s.expressions.size() == 1)
    return refused(name, "statistics over one expression are of no kind");
  state.put(std::move(s));
  return true;
}

bool StepInterpreter::operator()(DropStatisticsOp step) {
  QName name = norm(step.name());
  if (!state.find<ExtendedStatistics>(name))
    return missing("statistics", name.str());
  state.remove<ExtendedStatistics>(name);
  return true;
}

/// A server would drop it without a word.
bool StepInterpreter::statisticsUnused(QName table, Name column) {
  for (QName n : state.index().statisticsOn(table))
    if (const auto *s = state.find<ExtendedStatistics>(n); !column || usesColumn(*s, column))
      return refused(table.str(), fmt::format("statistics '{}' would go with it", n.str()));
  return true;
}

void StepInterpreter::renameStatisticsColumn(QName table, Name from, Name to) {
  for (QName n : state.index().statisticsOn(table)) {
    ExtendedStatistics &s = *state.edit<ExtendedStatistics>(n);
    std::ranges::replace(s.columns, from, to);
    std::sort(s.columns.begin(), s.columns.end());
    for (Expr &e : s.expressions)
      e = renameColumnIn(context, e, from, to, table.name);
  }
}

void StepInterpreter::renameStatisticsTable(QName from, QName to) {
  for (QName n : state.index().statisticsOn(from)) {
    ExtendedStatistics &s = *state.edit<ExtendedStatistics>(n);
    s.table = to;
    for (Expr &e : s.expressions)
      e = renameTableIn(context, e, from.name, to.name);
  }
}

} // namespace schemac
