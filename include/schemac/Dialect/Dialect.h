//===- Dialect.h - What a database can do -----------------------*- C++ -*-===//
//
// The answers are data: each dialect's folder holds its tables (types, locks by operation,
// condition and version). Looked up by name, since the IR does not know dialects.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Features.h"
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

/// Why a database would refuse a table: where it says so, of what, and the reason.
struct TableFault {
  SourceRange range;
  std::string name, why;
  bool sure = true; ///< nothing that the schema leaves unsaid can help
};

class Dialect {
public:
  virtual ~Dialect();
  virtual std::string_view name() const = 0;    ///< "postgres"
  virtual std::string_view display() const = 0; ///< "PostgreSQL"
  /// Dialects of one family read the same sources: MariaDB is told what MySQL is.
  virtual std::string_view family() const { return name(); }
  virtual int oldestVersion() const = 0; ///< as parseVersion() reads it
  virtual int newestVersion() const = 0;
  virtual std::string_view defaultNamespace() const = 0;
  /// Longer identifiers are cut; 0: none is.
  virtual unsigned maxIdentifierBytes() const = 0;
  /// Longer identifiers are refused; 0: none is.
  virtual unsigned maxIdentifierCharacters() const { return 0; }

  /// Whether a plan may hold such a step. Else it is refused where it is declared.
  virtual bool plans(OpKind kind) const = 0;
  /// Whether tables that stay are changed. A dialect whose changes nobody has measured yet makes
  /// and drops tables, and no more.
  virtual bool plansChanges() const { return false; }
  /// The version since which there is such a thing, 0 in all that are served; nothing: there is
  /// none. Native types are the author's business.
  virtual std::optional<int> has(Feature feature) const = 0;
  virtual std::optional<int> hasType(Type type) const = 0;
  /// An index's method (empty: the usual one), and what may stand in `with (…)` behind one.
  virtual bool hasIndexMethod(std::string_view method) const = 0;
  virtual bool hasIndexParameter(std::string_view name) const = 0;
  virtual bool hasTableParameter(std::string_view name) const = 0;
  /// Why the database would refuse the table in \p state, beside what it has no word for.
  virtual std::vector<TableFault> faults(const Table &, const Schema &state) const { return {}; }
  /// Why a server may refuse the function by its settings; empty when none does.
  virtual std::string_view caution(const Function &) const { return {}; }
  /// The one form of \p table that stands for all that say the same, beside the types of its
  /// columns. Asked only where formsTables(), as tables are many.
  virtual bool formsTables() const { return false; }
  /// Comments on columns and indexes are part of their definitions: CREATE TABLE says them.
  virtual bool commentsInDefinitions() const { return false; }
  virtual Table canonical(Context &, const Table &table) const { return table; }
  /// Of what a server's settings decide where a table says nothing, \p now says what \p was, the
  /// same table of another state, says, unless the two differ. Asked only where formsTables().
  virtual void settle(Context &, const Table &was, Table &now) const {}

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

/// Gives every type of \p schema its canonical form, so that two spellings of one type are equal,
/// and every table, where the dialect has forms of it.
void canonicalizeTypes(Schema &schema, Context &context, const Dialect &dialect);

/// Settles every table of \p to that \p from has, too.
void settleTables(Schema &to, const Schema &from, Context &context, const Dialect &dialect);

/// Everything that \p version has for what `.sir` calls \p word, in capitals: what ALL means there.
std::vector<std::string_view> allPrivileges(const Dialect &dialect, std::string_view word,
                                            int version);
/// Of a role that has all privileges of the newest version on an object, keeps those that
/// \p version has: GRANT ALL may have been read before the version was known.
void fitAllPrivileges(Schema &schema, const Dialect &dialect, int version);

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
