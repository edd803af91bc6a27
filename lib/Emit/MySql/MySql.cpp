//===- MySql.cpp - The emitters of MySQL and MariaDB ----------------------===//
#include "schemac/Emit/MySql.h"
#include "Emission.h"

namespace schemac {

namespace {

class MySqlEmitter : public Emitter {
public:
  MySqlEmitter(std::string_view dialect, std::string_view run)
      : dialect(*findDialect(dialect)), run(run) {}
  ScriptStyle style() const override { return {false, run, "", "", true}; }
  SqlStep emit(const Op &op, const Schema &before, int version) const override {
    emitmysql::Emission e(dialect, before, version > 0 ? version : dialect.newestVersion());
    visitOp(op, [&](auto view) {
      if constexpr (requires { emitmysql::emit(view, e); })
        emitmysql::emit(view, e);
      else
        e.out.known = false;
    });
    e.out.known &= !e.out.statements.empty();
    return std::move(e.out);
  }

private:
  const Dialect &dialect;
  std::string_view run;
};

} // namespace

const Emitter &mySqlEmitter() {
  static const MySqlEmitter emitter("mysql", "mysql DATABASE < {}");
  return emitter;
}

const Emitter &mariaDbEmitter() {
  static const MySqlEmitter emitter("mariadb", "mariadb DATABASE < {}");
  return emitter;
}

} // namespace schemac
