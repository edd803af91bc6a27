//===- Access.h - Comments, privileges and owners of objects ----*- C++ -*-===//
//
// They hang on an object and are lost with it. Steps of their own give them, the same for all
// kinds, so that neither the steps nor the emitter of a kind know of them. The pass `keep-access`
// finds what an exchange would lose; a recipe has nothing to do for it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Operation.h"
#include <optional>
#include <span>

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

/// What \p step gives or takes, on the whole or on \p column.
void addGrants(std::vector<Grant> &grants, GrantOp step, Name column);
void removeGrants(std::vector<Grant> &grants, RevokeOp step, Name column);

/// What everybody has of a function or type from the start, so that no grant says it. No state
/// holds who lacks it: a plan is told by lists beside the states (DiffOptions::closed).
bool isEverybodys(KindId kind, Name role);
/// Grants that say so all the same.
void dropEverybodys(Schema &schema);

/// The schema that every database has, `public`. Nobody makes it, and no state holds what it
/// grants: lists beside the states (DiffOptions::closed) say what was done to it, in order, by
/// GrantOps and RevokeOps, and by a SetOwnerOp where a database tells the owner.
bool isOfPublic(const Op &op);
/// The first of \p said by which a source or a database says what that schema grants; null: it does
/// not say it. A step without a place only follows from others.
const Op *saysOfPublic(const std::vector<Op> &said);
/// That schema after what \p said tells of it. It begins with what servers of \p version (0: the
/// newest) give everybody: USAGE, before PostgreSQL 15 also CREATE.
Namespace publicAfter(const std::vector<Op> &said, int version, Context &context);

/// ALTER DEFAULT PRIVILEGES: what whoever runs the statements grants on what it makes.
struct DefaultPrivilege {
  KindId kind = KindId::Table; ///< Table, for views as well; Sequence; Function; Enum, for all
                               ///< types; Namespace
  std::optional<Name> schema;  ///< in this one; nothing: everywhere
  Name role;                   ///< to whom
  Name privilege;              ///< "SELECT"
  bool withGrantOption = false;
};

/// What \p given gives to an object of \p kind that is made and \p want does not have: RevokeOps.
/// Of what everybody has of functions and types lists beside the states tell (DiffOptions::closed).
std::vector<Op> takenAgain(std::span<const DefaultPrivilege> given, const Entity &want, KindId kind,
                           SourceRange range);

/// What gives \p entity, just made anew, its comments, owner and grants.
std::vector<Op> accessOf(const Entity &entity, KindId kind, SourceRange range);

} // namespace schemac
