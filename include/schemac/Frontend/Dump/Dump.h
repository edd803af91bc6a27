//===- Dump.h - SQL of MySQL, MariaDB and SQLite ----------------*- C++ -*-===//
//
// What mysqldump, mariadb-dump and sqlite3's .schema print, and what people write by hand in their
// place: the statements that make tables, indexes, views, triggers and routines. Rows are passed
// over.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Schema.h"

namespace schemac::dump {

/// The dialect whose words \p text has ("mysql", "mariadb", "sqlite"); empty when it may be
/// PostgreSQL's.
std::string_view dialectOf(std::string_view text);

/// The state that the statements of \p file lead to. What could not be understood is reported.
Schema read(const SourceManager &sources, FileId file, std::string_view dialect, Context &context,
            DiagEngine &diags);

} // namespace schemac::dump
