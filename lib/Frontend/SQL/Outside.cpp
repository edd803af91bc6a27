//===- Outside.cpp - What is there and no part of a schema ----------------===//
//
// Foreign tables, what extensions bring and what the server has from the start can be commented,
// granted and altered as everything else. None of it is held, so that nothing is done; but it is no
// mistake either.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include <algorithm>

namespace schemac::sql {

#define OBJECT(NAME) PG_QUERY__OBJECT_TYPE__OBJECT_##NAME

bool Reader::isOutside(std::string_view schema, std::string_view text) const {
  auto there = [&](Name ns) {
    return outsiders.contains({ns, context.name(text)}) || outsiders.contains({ns, Name()});
  };
  if (schema.empty())
    return std::ranges::any_of(searchPath, there);
  return there(schema == "public" ? Name() : context.name(schema));
}

static bool isOfServer(std::string_view schema, std::string_view text) {
  return schema == "pg_catalog" || schema == "information_schema" ||
         (schema.empty() && text.starts_with("pg_"));
}

std::string_view Reader::outsideRelation(std::string_view schema, std::string_view text) {
  QName n = relation(schema, text);
  bool known = state.table(n) || state.views().find(n) || state.find<Sequence>(n) ||
               state.find<Composite>(n) || state.index().keyOwner(n);
  if (known)
    return {};
  if (isRelation(n))
    return "the sequence of an identity column";
  if (isOutside(schema, text))
    return "a foreign table";
  return isOfServer(schema, text) ? "a relation of the server's own" : std::string_view();
}

std::string_view Reader::outsideRelation(const PgQuery__RangeVar &r) {
  return outsideRelation(stringOf(r.schemaname), stringOf(r.relname));
}

/// The same for the object of COMMENT, GRANT or OWNER TO. A function or type that nothing made may
/// have come with any extension.
std::string_view Reader::outsideObject(PgQuery__ObjectType kind, Node *const &node) {
  Nodes list = items(node);
  bool mayBeExtension = state.extensions().size() && !options.assumeMissing;
  bool isType = false;
  if (auto *t = as<PgQuery__TypeName>(node)) {
    list = items(t->n_names, t->names);
    isType = true;
  }
  auto at = [&](size_t back) {
    return list.size() > back ? stringOf(list[list.size() - 1 - back]) : std::string_view();
  };
  switch (kind) {
  case OBJECT(TABLE):
  case OBJECT(VIEW):
  case OBJECT(MATVIEW):
  case OBJECT(SEQUENCE):
    return outsideRelation(at(1), at(0));
  case OBJECT(COLUMN):
  case OBJECT(TABCONSTRAINT):
  case OBJECT(TRIGGER):
    return list.size() > 1 ? outsideRelation(at(2), at(1)) : std::string_view();
  case OBJECT(TYPE):
  case OBJECT(DOMAIN):
    if (userType(list))
      return {};
    if (isOutside(at(1), at(0)) || isOfServer(at(1), at(0)))
      return "a base type";
    return isType && mayBeExtension ? "a type of an extension" : std::string_view();
  case OBJECT(STATISTIC_EXT): {
    bool isHeld = state.find<ExtendedStatistics>(object<ExtendedStatistics>(list));
    return !isHeld && isOutside(at(1), at(0)) ? "what is collected of a partition"
                                              : std::string_view();
  }
  case OBJECT(FUNCTION):
  case OBJECT(PROCEDURE):
  case OBJECT(ROUTINE):
  case OBJECT(AGGREGATE): {
    auto *o = as<PgQuery__ObjectWithArgs>(node);
    if (!o || state.functions().find(function(*o)))
      return {};
    list = items(o->n_objname, o->objname);
    if (kind == OBJECT(AGGREGATE))
      return "an aggregate";
    if (isOutside(at(1), at(0)))
      return "an aggregate or a function of a compiled language";
    if (isOfServer(at(1), at(0)))
      return "a function of the server's own";
    return mayBeExtension ? "a function of an extension" : std::string_view();
  }
  case OBJECT(SCHEMA): // it is there from the start, with privileges of its own by version
    return at(0) == "public" ? "the schema 'public' itself" : std::string_view();
  case OBJECT(DATABASE):
    return "a database as a whole";
  case OBJECT(LANGUAGE):
    return "a language";
  case OBJECT(TABLESPACE):
    return "a tablespace";
  default:
    return {};
  }
}

//===--- making them ------------------------------------------------------===//

bool Reader::read(const PgQuery__CreateForeignTableStmt &s) {
  outsiders.insert(made(*s.base_stmt->relation));
  return unmanaged("a foreign table");
}

/// The tables that it makes have the names that they have elsewhere.
bool Reader::read(const PgQuery__ImportForeignSchemaStmt &s) {
  outsiders.insert({ns(stringOf(s.local_schema)), Name()});
  return unmanaged("a foreign table");
}

/// CREATE AGGREGATE, OPERATOR, COLLATION, TEXT SEARCH … and base types.
bool Reader::read(const PgQuery__DefineStmt &s) {
  if (s.kind == OBJECT(AGGREGATE) || s.kind == OBJECT(TYPE))
    outsiders.insert(made(items(s.n_defnames, s.defnames)));
  return unmanaged("an aggregate, operator, collation, text search object or base type");
}

} // namespace schemac::sql
