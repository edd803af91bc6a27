//===- Emission.h - One step on its way to PostgreSQL's SQL -----*- C++ -*-===//
//
// Every identifier is quoted and every object named with its schema, so that neither reserved words
// nor the session's search_path change what a statement means. Raw expressions of the author are
// the exception: they are copied as they are.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Emit/Emit.h"
#include "schemac/IR/OutsideNames.h"
#include <fmt/format.h>

namespace schemac::emitpg {

/// Spelling of names, types and texts.
class Spelling {
public:
  Spelling();
  std::string quote(std::string_view identifier) const { return dialect.quote(identifier); }
  std::string quote(Name name) const { return dialect.quote(name.str()); }
  std::string quote(QName name) const; ///< "public"."User"
  /// A collation, an operator class.
  std::string outside(Name name) const { return quoteOutsideName(name.str()); }
  /// "a", "b"
  std::string list(std::span<const Name> names) const;
  std::string text(std::string_view value) const { return dialect.quoteString(value); }
  /// Name of the namespace, which the IR leaves out when it is the default one.
  std::string_view nsOf(QName name) const;
  /// '"public"."User"', for casts to regclass and to_regclass().
  std::string literal(QName name) const { return text(quote(name)); }
  std::string typeName(Type type) const;
  /// A default as the grammar of a column definition takes it: operators need parentheses there.
  std::string defaultValue(Expr value) const;

  const Dialect &dialect;

protected:
  /// How citext is written where its extension is in a schema that no path leads to; else empty.
  std::string citext;
};

/// What the overloads of emit() know and write to.
class Emission : public Spelling {
public:
  Emission(const Schema &before, int version);

  const Schema &before;
  int version;
  SqlStep out;

  template <class... A> void add(fmt::format_string<A...> format, A &&...args) {
    out.statements.push_back(fmt::format(format, std::forward<A>(args)...));
  }
  /// ALTER TABLE ... ALTER COLUMN ... and the action.
  template <class... A>
  void alterColumn(const SubRef &ref, fmt::format_string<A...> action, A &&...args) {
    add("ALTER TABLE {} ALTER COLUMN {} {}", quote(ref.table), quote(ref.sub),
        fmt::format(action, std::forward<A>(args)...));
  }
  /// The same of this table alone: a server would change those that inherit from it, too.
  template <class... A>
  void alterOnly(const SubRef &ref, fmt::format_string<A...> action, A &&...args) {
    add("ALTER TABLE {}{} ALTER COLUMN {} {}", only(ref.table), quote(ref.table), quote(ref.sub),
        fmt::format(action, std::forward<A>(args)...));
  }
  /// Others inherit from the table. Partitions have what the whole has.
  bool inherited(QName table) const;
  std::string_view only(QName table) const { return inherited(table) ? "ONLY " : ""; }
  /// The column, when the state before the step knows it.
  const Column *column(const SubRef &ref) const;
  const Constraint *constraint(const SubRef &ref) const;
  void nowPresent(Probe fact);
  void nowAbsent(Probe fact);
};

/// $schemac$body$schemac$, with a tag that the body does not contain.
std::string dollarQuote(std::string_view body);
/// \p sql as a part of the first argument of SQL's format(): a '%' of a name stands for itself.
std::string inFormat(std::string_view sql);
/// Indents every line of \p text that is not empty.
std::string indent(std::string_view text, unsigned columns);

// One overload for every operation: a new one does not build without its answer.
#define OP(CLASS, MNEMONIC, KIND, FIELDS) void emit(CLASS##Op op, Emission &e);
#include "schemac/IR/Operations.def"

} // namespace schemac::emitpg
