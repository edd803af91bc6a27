//===- Discover.h - What a repository has for schemac -----------*- C++ -*-===//
#pragma once

#include "UnreadTools.h"
#include <string>
#include <vector>

namespace schemac {

/// A state that a repository holds.
struct Found {
  std::string path; ///< below the folder that was searched
  std::string what; ///< "Prisma schema", "3 migrations of Flyway"
  bool isHistory = false;
  bool isPrisma = false;   ///< a folder of Prisma's migrations
  std::string database;    ///< of a schema, when it is not PostgreSQL: "mysql"
  std::string unsupported; ///< the database, when it is one that schemac does not plan for
};

struct Discovery {
  std::vector<Found> states;  ///< sorted by path
  std::vector<Unread> unread; ///< histories in other languages
  int version = 0;            ///< of PostgreSQL; 0: not known
  std::string versionFrom;    ///< the file that says so
};

/// Looks through a folder, but not through what tools put there.
Discovery discover(const std::string &folder);

} // namespace schemac
