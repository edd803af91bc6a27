//===- Comparable.cpp - What SQL can be compared at all -------------------===//
#include "schemac/IR/Comparable.h"
#include "MySqlMeaning.h"
#include "SqlTree.h"
#include "schemac/IR/Traits.h"

namespace schemac {

static bool isMySql(Name dialect) { return traitsOf(dialect).sqlRules == SqlRules::MySql; }

bool canCompare(Name dialect, Expr a, Expr b) {
  if (!a || !b)
    return true;
  if (isMySql(dialect))
    return sqltree::isReadInMySql(a) && sqltree::isReadInMySql(b);
  return sqltree::parseExpression(a.str()) && sqltree::parseExpression(b.str());
}

bool canCompareQueries(const Schema &schema, const View &written, const View &have) {
  if (!written.query || !have.query)
    return true;
  if (isMySql(schema.dialect))
    return sqltree::isQueryReadInMySql(written.query, written.columnNames, schema,
                                       /*byServer=*/false) &&
           sqltree::isQueryReadInMySql(have.query, have.columnNames, schema, /*byServer=*/true);
  return sqltree::parseQuery(written.query.str()) && sqltree::parseQuery(have.query.str());
}

} // namespace schemac
