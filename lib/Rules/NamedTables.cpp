//===- NamedTables.cpp - The tables that a statement names ----------------===//
//
// Statements about rows are no steps of a plan, so that their tables are read off their text: what
// stands behind the words that introduce it.
//
//===----------------------------------------------------------------------===//
#include "Rules/NamedTables.h"
#include "Rules/Rule.h"

namespace schemac {
namespace {

class NameReader {
public:
  NameReader(const std::vector<SqlToken> &tokens, RuleContext &rules)
      : tokens(tokens), rules(rules) {}

  std::vector<NamedTable> read() {
    size_t at = afterWith();
    if (take(at, "update"))
      names(at, false);
    else if (take(at, "delete") && take(at, "from"))
      names(at, false);
    else if (take(at, "insert") && take(at, "into"))
      names(at, false);
    else if (take(at, "truncate") || take(at, "lock"))
      take(at, "table"), names(at, true);
    else if (take(at, "vacuum") || take(at, "cluster"))
      options(at), names(at, true);
    else if (take(at, "reindex"))
      reindex(at);
    else if (take(at, "alter") && take(at, "table"))
      take(at, "if") && take(at, "exists"), names(at, false);
    return std::move(out);
  }

private:
  bool take(size_t &at, std::string_view word) const {
    if (at >= tokens.size() || !tokens[at].isWord(word))
      return false;
    ++at;
    return true;
  }

  /// The first word of the statement proper, behind WITH queries.
  size_t afterWith() const {
    if (tokens.empty() || !tokens[0].isWord("with"))
      return 0;
    int depth = 0;
    for (size_t i = 1; i < tokens.size(); ++i) {
      depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
      if (depth == 0 && (tokens[i].isWord("update") || tokens[i].isWord("delete") ||
                         tokens[i].isWord("insert") || tokens[i].isWord("select")))
        return i;
    }
    return tokens.size();
  }

  /// FULL, VERBOSE, (ANALYZE, FULL)
  void options(size_t &at) const {
    if (at < tokens.size() && tokens[at].isSymbol("(")) {
      while (at < tokens.size() && !tokens[at].isSymbol(")"))
        ++at;
      ++at;
    }
    while (take(at, "full") || take(at, "freeze") || take(at, "verbose") || take(at, "analyze"))
      ;
  }

  std::optional<QName> name(size_t &at) const {
    if (at >= tokens.size() || !tokens[at].isName())
      return std::nullopt;
    std::string first = tokens[at++].name(), ns;
    while (at + 1 < tokens.size() && tokens[at].isSymbol(".") && tokens[at + 1].isName()) {
      ns = std::move(first);
      first = tokens[at + 1].name();
      at += 2;
    }
    Context &context = rules.unit.context;
    bool isDefault = ns.empty() || ns == rules.dialect.defaultNamespace();
    return QName{isDefault ? Name() : context.name(ns), context.name(first)};
  }

  void names(size_t at, bool several) {
    do {
      take(at, "only");
      std::optional<QName> n = name(at);
      if (!n)
        return;
      add(*n);
      if (at < tokens.size() && tokens[at].isSymbol("*"))
        ++at;
    } while (several && at < tokens.size() && tokens[at++].isSymbol(","));
  }

  void reindex(size_t at) {
    options(at);
    bool isIndex = take(at, "index");
    if (!isIndex && !take(at, "table"))
      return;
    take(at, "concurrently");
    std::optional<QName> n = name(at);
    if (!n)
      return;
    if (!isIndex)
      return add(*n);
    for (const Table &t : rules.state.tables())
      if (t.name.ns == n->ns && (t.index(n->name) || t.constraint(n->name)))
        return add(t.name);
  }

  void add(QName n) {
    const Table *t = rules.state.table(n);
    out.push_back({n, t != nullptr, rules.isNew(n), rules.quiet(n), rules.size(n)});
  }

  const std::vector<SqlToken> &tokens;
  RuleContext &rules;
  std::vector<NamedTable> out;
};

} // namespace

std::vector<NamedTable> namedTables(const std::vector<SqlToken> &tokens, RuleContext &rules) {
  return NameReader(tokens, rules).read();
}

} // namespace schemac
