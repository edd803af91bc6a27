//===- QueryScopes.cpp - Columns that a view's query names ----------------===//
//
// A query is read as a tree; each SELECT in it sees the columns of what stands behind its FROM, and
// those of the queries around it. What a relation shows is known of tables, and of views and
// queries whose columns all have names of their own. Where anything is not known, no name is wrong.
//
//===----------------------------------------------------------------------===//
#include "QueryScopes.h"
#include "SqlTree.h"
#include "schemac/IR/Traits.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <map>
#include <set>

namespace schemac {

using sqltree::Kind;
using sqltree::Node;

namespace {

/// The names of columns, in lower case; null: not known.
using ColumnList = std::optional<std::vector<std::string>>;

struct QuerySource {
  std::string name;
  ColumnList columns;
};

/// What a SELECT sees.
struct QueryScope {
  const QueryScope *outer = nullptr;
  std::vector<QuerySource> sources{};
  std::set<std::string> aliases{}; ///< of its items
};

using NamedQueries = std::map<std::string, ColumnList>; ///< of WITH

std::string lowered(std::string_view text) { return llvm::StringRef(text).lower(); }

bool holds(const std::vector<std::string> &list, const std::string &name) {
  return std::ranges::find(list, name) != list.end();
}

const Node *clauseOf(const Node &query, std::string_view text) {
  for (const Node &c : query.children)
    if (c.is(Kind::Clause, text))
      return &c;
  return nullptr;
}

/// Words that stand for a value, or before one, and columns that every table has.
bool isNoColumn(std::string_view name) {
  static constexpr std::string_view Words[] = {
      "binary",        "distinctrow", "high_priority", "straight_join", "utc_date", "utc_time",
      "utc_timestamp", "unknown",     "rowid",         "oid",           "_rowid_",  "_rowid",
      "row_start",     "row_end",     "rownum",        "sysdate",       "interval", "match",
      "maxvalue",      "separator",   "null",          "true",          "false",    "default",
      "current_path",  "unsigned",    "signed"};
  return std::ranges::find(Words, name) != std::end(Words) || name.starts_with("sql_") ||
         !std::ranges::all_of(name, [](char c) { return !(c & 0x80); });
}

/// Which argument of a call is a word and no value; -1: none, -2: all.
int wordArgument(const Node &call) {
  std::string name = lowered(call.parts.back());
  if (name == "timestampdiff" || name == "timestampadd" || name == "get_format")
    return 0;
  if (name == "convert")
    return 1;
  return name == "nextval" || name == "lastval" || name == "setval" ? -2 : -1;
}

bool mentions(const Node &n, const std::string &name) {
  bool here = (n.is(Kind::Name) || n.is(Kind::Call)) && lowered(n.parts.back()) == name;
  return here || std::ranges::any_of(n.children, [&](const Node &c) { return mentions(c, name); });
}

/// The name that an item has for certain; empty where the server makes one of its text.
std::string nameOf(const Node &item) {
  std::string name = item.parts.empty() ? "" : lowered(item.parts[0]);
  const Node &value = item.children[0];
  if (value.is(Kind::Name))
    return name;
  bool made = name.starts_with("?") || name == "case" || name == "row" || name == "array" ||
              value.is(Kind::Cast) || value.is(Kind::Query) || mentions(value, name);
  return made ? std::string() : name;
}

/// The query in the words of the tree's grammar: a string of MySQL may be in double quotes and have
/// escapes. Its value counts for nothing here.
std::optional<Node> treeOf(std::string_view sql, SqlRules rules) {
  std::string out;
  size_t copied = 0;
  std::vector<SqlToken> tokens = lexSqlTokens(sql, rules);
  for (size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken &t = tokens[i];
    if (t.text.starts_with("@") || t.isSymbol(":="))
      return std::nullopt; // variables
    if (rules == SqlRules::MySql && t.isWord("partition") && i + 1 < tokens.size() &&
        tokens[i + 1].isSymbol("("))
      return std::nullopt; // parts of a table, where the grammar has an alias
    bool text = t.kind == SqlToken::Kind::String || t.text.starts_with("\"");
    if (!text || rules != SqlRules::MySql)
      continue;
    out += sql.substr(copied, t.begin - copied);
    out += "''";
    copied = t.end;
  }
  return sqltree::parseQuery(out + std::string(sql.substr(copied)));
}

} // namespace

class QueryScopes::Resolver {
public:
  explicit Resolver(const Schema &schema) : rules(traitsOf(schema.dialect).sqlRules) {
    for (const Table &t : schema.tables())
      tables.emplace(lowered(t.name.name.str()), &t);
    for (const View &v : schema.views())
      views.emplace(lowered(v.name.name.str()), &v);
    aliasesAnywhere = traitsOf(schema.dialect).dialect == "sqlite";
  }

