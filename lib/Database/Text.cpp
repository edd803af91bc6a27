//===- Text.cpp - What a server writes, as the IR has it ------------------===//
#include "Text.h"
#include "schemac/IR/SqlTokens.h"
#include <charconv>

namespace schemac::database {

static bool isDefaultNamespace(const SqlToken &t) { return t.isName() && t.name() == "public"; }

/// What `'public.numbers'::regclass` names is written with its namespace inside of the literal.
static bool isObjectName(const std::vector<SqlToken> &t, size_t i) {
  return i + 2 < t.size() && t[i + 1].isSymbol("::") && t[i + 2].isName() &&
         t[i + 2].text.starts_with("reg");
}

std::string unqualified(std::string_view sql) {
  if (sql.find("public") == sql.npos)
    return std::string(sql);
  std::vector<SqlToken> t = lexSqlTokens(sql);
  std::string out;
  size_t copied = 0;
  auto skip = [&](size_t from, size_t to) {
    out += sql.substr(copied, from - copied);
    copied = to;
  };
  for (size_t i = 0; i < t.size(); ++i) {
    constexpr std::string_view Literal = "'public.";
    if (t[i].kind == SqlToken::Kind::String && t[i].text.starts_with(Literal) &&
        isObjectName(t, i)) {
      skip(t[i].begin + 1, t[i].begin + Literal.size());
      continue;
    }
    if (!isDefaultNamespace(t[i]) || i + 2 >= t.size() || !t[i + 1].isSymbol(".") ||
        (i > 0 && t[i - 1].isSymbol(".")))
      continue;
    if (i > 1 && t[i - 1].isSymbol("(") && t[i - 2].isWord("operator")) {
      size_t close = i + 2;
      while (close < t.size() && !t[close].isSymbol(")"))
        ++close;
      if (close == t.size())
        break;
      skip(t[i - 2].begin, t[i + 2].begin);
      skip(t[close].begin, t[close].end);
      i = close;
    } else {
      skip(t[i].begin, t[i + 2].begin);
      ++i;
    }
  }
  out += sql.substr(copied);
  return out;
}

std::string bareExpression(std::string_view sql) {
  std::string text = unqualified(sql);
  while (text.size() > 2 && text.front() == '(') {
    std::vector<SqlToken> t = lexSqlTokens(text);
    int depth = 0;
    size_t i = 0;
    for (; i < t.size(); ++i) {
      depth += t[i].isSymbol("(") ? 1 : t[i].isSymbol(")") ? -1 : 0;
      if (depth == 0)
        break;
    }
    if (i + 1 != t.size() || t.back().end != text.size())
      break;
    text = text.substr(t[1].begin, t[i].begin - t[1].begin);
  }
  return text;
}

std::vector<std::string> arrayElements(std::string_view text) {
  std::vector<std::string> list;
  if (text.size() < 2 || text == "{}")
    return list;
  std::string one;
  bool quoted = false, wasQuoted = false;
  for (size_t i = 1; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      one += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
      wasQuoted = true;
    } else if (!quoted && (c == ',' || c == '}')) {
      list.push_back(!wasQuoted && one == "NULL" ? std::string() : one);
      one.clear();
      wasQuoted = false;
    } else {
      one += c;
    }
  }
  return list;
}

std::vector<int64_t> numbersIn(std::string_view text) {
  std::vector<int64_t> list;
  for (size_t i = 0; i < text.size();) {
    int64_t value = 0;
    auto [end, error] = std::from_chars(text.data() + i, text.data() + text.size(), value);
    if (error == std::errc()) {
      list.push_back(value);
      i = static_cast<size_t>(end - text.data());
    } else {
      ++i;
    }
  }
  return list;
}

void addParameters(Context &context, std::string_view text, std::string_view prefix,
                   Parameters &out) {
  for (const std::string &one : arrayElements(text)) {
    size_t eq = one.find('=');
    out.push_back({context.name(std::string(prefix) + one.substr(0, eq)),
                   context.name(eq == one.npos ? "true" : one.substr(eq + 1))});
  }
}

} // namespace schemac::database
