//===- Nodes.cpp - Access to libpg_query's nodes --------------------------===//
#include "Nodes.h"

namespace schemac::sql {

std::string_view stringOf(const Node *node) {
  if (auto *s = as<PgQuery__String>(node))
    return stringOf(s->sval);
  if (auto *c = as<PgQuery__AConst>(node))
    return c->val_case == PG_QUERY__A__CONST__VAL_SVAL ? stringOf(c->sval->sval) : "";
  if (auto *f = as<PgQuery__Float>(node))
    return stringOf(f->fval);
  if (auto *t = as<PgQuery__TypeName>(node))
    return t->n_names ? stringOf(t->names[t->n_names - 1]) : "";
  if (auto *list = as<PgQuery__List>(node))
    return list->n_items ? stringOf(list->items[list->n_items - 1]) : "";
  return "";
}

std::vector<std::string_view> strings(Nodes list) {
  std::vector<std::string_view> out;
  for (const Node *n : list)
    out.push_back(stringOf(n));
  return out;
}

/// The messages that a field of \p message holds.
static void visitField(const ProtobufCMessage &message, const ProtobufCFieldDescriptor &field,
                       const std::function<void(const ProtobufCMessage &)> &found) {
  if (field.type != PROTOBUF_C_TYPE_MESSAGE)
    return;
  const char *at = reinterpret_cast<const char *>(&message);
  if (field.label == PROTOBUF_C_LABEL_REPEATED) {
    size_t n = *reinterpret_cast<const size_t *>(at + field.quantifier_offset);
    auto *list = *reinterpret_cast<ProtobufCMessage *const *const *>(at + field.offset);
    for (size_t i = 0; i < n; ++i)
      found(*list[i]);
    return;
  }
  if (field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
    unsigned chosen = *reinterpret_cast<const unsigned *>(at + field.quantifier_offset);
    if (chosen != field.id)
      return;
  }
  if (auto *child = *reinterpret_cast<ProtobufCMessage *const *>(at + field.offset))
    found(*child);
}

void forEachChild(const ProtobufCMessage &message,
                  const std::function<void(const ProtobufCMessage &)> &found) {
  if (message.descriptor == &pg_query__node__descriptor) { // one of hundreds, and a message
    auto &node = reinterpret_cast<const Node &>(message);
    if (node.node_case != PG_QUERY__NODE__NODE__NOT_SET && node.alias)
      found(node.alias->base);
    return;
  }
  for (unsigned i = 0; i < message.descriptor->n_fields; ++i)
    visitField(message, message.descriptor->fields[i], found);
}

void forEachMessage(const ProtobufCMessage *message,
                    const std::function<void(const ProtobufCMessage &)> &found) {
  if (!message)
    return;
  found(*message);
  forEachChild(*message, [&](const ProtobufCMessage &child) { forEachMessage(&child, found); });
}

} // namespace schemac::sql
