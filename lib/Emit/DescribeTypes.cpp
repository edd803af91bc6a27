//===- DescribeTypes.cpp - Steps on types, sequences and extensions -------===//
#include "StepWords.h"

namespace schemac {

std::string StepWords::operator()(CreateNamespaceOp o) const {
  return "create schema " + q(o.name());
}
std::string StepWords::operator()(DropNamespaceOp o) const { return "drop schema " + q(o.name()); }
std::string StepWords::operator()(CreateExtensionOp o) const {
  return "create extension " + q(o.name());
}
std::string StepWords::operator()(DropExtensionOp o) const {
  return "drop extension " + q(o.name());
}

std::string StepWords::operator()(CreateEnumOp o) const {
  return fmt::format("create enum {} of {}", q(o.name()), count(o.labels().size(), "value"));
}

std::string StepWords::operator()(DropEnumOp o) const { return "drop enum " + q(o.name()); }

std::string StepWords::operator()(RenameEnumOp o) const {
  return fmt::format("rename enum {} to {}", q(o.name()), q(o.to()));
}

std::string StepWords::operator()(MoveEnumOp o) const { return moved("enum", o.name(), o.to()); }

std::string StepWords::operator()(AddEnumValueOp o) const {
  return fmt::format("add value '{}' to enum {}", o.value().str(), q(o.name()));
}

std::string StepWords::operator()(RenameEnumValueOp o) const {
  return fmt::format("rename value '{}' of enum {} to '{}'", o.value().str(), q(o.name()),
                     o.to().str());
}

std::string StepWords::operator()(UpdateExtensionOp o) const {
  return fmt::format("update extension {} to {}", q(o.name()), o.version().str());
}

std::string StepWords::operator()(MoveExtensionOp o) const {
  return fmt::format("move extension {} to schema {}", q(o.name()),
                     o.to() ? q(o.to()) : "\"" + std::string(dialect.defaultNamespace()) + "\"");
}

std::string StepWords::operator()(CreateDomainOp o) const {
  return fmt::format("create domain {} over {}", q(o.domain().name), type(o.domain().base));
}

std::string StepWords::operator()(SetDomainDefaultOp o) const {
  return fmt::format("set default of domain {} {}", q(o.name()), o.value().str());
}

std::string StepWords::operator()(DropDomainDefaultOp o) const {
  return "drop default of domain " + q(o.name());
}

std::string StepWords::operator()(SetDomainNotNullOp o) const {
  return fmt::format("set not null domain {}", q(o.name()));
}

std::string StepWords::operator()(DropDomainNotNullOp o) const {
  return fmt::format("drop not null domain {}", q(o.name()));
}

std::string StepWords::operator()(AddDomainCheckOp o) const {
  return fmt::format("add check {} to domain{}", q(o.path()),
                     o.def().notValid ? " for new values" : "");
}

std::string StepWords::operator()(ValidateDomainCheckOp o) const {
  return fmt::format("validate {} of domain", q(o.path()));
}

std::string StepWords::operator()(DropDomainCheckOp o) const {
  return fmt::format("drop check {} of domain", q(o.path()));
}

std::string StepWords::operator()(RenameDomainCheckOp o) const {
  return fmt::format("rename check {} of domain to {}", q(o.path()), q(o.to()));
}

std::string StepWords::operator()(CreateCompositeOp o) const {
  return fmt::format("create composite type {} of {}", q(o.composite().name),
                     count(o.composite().attributes.size(), "attribute"));
}

std::string StepWords::operator()(AddAttributeOp o) const {
  return fmt::format("add attribute {} {}", q(o.attribute()), type(o.type()));
}

std::string StepWords::operator()(DropAttributeOp o) const {
  return "drop attribute " + q(o.attribute());
}

std::string StepWords::operator()(RenameAttributeOp o) const {
  return fmt::format("rename attribute {} to {}", q(o.attribute()), q(o.to()));
}

std::string StepWords::operator()(SetAttributeTypeOp o) const {
  return fmt::format("change type of attribute {} to {}", q(o.attribute()), type(o.type()));
}

std::string StepWords::operator()(CreateRangeOp o) const {
  return fmt::format("create range type {} over {}", q(o.range_type().name),
                     type(o.range_type().subtype));
}

std::string StepWords::operator()(DropTypeOp o) const { return "drop type " + q(o.name()); }

std::string StepWords::operator()(RenameTypeOp o) const {
  return fmt::format("rename type {} to {}", q(o.name()), q(o.to()));
}

std::string StepWords::operator()(MoveTypeOp o) const { return moved("type", o.name(), o.to()); }

std::string StepWords::operator()(CreateSequenceOp o) const {
  return fmt::format("create sequence {} {}", q(o.sequence().name), type(o.sequence().type));
}

std::string StepWords::operator()(AlterSequenceOp o) const {
  return "change options of sequence " + q(o.sequence().name);
}

std::string StepWords::operator()(OwnSequenceOp o) const {
  return o.has_column() ? fmt::format("sequence {} is owned by {}", q(o.name()), q(o.column()))
                        : fmt::format("sequence {} is owned by nobody", q(o.name()));
}

std::string StepWords::operator()(DropSequenceOp o) const { return "drop sequence " + q(o.name()); }

std::string StepWords::operator()(RenameSequenceOp o) const {
  return fmt::format("rename sequence {} to {}", q(o.name()), q(o.to()));
}

std::string StepWords::operator()(MoveSequenceOp o) const {
  return moved("sequence", o.name(), o.to());
}

} // namespace schemac
