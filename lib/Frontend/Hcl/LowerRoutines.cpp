//===- LowerRoutines.cpp - Views, functions, triggers ---------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac::hcl {

static bool mentions(const std::vector<SqlToken> &tokens, const std::string &name) {
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](const SqlToken &t) { return t.isName() && t.name() == name; });
}

/// After the views that its query names, or that it says it depends on.
void Lowering::view(Instance &i) {
  if (done.count(&i))
    return;
  if (!underWay.insert(&i).second) {
    diags.report(i.range(), diag::err_hcl_cycle, i.name());
    return;
  }
  for (const Value &v : list(i, "depends_on"))
    if (auto *on = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr)
      if (on->type() == "view" || on->type() == "materialized")
        view(*on);
  if (auto query = text(i, "as")) {
    std::vector<SqlToken> tokens = lexSqlTokens(query->text);
    for (const auto &other : module.blocks())
      if (other.get() != &i && (other->type() == "view" || other->type() == "materialized") &&
          !underWay.count(other.get()) && mentions(tokens, other->name()))
        view(*other);
  }
  viewText(i);
  done.insert(&i);
}

/// Adds the views whose rows the type of \p i is of; true when there are any.
bool Lowering::viewsOfRows(Instance &i, std::string_view attribute, std::vector<Instance *> &out) {
  const Attribute *a = i.attribute(attribute);
  std::string_view written = a ? sources.text(a->value->range) : std::string_view();
  if (written.find("sql(") == written.npos)
    return false; // no other word means one
  bool any = false;
  for (const auto &other : module.blocks()) {
    bool isView = other->type() == "view" || other->type() == "materialized";
    if (!isView || other->name().empty() || written.find(other->name()) == written.npos)
      continue;
    auto type = typeOf(i, attribute);
    if (!type || !mentions(lexSqlTokens(type->text), other->name()))
      continue;
    out.push_back(other.get());
    any = true;
  }
  return any;
}

bool Lowering::viewsOfColumns(Instance &table, std::vector<Instance *> &out) {
  bool any = false;
  for (Instance *column : children(table, "column"))
    any |= viewsOfRows(*column, "type", out);
  return any;
}

/// Makes the views whose rows a function takes or gives; another view may call it.
void Lowering::viewsOfRoutine(Instance &i) {
  std::vector<Instance *> views;
  for (Instance *a : children(i, "arg"))
    viewsOfRows(*a, "type", views);
  if (Instance *table = child(i, "return_table"))
    viewsOfColumns(*table, views);
  for (std::string_view attribute : {"return", "return_set"})
    viewsOfRows(i, attribute, views);
  for (Instance *v : views)
    view(*v);
}

std::optional<Text> Lowering::viewQuery(Instance &i) {
  auto query = text(i, "as");
  if (!query) {
    if (!i.attribute("as"))
      missing(i, "'as', its query");
    return std::nullopt;
  }
  std::string &sql = query->text;
  for (size_t before = sql.npos; before != sql.size();) { // a ';' may stand before a comment
    before = sql.size();
    sql.resize(sql.find_last_not_of("; \t\r\n") + 1);
    cutComment(sql);
  }
  if (std::string_view fault = sqlFault(query->text, rules); !fault.empty()) {
    diags.report(query->range, diag::err_hcl_conflict,
                 fmt::format("'as' is no query: it {}", fault));
    return std::nullopt;
  }
  return query;
}

void Lowering::viewText(Instance &i) {
  std::optional<Text> query = viewQuery(i);
  if (!query)
    return;
  bool materialized = i.type() == "materialized";
  SqlText s;
  s.open(i.range());
  s << (materialized ? "CREATE MATERIALIZED VIEW " : "CREATE VIEW ") << qualified(i);
  std::string names;
  for (const Value &v : list(i, "columns"))
    if (auto name = asText(v, "columns"))
      names += (names.empty() ? "" : ", ") + quotedName(name->text);
  if (!names.empty())
    s << " (" << names << ")";
  std::string options;
  for (std::string_view option : {"security_barrier", "security_invoker"})
    if (!materialized && isSet(i, option))
      options += (options.empty() ? "" : ", ") + std::string(option) + " = true";
  if (!options.empty())
    s << " WITH (" << options << ")";
  s << " AS\n";
  add(s, *query);
  if (std::string check = materialized ? "" : word(i, "check_option", {"LOCAL", "CASCADED"});
      !check.empty())
    s << "\nWITH " << check << " CHECK OPTION";
  if (materialized && isSet(i, "with_no_data"))
    s << "\nWITH NO DATA";
  s.close();
  finish(s);
  comment(i, materialized ? "MATERIALIZED VIEW" : "VIEW", qualified(i));
  for (Instance *x : children(i, "index")) {
    index(*x, i);
    comment(*x, "INDEX", quotedName(schemaName(i)) + "." + quotedName(x->name()));
  }
  for (Instance *c : children(i, "column"))
    comment(*c, "COLUMN", qualified(i) + "." + quotedName(c->name()));
}

