//===- LowerSecurity.cpp - Policies and row security ----------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

void Lowering::rowSecurity(Instance &i) {
  Instance *r = child(i, "row_security");
  if (!r)
    return;
  for (auto [attribute, words] : {std::pair{"enabled", "ENABLE"}, std::pair{"enforced", "FORCE"}})
    if (isSet(*r, attribute)) {
      SqlText s;
      s.open(r->range());
      s << "ALTER TABLE " << qualified(i) << " " << words << " ROW LEVEL SECURITY";
      s.close();
      finish(s);
    }
}

void Lowering::policy(Instance &i) {
  Instance *table = reference(i, "on", "table");
  if (!table) {
    if (!i.attribute("on"))
      missing(i, "'on'");
    return;
  }
  SqlText s;
  s.open(i.range());
  s << "CREATE POLICY " << quotedName(i.name()) << " ON " << qualified(*table);
  if (std::string as = word(i, "as", {"PERMISSIVE", "RESTRICTIVE"}); !as.empty())
    s << " AS " << as;
  if (std::string f = word(i, "for", {"ALL", "SELECT", "INSERT", "UPDATE", "DELETE"}); !f.empty())
    s << " FOR " << f;
  roles(i, s);
  for (auto [attribute, words] :
       {std::pair{"using", " USING "}, std::pair{"with_check", " WITH CHECK "}})
    if (auto e = expression(i, attribute)) {
      s << words;
      addParenthesized(s, *e);
    }
  s.close();
  finish(s);
  comment(i, "POLICY", quotedName(i.name()) + " ON " + qualified(*table));
}

/// `to = [PUBLIC, "app", role.reader]`: the words PUBLIC and CURRENT_USER, names, or roles.
void Lowering::roles(Instance &i, SqlText &s) {
  const Attribute *to = i.attribute("to");
  if (!to)
    return;
  bool first = true;
  auto one = [&](std::string text, bool word) {
    s << (first ? " TO " : ", ") << (word ? text : quotedName(text));
    first = false;
  };
  static constexpr std::string_view words[] = {"PUBLIC", "CURRENT_USER", "CURRENT_ROLE",
                                               "SESSION_USER"};
  auto expr = [&](const Expr &e) {
    std::string upper(e.name);
    std::transform(upper.begin(), upper.end(), upper.begin(), toupper);
    bool named = e.is(ExprKind::Variable) || e.is(ExprKind::String);
    if (named && std::find(std::begin(words), std::end(words), upper) != std::end(words))
      return one(upper, true);
    Value v = evaluate(e, i.scope(), diags);
    auto *role = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr;
    if (role)
      one(role->name(), false);
    else if (auto t = asText(v, "to"))
      one(t->text, false);
  };
  if (to->value->is(ExprKind::Tuple))
    for (const Expr *e : to->value->kids)
      expr(*e);
  else
    expr(*to->value);
}

} // namespace schemac::hcl
