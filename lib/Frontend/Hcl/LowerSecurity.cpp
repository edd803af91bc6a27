//===- LowerSecurity.cpp - Policies and row security ----------------------===//
#include "Evaluator.h"
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
       {std::pair{"using", " USING "},
        std::pair{i.attribute("check") ? "check" : "with_check", " WITH CHECK "}})
    if (auto e = expression(i, attribute)) {
      s << words;
      addParenthesized(s, *e);
    }
  s.close();
  finish(s);
  comment(i, "POLICY", quotedName(i.name()) + " ON " + qualified(*table));
}

/// "TABLE public.users"; empty where it has no privileges.
std::string Lowering::grantedOn(Instance &object) {
  static constexpr std::pair<std::string_view, std::string_view> Words[] = {
      {"table", "TABLE"},       {"view", "TABLE"},        {"materialized", "TABLE"},
      {"sequence", "SEQUENCE"}, {"function", "FUNCTION"}, {"procedure", "PROCEDURE"},
      {"enum", "TYPE"},         {"domain", "TYPE"},       {"composite", "TYPE"},
      {"range", "TYPE"}};
  if (object.type() == "schema")
    return "SCHEMA " + quotedName(object.name());
  for (auto [type, word] : Words)
    if (object.type() == type)
      return std::string(word) + " " + qualified(object) +
             (type == "function" || type == "procedure" ? signature(object) : "");
  return {};
}

/// `owner_role = role.app`, or the name of the role.
void Lowering::owner(Instance &i) {
  static constexpr std::pair<std::string_view, std::string_view> Words[] = {
      {"table", "TABLE"},
      {"view", "VIEW"},
      {"materialized", "MATERIALIZED VIEW"},
      {"sequence", "SEQUENCE"},
      {"function", "FUNCTION"},
      {"procedure", "PROCEDURE"},
      {"enum", "TYPE"},
      {"composite", "TYPE"},
      {"range", "TYPE"},
      {"domain", "DOMAIN"},
      {"schema", "SCHEMA"},
      {"statistics", "STATISTICS"},
      {"publication", "PUBLICATION"}};
  const Attribute *a = i.attribute("owner_role");
  if (!a)
    return;
  Value v = i.value("owner_role");
  auto *role = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr;
  auto name = role && role->type() == "role" ? std::optional(Text{role->name(), a->range})
                                             : asText(v, "owner_role");
  if (!name)
    return;
  for (auto [type, word] : Words) {
    if (i.type() != type)
      continue;
    bool routine = type == "function" || type == "procedure";
    SqlText s;
    s.open(a->range);
    s << "ALTER " << word << " "
      << (type == "schema" || type == "publication" ? quotedName(i.name()) : qualified(i))
      << (routine ? signature(i) : "") << " OWNER TO " << quotedName(name->text);
    s.close();
    finish(s);
  }
}

/// `privileges = [SELECT, "INSERT"]`: words that may stand bare.
std::vector<std::string> Lowering::privileges(Instance &i) {
  std::vector<std::string> out;
  const Attribute *a = i.attribute("privileges");
  if (!a) {
    missing(i, "'privileges'");
    return out;
  }
  auto add = [&](std::string text, SourceRange at) {
    for (char &c : text)
      c = c == '_' ? ' ' : char(toupper(c));
    bool plain = !text.empty() && std::ranges::all_of(text, [](char c) {
      return c == ' ' || (c >= 'A' && c <= 'Z');
    });
    if (plain)
      out.push_back(std::move(text));
    else
      diags.report(at, diag::err_hcl_value, "privileges", "a list of privileges, such as [SELECT]",
                   fmt::format("'{}'", text));
  };
  const Expr *whole = chosen(i, *a->value);
  if (!whole)
    return out;
  if (whole->is(ExprKind::Tuple)) {
    for (const Expr *kid : whole->kids) {
      const Expr *e = chosen(i, *kid);
      if (e && e->is(ExprKind::Variable))
        add(std::string(e->name), e->range);
      else if (auto t = e ? asText(evaluate(*e, i.scope(), diags), "privileges") : std::nullopt)
        add(t->text, t->range);
    }
  } else {
    for (const Value &v : list(i, "privileges"))
      if (auto t = asText(v, "privileges"))
        add(t->text, t->range);
  }
  return out;
}

/// GRANT: for an object or for a column of one.
void Lowering::permission(Instance &i) {
  std::vector<std::string> list = privileges(i);
  for (std::string_view needed : {"for", "to"})
    if (!i.attribute(needed))
      missing(i, fmt::format("'{}'", needed));
  Value v = i.value("for");
  auto *object = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr;
  Instance *column = object && object->type() == "column" ? object : nullptr;
  std::string on = column ? grantedOn(*column->parent()) : object ? grantedOn(*object) : "";
  if (on.empty()) {
    if (i.attribute("for"))
      wrong(v.range, "for", "a reference to a block that has privileges, such as table.users", v);
    return;
  }
  if (list.empty() || !i.attribute("to"))
    return;
  SqlText s;
  s.open(i.range());
  s << "GRANT ";
  for (size_t n = 0; n < list.size(); ++n)
    s << (n ? ", " : "") << list[n] << (column ? " (" + quotedName(column->name()) + ")" : "");
  s << " ON " << on;
  roles(i, s);
  if (isSet(i, "grantable"))
    s << " WITH GRANT OPTION";
  s.close();
  finish(s);
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
  auto expr = [&](const Expr &written) {
    const Expr *of = chosen(i, written);
    if (!of)
      return;
    const Expr &e = *of;
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
  const Expr *whole = chosen(i, *to->value);
  if (whole && whole->is(ExprKind::Tuple))
    for (const Expr *e : whole->kids)
      expr(*e);
  else if (whole)
    expr(*whole);
}

} // namespace schemac::hcl
