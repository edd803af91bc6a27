//===- MySqlQueryMeaning.cpp - What MySQL and MariaDB make of queries -----===//
//
// What a server does to a query is done to both texts (MySqlQueryForm.cpp) before they are
// compared.
//
//===----------------------------------------------------------------------===//
#include "MySqlMeaning.h"
#include "MySqlQueryForm.h"
#include "MySqlRespelling.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace schemac::sqltree {

namespace {

/// Whether \p n is a cast with a character set, which a server writes where an author did not.
bool isInCharset(const Node &n) {
  return n.is(Kind::Collate) && n.children[0].is(Kind::Cast) && n.parts.size() == 1 &&
         n.parts[0].starts_with(CharsetPrefix);
}

/// The name of an item that an author did not give is the text of the item to a server.
void takeMadeNames(Node &source, const Node &server) {
  if (source.is(Kind::Cast) && isInCharset(server)) {
    Node whole = server;
    whole.children = {std::move(source)};
    source = std::move(whole);
  }
  if (source.kind != server.kind || source.children.size() != server.children.size())
    return;
  if (source.is(Kind::Item) && source.parts.empty() && server.parts.size() == 1) {
    std::string_view name = server.parts[0];
    bool plain = std::ranges::all_of(name, [](char c) { return llvm::isAlnum(c) || c == '_'; });
    if (!plain)
      source.parts = server.parts;
  }
  for (size_t i = 0; i < source.children.size(); ++i)
    takeMadeNames(source.children[i], server.children[i]);
}

} // namespace

/// In the form that both sides are brought to; null: something in it is not certain. \p written:
/// the text of an author; of a server it is empty.
static std::optional<Node> queryInOneForm(Expr query, const std::vector<Name> &columns,
                                          const Schema &schema, std::string_view written) {
  std::optional<std::string> text = standardText(query.str());
  std::optional<Node> tree = text ? parseQuery(*text) : std::nullopt;
  if (!tree || !MySqlQueryForm(schema, written).run(*tree, &columns))
    return std::nullopt;
  return tree;
}

bool isQueryReadInMySql(Expr query, const std::vector<Name> &columns, const Schema &schema,
                        bool byServer) {
  return queryInOneForm(query, columns, schema, byServer ? "" : query.str()).has_value();
}

bool sameQueryInMySql(Expr source, const std::vector<Name> &columns, Expr server,
                      const Schema &schema) {
  if (!source || !server)
    return source == server;
  std::optional<Node> a = queryInOneForm(source, columns, schema, source.str()),
                      b = a ? queryInOneForm(server, {}, schema, "") : std::nullopt;
  if (!a || !b)
    return false;
  takeMadeNames(*a, *b);
  return sameTree(*a, *b);
}

} // namespace schemac::sqltree