  std::string unknownColumn(const View &view) {
    unknown.clear();
    std::optional<Node> tree = view.query ? treeOf(view.query.str(), rules) : std::nullopt;
    if (!tree)
      return {};
    maybeText.clear(); // SQLite takes a name in double quotes that it does not find for a text
    if (aliasesAnywhere)
      for (const SqlToken &t : lexSqlTokens(view.query.str(), rules))
        if (t.text.starts_with("\""))
          maybeText.insert(lowered(t.name()));
    query(*tree, nullptr, {});
    return unknown;
  }

private:
  void wrong(const std::string &name) {
    if (unknown.empty())
      unknown = name;
  }

  //===--- what relations show ---------------------------------------------===//

  ColumnList columnsOfView(const View &view) {
    std::vector<std::string> names;
    for (Name n : view.columnNames)
      names.push_back(lowered(n.str()));
    if (!names.empty())
      return names;
    auto [at, isNew] = shown.emplace(&view, std::nullopt);
    if (!isNew || !view.query)
      return at->second;
    std::string before = unknown; // what is wrong in that query is told there
    std::optional<Node> tree = treeOf(view.query.str(), rules);
    ColumnList list = tree ? query(*tree, nullptr, {}) : std::nullopt;
    unknown = before;
    return shown[&view] = list;
  }

  ColumnList columnsOfRelation(const Node &relation, const NamedQueries &with) {
    std::string name = lowered(relation.parts.back());
    if (auto named = with.find(name); relation.parts.size() == 1 && named != with.end())
      return named->second;
    if (auto t = tables.find(name); t != tables.end()) {
      std::vector<std::string> names;
      for (const Column &c : t->second->columns)
        names.push_back(lowered(c.name.str()));
      return names;
    }
    auto v = views.find(name);
    return v == views.end() ? std::nullopt : columnsOfView(*v->second);
  }

  //===--- scopes ----------------------------------------------------------===//

  void addSources(const Node &item, QueryScope &scope, const NamedQueries &with) {
    if (item.is(Kind::Join)) {
      addSources(item.children[0], scope, with);
      addSources(item.children[1], scope, with);
      return;
    }
    QuerySource source{lowered(item.text), std::nullopt};
    if (!item.parts.empty()) {
      source.columns = columnsOfRelation(item, with);
    } else if (!item.children.empty() && item.children[0].is(Kind::Query)) {
      bool lateral = clauseOf(item, "lateral");
      source.columns = query(item.children[0], lateral ? &scope : scope.outer, with);
    }
    if (clauseOf(item, "columns"))
      source.columns.reset(); // other names, or PARTITION (p) of MySQL
    scope.sources.push_back(std::move(source));
  }

  void conditions(const Node &item, const QueryScope &scope, const NamedQueries &with) {
    if (!item.is(Kind::Join))
      return;
    conditions(item.children[0], scope, with);
    conditions(item.children[1], scope, with);
    for (size_t i = 2; i < item.children.size(); ++i)
      visit(item.children[i], scope, with, false);
  }

  void name(const Node &n, const QueryScope &scope, bool aliases) {
    std::string column = lowered(n.parts.back());
    if (n.parts.size() > 1)
      return qualified(n.parts, column, scope);
    if (isNoColumn(column) || maybeText.contains(column))
      return;
    for (const QueryScope *s = &scope; s; s = s->outer, aliases = true) {
      if ((aliases || aliasesAnywhere) && s->aliases.contains(column))
        return;
      for (const QuerySource &source : s->sources)
        if (!source.columns || holds(*source.columns, column))
          return;
    }
    wrong(n.parts[0]);
  }

  void qualified(const std::vector<std::string> &parts, const std::string &column,
                 const QueryScope &scope) {
    std::string of = lowered(parts[parts.size() - 2]);
    if (isNoColumn(column) || isNoColumn(of))
      return;
    for (const QueryScope *s = &scope; s; s = s->outer)
      for (const QuerySource &source : s->sources)
        if (source.name == of) {
          if (source.columns && !holds(*source.columns, column))
            wrong(llvm::join(parts, "."));
          return;
        }
    if (parts.size() == 2)
      wrong(llvm::join(parts, "."));
  }

