//===- EarlyExtensions.cpp - What uses an extension before it is made -----===//
//
// On a server that does not have the extension, the statement with the use is refused, and the one
// that makes the extension comes too late. Where it is there anyway, nobody notices.
//
//===----------------------------------------------------------------------===//
#include "EarlyExtensions.h"
#include "ExtensionWords.h"
#include <fmt/format.h>

namespace schemac::sql {

namespace {

class EarlyUse {
public:
  EarlyUse(const ExtensionWords &words, const Schema &state) : words(words), state(state) {}

  std::optional<ExtensionUse> find() {
    for (const Table &t : state.tables())
      look(t);
    for (const Domain &d : state.domains()) {
      std::string owner = fmt::format("domain '{}'", d.name.str());
      if (words.haveType(d.base))
        use(owner, d.range);
      for (const Constraint &c : d.checks)
        look(c.check, owner, d.range);
    }
    for (const View &v : state.views())
      look(v.query, fmt::format("view '{}'", v.name.str()), v.range);
    return std::move(found);
  }

private:
  void look(const Table &t) {
    for (const Column &c : t.columns) {
      std::string owner = fmt::format("'{}'", SubRef{t.name, c.name}.str());
      if (words.haveType(c.type))
        use(owner, c.range);
      look(c.defaultExpr, owner, c.range);
      look(c.generated(), owner, c.range);
    }
    for (const Constraint &c : t.constraints) {
      std::string owner = fmt::format("'{}' of '{}'", c.name.str(), t.name.str());
      look(c.check, owner, c.range);
      if (c.kind == ConstraintKind::Exclusion)
        for (const IndexElem &e : c.more().elems)
          look(t, e, c.more().method, owner, c.range);
    }
    for (const Index &i : t.indexes) {
      std::string owner = fmt::format("'{}'", i.name.str());
      look(i.where, owner, i.range);
      for (const IndexElem &e : i.elems)
        look(t, e, i.method, owner, i.range);
    }
  }

  void look(const Table &t, const IndexElem &e, Name method, const std::string &owner,
            SourceRange range) {
    if (words.areIn(t, e, method))
      use(owner, range);
  }

  void look(Expr expr, const std::string &owner, SourceRange range) {
    if (!found && words.areIn(expr))
      use(owner, range);
  }

  void use(const std::string &owner, SourceRange range) {
    if (!found)
      found = ExtensionUse{owner, range};
  }

  const ExtensionWords &words;
  const Schema &state;
  std::optional<ExtensionUse> found;
};

} // namespace

std::optional<ExtensionUse> useOfExtension(std::string_view extension, const Schema &state) {
  ExtensionWords words(extension, state);
  return words.areKnown() ? EarlyUse(words, state).find() : std::nullopt;
}

} // namespace schemac::sql
