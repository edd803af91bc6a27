//===- Archives.cpp - Which drop an archive is of -------------------------===//
#include "Archives.h"
#include "schemac/IR/Archives.h"

namespace schemac::emitpg {

namespace {

/// The comment, or NULL.
std::string labelOf(const Spelling &s, QName archive) {
  return fmt::format("obj_description(to_regclass({}), 'pg_class')", s.literal(archive));
}

/// What an archive of the column as it is there says; NULL without the column.
std::string labelFor(const Spelling &s, const SubRef &column) {
  return fmt::format(
      "(SELECT 'schemac: column ' || attnum || ' of ' || {0} FROM pg_attribute WHERE "
      "attrelid = to_regclass({0}) AND attname = {1} AND NOT attisdropped)",
      s.literal(column.table), s.text(column.sub.str()));
}

} // namespace

std::string isArchiveOf(const Spelling &s, QName archive, const SubRef &column) {
  return fmt::format("{} = {}", labelOf(s, archive), labelFor(s, column));
}

std::string labelArchive(const Spelling &s, QName archive, const SubRef &column) {
  return "DO " + dollarQuote(fmt::format(
                     "BEGIN\n  EXECUTE format({}, {});\nEND",
                     s.text(fmt::format("COMMENT ON TABLE {} IS %L", inFormat(s.quote(archive)))),
                     labelFor(s, column)));
}

std::string comesBackFrom(const Spelling &s, QName archive) {
  return fmt::format("coalesce({} = {}, false)", labelOf(s, archive), s.text(ArchiveComesBack));
}

std::string isSpent(const Spelling &s, QName archive) {
  return fmt::format(
      "{0} OR EXISTS (SELECT FROM pg_attribute, regexp_matches({1}, '^schemac: column ([0-9]+) of "
      "(.+)$') AS said WHERE attrelid = to_regclass(said[2]) AND attnum = said[1]::int AND NOT "
      "attisdropped)",
      comesBackFrom(s, archive), labelOf(s, archive));
}

} // namespace schemac::emitpg
