//===- ReplicaIdentity.h - Which row a published change is about -*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Why a server refuses updates and deletes of a table as the publication sends it, though
/// something identifies its rows: "its filter reads 'b', …". Empty when it does not.
std::string identityGap(const Schema &state, const Publication &publication,
                        const PublishedTable &published);

} // namespace schemac
