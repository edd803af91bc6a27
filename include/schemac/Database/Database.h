//===- Database.h - A live database as a schema -----------------*- C++ -*-===//
//
// The catalog is read in one read-only transaction, in a fixed number of queries whatever the size,
// and with no rights beyond those to connect. Passwords are in no text that leaves this library.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/RewriteRule.h"
#include <map>

namespace schemac::database {

/// Whether a STATE names a database: postgres://…, postgresql://…, or words of libpq such as
/// `service=name` and `host=… dbname=…`.
bool isDatabase(std::string_view state);

/// \p url as it may be shown: user, host, port and database, without password and options.
std::string shownUrl(std::string_view url);

struct Introspection {
  Schema schema;            ///< with statistics, comments, grants and owners
  Name databaseOwner;       ///< whoever owns the database
  std::vector<QName> tools; ///< tables in which migration tools keep their books
  std::string shown;        ///< shownUrl()
  unsigned queries = 0;     ///< what the server was asked
  /// What the schema does not hold: kinds ("aggregate", "statistics object") with names, sorted.
  std::map<std::string, std::vector<std::string>> unheld;
  /// RevokeOps: what everybody lacks of functions and types; and what the schema `public` grants
  /// (isOfPublic()).
  std::vector<Op> closed;
  /// Those of all roles, as who will make something is not known; to roles that make nothing.
  std::vector<DefaultPrivilege> defaultPrivileges;
  std::vector<RewriteRule> rules; ///< those of `unheld`, with what the server says they need
};

/// Reads the database; nothing when it cannot be read, which is reported. What the IR does not hold
/// is reported, too.
/// \p keepsClosed: somebody asks for Introspection::closed, which else is reported as not held.
std::optional<Introspection> introspect(const std::string &url, Context &context, DiagEngine &diags,
                                        bool keepsClosed = false);

/// What stands for a table that is nobody's business here: whatever reads it finds it, and nobody
/// makes or drops it.
View declaredOnly(const Table &table);

} // namespace schemac::database
