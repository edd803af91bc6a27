//===- Parts.cpp - Parts of a table's rows in HCL -------------------------===//
#include "Write/Hcl/Parts.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac::hcl_form {

std::string operatorClass(const IndexElem &e) {
  std::string name = e.opclass.string();
  if (e.opclassParameters.empty())
    return isIdentifier(name) ? name : quoted(name);
  std::string list;
  for (const Parameter &p : e.opclassParameters)
    list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", p.name.str(), p.value.str());
  return sql(fmt::format("{}({})", name, list));
}
namespace {

constexpr std::string_view Methods[] = {"RANGE", "RANGE_COLUMNS", "LIST", "LIST_COLUMNS",
                                        "HASH",  "LINEAR_HASH",   "KEY",  "LINEAR_KEY"};

/// "10, (1, 2)" as a list of two texts.
std::string values(Expr bound) {
  std::vector<std::string> items;
  std::string_view text = bound.str();
  size_t begin = 0;
  int depth = 0;
  auto item = [&](size_t end) {
    std::string_view one = text.substr(begin, end - begin);
    size_t first = std::min(one.find_first_not_of(' '), one.size());
    items.push_back(quoted(one.substr(first)));
  };
  for (const SqlToken &t : lexSqlTokens(text, SqlRules::MySql)) {
    depth += t.isSymbol("(") - t.isSymbol(")");
    if (depth || !t.isSymbol(","))
      continue;
    item(t.begin);
    begin = t.end;
  }
  item(text.size());
  return list(items);
}

} // namespace

void partition(Block &table, const RowParts &r) {
  Block &b = table.block("partition");
  b.set("type", std::string(Methods[size_t(r.method)]));
  std::vector<std::string> columns;
  for (Name n : r.columns)
    columns.push_back("column" + step(n.str()));
  if (!columns.empty())
    b.set("columns", list(columns));
  if (r.count)
    b.set("partitions", std::to_string(*r.count));
  if (r.expr)
    b.block("by").set("expr", text(r.expr.str()));
  bool range = r.method == PartsMethod::Range || r.method == PartsMethod::RangeColumns;
  for (const RowPart &p : r.parts) {
    Block &part = b.block("partition " + quoted(p.name.str()));
    if (p.bound)
      part.set(range ? "values_less_than" : "values_in", values(p.bound));
    if (p.comment)
      part.set("comment", quoted(p.comment.str()));
  }
}

} // namespace schemac::hcl_form
