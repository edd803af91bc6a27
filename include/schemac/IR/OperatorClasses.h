//===- OperatorClasses.h - Operator classes of the server -------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// PostgreSQL: why an index of \p method refuses \p opclass for values of \p type (none: not
/// known); empty when it takes it, as far as is known. A class that no server has is an
/// extension's, and the user's own may have any name.
std::string classFault(const Schema &schema, std::string_view method, Name opclass, Type type);

/// The same of an element of an index or a constraint of \p table; of one that is over an
/// expression the type is not known.
std::string classFault(const Schema &schema, std::string_view method, const IndexElem &element,
                       const Table *table);

/// Whether a server, or an extension that takes the server's names, has a class of this name.
bool isClassOfServer(std::string_view name);

} // namespace schemac
