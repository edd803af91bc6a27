//===- MySqlForm.cpp - SQL of MySQL as trees of one form ------------------===//
//
// Operators whose rank differs from PostgreSQL's, whose grammar reads trees, give no tree.
//
//===----------------------------------------------------------------------===//
#include "MySqlForm.h"
#include "MySqlRespelling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sqltree {

std::string lowerCase(std::string_view text) { return llvm::StringRef(text).lower(); }

bool sameTree(const Node &a, const Node &b) {
  return a.kind == b.kind && a.text == b.text && a.parts == b.parts &&
         std::ranges::equal(a.children, b.children, sameTree);
}

//===--- texts ------------------------------------------------------------===//

namespace {

using MyTokens = std::vector<SqlToken>;

} // namespace

std::optional<std::string> valueInMySql(std::string_view text) {
  char quote = text.empty() ? '\0' : text[0];
  if ((quote != '\'' && quote != '"') || text.size() < 2)
    return std::nullopt;
  std::string value;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    char c = text[i];
    if (c == quote) {
      ++i; // a doubled one stands for one
    } else if (c == '\\') {
      c = text[++i];
      if (c == '%' || c == '_')
        value += '\\'; // in patterns
      c = c == 'n'   ? '\n'
          : c == 't' ? '\t'
          : c == 'r' ? '\r'
          : c == '0' ? '\0'
          : c == 'b' ? '\b'
          : c == 'Z' ? '\x1a'
                     : c;
    }
    value += c;
  }
  return value;
}

namespace {

bool isRankedAlike(const SqlToken &t) {
  if (t.kind == SqlToken::Kind::Identifier)
    return !t.isWord("div") && !t.isWord("xor") && !t.isWord("regexp") && !t.isWord("rlike") &&
           !t.isWord("sounds") && !t.isWord("binary") && !t.isWord("collate");
  return t.kind != SqlToken::Kind::Symbol || t.text.find_first_of("|&^!~@:#?") == t.text.npos;
}

/// A test of a test, whose order hangs on ranks that differ: a = b IS NULL.
bool comparesTwice(const MyTokens &tokens) {
  std::vector<int> tests{0};
  for (size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken &t = tokens[i];
    if (t.isSymbol("(")) {
      tests.push_back(0);
      continue;
    }
    if (t.isSymbol(")") && tests.size() > 1) {
      tests.pop_back();
      continue;
    }
    static constexpr std::string_view Begins[] = {"and", "or",    "when",  "then", "else",
                                                  "on",  "where", "from",  "case", "select",
                                                  "by",  "end",   "having"};
    if (t.isSymbol(",") || std::ranges::any_of(Begins, [&](auto w) { return t.isWord(w); }))
      tests.back() = 0;
    bool goesOn = i > 0 && (tokens[i - 1].isSymbol("<") || tokens[i - 1].isSymbol(">") ||
                            tokens[i - 1].isSymbol("=") || tokens[i - 1].isSymbol("!"));
    bool test =
        t.isWord("in") || t.isWord("like") || t.isWord("between") || t.isWord("is") ||
        (t.kind == SqlToken::Kind::Symbol && t.text.find_first_of("<>=") != t.text.npos && !goesOn);
    if (test && ++tests.back() > 1)
      return true;
  }
  return false;
}

} // namespace

std::optional<std::string> standardText(std::string_view sql) {
  MyTokens tokens = lexSqlTokens(sql, SqlRules::MySql);
  if (comparesTwice(tokens))
    return std::nullopt;
  const std::vector<std::optional<std::string>> respelled = respelledTokens(tokens);
  std::string out;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken &t = tokens[i];
    if (respelled[i]) {
      out += ' ' + *respelled[i];
      continue;
    }
    bool different = t.isSymbol("!") && i + 1 < tokens.size() && tokens[i + 1].isSymbol("=");
    if (!isRankedAlike(t) && !different)
      return std::nullopt;
    if (i > 0 && t.begin != tokens[i - 1].end)
      out += ' ';
    if (t.isWord("mod") && i > 0 && !(i + 1 < tokens.size() && tokens[i + 1].isSymbol("("))) {
      out += '%';
    } else if (t.kind == SqlToken::Kind::String || t.text.starts_with("\"")) {
      std::optional<std::string> value = valueInMySql(t.text);
      if (!value)
        return std::nullopt;
      out += "'";
      for (char c : *value)
        out += c == '\'' ? std::string("''") : std::string(1, c);
      out += "'";
    } else if (t.kind == SqlToken::Kind::Quoted) {
      std::string name = lowerCase(t.name());
      out += '"' + name + '"';
    } else {
      out += t.text;
    }
  }
  return out;
}
//===--- one form ---------------------------------------------------------===//

