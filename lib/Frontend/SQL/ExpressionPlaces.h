//===- ExpressionPlaces.h - What an expression may hold, by its place -*- C++ -*-===//
#pragma once

#include "Nodes.h"
#include "schemac/IR/Schema.h"
#include <functional>

namespace schemac::sql {

/// Where an expression stands.
enum class ExpressionPlace : uint8_t {
  Default,
  Check,
  Generated,
  Index,
  Policy,
  Trigger,
  Statistics,
  Publication,
  OldRows ///< the value of an UPDATE
};

/// The type of what a name alone means in an expression; null where that is not known.
using TypeOfName = std::function<Type(std::string_view)>;

/// Why a server refuses the expression \p tree in \p place, as far as that is certain without
/// knowing every function: aggregates, window functions, functions that give rows, queries, and in
/// an index or a generated column what is not immutable, casts included where \p typeOf tells of
/// what. Empty when it may take it.
struct PlaceFault {
  std::string why;   ///< empty: there is none
  std::string shown; ///< "now(…)"
  int location = -1; ///< of the first of it in the parsed text, in bytes
};
PlaceFault placeFault(const Schema &schema, const Node *tree, ExpressionPlace place,
                      const TypeOfName &typeOf = nullptr);
/// The first part of \p tree that is another thing under another TimeZone or DateStyle, without a
/// reason; without a location when none is certain to be.
PlaceFault sessionDecides(const Schema &schema, const Node *tree, const TypeOfName &typeOf);

/// Why \p tree is certainly neither true nor false; empty when it may be.
std::string truthFault(const Schema &schema, const Node *tree, const TypeOfName &typeOf);

/// Which of the constants that \p tree may come to is no value of \p type, an enum or an array of
/// one; empty when there is none.
std::string labelFault(const Schema &schema, const Node *tree, Type type);

} // namespace schemac::sql
