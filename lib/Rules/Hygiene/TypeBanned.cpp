//===- TypeBanned.cpp - type-banned ---------------------------------------------------===//
//
// What the configuration lists in banned-types: a type by any of its spellings, with parameters or
// for all of them.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include "schemac/Dialect/TypeNames.h"
#include "llvm/ADT/StringRef.h"

namespace schemac {

/// The types as they are written and as the dialect spells them: int4 is INTEGER.
static std::vector<std::string> bannedNames(const StateContext &rule) {
  Context scratch;
  std::vector<std::string> out;
  for (const std::string &banned : rule.options.bannedTypes) {
    out.push_back(banned);
    bool isCatalogs = llvm::StringRef(banned).equals_insensitive("bpchar"); // the catalog's word
    Type type = parseTypeName(scratch, rule.dialect, Schema(), isCatalogs ? "char" : banned);
    std::string name = type ? rule.dialect.typeName(rule.dialect.canonical(scratch, type)) : "";
    bool parameters = banned.find('(') != std::string::npos;
    if (!name.empty())
      out.push_back(parameters ? name : llvm::StringRef(name).split('(').first.str());
  }
  return out;
}

void checkTypeBanned(StateContext &rule) {
  if (rule.options.bannedTypes.empty())
    return;
  std::vector<std::string> names = bannedNames(rule);
  rule.eachColumn([&](const Table &t, const Column &c) {
    std::string type = rule.dialect.typeName(c.type);
    llvm::StringRef whole(type), base = whole.split('(').first;
    for (const std::string &banned : names)
      if (whole.equals_insensitive(banned) || base.equals_insensitive(banned)) {
        rule.diags.report(c.range, diag::warn_type_banned, columnName(t, c.name), type);
        break;
      }
  });
}

} // namespace schemac
