//===- Questions.h - What must not be in the data ---------------*- C++ -*-===//
//
// A step that fails on some rows comes with a question: a query that lists these rows, so that a
// phase can stop before it has done anything. By kind of entity in the Questions*.cpp files.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"
#include <unordered_map>

namespace schemac {

/// The query lists the rows on which a step fails.
struct Question {
  std::string title, query;
  QName table;               ///< null: it is not about rows of a table
  std::vector<Name> columns; ///< that it asks about
};

enum class Direction : uint8_t {
  Up,  ///< the source says what the data is like
  Back ///< a reverse runs after others have written: only the state says what the data is like
};

class Questioner {
public:
  Questioner(const PlanUnit &unit, const Origins &origins, Direction direction)
      : unit(unit), origins(origins), direction(direction) {}

  /// Tells of steps that will run: what is added without a proof is asked about if one of them
  /// proves it.
  void notice(const std::vector<Op> &steps);
  void forget() { proved.clear(), required.clear(); }
  /// What to ask before \p op is applied to \p state.
  std::vector<Question> of(const Op &op, const Schema &state);

private:
  // Keys
  void askUnique(const SubRef &path, const Index &unique);
  void askKey(const SubRef &path, const Constraint &key);
  void askForeignKey(const SubRef &path, const Constraint &key);
  void askExclusion(const SubRef &path, const Constraint &def);
  // Rows
  void askValid(const SubRef &path);
  void askCheck(const SubRef &path, Expr check);
  void askNotNull(const SubRef &column);
  void askBounds(QName parent, QName table, Expr bound);
  void askType(SetTypeOp set);
  void askExpression(const SubRef &column, Expr expression);
  bool mayLackLabel(const std::string &value, Type from, Type to, Expr cast) const;
  void askZone(const SubRef &column);
  // Rows with values of domains
  void askDomain(QName domain, const Constraint *check);
  void askRules(const SubRef &column, Type from, Type to);
  void askNumbers(const SubRef &column, Type from, Type to);
  void askSlots(const SubRef &column);
  // Names
  void askArchive(QName table);
  void askArchivedType(QName type, QName archived);
  // Roles
  void askRole(Name role);
  void askRoles(const Policy &policy) {
    for (Name role : policy.roles)
      askRole(role);
  }

  bool failsOnRows(const SubRef &path, const Constraint &def) const;
  bool isProved(const SubRef &column) const;
  bool isFilled(const SubRef &column) const;
  /// Made by the plan, so that nobody's rows are in it when a step goes up.
  bool isFresh(QName table) const { return direction == Direction::Up && origins.isNew(table); }
  const Table *tableOf(QName name) const { return state->table(origins.norm(name)); }
  /// What is known to hold of the rows: the source's table, or the one that is there.
  const Table *knownTable(QName name) const;
  Name knownName(const SubRef &column) const;
  std::vector<Name> lastingKey(QName name) const;
  void ask(std::string title, std::string query, QName table, std::vector<Name> columns) {
    out.push_back({std::move(title), std::move(query), table, std::move(columns)});
  }

  const PlanUnit &unit;
  const Origins &origins;
  Direction direction;
  const Schema *state = nullptr;
  std::unordered_map<QName, std::vector<Name>> proved;   ///< constraints, by table
  std::unordered_map<QName, std::vector<Name>> required; ///< columns that are proved NOT NULL
  std::vector<Question> out;
};

/// A sequence has gone on beyond its rows, which may be gone: it cannot be of a type that does not
/// hold the number at which it stands. Nothing when \p to holds all of \p from.
std::optional<Question> numbersBeyond(const SubRef &column, Type from, Type to);
/// Whether a column of the type has no NULL by its type: a domain, or one over such a domain, that
/// takes none and has no default.
bool needsValue(const Schema &schema, Type type);
/// Whether rows get the default of a domain in a new column that says none.
bool givesValue(const Schema &schema, Type type);
/// The guards of \p op as steps that serve its change.
std::vector<Op> guardsOf(PlanUnit &unit, const Op &op, const std::vector<Question> &questions);
/// Whether what the question asks about is there.
bool canAsk(const Question &question, const Schema &state, const Origins &origins);

} // namespace schemac
