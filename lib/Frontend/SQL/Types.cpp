//===- Types.cpp - Data types by their names ------------------------------===//
#include "ExtensionWords.h"
#include "Reader.h"
#include "schemac/Dialect/TypeNames.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/RangeFunctions.h"
#include <fmt/format.h>

namespace schemac::sql {

/// The parameters of a type as written: 3, or (Point, 4326) of an extension's type.
static std::vector<std::string> parameterTexts(const PgQuery__TypeName &t) {
  std::vector<std::string> out;
  for (const Node *n : items(t.n_typmods, t.typmods)) {
    if (auto *c = as<PgQuery__AConst>(n)) {
      if (c->val_case == PG_QUERY__A__CONST__VAL_IVAL)
        out.push_back(std::to_string(c->ival->ival));
      else
        out.push_back(fmt::format("'{}'", stringOf(n)));
    } else if (auto *r = as<PgQuery__ColumnRef>(n)) {
      out.emplace_back(r->n_fields ? stringOf(r->fields[0]) : "");
    } else {
      out.push_back(deparse(const_cast<Node *>(n)));
    }
  }
  return out;
}

/// The bits of INTERVAL's fields in its first parameter.
static std::string intervalFields(int mask) {
  struct Fields {
    int mask;
    std::string_view words;
  };
  static constexpr Fields All[] = {
      {1 << 2, "year"},
      {1 << 1, "month"},
      {1 << 3, "day"},
      {1 << 10, "hour"},
      {1 << 11, "minute"},
      {1 << 12, "second"},
      {(1 << 2) | (1 << 1), "year to month"},
      {(1 << 3) | (1 << 10), "day to hour"},
      {(1 << 3) | (1 << 10) | (1 << 11), "day to minute"},
      {(1 << 3) | (1 << 10) | (1 << 11) | (1 << 12), "day to second"},
      {(1 << 10) | (1 << 11), "hour to minute"},
      {(1 << 10) | (1 << 11) | (1 << 12), "hour to second"},
      {(1 << 11) | (1 << 12), "minute to second"},
  };
  for (const Fields &f : All)
    if (f.mask == mask)
      return std::string(f.words);
  return {};
}

static Type intervalType(Context &context, const PgQuery__TypeName &t) {
  auto param = [&](size_t i) {
    auto *c = as<PgQuery__AConst>(t.typmods[i]);
    return c && c->val_case == PG_QUERY__A__CONST__VAL_IVAL ? c->ival->ival : -1;
  };
  int precision = t.n_typmods > 1 ? param(1) : -1;
  std::string fields = t.n_typmods ? intervalFields(param(0)) : "";
  if (fields.empty())
    return context.type(TypeKind::Interval, precision);
  return context.nativeType(precision < 0 ? "interval " + fields
                                          : fmt::format("interval {}({})", fields, precision));
}

Type Reader::namedType(Name schema, std::string_view text) {
  QName n{schema, name(text)};
  if (state.enumType(n))
    return context.enumType(n);
  if (state.find<Domain>(n))
    return context.namedType(TypeKind::Domain, n);
  if (state.find<Composite>(n))
    return context.namedType(TypeKind::Composite, n);
  if (state.find<RangeType>(n))
    return context.namedType(TypeKind::Range, n);
  for (const RangeType &r : state.ranges())
    if (r.name.ns == schema && multirangeName(r, r.name.name) == text)
      return context.nativeType((schema ? sqlIdentifier(schema.str()) + "." : "") +
                                sqlIdentifier(text));
  return {};
}

/// What the server knows by these words, of which a schema has few and uses them many times.
Type Reader::serverType(const std::string &spelling) {
  auto [it, added] = serverTypes.try_emplace(spelling);
  if (added)
    it->second = dialect.canonical(context, context.nativeType(spelling));
  return it->second;
}

Type Reader::type(const PgQuery__TypeName &t) {
  Nodes list = items(t.n_names, t.names);
  std::string_view last = lastName(list);
  std::string_view schema = list.size() > 1 ? stringOf(list[list.size() - 2]) : "";
  Type found;
  if (t.pct_type) {
    QName table = relation(list.first(list.size() - 1));
    const Table *of = state.table(table);
    const Column *c = of ? of->column(name(last)) : nullptr;
    return c ? c->type : context.nativeType(textOf({tokenAt(t.location), tokens.size()}));
  }
  bool server = schema.empty() || schema == "pg_catalog";
  std::vector<std::string> parameters = parameterTexts(t);
  std::string spelling(last);
  if (!parameters.empty())
    spelling += fmt::format("({})", fmt::join(parameters, ","));
  if (server && last == "interval") {
    found = intervalType(context, t);
  } else if (server && last != "char") { // the keyword is bpchar; "char" is a type of its own
    found = serverType(spelling);
    if (found.is(TypeKind::Native) || (found.is(TypeKind::CiText)))
      found = {};
  }
  if (!found && server && isServerType(last))
    found = context.nativeType(last == "char" ? "\"char\"" : spelling);
  Name broughtInto; // by an extension, which is not where names are looked up by default
  if (!found && schema.empty())
    for (Name path : searchPath) {
      found = namedType(path, last);
      bool isBrought = !found && isBroughtInto(state, path, last, BroughtKind::Type);
      if (isBrought)
        broughtInto = path;
      if (found || isBrought)
        break;
    }
  if (!found && !schema.empty())
    found = namedType(ns(schema), last);
  if (!found && server && last.starts_with('_')) // the server's name of an array
    if (Type element = serverType(std::string(last.substr(1))); !element.is(TypeKind::Native))
      return context.arrayType(element);
  if (!found && last == "citext")
    found = context.type(TypeKind::CiText);
  if (!found) {
    QName row = relation(schema, last);
    if (state.table(row) || state.views().find(row)) { // its rows are values
      Type rows = context.namedType(TypeKind::Composite, row);
      return t.n_array_bounds ? context.arrayType(rows) : rows;
    }
    if (!state.extensions().size() && !options.assumeMissing)
      unknownType(nameAt(t.location), last, schema.empty());
    std::string prefix = schema.empty() || schema == "public" || schema == "pg_catalog"
                             ? std::string()
                             : sqlIdentifier(schema) + ".";
    if (broughtInto)
      prefix = sqlIdentifier(broughtInto.str()) + ".";
    spelling.replace(0, last.size(), sqlIdentifier(last));
    found = context.nativeType(prefix + spelling);
  }
  return t.n_array_bounds ? context.arrayType(found) : found;
}

/// A type of SQLite, MySQL or MariaDB that PostgreSQL has not.
static bool isOfOthers(std::string_view type) {
  static constexpr std::string_view Types[] = {
      "blob",     "clob",      "datetime",   "double",     "enum",     "longblob",
      "longtext", "mediumint", "mediumblob", "mediumtext", "nvarchar", "tinyint",
      "tinyblob", "tinytext",  "unsigned",   "varbinary",  "year"};
  return std::ranges::find(Types, type) != std::end(Types);
}

/// What stands here may have been made where nobody looked, by a program say; a misspelt word is
/// one nevertheless.
void Reader::unknownType(SourceRange range, std::string_view word, bool plain) {
  plain = plain && !sources.text(range).starts_with('"');
  if (!plain || !isMisspelt(word)) {
    DiagBuilder d = diags.report(range, diag::warn_sql_type, word);
    if (plain && isOfOthers(word))
      d.note(
          "SQLite and MySQL have types that PostgreSQL has not: if this is their SQL, say so with "
          "--dialect sqlite or --dialect mysql");
    return;
  }
  DiagBuilder d = diags.report(range, diag::err_no_type, word);
  d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", nearestType(word)),
        {{range, std::string(nearestType(word))}});
}

Type Reader::type(const Node *node) {
  auto *t = as<PgQuery__TypeName>(node);
  return t ? type(*t) : Type();
}

Type Reader::serialType(const PgQuery__TypeName &t) {
  if (t.n_names != 1 || t.n_array_bounds)
    return {};
  std::string_view n = stringOf(t.names[0]);
  if (n == "serial" || n == "serial4")
    return context.type(TypeKind::I32);
  if (n == "bigserial" || n == "serial8")
    return context.type(TypeKind::I64);
  return n == "smallserial" || n == "serial2" ? context.type(TypeKind::I16) : Type();
}

} // namespace schemac::sql
