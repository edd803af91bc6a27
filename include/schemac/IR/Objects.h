//===- Objects.h - Objects of a schema beside tables ------------*- C++ -*-===//
#pragma once

#include "schemac/IR/ExtendedStatistics.h"
#include "schemac/IR/Publication.h"
#include "schemac/IR/Table.h"

namespace schemac {

struct EnumLabel {
  Name label;
  Name renamedFrom; ///< intent
  SourceRange range;
};

struct Enum : Entity {
  std::vector<EnumLabel> labels;
  Name renamedFrom;              ///< intent
  std::vector<DropIntent> drops; ///< labels dropped on purpose
  bool has(Name label) const;
};
bool same(const Enum &a, const Enum &b); ///< labels in order

enum class ArgMode : uint8_t { In, Out, InOut, Variadic };
enum class Volatile : uint8_t { Volatile, Stable, Immutable };
enum class Parallel : uint8_t { Unsafe, Restricted, Safe };

struct FunctionArg {
  ArgMode mode = ArgMode::In;
  Name name; ///< may be null
  Type type;
  Expr defaultExpr;
  friend bool operator==(const FunctionArg &, const FunctionArg &) = default;
};

/// What a routine of MySQL or MariaDB says that its body does; neither looks whether it is so.
enum class DataAccess : uint8_t { ContainsSql, NoSql, ReadsSqlData, ModifiesSqlData };

/// A function or procedure. There may be several of one name: `name` is the signature, as in
/// "total(i32, text)".
struct Function : Entity {
  Name called; ///< "total"
  std::vector<FunctionArg> args;
  bool procedure = false, returnsSet = false, returnsTrigger = false;
  Type returns;                   ///< null with a procedure, a trigger, a table, or OUT arguments
  std::vector<FunctionArg> table; ///< RETURNS TABLE
  Name language;
  Volatile volatility = Volatile::Volatile;
  Parallel parallel = Parallel::Unsafe;
  bool strict = false, securityDefiner = false, leakproof = false;
  DataAccess dataAccess = DataAccess::ContainsSql;
  std::vector<std::pair<Name, Expr>> settings; ///< SET name = value
  Expr body;
  QName bare() const { return {name.ns, called}; }
};
bool same(const Function &a, const Function &b);
/// Same arguments and result, so that CREATE OR REPLACE leads from the one to the other.
bool sameInterface(const Function &a, const Function &b);

/// Its QName has no namespace.
struct Namespace : Entity {
  Name renamedFrom; ///< intent
};
bool same(const Namespace &a, const Namespace &b);

/// Its QName has no namespace.
struct Extension : Entity {
  Name version, schema;
};
bool same(const Extension &a, const Extension &b); ///< version and schema where both say one

enum class CheckOption : uint8_t { None, Local, Cascaded };

/// A view. Only declared (its definition lives elsewhere, so it is never created or dropped), a
/// shim of a plan (an updatable view that keeps the former name of a table alive), or one with a
/// query, which is made, changed and dropped like a table; it may be materialized.
struct View : Entity {
  /// Of a declared view; of a shim, the columns of its table that it shows, as they are called
  /// there (none: all of them).
  std::vector<Column> columns;
  QName shimOf; ///< the table behind a shim

  Expr query;                    ///< of a view with a definition
  std::vector<Name> columnNames; ///< CREATE VIEW name (a, b); none: as the query calls them
  std::vector<Index> indexes;    ///< of a materialized view
  Name renamedFrom;              ///< intent
  CheckOption checkOption = CheckOption::None;
  bool materialized = false, noData = false; ///< noData: WITH NO DATA, cannot be read yet
  bool securityBarrier = false, securityInvoker = false;
};
/// As shims or definitions; what is only declared does not count. Queries are equal when their
/// tokens are.
bool same(const View &a, const View &b);

} // namespace schemac
