//===- Values.cpp - Types, defaults, references ---------------------------===//
#include "Write/Hcl/Writer.h"
#include "schemac/IR/SqlNames.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl_form {
namespace {

/// Types that HCL calls by another word than the IR.
constexpr std::pair<TypeKind, std::string_view> Words[] = {
    {TypeKind::Bool, "boolean"}, {TypeKind::I16, "smallint"},
    {TypeKind::I32, "integer"},  {TypeKind::I64, "bigint"},
    {TypeKind::F32, "real"},     {TypeKind::F64, "double_precision"},
    {TypeKind::Bytes, "bytea"},  {TypeKind::VarBit, "bit_varying"},
};

bool isNumber(std::string_view text) {
  std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  size_t point = std::min(digits.find('.'), digits.size());
  auto all = [](std::string_view s) {
    return !s.empty() && s.find_first_not_of("0123456789") == s.npos;
  };
  std::string_view whole = digits.substr(0, point);
  // What a number would be written as: no needless zeros.
  if (!all(whole) || (whole.size() > 1 && whole[0] == '0') || text == "-0")
    return false;
  return point == digits.size() || (all(digits.substr(point + 1)) && !digits.ends_with('0'));
}

} // namespace

void Writer::countNames() {
  auto count = [&](std::string_view kind, const auto &all) {
    for (const auto &e : all)
      ++named[{kind, e.name.name}];
  };
  count("table", s.tables()), count("enum", s.enums()), count("domain", s.domains());
  count("composite", s.composites()), count("range", s.ranges()), count("sequence", s.sequences());
  count("statistics", s.statistics());
  for (const View &v : s.views())
    ++named[{v.materialized ? "materialized" : "view", v.name.name}];
  for (const Function &f : s.functions())
    ++named[{f.procedure ? "procedure" : "function", f.called}];
}

std::string Writer::head(std::string_view kind, QName name) const {
  auto it = named.find({kind, name.name});
  std::string ns =
      it != named.end() && it->second > 1 ? quoted(name.ns ? name.ns.str() : "public") + " " : "";
  return fmt::format("{} {}{}", kind, ns, quoted(name.name.str()));
}

std::string Writer::schemaRef(QName name) const {
  return "schema" + step(name.ns ? name.ns.str() : "public");
}

std::string Writer::ref(std::string_view kind, QName name) const {
  auto it = named.find({kind, name.name});
  std::string ns =
      it != named.end() && it->second > 1 ? step(name.ns ? name.ns.str() : "public") : "";
  return std::string(kind) + ns + step(name.name.str());
}

std::string Writer::column(QName table, Name name) const {
  const Table *t = s.table(table);
  for (unsigned depth = 0; t && t->partitionOf && depth < 64; ++depth)
    t = s.table(t->partitionOf);
  return ref("table", t ? t->name : table) + ".column" + step(name.str());
}

std::string Writer::columns(const std::vector<Name> &names) const {
  std::vector<std::string> items;
  for (Name n : names)
    items.push_back(column(n));
  return items.empty() ? "" : list(items);
}

std::string Writer::type(Type t) const {
  std::string name = dialect.typeName(t);
  if (t.is(TypeKind::Array) || t.is(TypeKind::Native))
    return sql(name.find('"') == name.npos ? llvm::StringRef(name).lower() : name);
  if (QName of = t.named()) {
    constexpr std::pair<TypeKind, std::string_view> Kinds[] = {{TypeKind::Enum, "enum"},
                                                               {TypeKind::Domain, "domain"},
                                                               {TypeKind::Composite, "composite"},
                                                               {TypeKind::Range, "range"}};
    for (auto [kind, word] : Kinds)
      if (t.is(kind) && named.count({word, of.name}))
        return ref(word, of);
    return sql(name);
  }
  std::string word = typeInfo(t.kind()).spelling;
  for (auto [kind, other] : Words)
    if (t.is(kind))
      word = other;
  if (t.param(0) < 0)
    return word;
  return t.param(1) >= 0 ? fmt::format("{}({}, {})", word, t.param(0), t.param(1))
                         : fmt::format("{}({})", word, t.param(0));
}

std::string Writer::defaultValue(Expr e) const {
  if (!e)
    return {};
  std::string_view text = e.str();
  if (text == "true" || text == "false" || isNumber(text))
    return std::string(text);
  return literalOrSql(e);
}

std::string Writer::literalOrSql(Expr e) const {
  std::string_view text = e.str();
  std::optional<std::string> literal = stringLiteral(e);
  std::string said = "'";
  for (char c : literal.value_or(""))
    said += c == '\'' ? std::string("''") : std::string(1, c);
  if (literal && said + "'" == text)
    return quoted(*literal);
  return sql(text);
}

void Writer::access(const Entity &e, std::string_view kind) {
  losses.begin(kind, e);
  if (!e.grants.empty())
    granted.push_back({kind == "namespace" ? "schema" : kind, &e});
  if (e.owner && kind == "extension")
    losses.part(e.range, schemac::named("owner", e.owner));
}

void Writer::owner(Block &b, const Entity &e) {
  if (e.owner)
    b.set("owner_role", quoted(e.owner.str()));
}

} // namespace schemac::hcl_form