  void visit(const Node &n, const QueryScope &scope, const NamedQueries &with, bool aliases) {
    if (n.is(Kind::Name))
      return name(n, scope, aliases);
    if (n.is(Kind::Query))
      return void(query(n, &scope, with));
    int word = n.is(Kind::Call) ? wordArgument(n) : -1;
    for (size_t i = 0; word != -2 && i < n.children.size(); ++i)
      if (int(i) != word)
        visit(n.children[i], scope, with, aliases || n.is(Kind::Sort));
  }

  //===--- queries ---------------------------------------------------------===//

  NamedQueries withQueries(const Node &q, const QueryScope *outer, NamedQueries with) {
    for (const Node &c : q.children) {
      if (!c.is(Kind::Clause, "with") && !c.is(Kind::Clause, "with recursive"))
        continue;
      for (const Node &one : c.children) {
        std::string called = lowered(one.parts[0]);
        std::vector<std::string> names;
        for (size_t i = 1; i < one.parts.size(); ++i)
          names.push_back(lowered(one.parts[i]));
        ColumnList given = names.empty() ? ColumnList() : ColumnList(names);
        if (c.text == "with recursive")
          with[called] = given;
        ColumnList own = query(one.children[0], outer, with);
        with[called] = given ? given : own;
      }
    }
    return with;
  }

  /// Gives the columns that it shows.
  ColumnList query(const Node &q, const QueryScope *outer, const NamedQueries &around) {
    NamedQueries with = withQueries(q, outer, around);
    if (q.text == "select")
      return select(q, outer, with);
    if (q.text == "values") {
      QueryScope scope{outer};
      for (const Node &row : q.children)
        visit(row, scope, with, false);
      return std::nullopt;
    }
    ColumnList first = query(q.children[0], outer, with);
    query(q.children[1], outer, with);
    return first;
  }

  ColumnList select(const Node &q, const QueryScope *outer, const NamedQueries &with) {
    QueryScope scope{outer};
    const Node *from = clauseOf(q, "from");
    if (from)
      for (const Node &item : from->children)
        addSources(item, scope, with);
    ColumnList list = std::vector<std::string>();
    for (const Node &item : q.children[0].children)
      addItem(item, scope, list);
    if (from)
      for (const Node &item : from->children)
        conditions(item, scope, with);
    for (const Node &c : q.children)
      if (&c != from && c.text != "with" && c.text != "with recursive") {
        bool late = c.text.starts_with("group by") || c.text == "having" || c.text == "order by" ||
                    c.text == "window";
        visit(c, scope, with, late);
      }
    return list;
  }

  /// What the item shows goes to \p list.
  void addItem(const Node &item, QueryScope &scope, ColumnList &list) {
    const Node &value = item.children[0];
    auto add = [&](const std::string &name) {
      if (list)
        list->push_back(name);
    };
    if (!value.is(Kind::Star)) {
      bool itself =
          value.is(Kind::Name) && !item.parts.empty() && value.parts.back() == item.parts[0];
      if (!item.parts.empty() && !itself)
        scope.aliases.insert(lowered(item.parts[0]));
      std::string name = nameOf(item);
      return name.empty() ? list.reset() : add(name);
    }
    std::string of = value.parts.empty() ? "" : lowered(value.parts.back());
    bool found = of.empty();
    for (const QuerySource &source : scope.sources) {
      if (!of.empty() && source.name != of)
        continue;
      found = true;
      if (!source.columns)
        list.reset();
      else
        std::ranges::for_each(*source.columns, add);
    }
    if (!found && value.parts.size() == 1 && !isNoColumn(of))
      wrong(value.parts[0] + ".*");
  }

  const SqlRules rules;
  bool aliasesAnywhere = false;
  std::map<std::string, const Table *> tables;
  std::map<std::string, const View *> views;
  std::map<const View *, ColumnList> shown;
  std::set<std::string> maybeText;
  std::string unknown;
};

QueryScopes::QueryScopes(const Schema &schema) : resolver(std::make_unique<Resolver>(schema)) {}
QueryScopes::~QueryScopes() = default;

std::string QueryScopes::unknownColumn(const View &view) { return resolver->unknownColumn(view); }

} // namespace schemac
