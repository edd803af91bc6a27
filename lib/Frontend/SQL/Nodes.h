//===- Nodes.h - Access to libpg_query's nodes ------------------*- C++ -*-===//
#pragma once

#include "Parse.h"
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace schemac::sql {

using Node = PgQuery__Node;
using Nodes = std::span<Node *const>;

/// The node as one of its kinds, null when it is another: as<PgQuery__ColumnDef>(node).
template <class T> const T *as(const Node *node) = delete;
#define NODE(CLASS, FIELD, CASE)                                                                   \
  template <> inline const PgQuery__##CLASS *as(const Node *node) {                                \
    return node && node->node_case == PG_QUERY__NODE__NODE_##CASE ? node->FIELD : nullptr;         \
  }
#include "Nodes.def"

/// The items of a repeated field: items(stmt.n_cmds, stmt.cmds).
inline Nodes items(size_t n, Node *const *list) { return {list, n}; }
/// Those of a List node; the node itself where it is none.
inline Nodes items(Node *const &node) {
  if (!node)
    return {};
  if (auto *list = as<PgQuery__List>(node))
    return items(list->n_items, list->items);
  return {&node, 1};
}

/// The text of a String node, a word of a DefElem and so on; empty when there is none.
std::string_view stringOf(const Node *node);
inline std::string_view stringOf(const char *text) { return text ? text : ""; }
std::vector<std::string_view> strings(Nodes list);

/// Calls \p found with every message that \p message holds itself.
void forEachChild(const ProtobufCMessage &message,
                  const std::function<void(const ProtobufCMessage &)> &found);

/// What the server calls the column of an expression; empty when nothing suggests a name.
std::string figuredName(const Node *expression);
/// The same of a text; "expr" when nothing suggests a name, as of what an index is made of.
std::string figuredNameIn(std::string_view expression);

/// Calls \p found with every message in the tree below \p message, itself too.
void forEachMessage(const ProtobufCMessage *message,
                    const std::function<void(const ProtobufCMessage &)> &found);
/// The same for one kind of node.
template <class T>
void forEach(const ProtobufCMessage *tree, const ProtobufCMessageDescriptor &kind,
             const std::function<void(const T &)> &found) {
  forEachMessage(tree, [&](const ProtobufCMessage &m) {
    if (m.descriptor == &kind)
      found(reinterpret_cast<const T &>(m));
  });
}

} // namespace schemac::sql
