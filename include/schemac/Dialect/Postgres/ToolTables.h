//===- ToolTables.h - Tables that nobody's schema declares ------*- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac::postgres {

/// Whether it is one of the tables in which tools keep what they have run. Which tool makes it, and
/// with which columns, is no matter here.
bool isToolTable(std::string_view name);

/// Whether CREATE EXTENSION makes no table that anybody writes to. Of an extension that is not
/// known it may.
bool hasNoTables(std::string_view extension);

} // namespace schemac::postgres
