//===- Emission.h - One step on its way to SQLite's SQL ---------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Emit/Emit.h"
#include <fmt/format.h>

namespace schemac::emitsqlite {

class Emission {
public:
  Emission(const Dialect &dialect, const Schema &before) : dialect(dialect), before(before) {}

  const Dialect &dialect;
  const Schema &before;
  SqlStep out;

  std::string quote(Name name) const { return dialect.quote(name.str()); }
  /// Without a namespace it is in the file that is open.
  std::string quote(QName name) const {
    return (name.ns ? quote(name.ns) + "." : "") + quote(name.name);
  }
  std::string list(const std::vector<Name> &names) const {
    std::string text;
    for (Name n : names)
      text += (text.empty() ? "" : ", ") + quote(n);
    return text;
  }
  template <class... A> void add(fmt::format_string<A...> format, A &&...args) {
    out.statements.push_back(fmt::format(format, std::forward<A>(args)...));
  }
};

// One overload for every step that is planned: a new one does not link without it.
#define PLANNED(CLASS) void emit(CLASS##Op op, Emission &e);
#include "schemac/Dialect/Sqlite/Steps.def"

} // namespace schemac::emitsqlite
