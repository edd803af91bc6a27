//===- MySqlQueryMeaning.cpp - What MySQL and MariaDB make of queries -----===//
//
// A server qualifies names, writes the columns of a star and makes a list of tables one of joins.
// So is done here to both texts before they are compared.
//
//===----------------------------------------------------------------------===//
#include "MySqlForm.h"
#include "MySqlMeaning.h"
#include "MySqlRespelling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sqltree {

namespace {

/// Gives the names of a query the relation that has them, and its stars their columns.
class MySqlQueryForm {
public:
  /// \p written: the text of an author, who need not name all that the query shows.
  explicit MySqlQueryForm(const Schema &schema, std::string_view written = {})
      : schema(schema), written(lexSqlTokens(written, SqlRules::MySql)) {}

  /// False where something is not certain.
  bool run(Node &query, const std::vector<Name> *names = nullptr) {
    query = set(std::move(query), nullptr);
    if (names && !names->empty())
      rename(query, *names);
    return sure;
  }

private:
  struct Source {
    std::string name;
    std::vector<std::string> columns; ///< empty: not known
  };
  struct Scope {
    const Scope *outer = nullptr;
    std::vector<Source> sources{};
    std::vector<std::string> shared{}; ///< columns that are one of two relations, by USING
  };

  static Node *part(Node &query, std::string_view text) {
    for (Node &c : query.children)
      if (c.is(Kind::Clause, text))
        return &c;
    return nullptr;
  }
  static Node &first(Node &query) {
    Node *q = &query;
    while (!q->children.empty() && q->children[0].is(Kind::Query))
      q = &q->children[0];
    return *q;
  }
  void rename(Node &query, const std::vector<Name> &names) {
    Node &q = first(query);
    if (!q.is(Kind::Query, "select") || q.children[0].children.size() != names.size()) {
      sure = false;
      return;
    }
    for (size_t i = 0; i < names.size(); ++i)
      q.children[0].children[i].parts = {lowerCase(names[i].str())};
  }

  std::vector<std::string> shownBy(const std::string &name) {
    for (const auto &[query, columns] : with)
      if (query == name)
        return columns;
    std::vector<std::string> out;
    for (const Table &t : schema.tables())
      if (lowerCase(t.name.name.str()) == name)
        for (const Column &c : t.columns)
          out.push_back(lowerCase(c.name.str()));
    for (const View &v : schema.views())
      if (out.empty() && lowerCase(v.name.name.str()) == name && v.query) {
        std::optional<std::string> text = standardText(v.query.str());
        std::optional<Node> tree = text ? parseQuery(*text) : std::nullopt;
        if (tree)
          out = shown(*tree);
      }
    return out;
  }
  /// A server writes a name for each item.
  static std::vector<std::string> shown(Node &query) {
    Node &q = first(query);
    std::vector<std::string> out;
    if (!q.is(Kind::Query, "select"))
      return out;
    for (const Node &item : q.children[0].children) {
      if (item.parts.empty())
        return {};
      out.push_back(lowerCase(item.parts[0]));
    }
    return out;
  }

  /// Those of a query within an expression mean nothing.
  static void forgetNames(Node &query) {
    for (Node &c : query.children)
      if (c.is(Kind::Query))
        forgetNames(c);
      else if (c.is(Kind::Clause, "items"))
        for (Node &item : c.children)
          item.parts.clear();
  }

  Node expression(Node n, const Scope &scope) {
    return inOneForm(
        std::move(n), [&](Node name) { return qualified(std::move(name), scope); },
        [&](Node q) {
          q = set(std::move(q), &scope);
          forgetNames(q);
          return q;
        });
  }

  Node qualified(Node name, const Scope &scope) {
    if (name.parts.size() > 2)
      name.parts.erase(name.parts.begin(), name.parts.end() - 2); // that of the database
    if (name.parts.size() == 2)
      return name;
    for (const Scope *s = &scope; s; s = s->outer)
      for (const Source &source : s->sources) {
        if (source.columns.empty())
          sure = false;
        if (std::ranges::find(source.columns, name.parts[0]) != source.columns.end()) {
          name.parts.insert(name.parts.begin(), source.name);
          return name;
        }
      }
    return name;
  }

