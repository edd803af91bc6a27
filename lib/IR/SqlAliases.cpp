//===- SqlAliases.cpp - Names that a server gives to relations ------------===//
//
// Where a query uses a name that one around it uses, too, a server writes another: `x_1` for the
// inner `x`. Such a name is in no other place of its text.
//
//===----------------------------------------------------------------------===//
#include "SqlTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

namespace schemac::sqltree {

/// N is Node, or const Node.
template <class N> static void collectFrom(N &n, std::vector<N *> &out) {
  if (n.is(Kind::Relation)) {
    out.push_back(&n);
    return;
  }
  for (N &c : n.children)
    collectFrom(c, out);
}

template <class N> static std::vector<N *> relationsOf(N &query) {
  std::vector<N *> out;
  for (N &c : query.children)
    if (c.is(Kind::Clause, "from"))
      collectFrom(c, out);
  return out;
}

static bool isMadeFrom(llvm::StringRef made, llvm::StringRef name) {
  return made.consume_front(name) && made.consume_front("_") && !made.empty() &&
         llvm::all_of(made, llvm::isDigit);
}

/// Gives the columns of \p from, and all rows of it, another relation.
static void requalify(Node &n, const std::string &from, const std::string &to) {
  if ((n.is(Kind::Name) || n.is(Kind::Star)) && !n.parts.empty()) {
    bool star = n.is(Kind::Star);
    if (star || n.parts.size() > 1)
      if (std::string &relation = n.parts[n.parts.size() - (star ? 1 : 2)]; relation == from)
        relation = to;
  }
  for (Node &c : n.children)
    requalify(c, from, to);
}

void adoptAliases(const Node &source, Node &server) {
  if (source.is(Kind::Query) && server.is(Kind::Query)) {
    std::vector<const Node *> a = relationsOf(source);
    std::vector<Node *> b = relationsOf(server);
    for (size_t i = 0; a.size() == b.size() && i < a.size(); ++i) {
      if (!isMadeFrom(b[i]->text, a[i]->text))
        continue;
      // In here the source's name is not that of the query around it any more.
      requalify(server, a[i]->text, a[i]->text + " (outer)");
      requalify(server, b[i]->text, a[i]->text);
      b[i]->text = a[i]->text;
    }
  }
  if (source.children.size() == server.children.size())
    for (size_t i = 0; i < source.children.size(); ++i)
      adoptAliases(source.children[i], server.children[i]);
}

} // namespace schemac::sqltree