void Lowering::arguments(Instance &i, SqlText &s) {
  s << "(";
  bool first = true;
  for (Instance *a : children(i, "arg")) {
    auto type = typeOf(*a, "type");
    if (!type) {
      if (!a->attribute("type"))
        missing(*a, "'type'");
      continue;
    }
    s << (first ? "" : ", ");
    s.open(a->range());
    if (std::string mode = word(*a, "mode", {"IN", "OUT", "INOUT", "VARIADIC"}); !mode.empty())
      s << mode << " ";
    if (!a->name().empty()) // it may have none
      s << quotedName(a->name()) << " ";
    add(s, *type);
    if (auto d = defaultOf(*a)) {
      s << " DEFAULT ";
      add(s, *d);
    }
    s.close();
    first = false;
  }
  s << ")";
}

void Lowering::results(Instance &i, SqlText &s) {
  if (Instance *table = child(i, "return_table")) {
    s << " RETURNS TABLE (";
    bool first = true;
    for (Instance *c : children(*table, "column"))
      if (auto type = typeOf(*c, "type")) {
        s << (first ? "" : ", ") << quotedName(c->name()) << " ";
        add(s, *type);
        first = false;
      }
    s << ")";
    return;
  }
  for (std::string_view attribute : {"return", "return_set"})
    if (auto type = typeOf(i, attribute)) {
      s << (attribute == "return" ? " RETURNS " : " RETURNS SETOF ");
      add(s, *type);
    }
}

/// A body of statements of SQL's own, or a text for its language.
void Lowering::body(Instance &i, SqlText &s) {
  auto text = this->text(i, "as");
  if (!text) {
    if (!i.attribute("as"))
      missing(i, "'as', its body");
    s << " AS ''";
    return;
  }
  std::vector<SqlToken> tokens = lexSqlTokens(text->text);
  bool statement = !tokens.empty() &&
                   (tokens[0].isWord("return") ||
                    (tokens.size() > 1 && tokens[0].isWord("begin") && tokens[1].isWord("atomic")));
  if (statement && text->text.find("$") == std::string::npos) {
    s << "\n";
    add(s, *text);
    return;
  }
  std::string tag = "$hcl$";
  for (unsigned n = 1; text->text.find(tag) != std::string::npos; ++n)
    tag = fmt::format("$hcl{}$", n);
  s << " AS " << tag;
  add(s, *text);
  s << tag;
}

void Lowering::function(Instance &i) {
  bool procedure = i.type() == "procedure";
  viewsOfRoutine(i);
  SqlText s;
  s.open(i.range());
  s << (procedure ? "CREATE PROCEDURE " : "CREATE FUNCTION ") << qualified(i);
  arguments(i, s);
  if (!procedure)
    results(i, s);
  if (auto lang = anyWord(i, "lang")) {
    std::string name = lang->text;
    std::transform(name.begin(), name.end(), name.begin(), tolower);
    s << " LANGUAGE " << quotedName(name);
  } else {
    missing(i, "'lang'");
  }
  if (std::string v = word(i, "volatility", {"VOLATILE", "STABLE", "IMMUTABLE"}); !v.empty())
    s << " " << v;
  if (std::string p = word(i, "parallel", {"UNSAFE", "RESTRICTED", "SAFE"}); !p.empty())
    s << " PARALLEL " << p;
  if (isSet(i, "strict"))
    s << " STRICT";
  if (isSet(i, "leakproof"))
    s << " LEAKPROOF";
  if (std::string by = word(i, "security", {"INVOKER", "DEFINER"}); !by.empty())
    s << " SECURITY " << by;
  if (Instance *config = child(i, "config"))
    for (const Attribute &a : config->block().body.attributes)
      if (auto t = text(*config, a.name))
        s << " SET " << a.name << " = " << (t->isSql ? t->text : sqlLiteral(t->text));
  body(i, s);
  s.close();
  finish(s);
  comment(i, procedure ? "PROCEDURE" : "FUNCTION", qualified(i) + signature(i));
}

