//===- LowerOthers.cpp - Partitions, statistics and publications ----------===//
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac::hcl {

/// `kinds = [mcv, "ndistinct"]`: words that may stand bare, each one of \p words.
std::vector<std::string> Lowering::wordList(Instance &i, std::string_view attribute,
                                            const std::vector<std::string_view> &words) {
  std::vector<std::string> out;
  const Attribute *a = i.attribute(attribute);
  if (!a)
    return out;
  std::string known;
  for (std::string_view w : words)
    known += (known.empty() ? "" : w == words.back() ? " and " : ", ") + std::string(w);
  const Expr *list = chosen(i, *a->value);
  if (!list)
    return out;
  if (!list->is(ExprKind::Tuple)) {
    diags.report(a->value->range, diag::err_hcl_value, attribute, "a list of " + known,
                 fmt::format("'{}'", sources.text(a->value->range)));
    return out;
  }
  for (const Expr *kid : list->kids) {
    const Expr *e = chosen(i, *kid);
    if (!e)
      continue;
    std::string word(e->is(ExprKind::Variable) || e->is(ExprKind::String) ? e->name : "");
    for (char &c : word)
      c = char(tolower(c));
    if (std::ranges::find(words, word) != words.end())
      out.push_back(std::move(word));
    else
      diags.report(e->range, diag::err_hcl_value, attribute, "a list of " + known,
                   fmt::format("'{}'", sources.text(e->range)));
  }
  return out;
}

/// Each is SQL: a literal in a string, or MINVALUE or MAXVALUE.
void Lowering::boundValues(Instance &i, std::string_view attribute, SqlText &s) {
  if (!i.attribute(attribute))
    return missing(i, fmt::format("'{}'", attribute));
  s << "(";
  bool first = true;
  for (const Value &v : list(i, attribute)) {
    std::optional<Text> t = asText(v, attribute);
    std::string_view fault = t ? sqlFault(t->text) : std::string_view();
    if (!fault.empty())
      diags.report(t->range, diag::err_hcl_conflict,
                   fmt::format("'{}' is no list of SQL values: one {}", attribute, fault));
    if (!t || !fault.empty())
      continue;
    s << (first ? "" : ", ");
    add(s, *t);
    first = false;
  }
  s << ")";
}

void Lowering::boundNumber(Instance &i, std::string_view attribute, SqlText &s) {
  Value v = i.value(attribute);
  if (v.is(ValueKind::Number))
    s << v.asNumber().str();
  else if (v.isNull())
    missing(i, fmt::format("'{}'", attribute));
  else
    wrong(v.range, attribute, "a number", v);
}

/// Which rows are in a partition: in a block, or of lists and remainders as attributes. Without any
/// it is the default partition.
void Lowering::bound(Instance &i, SqlText &s) {
  Instance *range = child(i, "range"), *list = child(i, "list"), *hash = child(i, "hash");
  list = !list && i.attribute("in") ? &i : list;
  hash = !hash && (i.attribute("modulus") || i.attribute("remainder")) ? &i : hash;
  if (!range && !list && !hash) {
    s << " DEFAULT";
    return;
  }
  if ((range != nullptr) + (list != nullptr) + (hash != nullptr) > 1)
    diags.report(i.range(), diag::err_hcl_conflict,
                 "the rows of a partition are told by one of 'range', 'list' and 'hash'");
  s << " FOR VALUES ";
  if (range) {
    boundValues(*range, "from", s << "FROM ");
    boundValues(*range, "to", s << " TO ");
  } else if (list) {
    boundValues(*list, "in", s << "IN ");
  } else {
    boundNumber(*hash, "modulus", s << "WITH (MODULUS ");
    boundNumber(*hash, "remainder", s << ", REMAINDER ");
    s << ")";
  }
}

/// `partition "orders_2025" { of = table.orders  range { from = […]  to = […] } }`
void Lowering::part(Instance &i) {
  if (i.name().empty())
    missing(i, "a label, its name");
  Instance *whole = reference(i, "of", "table");
  if (!i.attribute("of"))
    missing(i, "'of', such as of = table.orders");
  SqlText s;
  s.open(i.range());
  s << "CREATE TABLE " << qualified(i) << " PARTITION OF ";
  if (!whole || i.name().empty())
    return;
  s << qualified(*whole);
  bound(i, s);
  s.close();
  finish(s);
  comment(i, "TABLE", qualified(i));
}

void Lowering::statistics(Instance &i) {
  Instance *table = reference(i, "on", "table");
  if (!table)
    return i.attribute("on") ? void() : missing(i, "'on'");
  SqlText s;
  s.open(i.range());
  s << "CREATE STATISTICS " << qualified(i);
  std::vector<std::string> kinds = wordList(i, "kinds", {"ndistinct", "dependencies", "mcv"});
  for (size_t n = 0; n < kinds.size(); ++n)
    s << (n ? ", " : " (") << kinds[n];
  s << (kinds.empty() ? " ON " : ") ON ");
  bool first = true;
  for (Instance *c : columns(i, "columns", table)) {
    s << (first ? "" : ", ") << quotedName(c->name());
    first = false;
  }
  for (Instance *by : children(i, "by"))
    if (auto e = expression(*by, "expr")) {
      s << (first ? "" : ", ");
      addParenthesized(s, *e);
      first = false;
    }
  s << " FROM " << qualified(*table);
  s.close();
  if (first) {
    Value named = i.value("columns");
    bool none = named.isNull() || (named.isSequence() && named.items().empty());
    return none && children(i, "by").empty() ? missing(i, "'columns' or blocks 'by'") : void();
  }
  finish(s);
  if (Value target = i.value("target"); !target.isNull() && !target.isUnknown()) {
    Value n = toNumber(target);
    if (!n.is(ValueKind::Number) || !n.asNumber().integer())
      return wrong(target.range, "target", "a whole number", target);
    SqlText set;
    set.open(target.range);
    set << "ALTER STATISTICS " << qualified(i) << " SET STATISTICS " << n.asNumber().str();
    set.close();
    finish(set);
  }
  comment(i, "STATISTICS", qualified(i));
}

void Lowering::published(Instance &i, SqlText &s) {
  bool first = true;
  auto lead = [&](bool any) -> std::string_view { return any ? " FOR " : ", "; };
  for (Instance *p : children(i, "published")) {
    Instance *table = reference(*p, "table", "table");
    if (!table) {
      if (!p->attribute("table"))
        missing(*p, "'table'");
      continue;
    }
    s << lead(first);
    s.open(p->range());
    s << "TABLE " << qualified(*table);
    std::vector<Instance *> of = columns(*p, "columns", table);
    for (size_t n = 0; n < of.size(); ++n)
      s << (n ? ", " : " (") << quotedName(of[n]->name());
    s << (of.empty() ? "" : ")");
    if (auto where = expression(*p, "where")) {
      s << " WHERE ";
      addParenthesized(s, *where);
    }
    s.close();
    first = false;
  }
  for (const Value &v : list(i, "schemas"))
    if (Instance *schema = block(v, "schema", "schemas")) {
      s << lead(first) << "TABLES IN SCHEMA " << quotedName(schema->name());
      first = false;
    }
}

void Lowering::publication(Instance &i) {
  SqlText s;
  s.open(i.range());
  s << "CREATE PUBLICATION " << quotedName(i.name());
  if (isSet(i, "all_tables"))
    s << " FOR ALL TABLES";
  else
    published(i, s);
  std::string options;
  for (const std::string &event :
       wordList(i, "publish", {"insert", "update", "delete", "truncate"}))
    options += (options.empty() ? "publish = '" : ", ") + event;
  options += options.empty() ? "" : "'";
  if (isSet(i, "via_partition_root"))
    options += (options.empty() ? "" : ", ") + std::string("publish_via_partition_root = true");
  if (!options.empty())
    s << " WITH (" << options << ")";
  s.close();
  finish(s);
  comment(i, "PUBLICATION", quotedName(i.name()));
}

} // namespace schemac::hcl