  /// Collects what it reads. Every join is one of two, and a list is joins.
  Node relation(Node n, Scope &scope) {
    if (n.is(Kind::Join)) {
      llvm::StringRef how = n.text;
      bool natural = how.consume_front("natural ");
      if (how.starts_with("right") || how.starts_with("full"))
        sure = false;
      n.text = how == "cross join" ? "join" : how.str();
      size_t left = scope.sources.size();
      n.children[0] = relation(std::move(n.children[0]), scope);
      size_t right = scope.sources.size();
      n.children[1] = relation(std::move(n.children[1]), scope);
      bool joins = n.children.size() > 2 && n.children[2].is(Kind::Clause);
      if (natural || joins) {
        std::vector<std::string> names = joins ? n.children[2].parts : std::vector<std::string>();
        n.children.resize(2);
        joinShared(n, scope, left, right, natural ? nullptr : &names);
      }
      return n;
    }
    Source source{lowerCase(n.text), {}};
    n.text = source.name;
    for (std::string &p : n.parts)
      p = lowerCase(p);
    if (!n.parts.empty()) {
      n.parts.erase(n.parts.begin(), n.parts.end() - 1);
      source.columns = shownBy(n.parts[0]);
    }
    for (Node &c : n.children)
      if (c.is(Kind::Query)) {
        c = set(std::move(c), scope.outer);
        source.columns = shown(c);
      } else {
        sure = false; // functions, LATERAL, names of columns, PARTITION
      }
    scope.sources.push_back(std::move(source));
    return n;
  }
  /// The one of \p scope's sources from \p begin to \p end that has \p column; of a column that is
  /// shared already it is the first.
  const Source *holder(const Scope &scope, size_t begin, size_t end, const std::string &column) {
    const Source *found = nullptr;
    bool isShared = std::ranges::find(scope.shared, column) != scope.shared.end();
    for (size_t i = begin; i < end; ++i) {
      const Source &s = scope.sources[i];
      sure &= !s.columns.empty();
      if (std::ranges::find(s.columns, column) == s.columns.end())
        continue;
      sure &= !found || isShared;
      found = found ? found : &s;
    }
    return found;
  }

  /// USING and NATURAL: a server writes the condition that they mean, in the order of the columns
  /// at the left. \p names: of USING; null: all that both sides have.
  void joinShared(Node &join, Scope &scope, size_t left, size_t right,
                  const std::vector<std::string> *names) {
    std::vector<Node> tests;
    std::vector<std::string> taken;
    for (size_t i = left; i < right; ++i)
      for (const std::string &column : scope.sources[i].columns) {
        bool wanted = !names || std::ranges::any_of(*names, [&](const std::string &n) {
          return lowerCase(n) == column;
        });
        if (!wanted || std::ranges::find(taken, column) != taken.end())
          continue;
        const Source *other = holder(scope, right, scope.sources.size(), column);
        if (!other)
          continue;
        const Source *own = holder(scope, left, right, column);
        taken.push_back(column);
        Node test, a, b;
        a.parts = {own->name, column};
        b.parts = {other->name, column};
        test.kind = Kind::Operator;
        test.text = "=";
        test.children = {std::move(a), std::move(b)};
        tests.push_back(std::move(test));
      }
    for (size_t i = left; i < scope.sources.size(); ++i)
      sure &= !scope.sources[i].columns.empty();
    sure &= !names || taken.size() == names->size();
    scope.shared.insert(scope.shared.end(), taken.begin(), taken.end());
    if (tests.size() == 1) {
      join.children.push_back(std::move(tests[0]));
    } else if (!tests.empty()) {
      Node all;
      all.kind = Kind::And;
      all.children = std::move(tests);
      join.children.push_back(std::move(all));
    }
  }
  void conditions(Node &n, const Scope &scope) {
    if (!n.is(Kind::Join))
      return;
    conditions(n.children[0], scope);
    conditions(n.children[1], scope);
    for (size_t i = 2; i < n.children.size(); ++i)
      n.children[i] = expression(std::move(n.children[i]), scope);
  }

  void items(Node &list, const Scope &scope) {
    std::vector<Node> out;
    for (Node &item : list.children) {
      if (!item.children[0].is(Kind::Star)) {
        for (std::string &p : item.parts)
          p = lowerCase(p);
        if (isUnnamed(item))
          item.parts.clear();
        item.children[0] = expression(std::move(item.children[0]), scope);
        out.push_back(std::move(item));
        continue;
      }
      sure &= scope.shared.empty(); // those come once, and first
      std::vector<std::string> of = item.children[0].parts;
      for (const Source &s : scope.sources) {
        if (!of.empty() && lowerCase(of.back()) != s.name)
          continue;
        sure &= !s.columns.empty();
        for (const std::string &column : s.columns) {
          Node name, one;
          name.parts = {s.name, column};
          one.kind = Kind::Item;
          one.parts = {column};
          one.children.push_back(std::move(name));
          out.push_back(std::move(one));
        }
      }
    }
    list.children = std::move(out);
  }

  /// ORDER BY by the name of an item means it; what GROUP BY names is a column where there is one.
  static const Node *itemFor(const Node &n, const Node &list) {
    if (n.is(Kind::Name) && n.parts.size() == 1)
      for (const Node &item : list.children)
        if (!item.parts.empty() && item.parts[0] == lowerCase(n.parts[0]))
          return &item.children[0];
    return nullptr;
  }
  static bool isColumn(const Node &n, const Scope &scope) {
    return std::ranges::any_of(scope.sources, [&](const Source &s) {
      return std::ranges::find(s.columns, lowerCase(n.parts[0])) != s.columns.end();
    });
  }

