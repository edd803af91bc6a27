//===- Postgres.cpp - The PostgreSQL emitter ------------------------------===//
#include "schemac/Emit/Postgres.h"
#include "Emission.h"

namespace schemac {

namespace {
class PostgresEmitter : public Emitter {
public:
  SqlStep emit(const Op &op, const Schema &before, int version) const override {
    emitpg::Emission e(before, version);
    if (version <= 0)
      e.version = e.dialect.newestVersion();
    visitOp(op, [&](auto view) { emitpg::emit(view, e); });
    return std::move(e.out);
  }
};
} // namespace

const Emitter &postgresEmitter() {
  static const PostgresEmitter emitter;
  return emitter;
}

} // namespace schemac
