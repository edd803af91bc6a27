//===- FactsAccess.h - Comments, privileges and owners in the catalog -*- C++ -*-===//
#pragma once

#include "Emission.h"
#include "schemac/Dialect/Postgres/Access.h"

namespace schemac::emitpg {

/// The object as GRANT and COMMENT name it: TABLE "public"."users", CONSTRAINT "c" ON "public"."t".
std::string targetSql(const Spelling &s, std::string_view keyword, const Target &target);

// The following have no SQL, and are not to be used, for what the catalog cannot be asked about by
// name alone.

/// The target has this comment; a null \p text: it is there and has none.
Probe commentFact(const Spelling &s, const Target &target, Name text);
/// The role itself has the privilege, not by being a member of another.
Probe privilegeFact(const Spelling &s, const Target &target, Name role, Name privilege,
                    bool withGrantOption);
Probe ownerFact(const Spelling &s, const Target &target, Name role);

} // namespace schemac::emitpg
