//===- SqlRows.cpp - Values that are rows, and their fields ---------------===//
//
// Where an author writes (row).*, a server writes each field. So the type of the row is looked for:
// a composite type, or a table, whose rows have its name as a type.
//
//===----------------------------------------------------------------------===//
#include "SqlMatcher.h"
#include <algorithm>

namespace schemac::sqltree {

Type withoutDomains(Type type, const Schema &schema) {
  for (unsigned i = 0; i < 32 && type && type.is(TypeKind::Domain); ++i) {
    const Domain *d = schema.find<Domain>(type.named());
    type = d ? d->base : Type();
  }
  return type;
}

std::vector<std::pair<std::string, Type>> Matcher::fieldsOf(Type row) {
  std::vector<std::pair<std::string, Type>> out;
  row = schema ? withoutDomains(row, *schema) : Type();
  if (!row || !row.is(TypeKind::Composite))
    return out;
  if (const Composite *c = schema->find<Composite>(row.named())) {
    for (const Attribute &a : c->attributes)
      out.emplace_back(a.name.string(), a.type);
    return out;
  }
  const Table *t = schema->table(row.named());
  while (const Table *above = t && t->partitionOf ? schema->table(t->partitionOf) : nullptr)
    t = above;
  for (const Column &c : t ? t->columns : std::vector<Column>())
    out.emplace_back(c.name.string(), c.type);
  return out;
}

Type Matcher::rowType(const Node &n) {
  if (n.is(Kind::Name))
    return types(n.parts.size() > 1 ? n.parts[n.parts.size() - 2] : "", n.parts.back());
  if (n.is(Kind::Field)) {
    for (const auto &[name, type] : fieldsOf(rowType(n.children[0])))
      if (name == n.parts[0])
        return type;
    return {};
  }
  if (n.is(Kind::Subscript)) {
    Type of = rowType(n.children[0]);
    of = schema ? withoutDomains(of, *schema) : of;
    return of && of.is(TypeKind::Array) ? of.element() : Type();
  }
  if (!n.is(Kind::Call) || !schema)
    return {};
  Type found;
  for (const Function &f : schema->functions())
    if (f.called.str() == n.parts.back()) {
      if (found && found != f.returns)
        return {}; // which of them is not known here
      found = f.returns;
    }
  return found;
}

/// The columns of RETURNS TABLE, or those that are OUT, of a function of the schema that is called.
std::vector<std::pair<std::string, Type>> Matcher::fieldsOfCall(const Node &call) {
  std::vector<std::pair<std::string, Type>> out;
  const Function *found = nullptr;
  if (call.is(Kind::Call) && schema)
    for (const Function &f : schema->functions())
      if (f.called.str() == call.parts.back()) {
        if (found)
          return {}; // which of them is not known here
        found = &f;
      }
  for (const FunctionArg &a : found ? found->table : std::vector<FunctionArg>())
    out.emplace_back(a.name.string(), a.type);
  for (const FunctionArg &a : found &&out.empty() ? found->args : std::vector<FunctionArg>())
    if (a.name && (a.mode == ArgMode::Out || a.mode == ArgMode::InOut))
      out.emplace_back(a.name.string(), a.type);
  return out.size() > 1 ? out : std::vector<std::pair<std::string, Type>>();
}

size_t Matcher::matchFields(const Node &star, const std::vector<Node> &items, size_t at) {
  size_t begin = at;
  std::vector<std::pair<std::string, Type>> fields = fieldsOf(rowType(star.children[0]));
  if (fields.empty())
    fields = fieldsOfCall(star.children[0]);
  for (const auto &[name, type] : fields) {
    if (at == items.size())
      return 0;
    Node field = star;
    field.parts = {name};
    const Node &item = items[at++];
    if (!same(field, item.children[0]) || item.parts.empty() || item.parts[0] != name)
      return 0;
  }
  return at - begin;
}

/// ROW (t.*, 1), for which a server writes each column.
bool Matcher::sameRows(const Node &source, const Node &server) {
  size_t at = 0;
  const std::vector<Node> &b = server.children;
  for (const Node &a : source.children) {
    bool star = a.is(Kind::Star) && !a.parts.empty() && schema;
    if (!star && (at == b.size() || !same(a, b[at++])))
      return false;
    if (!star || (at < b.size() && b[at].is(Kind::Star) && same(a, b[at]) && ++at))
      continue;
    const Node *of = nullptr;
    for (const Node *r : relations)
      if (r->text == a.parts.back())
        of = of ? &a : r; // several are none
    for (const std::string &column :
         of &&of != &a ? columnsShown(*schema, *of) : std::vector<std::string>()) {
      if (at == b.size() || !b[at].is(Kind::Name) || b[at].parts.back() != column ||
          (b[at].parts.size() > 1 && b[at].parts[b[at].parts.size() - 2] != a.parts.back()))
        return false;
      ++at;
    }
  }
  return at == b.size();
}

//===--- lists of columns behind an alias ---------------------------------===//

/// VALUES (1, 'a') has column1 and column2.
static std::vector<std::string> columnsOfValues(const Node &query) {
  std::vector<std::string> names;
  size_t count = query.children.empty() ? 0 : query.children[0].children.size();
  for (size_t i = 1; i <= count; ++i)
    names.push_back("column" + std::to_string(i));
  return names;
}

/// The names of the columns that a function shows in FROM; nothing where they are not known.
static std::vector<std::string> columnsOfCall(const Schema &schema, const Node &call) {
  std::string_view called = call.parts.back();
  for (std::string_view each : {"json_each", "jsonb_each", "json_each_text", "jsonb_each_text"})
    if (called == each)
      return {"key", "value"};
  std::vector<std::string> names;
  for (const Function &f : schema.functions())
    if (f.called.str() == called) {
      if (!names.empty())
        return {}; // which of them is not known here
      for (const FunctionArg &a : f.table)
        names.push_back(a.name.string());
      for (const FunctionArg &a : f.args)
        if (f.table.empty() && a.name && (a.mode == ArgMode::Out || a.mode == ArgMode::InOut))
          names.push_back(a.name.string());
    }
  return names;
}

/// An alias may name the first columns only. A server writes the names of the others, too.
bool Matcher::sameColumnLists(const Node &relation, const Node &source, const Node &server) {
  size_t stated = source.parts.size();
  if (source.parts == server.parts)
    return true;
  if (!schema || stated >= server.parts.size() ||
      !std::equal(source.parts.begin(), source.parts.end(), server.parts.begin()))
    return false;
  Node bare = relation;
  std::erase_if(bare.children, [](const Node &c) { return c.is(Kind::Clause, "columns"); });
  std::vector<std::string> own =
      isFunction(bare) ? columnsOfCall(*schema, bare.children[0])
      : !bare.children.empty() && bare.children[0].is(Kind::Query, "values")
          ? columnsOfValues(bare.children[0])
          : columnsShown(*schema, bare);
  return own.size() == server.parts.size() &&
         std::equal(own.begin() + long(stated), own.end(), server.parts.begin() + long(stated));
}

} // namespace schemac::sqltree
