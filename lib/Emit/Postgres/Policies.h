//===- Policies.h - Row security as SQL -------------------------*- C++ -*-===//
#pragma once

#include "Emission.h"

namespace schemac::emitpg {

/// CREATE POLICY "own" ON "public"."users" AS RESTRICTIVE FOR SELECT TO "app" USING (...)
std::string createPolicy(const Spelling &s, QName table, const Policy &policy);

/// Policies of the table and its row security, after it is made.
void addRowSecurity(Emission &e, const Table &table);

/// A server does not change the type of a column that a policy uses: the policies that do are taken
/// off and put back in the transaction of the change, with their comments. So are those of tables
/// that have the column from it, as heirs or partitions.
struct PoliciesAside {
  std::vector<std::string> off, back;
};
PoliciesAside policiesOn(const Emission &e, const SubRef &column);
/// So it is with the filters of publications.
void addPublicationsAside(const Emission &e, const SubRef &column, PoliciesAside &out);

} // namespace schemac::emitpg