  void clause(Node &c, const Node &list, const Scope &scope) {
    bool groups = c.text.starts_with("group by");
    for (Node &n : c.children) {
      Node &of = n.is(Kind::Sort) ? n.children[0] : n;
      const Node *item = groups || c.text == "order by" ? itemFor(of, list) : nullptr;
      if (item && !(groups && isColumn(of, scope)))
        of = *item;
      else if (c.text == "having" || of.is(Kind::Clause) || of.is(Kind::Number))
        literal(of, c, scope);
      else
        of = expression(std::move(of), scope);
    }
  }
  /// Names in HAVING mean items as well as columns, and numbers in ORDER BY items.
  void literal(Node &of, const Node &clause, const Scope &scope) {
    if (clause.text == "order by" && of.is(Kind::Number))
      return; // the same place in the same list
    if (clause.text == "window" || clause.text == "order by" || clause.text.starts_with("group"))
      sure = false;
    of = expression(std::move(of), scope);
  }

  Node set(Node q, const Scope *outer) {
    size_t before = with.size();
    for (Node &c : q.children)
      if (c.is(Kind::Clause, "with") || c.is(Kind::Clause, "with recursive"))
        for (Node &one : c.children) {
          std::string name = one.parts[0] = lowerCase(one.parts[0]);
          sure &= one.parts.size() == 1 && one.text == "cte";
          size_t known = with.size();
          if (c.text == "with recursive") // it may read itself
            with.emplace_back(name, shown(one.children[0]));
          one.children[0] = set(std::move(one.children[0]), outer);
          with.resize(known);
          with.emplace_back(name, shown(one.children[0]));
        }
    if (q.text == "select") {
      select(q, outer);
    } else {
      sure &= q.text != "values";
      for (Node &c : q.children)
        if (c.is(Kind::Query))
          c = set(std::move(c), outer);
        else if (!c.text.starts_with("with"))
          sure &= c.text == "limit" || c.text == "offset";
    }
    with.resize(before);
    return q;
  }

  /// What OVER w stands for.
  static void writeWindows(Node &n, const std::vector<Node> &windows) {
    for (Node &c : n.children) {
      for (const Node &w : windows)
        if (c.is(Kind::Clause) && lowerCase(c.text) == "over " + lowerCase(w.parts[0]))
          c = w.children[0];
      if (!c.is(Kind::Query))
        writeWindows(c, windows);
    }
  }
  /// A server writes each window where it is used. One that is made of another stays as it is.
  static void writeWindows(Node &q) {
    std::vector<Node> windows;
    for (const Node &c : q.children)
      if (c.is(Kind::Clause, "window")) {
        bool whole = c.parts.size() == 1 && c.children.size() == 1 && c.children[0].parts.empty() &&
                     c.children[0].text == "over";
        if (!whole)
          return;
        windows.push_back(c);
      }
    if (windows.empty())
      return;
    std::erase_if(q.children, [](const Node &c) { return c.is(Kind::Clause, "window"); });
    writeWindows(q, windows);
  }

  void select(Node &q, const Scope *outer) {
    Scope scope{outer};
    writeWindows(q);
    if (Node *from = part(q, "from")) {
      Node all = relation(std::move(from->children[0]), scope);
      for (size_t i = 1; i < from->children.size(); ++i) {
        Node join;
        join.kind = Kind::Join;
        join.text = "join";
        join.children = {std::move(all), relation(std::move(from->children[i]), scope)};
        all = std::move(join);
      }
      conditions(all, scope);
      from->children = {std::move(all)};
    }
    items(q.children[0], scope);
    const Node list = q.children[0];
    for (size_t i = 1; i < q.children.size(); ++i)
      if (Node &c = q.children[i]; c.text != "from" && c.text != "with")
        clause(c, list, scope);
  }

  /// Whether the name of \p item is none that the author gave: a word that only calls a function.
  bool isUnnamed(const Node &item) const {
    const Node &value = item.children[0];
    if (written.empty() || item.parts.empty() || value.is(Kind::Name))
      return false;
    if (item.parts[0] == "?column?")
      return true;
    if (!value.is(Kind::Call) || lowerCase(value.parts.back()) != item.parts[0])
      return false;
    for (size_t i = 0; i < written.size(); ++i)
      if (written[i].isName() && lowerCase(written[i].name()) == item.parts[0] &&
          !(i + 1 < written.size() && written[i + 1].isSymbol("(")))
        return false;
    return true;
  }

  const Schema &schema;
  const std::vector<SqlToken> written;
  std::vector<std::pair<std::string, std::vector<std::string>>> with;
  bool sure = true;
};

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

bool sameQueryInMySql(Expr source, const std::vector<Name> &columns, Expr server,
                      const Schema &schema) {
  if (!source || !server)
    return source == server;
  std::optional<std::string> x = standardText(source.str()), y = standardText(server.str());
  std::optional<Node> a = x ? parseQuery(*x) : std::nullopt, b = y ? parseQuery(*y) : std::nullopt;
  if (!a || !b || !MySqlQueryForm(schema, source.str()).run(*a, &columns) ||
      !MySqlQueryForm(schema).run(*b))
    return false;
  takeMadeNames(*a, *b);
  return sameTree(*a, *b);
}

} // namespace schemac::sqltree
