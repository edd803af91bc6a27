//===- MovedColumns.cpp - Columns that go to another table ----------------===//
#include "schemac/IR/MovedColumns.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {

/// A name in quotes that begins at \p at, which is then behind it; a quote in it is doubled.
static std::string readQuotedPart(std::string_view text, size_t &at) {
  std::string part;
  for (++at; at < text.size(); ++at) {
    bool ends = text[at] == '"' && (at + 1 == text.size() || text[at + 1] != '"');
    if (ends)
      return ++at, part;
    at += text[at] == '"';
    part += text[at];
  }
  return {};
}

/// The parts of `app."b.c"`. None when no part stands in quotes, or it is no path.
static std::vector<std::string> quotedParts(std::string_view text) {
  std::vector<std::string> parts;
  for (size_t at = 0;; ++at) {
    std::string part;
    if (at < text.size() && text[at] == '"')
      part = readQuotedPart(text, at);
    else
      for (; at < text.size() && text[at] != '.' && text[at] != '"'; ++at)
        part += text[at];
    if (part.empty())
      return {};
    parts.push_back(std::move(part));
    if (at == text.size())
      return text.find('"') == text.npos ? std::vector<std::string>() : parts;
    if (text[at] != '.')
      return {};
  }
}

/// The namespace may be the default one, which no name in a schema has.
static SubRef findParts(const Schema &schema, const std::vector<std::string> &parts,
                        Context &context) {
  size_t n = parts.size();
  if (n != 2 && n != 3)
    return {};
  bool bare = n == 2 || parts[0] == traitsOf(schema.dialect).defaultNamespace;
  QName table = bare ? context.qname(parts[n - 2]) : context.qname(parts[0], parts[1]);
  Name column = context.name(parts[n - 1]);
  const Table *t = schema.table(table);
  return t && t->column(column) ? SubRef{table, column} : SubRef();
}

/// A name may have dots in it, so each of them is tried for the one between table and column.
static void findPlain(const Schema &schema, std::string_view text, Context &context,
                      std::vector<SubRef> &found) {
  for (size_t dot = text.rfind('.'); dot != text.npos && dot; dot = text.rfind('.', dot - 1)) {
    std::string_view object = text.substr(0, dot);
    Name column = context.name(text.substr(dot + 1));
    auto tryTable = [&](QName n) {
      const Table *t = schema.table(n);
      SubRef one{n, column};
      if (t && t->column(column) && std::ranges::find(found, one) == found.end())
        found.push_back(one);
    };
    tryTable(context.qname(object));
    for (size_t d = object.find('.'); d != object.npos; d = object.find('.', d + 1))
      tryTable(context.qname(object.substr(0, d), object.substr(d + 1)));
  }
}

std::vector<SubRef> columnsNamed(const Schema &schema, std::string_view written, Context &context) {
  if (SubRef one = findParts(schema, quotedParts(written), context); one.table.name)
    return {one};
  std::vector<SubRef> found;
  findPlain(schema, written, context, found);
  std::string_view ns = traitsOf(schema.dialect).defaultNamespace;
  bool said = !ns.empty() && written.size() > ns.size() + 1 && written.starts_with(ns) &&
              written[ns.size()] == '.';
  if (said)
    findPlain(schema, written.substr(ns.size() + 1), context, found);
  return found;
}

SubRef columnNamed(const Schema &schema, std::string_view written, Context &context) {
  std::vector<SubRef> found = columnsNamed(schema, written, context);
  return found.empty() ? SubRef() : found.front();
}

static std::string pathPart(Name name) {
  std::string_view text = name.str();
  if (text.find_first_of(".\"") == text.npos)
    return std::string(text);
  std::string out = "\"";
  for (char c : text)
    out.append(c == '"' ? 2 : 1, c);
  return out += '"';
}

std::string columnPath(const SubRef &column) {
  std::string out = pathPart(column.table.name) + "." + pathPart(column.sub);
  return column.table.ns ? pathPart(column.table.ns) + "." + out : out;
}

bool tellsRowsApart(const Table &t, const std::vector<Name> &columns) {
  auto same = [&](std::vector<Name> other) { return std::ranges::is_permutation(other, columns); };
  return std::ranges::any_of(t.constraints,
                             [&](const Constraint &k) {
                               return (k.kind == ConstraintKind::PrimaryKey ||
                                       k.kind == ConstraintKind::Unique) &&
                                      !k.deferrable && same(k.columns);
                             }) ||
         std::ranges::any_of(t.indexes, [&](const Index &i) {
           std::vector<Name> names;
           for (const IndexElem &e : i.elems)
             names.push_back(e.column);
           return i.unique && !i.where && !i.invalid && same(names);
         });
}

} // namespace schemac
