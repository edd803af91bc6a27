//===- MySqlMeaning.h - What MySQL and MariaDB make of SQL ------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac::sqltree {

/// Whether an expression of one table as an author writes it is what a MySQL or MariaDB server has
/// made of it: functions by their other names, NOT moved to what it denies, literals as the column
/// keeps them. \p target is the type of the column that it is a default of, or null. What is not
/// certain is a difference.
bool sameInMySql(Expr source, Expr server, Type target = Type());

/// The same for the query of a view, whose names a server qualifies; \p columns are those that the
/// author gives in front of it.
bool sameQueryInMySql(Expr source, const std::vector<Name> &columns, Expr server,
                      const Schema &schema);

/// Whether the two above can compare it with another.
bool isReadInMySql(Expr sql);
bool isQueryReadInMySql(Expr query, const std::vector<Name> &columns, const Schema &schema,
                        bool byServer);

} // namespace schemac::sqltree
