//===- DescribeAccess.cpp - Steps on who may see and change what ----------===//
#include "StepWords.h"

namespace schemac {

std::string StepWords::operator()(CreatePolicyOp o) const { return "create policy " + q(o.path()); }
std::string StepWords::operator()(AlterPolicyOp o) const { return "change policy " + q(o.path()); }
std::string StepWords::operator()(DropPolicyOp o) const { return "drop policy " + q(o.path()); }

std::string StepWords::operator()(RenamePolicyOp o) const {
  return fmt::format("rename policy {} to {}", q(o.path()), q(o.to()));
}

std::string StepWords::operator()(SetRowSecurityOp o) const {
  return fmt::format("{} row security of {}{}", o.enabled() ? "enable" : "disable", q(o.table()),
                     o.forced() ? ", for its owner too" : "");
}

std::string StepWords::operator()(CreatePublicationOp o) const {
  return "create publication " + q(o.publication().name.name);
}

std::string StepWords::operator()(DropPublicationOp o) const {
  return "drop publication " + q(o.name());
}

std::string StepWords::operator()(RenamePublicationOp o) const {
  return fmt::format("rename publication {} to {}", q(o.name()), q(o.to()));
}

std::string StepWords::operator()(SetPublicationOp o) const {
  return fmt::format("publication {} sends {}", q(o.name()),
                     o.publish().empty() ? "everything" : list(o.publish()));
}

std::string StepWords::operator()(PublishTableOp o) const {
  return fmt::format("publish {} in {}", q(o.table()), q(o.publication()));
}

std::string StepWords::operator()(UnpublishTableOp o) const {
  return fmt::format("take {} out of publication {}", q(o.table()), q(o.publication()));
}

std::string StepWords::operator()(PublishNamespaceOp o) const {
  return fmt::format("publish schema {} in {}", q(o.ns()), q(o.publication()));
}

std::string StepWords::operator()(UnpublishNamespaceOp o) const {
  return fmt::format("take schema {} out of publication {}", q(o.ns()), q(o.publication()));
}

std::string StepWords::of(const Target &t) const {
  std::string name = t.sub ? q(SubRef{t.object, t.sub}) : q(t.object);
  return std::string(targetWord(t)) + " " + name;
}

std::string StepWords::operator()(SetCommentOp o) const {
  return (o.has_text() ? "comment on " : "drop comment on ") + of(o.target());
}

std::string StepWords::operator()(GrantOp o) const {
  return fmt::format("grant {} on {} to {}{}", list(o.privileges()), of(o.target()), q(o.role()),
                     o.withGrantOption() ? " with grant option" : "");
}

std::string StepWords::operator()(RevokeOp o) const {
  return fmt::format("revoke {}{} on {} from {}", o.optionOnly() ? "grant option for " : "",
                     list(o.privileges()), of(o.target()), q(o.role()));
}

std::string StepWords::operator()(SetOwnerOp o) const {
  return fmt::format("change owner of {} to {}", of(o.target()), q(o.role()));
}

} // namespace schemac
