//===- ReplicaIdentity.h - Which row a published change is about -*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// The columns of the key or index that says which row it is; none when the whole row does, or
/// nothing.
std::vector<Name> identityColumns(const Table &table);

/// Why a server refuses updates and deletes of a table as the publication sends it, though
/// something identifies its rows: "its filter reads 'b', …". Empty when it does not.
std::string identityGap(const Schema &state, const Publication &publication,
                        const PublishedTable &published);

} // namespace schemac
