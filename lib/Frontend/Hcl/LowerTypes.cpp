//===- LowerTypes.cpp - Enums, domains, composites, ranges, sequences -----===//
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/OutsideNames.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac::hcl {

/// Makes the type when it is not made yet: another one is made of it.
void Lowering::need(Instance &i) {
  if (i.type() == "table" || i.type() == "view" || i.type() == "materialized" || done.count(&i))
    return;
  if (!underWay.insert(&i).second) {
    diags.report(i.range(), diag::err_hcl_cycle, i.name());
    return;
  }
  if (i.type() == "enum")
    enumType(i);
  else if (i.type() == "domain")
    domain(i);
  else if (i.type() == "composite")
    composite(i);
  else
    rangeType(i);
  done.insert(&i);
}

/// Makes the types that sql("…") names: it is no reference. Those under way name themselves.
void Lowering::needNamed(const Text &type) {
  if (!type.isSql)
    return;
  for (const SqlToken &t : lexSqlTokens(type.text))
    for (const auto &block : module.blocks())
      if ((block->type() == "composite" || block->type() == "domain" || block->type() == "range") &&
          t.isName() && block->name() == t.name() && !underWay.count(block.get()))
        need(*block);
}

void Lowering::enumType(Instance &i) {
  SqlText s;
  s.open(i.range());
  s << "CREATE TYPE " << qualified(i) << " AS ENUM (";
  if (!i.attribute("values"))
    missing(i, "'values'");
  bool first = true;
  for (const Value &v : list(i, "values")) {
    auto t = asText(v, "values");
    if (!t)
      continue;
    s << (first ? "" : ", ");
    s.open(v.range);
    s << sqlLiteral(t->text);
    s.close();
    first = false;
  }
  s << ")";
  s.close();
  finish(s);
  comment(i, "TYPE", qualified(i));
}

void Lowering::domain(Instance &i) {
  auto type = typeOf(i, "type");
  if (!type) {
    if (!i.attribute("type"))
      missing(i, "'type'");
    return;
  }
  needNamed(*type);
  SqlText s;
  s.open(i.range());
  s << "CREATE DOMAIN " << qualified(i) << " AS ";
  add(s, *type);
  if (auto c = text(i, "collate"))
    s << " COLLATE " << quoteOutsideName(c->text);
  if (auto d = defaultOf(i)) {
    s << " DEFAULT (";
    add(s, *d);
    s << ")";
  }
  if (flag(i, "null") == false)
    s << " NOT NULL";
  std::vector<Instance *> checks = children(i, "check");
  for (Instance *c : checks)
    if (!isSet(*c, "not_valid")) {
      s << " ";
      check(*c, s);
    }
  s.close();
  finish(s);
  lateChecks(i);
  comment(i, "DOMAIN", qualified(i));
  for (Instance *c : checks)
    comment(*c, "CONSTRAINT", quotedName(c->name()) + " ON DOMAIN " + qualified(i));
}

void Lowering::composite(Instance &i) {
  SqlText s;
  s.open(i.range());
  s << "CREATE TYPE " << qualified(i) << " AS (";
  bool first = true;
  for (Instance *f : children(i, "field")) {
    auto type = typeOf(*f, "type");
    if (!type) {
      if (!f->attribute("type"))
        missing(*f, "'type'");
      continue;
    }
    needNamed(*type);
    s << (first ? "" : ", ");
    s.open(f->range());
    s << quotedName(f->name()) << " ";
    add(s, *type);
    if (auto c = text(*f, "collate"))
      s << " COLLATE " << quoteOutsideName(c->text);
    s.close();
    first = false;
  }
  s << ")";
  s.close();
  finish(s);
  comment(i, "TYPE", qualified(i));
}

void Lowering::rangeType(Instance &i) {
  auto subtype = typeOf(i, "subtype");
  if (!subtype) {
    if (!i.attribute("subtype"))
      missing(i, "'subtype'");
    return;
  }
  SqlText s;
  s.open(i.range());
  s << "CREATE TYPE " << qualified(i) << " AS RANGE (SUBTYPE = ";
  add(s, *subtype);
  constexpr std::pair<std::string_view, std::string_view> Options[] = {
      {"subtype_opclass", "SUBTYPE_OPCLASS"},
      {"collate", "COLLATION"},
      {"subtype_diff", "SUBTYPE_DIFF"},
      {"multirange_name", "MULTIRANGE_TYPE_NAME"}};
  for (auto [attribute, word] : Options)
    if (auto t = anyWord(i, attribute)) {
      s << ", " << word << " = ";
      if (attribute == std::string_view("collate"))
        s << quoteOutsideName(t->text);
      else
        add(s, *t);
    }
  s << ")";
  s.close();
  finish(s);
  comment(i, "TYPE", qualified(i));
}

/// Of a sequence and of an identity.
void Lowering::sequenceOptions(Instance &i, SqlText &s) {
  constexpr std::pair<std::string_view, std::string_view> Options[] = {
      {"start", "START WITH"},
      {"increment", "INCREMENT BY"},
      {"min_value", "MINVALUE"},
      {"max_value", "MAXVALUE"},
      {"cache", "CACHE"}};
  for (auto [attribute, words] : Options) {
    Value v = i.value(attribute);
    if (v.isNull() || v.isUnknown())
      continue;
    Value n = toNumber(v);
    if (!n.is(ValueKind::Number) || !n.asNumber().integer()) {
      wrong(v.range, attribute, "a whole number", v);
      continue;
    }
    s << " " << words << " ";
    s.piece(n.asNumber().str(), v.range, false);
  }
  if (isSet(i, "cycle"))
    s << " CYCLE";
}

void Lowering::sequence(Instance &i) {
  SqlText s;
  s.open(i.range());
  s << "CREATE SEQUENCE " << qualified(i);
  if (auto type = typeOf(i, "type")) {
    s << " AS ";
    add(s, *type);
  }
  sequenceOptions(i, s);
  s.close();
  finish(s);
  comment(i, "SEQUENCE", qualified(i));
}

void Lowering::sequenceOwner(Instance &i) {
  Instance *column = reference(i, "owner", "column");
  if (!column || !column->parent())
    return;
  SqlText s;
  s.open(i.attribute("owner")->range);
  s << "ALTER SEQUENCE " << qualified(i) << " OWNED BY " << qualified(*column->parent()) << "."
    << quotedName(column->name());
  s.close();
  finish(s);
}

} // namespace schemac::hcl
