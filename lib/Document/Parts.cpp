//===- Parts.cpp - Access, drops, elements --------------------------------===//
#include "Parts.h"
#include <algorithm>

namespace schemac::document {

/// Privileges of one role on the same columns are one entry, those of one column several.
AccessForm accessForm(const Entity &entity) {
  AccessForm form;
  form.comment = entity.comment;
  form.owner = entity.owner;
  for (const Grant &g : entity.grants) {
    auto same = std::ranges::find_if(form.grants, [&](const GrantForm &f) {
      return f.roles == std::vector{g.role} && f.grantOption == g.withGrantOption &&
             f.columns == (g.column ? std::vector{g.column} : std::vector<Name>());
    });
    if (same == form.grants.end()) {
      GrantForm grant;
      grant.roles = {g.role};
      grant.grantOption = g.withGrantOption;
      if (g.column)
        grant.columns = {g.column};
      same = form.grants.insert(same, std::move(grant));
    }
    same->privileges.push_back(g.privilege);
  }
  return form;
}

void addAccess(Entity &entity, const AccessForm &form) {
  entity.comment = form.comment;
  entity.owner = form.owner;
  for (const GrantForm &g : form.grants)
    for (Name role : g.roles)
      for (Name privilege : g.privileges) {
        if (g.columns.empty())
          addGrant(entity.grants, {role, privilege, Name(), g.grantOption});
        for (Name column : g.columns)
          addGrant(entity.grants, {role, privilege, column, g.grantOption});
      }
}

void addComment(Entity &entity, PartKind kind, Name part, Name comment) {
  if (comment)
    setPartComment(entity, kind, part, comment);
}

std::vector<DropForm> formsOf(const std::vector<DropIntent> &drops) {
  std::vector<DropForm> forms;
  for (const DropIntent &d : drops)
    forms.push_back({d.name, d.archive, d.range});
  return forms;
}

std::vector<DropIntent> dropsOf(const std::vector<DropForm> &forms) {
  std::vector<DropIntent> drops;
  for (const DropForm &d : forms)
    drops.push_back({d.name, d.archive, d.range});
  return drops;
}

std::vector<ElementForm> elementForms(const std::vector<IndexElem> &elements) {
  std::vector<ElementForm> forms;
  for (const IndexElem &e : elements) {
    ElementForm &form = forms.emplace_back();
    form.element = e;
    if (e.prefixLength >= 0)
      form.prefixLength = e.prefixLength;
  }
  return forms;
}

std::vector<IndexElem> elementsOf(const std::vector<ElementForm> &forms) {
  std::vector<IndexElem> elements;
  for (const ElementForm &f : forms) {
    elements.push_back(f.element);
    elements.back().prefixLength = f.prefixLength ? int32_t(*f.prefixLength) : -1;
  }
  return elements;
}

} // namespace schemac::document
