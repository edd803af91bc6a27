//===- Dialect.h - What a database can do -----------------------*- C++ -*-===//
//
// The answers are data: each dialect's folder holds its tables (types, locks by operation,
// condition and version). Looked up by name, since the IR does not know dialects.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Tables.h"

namespace schemac {

/// How often an expression gives a new value (PostgreSQL's provolatile).
enum class Volatility : uint8_t {
  Constant, ///< the same for every row and forever
  Stable,   ///< the same for every row of a statement: now()
  Volatile  ///< may differ from row to row; also what is not known
};

/// How the values of two types relate, for the compatibility of applications.
enum class Fit : uint8_t {
  Equal,
  Wider,    ///< every value of the old type is one of the new type
  Narrower, ///< the reverse
  Different
};

class Dialect {
public:
  virtual ~Dialect();
  virtual std::string_view name() const = 0;    ///< "postgres"
  virtual std::string_view display() const = 0; ///< "PostgreSQL"
  virtual int oldestVersion() const = 0;
  virtual int newestVersion() const = 0;
  virtual std::string_view defaultNamespace() const = 0;
  virtual unsigned maxIdentifierBytes() const = 0;

  /// The dialect's spelling: "VARCHAR(320)", "INTEGER[]", "\"Role\"".
  virtual std::string typeName(Type type) const = 0;
  /// The one form of \p type that stands for all of its spellings: native("int4") is i32.
  virtual Type canonical(Context &context, Type type) const = 0;
  virtual std::string quote(std::string_view identifier) const = 0;
  virtual std::string quoteString(std::string_view text) const = 0;
  /// With a state, that of its functions is known.
  virtual Volatility volatility(Expr expr, const Schema *state = nullptr) const = 0;
  virtual TypeChange typeChange(Type from, Type to, int version) const = 0;
  virtual Fit fit(Type from, Type to) const = 0;
  /// A cast of \p value (SQL text) from one type to another, for an assignment to a column of the
  /// new type; empty when there is none. It may be the value itself, where the assignment converts
  /// it. It refuses what is too long or out of range, and rounds only fractions.
  virtual std::string castExpr(std::string_view value, Type from, Type to) const = 0;
  /// Whether there is such a privilege on what `.sir` calls \p word ("table", "column"); version 0:
  /// in any.
  virtual bool hasPrivilege(std::string_view word, std::string_view privilege,
                            int version) const = 0;
  /// What the bounds of a partition say of its rows, as a check that spares attaching it a look at
  /// them; empty when no check is known.
  virtual std::string partitionCheck(const PartitionKey &key, Expr bound) const = 0;
  /// The cost of \p op applied to \p before, by the dialect's lock table.
  virtual StepCost cost(const Op &op, const Schema &before, int version) const = 0;
  /// The lock table, in the order in which its rows are tried.
  virtual std::vector<LockRule> lockRules() const = 0;
  /// The table of type changes, in the same way.
  virtual std::vector<CastRule> castRules() const = 0;
};

/// Gives every type of \p schema its canonical form, so that two spellings of one type are equal.
void canonicalizeTypes(Schema &schema, Context &context, const Dialect &dialect);

/// A type and the schema that defines it, if one does: what a domain is made of.
struct TypeIn {
  const Schema &schema;
  Type type;
};
/// The questions of a dialect for types that may be domains.
TypeChange typeChange(const Dialect &dialect, TypeIn from, TypeIn to, int version);
Fit fit(const Dialect &dialect, TypeIn from, TypeIn to);
/// Whether a value that the new type holds is the same again after it was converted there and
/// back: true of whole numbers and of texts, not of what is rounded or spelled in another way.
bool keepsValues(const Dialect &dialect, TypeIn from, TypeIn to);
std::string castExpr(const Dialect &dialect, std::string_view value, TypeIn from, TypeIn to);

/// Null when there is no dialect of this name.
const Dialect *findDialect(std::string_view name);
std::vector<const Dialect *> allDialects();

} // namespace schemac
