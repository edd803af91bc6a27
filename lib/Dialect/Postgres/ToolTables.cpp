//===- ToolTables.cpp - Tables that nobody's schema declares --------------===//
#include "schemac/Dialect/Postgres/ToolTables.h"
#include "schemac/Dialect/Postgres/ExtensionWords.h"
#include <algorithm>

namespace schemac::postgres {

bool isToolTable(std::string_view name) {
  static constexpr std::string_view Tools[] = {
      "_prisma_migrations",
      "flyway_schema_history",
      "schema_migrations",
      "goose_db_version",
      "databasechangelog",
      "databasechangeloglock",
      "knex_migrations",
      "knex_migrations_lock",
      "alembic_version",
      "__EFMigrationsHistory",
      "__drizzle_migrations",
      "atlas_schema_revisions",
      "ar_internal_metadata",
      "django_migrations",
      "SequelizeMeta",
      "kysely_migration",
      "kysely_migration_lock",
      "pgmigrations",
      "__diesel_schema_migrations",
      "_sqlx_migrations",
      "doctrine_migration_versions",
      "gorp_migrations",
  };
  return std::ranges::find(Tools, name) != std::end(Tools);
}

bool hasNoTables(std::string_view extension) {
  static constexpr std::string_view Others[] = {
      "amcheck",         "dblink",          "dict_int",       "dict_xsyn",  "file_fdw",
      "pageinspect",     "pg_buffercache",  "pg_prewarm",     "pgrowlocks", "pg_stat_statements",
      "pgstattuple",     "pg_visibility",   "postgres_fdw",   "sslinfo",    "xml2",
      "pg_freespacemap", "tsm_system_rows", "tsm_system_time"};
  bool isKnown = isKnownExtension(extension) && extension != "postgis"; // spatial_ref_sys
  return isKnown || std::ranges::find(Others, extension) != std::end(Others);
}

} // namespace schemac::postgres
