//===- OutsideNames.h - Names of what no schema holds -----------*- C++ -*-===//
//
// A collation, an operator class, an operator is no entity of the IR, which knows it by its name
// only. That is the bare name where PostgreSQL finds it by that, in pg_catalog and in the default
// namespace; elsewhere it is SQL with the namespace: "app"."ci", OPERATOR("app".=).
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>

namespace schemac {

std::string outsideName(std::string_view ns, std::string_view name);
std::string outsideOperator(std::string_view ns, std::string_view symbol);

/// What outsideName() made, as SQL: a bare name is quoted.
std::string quoteOutsideName(std::string_view name);

} // namespace schemac
