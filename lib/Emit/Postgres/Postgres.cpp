//===- Postgres.cpp - The PostgreSQL emitter ------------------------------===//
#include "schemac/Emit/Postgres.h"
#include "Facts.h"

namespace schemac {

namespace {
class PostgresEmitter : public Emitter {
public:
  ScriptStyle style() const override {
    // Conversions between timestamps with and without a zone depend on the one. Rows that a policy
    // hides from who runs it are neither filled nor asked about: the server is to refuse instead.
    // Expressions and queries name what is in the default namespace without it, so that comes
    // first; behind it is the path of whoever runs it, where functions of extensions may be.
    return {true, "psql -v ON_ERROR_STOP=1 -f {}",
            "\\set ON_ERROR_STOP on\nSET TIME ZONE 'UTC';\nSET row_security = off;\n"
            "SELECT set_config('search_path', concat_ws(', ', '\"public\"', "
            "nullif(current_setting('search_path'), '')), false) AS schemac_path \\gset\n",
            ""};
  }
  SqlStep emit(const Op &op, const Schema &before, int version) const override {
    emitpg::Emission e(before, version);
    if (version <= 0)
      e.version = e.dialect.newestVersion();
    visitOp(op, [&](auto view) { emitpg::emit(view, e); });
    emitpg::tellNamesAlong(op, e);
    return std::move(e.out);
  }
};
} // namespace

const Emitter &postgresEmitter() {
  static const PostgresEmitter emitter;
  return emitter;
}

} // namespace schemac
