//===- Emit.cpp - Which dialects can be emitted ---------------------------===//
#include "schemac/Emit/MySql.h"
#include "schemac/Emit/Postgres.h"
#include "schemac/Emit/Sqlite.h"

namespace schemac {

const Emitter *findEmitter(std::string_view dialect) {
  struct Entry {
    std::string_view name;
    const Emitter &(*get)();
  };
  constexpr Entry emitters[] = {{"postgres", postgresEmitter},
                                {"mysql", mySqlEmitter},
                                {"mariadb", mariaDbEmitter},
                                {"sqlite", sqliteEmitter}};
  for (const Entry &e : emitters)
    if (e.name == dialect)
      return &e.get();
  return nullptr;
}

} // namespace schemac