/// "(integer, text)": what tells functions of one name apart.
std::string Lowering::signature(Instance &i) {
  std::string out;
  for (Instance *a : children(i, "arg")) {
    std::string mode = word(*a, "mode", {"IN", "OUT", "INOUT", "VARIADIC"});
    auto type = typeOf(*a, "type");
    if (type && mode != "OUT")
      out += (out.empty() ? "" : ", ") + type->text;
  }
  return "(" + out + ")";
}

/// "BEFORE INSERT OR UPDATE OF a, b"
std::string Lowering::events(Instance &i) {
  std::string out;
  for (auto [type, words] : {std::pair{"before", "BEFORE"}, std::pair{"after", "AFTER"},
                             std::pair{"instead_of", "INSTEAD OF"}}) {
    Instance *when = child(i, type);
    if (!when)
      continue;
    std::string list;
    auto one = [&](std::string_view event) {
      list += (list.empty() ? " " : " OR ") + std::string(event);
    };
    for (std::string_view event : {"insert", "delete", "truncate"})
      if (isSet(*when, event))
        one(event);
    std::vector<Instance *> of = columns(*when, "update_of", nullptr);
    if (isSet(*when, "update") || !of.empty())
      one("update");
    for (size_t c = 0; c < of.size(); ++c)
      list += (c ? ", " : " OF ") + quotedName(of[c]->name());
    if (list.empty())
      missing(*when, "an event, such as insert = true");
    out += words + list;
  }
  return out;
}

/// "pg_catalog.touch" as two names.
static std::string qualifiedText(const std::string &name) {
  size_t dot = name.find('.');
  return dot == name.npos
             ? quotedName(name)
             : quotedName(name.substr(0, dot)) + "." + quotedName(name.substr(dot + 1));
}

void Lowering::trigger(Instance &i) {
  Value on = i.value("on");
  auto *target = on.referred() ? dynamic_cast<Instance *>(on.referred()) : nullptr;
  Instance *execute = child(i, "execute");
  Value called = execute ? execute->value("function") : Value();
  bool named = called.is(ValueKind::String); // one that a server has by itself, or an extension
  Instance *f = execute && !named ? reference(*execute, "function", "function") : nullptr;
  if (!target || !i.attribute("on"))
    return i.attribute("on") ? wrong(on.range, "on", "a table or a view", on) : missing(i, "'on'");
  if (!execute || !execute->attribute("function"))
    return missing(i, "a block 'execute' with 'function'");
  std::string when = events(i);
  if (when.empty())
    return missing(i, "a block 'before', 'after' or 'instead_of'");
  if (!f && !named)
    return;
  SqlText s;
  s.open(i.range());
  s << (isSet(i, "constraint") ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ")
    << quotedName(i.name()) << " " << when << " ON " << qualified(*target);
  deferring(i, s);
  if (Instance *r = child(i, "referencing")) {
    s << " REFERENCING";
    if (auto t = text(*r, "old_table"))
      s << " OLD TABLE AS " << quotedName(t->text);
    if (auto t = text(*r, "new_table"))
      s << " NEW TABLE AS " << quotedName(t->text);
  }
  std::string each = word(i, i.attribute("foreach") ? "foreach" : "for", {"ROW", "STATEMENT"});
  s << " FOR EACH " << (each.empty() ? "STATEMENT" : each);
  if (auto condition = expression(i, "when")) {
    s << " WHEN ";
    addParenthesized(s, *condition);
  }
  s << " EXECUTE FUNCTION " << (f ? qualified(*f) : qualifiedText(called.asString())) << "(";
  bool first = true;
  for (const Value &v : list(*execute, "args"))
    if (auto t = asText(v, "args")) {
      s << (first ? "" : ", ") << sqlLiteral(t->text);
      first = false;
    }
  s << ")";
  s.close();
  finish(s);
  triggerEnabled(i, *target);
  comment(i, "TRIGGER", quotedName(i.name()) + " ON " + qualified(*target));
}

/// Whether it fires in a session that applies what another server did, or at all.
void Lowering::triggerEnabled(Instance &i, Instance &on) {
  std::string when = word(i, "enabled", {"ORIGIN", "DISABLED", "REPLICA", "ALWAYS"});
  if (when.empty() || when == "ORIGIN")
    return;
  SqlText s;
  s.open(i.attribute("enabled")->range);
  s << "ALTER TABLE " << qualified(on) << (when == "DISABLED" ? " DISABLE" : " ENABLE " + when)
    << " TRIGGER " << quotedName(i.name());
  s.close();
  finish(s);
}

} // namespace schemac::hcl
