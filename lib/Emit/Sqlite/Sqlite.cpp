//===- Sqlite.cpp - The SQLite emitter ------------------------------------===//
#include "schemac/Emit/Sqlite.h"
#include "Emission.h"

namespace schemac {

namespace {

class SqliteEmitter : public Emitter {
public:
  ScriptStyle style() const override {
    return {false, "sqlite3 FILE < {}", ".bail on\nBEGIN;\n", "\nCOMMIT;\n"};
  }
  SqlStep emit(const Op &op, const Schema &before, int) const override {
    emitsqlite::Emission e(*findDialect("sqlite"), before);
    visitOp(op, [&](auto view) {
      if constexpr (requires { emitsqlite::emit(view, e); })
        emitsqlite::emit(view, e);
      else
        e.out.known = false;
    });
    return std::move(e.out);
  }
};

} // namespace

const Emitter &sqliteEmitter() {
  static const SqliteEmitter emitter;
  return emitter;
}

} // namespace schemac