namespace {

std::string oneName(std::string_view function) {
  static constexpr std::pair<std::string_view, std::string_view> Names[] = {
      {"ucase", "upper"},
      {"lcase", "lower"},
      {"substring", "substr"},
      {"mid", "substr"},
      {"length", "octet_length"},
      {"character_length", "char_length"},
      {"current_timestamp", "now"},
      {"localtime", "now"},
      {"localtimestamp", "now"},
      {"current_date", "curdate"},
      {"current_time", "curtime"},
      {"ceil", "ceiling"},
      {"power", "pow"},
      {"day", "dayofmonth"},
      {"schema", "database"},
      {"sha", "sha1"},
      {"nvl", "ifnull"},
      {"btrim", "trim"},
      {"stddev", "std"},
      {"stddev_pop", "std"},
      {"var_pop", "variance"}};
  std::string name = lowerCase(function);
  for (auto [other, one] : Names)
    if (other == name)
      return std::string(one);
  return name;
}

void flatten(Node &n) {
  std::vector<Node> all;
  for (Node &c : n.children)
    if (c.kind == n.kind)
      std::ranges::move(c.children, std::back_inserter(all));
    else
      all.push_back(std::move(c));
  n.children = std::move(all);
}

bool isInterval(const Node &n) { return n.is(Kind::Call) && n.parts.back() == IntervalCall; }

/// The operator that a server shows for date_add(a, INTERVAL …) and the like.
std::string_view movesDate(const Node &call) {
  if (call.children.size() != 2 || !isInterval(call.children[1]))
    return {};
  std::string_view name = call.parts.back();
  bool adds = name == "date_add" || name == "adddate";
  return adds ? "+" : name == "date_sub" || name == "subdate" ? "-" : std::string_view();
}

/// NOT of what \p n is, as a server moves it inwards.
Node denied(Node n) {
  static constexpr std::pair<std::string_view, std::string_view> Opposites[] = {
      {"=", "<>"}, {"<", ">="}, {">", "<="}, {"~~", "!~~"}};
  if (n.is(Kind::Operator) && n.children.size() == 2)
    for (auto [one, other] : Opposites)
      if (n.text == one || n.text == other) {
        n.text = n.text == one ? other : one;
        return n;
      }
  if (n.is(Kind::And) || n.is(Kind::Or)) {
    n.kind = n.is(Kind::And) ? Kind::Or : Kind::And;
    for (Node &c : n.children)
      c = denied(std::move(c));
    flatten(n);
    return n;
  }
  if (n.is(Kind::Any) && n.children[1].is(Kind::Array) &&
      (n.text == "= any" || n.text == "<> all")) {
    n.text = n.text == "= any" ? "<> all" : "= any";
    return n;
  }
  if (n.is(Kind::Name)) {
    Node zero;
    zero.kind = Kind::Number;
    zero.text = "0";
    Node is;
    is.kind = Kind::Operator;
    is.text = "=";
    is.children = {std::move(n), std::move(zero)};
    return is;
  }
  if (n.is(Kind::Not) && n.children[0].is(Kind::Is)) { // a test is true or false
    Node test = std::move(n.children[0]);
    return test;
  }
  Node result;
  result.kind = Kind::Not;
  result.children = {std::move(n)};
  return result;
}

} // namespace

Node inOneForm(Node n, const std::function<Node(Node)> &name,
               const std::function<Node(Node)> &query) {
  if (n.is(Kind::Query))
    return query(std::move(n));
  if (n.is(Kind::Name)) {
    for (std::string &p : n.parts)
      p = lowerCase(p);
    return name(std::move(n));
  }
  for (Node &c : n.children)
    c = inOneForm(std::move(c), name, query);
  if (n.is(Kind::Constant, "true") || n.is(Kind::Constant, "false")) {
    n.text = n.text == "true" ? "1" : "0";
    n.kind = Kind::Number;
  } else if (n.is(Kind::Constant) && n.text.starts_with("current_")) {
    n.kind = Kind::Call;
    n.parts = {oneName(n.text)};
    n.text.clear();
  } else if (n.is(Kind::Call) && n.parts.back() == DenialCall && n.children.size() == 1) {
    return denied(std::move(n.children[0]));
  } else if (n.is(Kind::Call)) {
    n.parts.back() = oneName(n.parts.back());
    if (n.parts.back() == "count" && n.children.size() == 1 && n.children[0].is(Kind::Star)) {
      n.children[0].kind = Kind::Number;
      n.children[0].text = "0";
    } else if (n.parts.back() == "position" && n.children.size() == 2) {
      n.parts.back() = "locate";
      std::swap(n.children[0], n.children[1]);
    } else if (std::string_view sign = movesDate(n); !sign.empty()) {
      n.kind = Kind::Operator;
      n.text = sign;
      n.parts.clear();
    } else if (n.parts.back() == "exists" && n.children[0].is(Kind::Query)) {
      std::erase_if(n.children[0].children, [](const Node &c) {
        return c.is(Kind::Clause, "limit") && c.children[0].is(Kind::Number, "1");
      });
    }
  } else if (n.is(Kind::And) || n.is(Kind::Or)) {
    flatten(n);
  } else if (n.is(Kind::Operator, "+") && n.children.size() == 2 && isInterval(n.children[0])) {
    std::swap(n.children[0], n.children[1]);
  } else if (n.is(Kind::Not)) {
    return denied(std::move(n.children[0]));
  }
  return n;
}

} // namespace schemac::sqltree
