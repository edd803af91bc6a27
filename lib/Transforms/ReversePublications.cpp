//===- ReversePublications.cpp - Taking back steps on publications --------===//
#include "Transforms/Reverser.h"

namespace schemac {

static const Publication *find(const Schema &state, Name name) {
  return state.find<Publication>({Name(), name});
}

Undo Reverser::operator()(CreatePublicationOp step) {
  return undoRename(make<DropPublicationOp>(step.publication().name.name));
}
Undo Reverser::operator()(DropPublicationOp step) {
  const Publication *was = find(before, step.name());
  if (!was)
    return {};
  return {{make<CreatePublicationOp>(*was)},
          ReverseClass::Lossy,
          "what is written until then is not sent; a subscriber has to copy the tables anew"};
}
Undo Reverser::operator()(RenamePublicationOp step) {
  return undoRename(make<RenamePublicationOp>(step.to(), step.name()));
}
Undo Reverser::operator()(SetPublicationOp step) {
  const Publication *was = find(before, step.name());
  return was ? undoRename(make<SetPublicationOp>(step.name(), was->publish, was->viaRoot)) : Undo();
}
Undo Reverser::operator()(PublishTableOp step) {
  const Publication *was = find(before, step.publication());
  const PublishedTable *entry = was ? was->table(origins.norm(step.table())) : nullptr;
  return undoRename(
      entry ? make<PublishTableOp>(step.publication(), entry->table, entry->columns, entry->where)
            : make<UnpublishTableOp>(step.publication(), step.table()));
}
Undo Reverser::operator()(UnpublishTableOp step) {
  const Publication *was = find(before, step.publication());
  const PublishedTable *entry = was ? was->table(origins.norm(step.table())) : nullptr;
  if (!entry)
    return {};
  return {{make<PublishTableOp>(step.publication(), entry->table, entry->columns, entry->where)},
          ReverseClass::Lossy,
          "what is written until then is not sent"};
}
Undo Reverser::operator()(PublishNamespaceOp step) {
  return undoRename(make<UnpublishNamespaceOp>(step.publication(), step.ns()));
}
Undo Reverser::operator()(UnpublishNamespaceOp step) {
  return {{make<PublishNamespaceOp>(step.publication(), step.ns())},
          ReverseClass::Lossy,
          "what is written until then is not sent"};
}

} // namespace schemac
