//===- Definitions.h - Columns, constraints and indexes as SQL --*- C++ -*-===//
#pragma once

#include "Emission.h"

namespace schemac::emitpg {

/// `"id" SERIAL NOT NULL`. A sequence with a name of its own must exist (see emitOwnSequence).
std::string columnDef(const Spelling &s, QName table, const Column &column);

/// A serial column's sequence that has not the name SERIAL would give it: created before the
/// column, tied to it after.
bool hasOwnSequence(QName table, const Column &column);
std::string createOwnSequence(const Spelling &s, QName table, const Column &column);
std::string tieOwnSequence(const Spelling &s, QName table, const Column &column);

/// Calls the sequence of \p column, when it has the name that SERIAL would give it, as SERIAL would
/// in the table \p now, which the table \p before is called by then. Empty when that is no change.
std::string renameOwnSequence(const Spelling &s, QName before, QName now, const Column &column);
/// The sequence of \p column is called \p now, when it was \p before and, as SQL, \p onlyIf holds.
std::string renameOwnSequence(const Spelling &s, const SubRef &column, std::string_view before,
                              std::string_view now, std::string_view onlyIf = {});

/// `CONSTRAINT "name" CHECK (...) NOT VALID`, as CREATE TABLE and ALTER TABLE ADD take it.
std::string constraintDef(const Spelling &s, const Constraint &constraint);

/// PostgreSQL 18: NOT NULL for new rows only.
std::string notNullNotValid(const Spelling &s, QName table, Name column);

/// What a new type of the column takes from it and it is to keep: `, ALTER COLUMN "a" SET STORAGE
/// external`, as part of the same statement.
std::string storageAgain(const Emission &e, const SubRef &column, Type type);

/// Gives the sequence that \p column owns the range of \p type.
std::string retypeSequence(const Spelling &s, const SubRef &column, Type type);

/// `CREATE UNIQUE INDEX CONCURRENTLY "name" ON ...`
std::string indexDef(const Spelling &s, QName table, const Index &index, bool concurrently,
                     bool only = false);

/// `START WITH 1 INCREMENT BY 2`; empty when nothing is given.
std::string sequenceOptions(const SequenceOptions &options);
/// `fillfactor = 70, autovacuum_enabled = false`
std::string parameterList(const Parameters &parameters);
/// `FULL`, `USING INDEX "name"`
std::string replicaIdentityDef(const Spelling &s, ReplicaIdentity identity, Name index);
/// `PARTITION BY RANGE ("at")`
std::string partitionKeyDef(const Spelling &s, const PartitionKey &key);
/// `FOR VALUES FROM (1) TO (10)` or `DEFAULT`
std::string boundDef(Expr bound);

/// ALTER \p what from the one list to the other: SET and RESET.
void setParameters(Emission &e, const std::string &what, const Parameters &before,
                   const Parameters &now);

/// "public"."total"(integer, text), as DROP FUNCTION and to_regprocedure() take it.
std::string functionSignature(const Spelling &s, const Function &f);

} // namespace schemac::emitpg
