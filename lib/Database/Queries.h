//===- Queries.h - What a server is asked -----------------------*- C++ -*-===//
//
// A fixed number of queries whatever the size. Each gives rows in a stable order; columns are named
// in the reader that takes them. Objects of extensions are left out everywhere.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>

namespace schemac::database::queries {

std::string objects(int version); ///< namespaces, extensions, types and their labels
std::string relations();          ///< tables, views, sequences
std::string partitionKeys();      ///< elements of PARTITION BY
std::string columns(int version);
std::string constraints(int version);
std::string indexes(int version);  ///< a row for each element
std::string routines(int version); ///< functions and procedures, a row for each argument
std::string triggers(int version);
std::string policies(int version); ///< also statistics, publications and rules
std::string access();              ///< comments and privileges
std::string unheld(int version); ///< names of what the IR does not have, and what troublesIn() asks

/// What is about to fail, as a part of a query behind a WITH that has `space` and `brought`: one
/// that begins with a comma, and SELECTs of (kind of trouble, namespace, name, of the other,
/// limits), joined by UNION ALL.
struct Troubles {
  std::string with, selects;
};
Troubles troublesIn(int version);

} // namespace schemac::database::queries
