//===- SirPrintAccess.cpp - Comments, owners and grants as .sir -----------===//
#include "SirPrinter.h"
#include "SirText.h"

namespace schemac::sir {

std::string Printer::partComment(const Entity &e, PartKind kind, Name part) const {
  Name text = schemac::partComment(e, kind, part);
  return text ? " comment " + sir::quote(text.str()) : std::string();
}

/// Each on a line of its own below the object. Grants that differ only in the privilege share one,
/// and so do those that differ only in the column.
void Printer::access(const Entity &e) {
  ++depth;
  auto line = [&](const std::string &text) {
    os << "\n";
    indent() << text;
  };
  if (e.comment)
    line("comment " + sir::quote(e.comment.str()));
  if (e.owner)
    line("owner " + sir::name(e.owner));
  for (size_t i = 0; i < e.grants.size();) {
    const Grant &first = e.grants[i];
    std::string privileges = sir::quote(first.privilege.str());
    std::vector<Name> columns;
    if (first.column)
      columns.push_back(first.column);
    for (++i; i < e.grants.size(); ++i) {
      const Grant &g = e.grants[i];
      if (g.role != first.role || g.withGrantOption != first.withGrantOption ||
          bool(g.column) != bool(first.column) || (g.column && g.privilege != first.privilege))
        break;
      if (g.column)
        columns.push_back(g.column);
      else
        privileges += ", " + sir::quote(g.privilege.str());
    }
    line("grant " + privileges + (columns.empty() ? "" : " " + sir::list(columns)) + " to " +
         sir::name(first.role) + (first.withGrantOption ? " with_grant_option" : ""));
  }
  --depth;
}

/// But those of a view's indexes, which have lines of their own.
void Printer::partComments(const Entity &e) {
  ++depth;
  for (const PartComment &c : e.partComments) {
    if (c.kind == PartKind::Index)
      continue;
    os << "\n";
    indent() << "comment " << sir::name(c.part) << " " << sir::quote(c.text.str());
  }
  --depth;
}

} // namespace schemac::sir
