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
std::string unheld();              ///< names of what the IR does not have

} // namespace schemac::database::queries
