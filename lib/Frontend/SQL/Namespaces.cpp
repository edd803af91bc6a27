//===- Namespaces.cpp - CREATE SCHEMA, and schemas that are renamed -------===//
#include "Reader.h"
#include "schemac/IR/Access.h"
#include "llvm/Support/SaveAndRestore.h"
#include <algorithm>

namespace schemac::sql {

//===--- CREATE SCHEMA ----------------------------------------------------===//

bool Reader::read(const PgQuery__CreateSchemaStmt &s) {
  std::string_view said = stringOf(s.schemaname);
  if (said.empty() && s.authrole)
    said = stringOf(s.authrole->rolename);
  Name n = name(said);
  bool there = !ns(said) || state.namespaces().find({Name(), n});
  if (there && (s.if_not_exists || !ns(said))) // public is there from the start
    return !s.n_schema_elts || schemaElements(s, ns(said));
  if (!add(CreateNamespaceOp::make(whole(), n)))
    return false;
  if (s.authrole && !stringOf(s.schemaname).empty() &&
      !setOwner({KindId::Namespace, PartKind::None, {Name(), n}, {}}, s.authrole, whole()))
    return false;
  return !s.n_schema_elts || schemaElements(s, n);
}

/// The order in which a server makes what stands in a CREATE SCHEMA, whatever order it stands in.
static int rankOfElement(const Node *node) {
  switch (node->node_case) {
  case PG_QUERY__NODE__NODE_CREATE_SEQ_STMT:
    return 0;
  case PG_QUERY__NODE__NODE_CREATE_STMT:
    return 1;
  case PG_QUERY__NODE__NODE_VIEW_STMT:
    return 2;
  case PG_QUERY__NODE__NODE_INDEX_STMT:
    return 3;
  case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
    return 4;
  default:
    return 5; // GRANT
  }
}

/// Each is read as a statement of its own, which makes things in the new schema.
bool Reader::schemaElements(const PgQuery__CreateSchemaStmt &s, Name schema) {
  std::vector<size_t> begins; // CREATE and GRANT are reserved; GRANT CREATE ON is a privilege
  size_t depth = 0;
  for (size_t i = 1; i < tokens.size(); ++i) {
    depth += isWord(i, "(");
    depth -= isWord(i, ")") && depth;
    bool isPrivilege = isWord(i + 1, ",") || isWord(i + 1, "on") || isWord(i - 1, "grant");
    bool begins_ = isWord(i, "grant") || (isWord(i, "create") && !isPrivilege);
    if (depth == 0 && begins_ && !isWord(i - 1, "with"))
      begins.push_back(tokens[i].begin);
  }
  if (begins.size() != s.n_schema_elts)
    return unsupported("this form of CREATE SCHEMA with objects in it");
  struct Element {
    int rank;
    SourceRange range;
    std::string text;
  };
  std::vector<Element> list;
  for (size_t i = 0; i < begins.size(); ++i) {
    size_t end = i + 1 < begins.size() ? begins[i + 1] : text.size();
    Loc at = base + static_cast<uint32_t>(begins[i]);
    std::string part = text.substr(begins[i], end - begins[i]);
    list.push_back({rankOfElement(s.schema_elts[i]),
                    {at, at + static_cast<uint32_t>(part.size())},
                    std::move(part)});
  }
  std::ranges::stable_sort(list, {}, &Element::rank);
  std::vector<Name> inside = searchPath;
  inside.insert(inside.begin(), schema);
  llvm::SaveAndRestore path(searchPath, std::move(inside));
  llvm::SaveAndRestore command(record->command);
  return std::ranges::all_of(list, [&](Element &e) { return within(std::move(e.text), e.range); });
}

//===--- ALTER SCHEMA … RENAME TO -----------------------------------------===//

template <class T> static std::vector<QName> allOf(const Schema &state, Name ns) {
  std::vector<QName> out;
  for (const T &e : state.all<T>())
    if (e.name.ns == ns)
      out.push_back(e.name);
  return out;
}

/// No step renames one: there is another, and everything moves there.
bool Reader::renameNamespace(Name from, Name to) {
  const Namespace *was = state.namespaces().find({Name(), from});
  if (!was)
    return ns(from.str()) ? missing("schema", from.str(), {})
                          : unsupported("renaming the schema 'public'");
  Namespace now = *was;
  now.name = {Name(), to};
  if (!add(CreateNamespaceOp::make(whole(), to)) ||
      !addAll(accessOf(now, KindId::Namespace, whole())) || !moveAll(from, to))
    return false;
  for (DefaultPrivilege &d : defaultPrivileges)
    if (d.schema == from)
      d.schema = to;
  std::set<QName> moved;
  for (QName n : outsiders)
    moved.insert(n.ns == from ? QName{to, n.name} : n);
  outsiders = std::move(moved);
  return add(DropNamespaceOp::make(whole(), from));
}

bool Reader::moveAll(Name from, Name to) {
  auto each = [&](const std::vector<QName> &list, auto &&move) {
    return std::ranges::all_of(list, move);
  };
  std::vector<Name> published;
  for (const Publication &p : state.publications())
    if (std::ranges::count(p.namespaces, from))
      published.push_back(p.name.name);
  for (Name p : published)
    if (!add(PublishNamespaceOp::make(whole(), p, to)) ||
        !add(UnpublishNamespaceOp::make(whole(), p, from)))
      return false;
  std::vector<Name> extensions;
  for (const Extension &e : state.extensions())
    if (e.schema == from)
      extensions.push_back(e.name.name);
  auto moveType = [&](QName n) { return add(MoveTypeOp::make(whole(), n, to)); };
  auto moveSequence = [&](QName n) { // one that is owned went with its table
    return !state.find<Sequence>(n) || add(MoveSequenceOp::make(whole(), n, to));
  };
  auto moveStatistic = [&](QName n) {
    ExtendedStatistics x = *state.find<ExtendedStatistics>(n);
    x.name.ns = to;
    return add(DropStatisticsOp::make(whole(), n)) && add(CreateStatisticsOp::make(whole(), x)) &&
           addAll(accessOf(x, KindId::ExtendedStatistics, whole()));
  };
  return std::ranges::all_of(extensions,
                             [&](Name n) { return add(MoveExtensionOp::make(whole(), n, to)); }) &&
         each(allOf<Enum>(state, from),
              [&](QName n) { return add(MoveEnumOp::make(whole(), n, to)); }) &&
         each(allOf<Domain>(state, from), moveType) &&
         each(allOf<Composite>(state, from), moveType) &&
         each(allOf<RangeType>(state, from), moveType) &&
         each(allOf<Table>(state, from),
              [&](QName n) { return add(MoveTableOp::make(whole(), n, to)); }) &&
         each(allOf<Sequence>(state, from), moveSequence) &&
         each(allOf<ExtendedStatistics>(state, from), moveStatistic) &&
         each(allOf<View>(state, from), [&](QName n) { return moveView(n, {to, n.name}); }) &&
         each(allOf<Function>(state, from), [&](QName n) { return moveFunction(n, to); });
}

} // namespace schemac::sql
