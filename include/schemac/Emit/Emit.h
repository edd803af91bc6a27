//===- Emit.h - Plans as SQL ------------------------------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"

namespace schemac {

/// A fact of the catalog that a step makes true or false. A block of steps that is one transaction
/// was run already exactly when every fact that it changes for good is as the block leaves it.
struct Probe {
  std::string object;  ///< what the fact is about, unique: "column public.User.phone"
  bool present = true; ///< the step makes the fact true; false: makes it false
  std::string sql;     ///< a boolean SQL expression for "the fact is true"
  /// Objects by whose names the fact is asked. Where a block renames one of them, the question
  /// means something else before and after.
  std::vector<std::string> owners;
  bool existence = true; ///< whether an object is there; else what it is like
  /// Whether nothing but this step makes it so: what a partition has may go with the whole.
  bool ownDoing = true;
  std::string subject = {}; ///< the object that the fact tells the form of; it is gone with that
  /// A statement without a trace that the same session runs before the question; empty: none.
  std::string prepare = {};
};

/// A backfill for an executor that runs the loop itself. The statements answer one row: the last
/// key of the batch (one column per key column), the number of rows looked at and the number
/// changed. The work is over when none was looked at. `:batch` is the number of rows, `:last_1` ...
/// the last key.
struct BatchSql {
  std::string first, next;
  std::vector<std::string> keys; ///< quoted
};

/// SQL of one step. Statements that may share a transaction are run in one.
struct SqlStep {
  bool known =
      true; ///< false: there is no SQL for it; the dialect says so beforehand (Dialect::plans)
  std::vector<std::string> statements; ///< without the final semicolon
  bool transactional = true;           ///< false: each statement alone, outside a transaction block
  bool lockTimeout = true;             ///< true: set lock_timeout; false: lock_timeout = 0
  std::string recover; ///< psql: a query that prints statements to clear a failed earlier attempt
  /// Whether that comes before the way back, too: nothing can be undone while it is there.
  bool recoverBack = false;
  std::vector<Probe> probes; ///< none: the step may simply run again
  std::string skipWhen;      ///< a boolean SQL expression: there is nothing to do; empty: there is
  std::optional<BatchSql> batch;
};

/// How the statements of a phase become a file.
struct ScriptStyle {
  /// The file asks the catalog, and skips what is done: psql's commands do it, by the steps'
  /// probes.
  bool resumes = true;
  std::string_view run;        ///< how it is run: "psql -v ON_ERROR_STOP=1 -f {}"
  std::string_view begin, end; ///< lines before and after all statements
  /// The client splits a file at every semicolon, unless it is told another word: DELIMITER.
  bool delimiters = false;
};
/// \p sql as it stands in a file of statements, with what ends it.
std::string inFile(const std::string &sql, const ScriptStyle &style);

class Emitter {
public:
  virtual ~Emitter() = default;
  virtual ScriptStyle style() const = 0;
  /// \p before is the state that the step is applied to. What it does not know (a plan that is
  /// emitted without its source state) is left to the server.
  virtual SqlStep emit(const Op &op, const Schema &before, int version) const = 0;
};
/// Null when plans for this dialect cannot be emitted. The registry is in lib/Emit/Emit.cpp.
const Emitter *findEmitter(std::string_view dialect);

} // namespace schemac
