//===- Permissions.cpp - Privileges as blocks ----------------------------===//
#include "Write/Hcl/Writer.h"
#include <algorithm>

namespace schemac::hcl_form {

static bool isPublic(Name role) { return role.str() == "public"; }

std::string Writer::grantee(Name role) const {
  return isPublic(role) ? "PUBLIC" : "role" + step(role.str());
}

/// One block for what a role may do with an object or a column, below the roles, which are there to
/// be referred to.
void Writer::permissions() {
  std::vector<Name> roles;
  for (const auto &[kind, e] : granted)
    for (const Grant &g : e->grants)
      if (!isPublic(g.role) && std::ranges::find(roles, g.role) == roles.end())
        roles.push_back(g.role);
  for (Name role : roles)
    add("role " + quoted(role.str()));
  for (const auto &[kind, e] : granted) {
    auto sameBlock = [](const Grant &a, const Grant &b) {
      return a.role == b.role && a.column == b.column && a.withGrantOption == b.withGrantOption;
    };
    auto *table = kind == "table" ? static_cast<const Table *>(e) : nullptr;
    std::vector<Grant> said;
    QName name = e->name;
    if (kind == "function" || kind == "procedure") // without its arguments
      name = static_cast<const Function *>(e)->bare();
    for (const Grant &g : e->grants) {
      if (table && table->partitionOf && g.column)
        continue; // it has no columns to refer to
      if (std::ranges::any_of(said, [&](const Grant &other) { return sameBlock(other, g); }))
        continue;
      said.push_back(g);
      std::vector<std::string> words;
      for (const Grant &other : e->grants)
        if (sameBlock(other, g)) {
          std::string word = other.privilege.string();
          std::ranges::replace(word, ' ', '_');
          words.push_back(std::move(word));
        }
      Block &b = add("permission");
      b.set("to", grantee(g.role));
      b.set("for", ref(kind, name) + (g.column ? ".column" + step(g.column.str()) : ""));
      b.set("privileges", list(words));
      b.flag("grantable", g.withGrantOption);
    }
  }
}

} // namespace schemac::hcl_form
