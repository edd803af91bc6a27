//===- HelperNames.cpp - Names of what a plan makes and removes -----------===//
#include "Transforms/HelperNames.h"
#include "schemac/IR/Schema.h"
#include <fmt/core.h>

namespace schemac {

template <class... A>
static Name make(Context &context, fmt::format_string<A...> text, A &&...args) {
  return context.name(fitName(fmt::format(text, std::forward<A>(args)...)));
}

Name triggerName(Context &context, QName table, Name column) {
  return make(context, "zzz_schemac_{}_{}", table.name.str(), column.str());
}
Name pairHelper(Context &context, QName from, QName into, std::string_view what) {
  auto whole = [](QName n) {
    return n.ns ? n.ns.string() + "_" + n.name.string() : n.name.string();
  };
  return make(context, "schemac_{}_{}_{}", whole(from), whole(into), what);
}
Name shadowColumn(Context &context, Name column) {
  return context.name(fitName(column.string(), "_schemac_new"));
}
Name formerColumn(Context &context, Name column) {
  return context.name(fitName(column.string(), "_schemac_old"));
}
Name fenceName(Context &context, QName table, Name column) {
  return make(context, "schemac_{}_{}_nn", table.name.str(), column.str());
}
Name standIn(Context &context, Name name) {
  return context.name(fitName(name.string(), "_schemac_new"));
}
Name former(Context &context, Name name) {
  return context.name(fitName(name.string(), "_schemac_old"));
}
Name bridgeName(Context &context, Name name) {
  return context.name(fitName(name.string(), "_schemac_both"));
}
Name keyAgain(Context &context, Name name) {
  return context.name(fitName(name.string(), "_schemac_key"));
}
QName standInEnum(Context &context, QName name) { return {name.ns, standIn(context, name.name)}; }
QName formerEnum(Context &context, QName name) { return {name.ns, former(context, name.name)}; }
QName archiveOf(Context &context, QName table, Name column) {
  return {context.name(ArchiveNamespace), make(context, "{}_{}", table.name.str(), column.str())};
}

} // namespace schemac
