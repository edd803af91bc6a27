//===- Access.h - Comments, privileges and owners of objects ----*- C++ -*-===//
//
// They hang on an object and are lost with it. Steps of their own give them, the same for all
// kinds, so that neither the steps nor the emitter of a kind know of them. The pass `keep-access`
// finds what an exchange would lose; a recipe has nothing to do for it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Operation.h"

namespace schemac {

/// Whether anything of the kind is stated.
bool hasAccess(const Entity &entity);
bool statesAccess(const Schema &schema);
/// The same of either; what they share is looked at once.
bool statesAccess(const Schema &schema, const Schema &other);

/// The steps from the comments, owner and grants of \p have to those of \p want, on the object as
/// \p want names it. An owner that \p want does not state stays.
std::vector<Op> accessChanges(const Entity &have, const Entity &want, KindId kind,
                              SourceRange range);

/// What everybody has of a function or type from the start, so that no grant says it. No state
/// holds who lacks it: a plan is told by lists beside the states (DiffOptions::closed).
bool isEverybodys(KindId kind, Name role);
/// Grants that say so all the same.
void dropEverybodys(Schema &schema);

/// What gives \p entity, just made anew, its comments, owner and grants.
std::vector<Op> accessOf(const Entity &entity, KindId kind, SourceRange range);

} // namespace schemac
