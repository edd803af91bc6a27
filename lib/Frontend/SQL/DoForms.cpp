//===- DoForms.cpp - DO blocks of a known form ----------------------------===//
//
// Blocks with variables and loops of which it is known how they are written, and so what they do.
//
//===----------------------------------------------------------------------===//
#include "DoForms.h"
#include "Reader.h"
#include "RetryLoop.h"

namespace schemac::sql {

std::string contentOf(const SqlToken &token, size_t &offset) {
  std::string_view t = token.text;
  if (t.starts_with("$")) {
    size_t tag = t.find('$', 1) + 1;
    offset = token.begin + tag;
    return t.size() >= 2 * tag ? std::string(t.substr(tag, t.size() - 2 * tag)) : std::string();
  }
  offset = token.begin + 1;
  std::string out;
  for (size_t i = 1; i + 1 < t.size(); ++i) {
    out += t[i];
    if (t[i] == '\'')
      ++i;
  }
  return out;
}

/// What a block does that tries again until its locks are free; nothing: not known. Its functions
/// must leave the schema alone.
std::vector<Span> Reader::retried(const std::string &body) {
  std::set<QName> seen;
  std::optional<std::vector<RetryLoop::Part>> parts = RetryLoop(body).statements();
  if (!parts || !callsRowsOnly(body, seen))
    return {};
  std::vector<Span> out;
  for (auto [first, last] : *parts) {
    bool sets = isWord(first, "set") || isWord(first, "perform");
    if (!sets && !isStatic(first, last))
      return {};
    out.push_back({first, last});
  }
  return out;
}

/// The names of tokens that are joined by points: "public"."t"; empty when they are something else.
static std::vector<std::string> namesIn(const std::string &text) {
  std::vector<std::string> out;
  std::vector<SqlToken> tokens = lexSqlTokens(text);
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (i % 2 ? !tokens[i].isSymbol(".") : !tokens[i].isName())
      return {};
    if (i % 2 == 0)
      out.push_back(tokens[i].name());
  }
  return out;
}

/// DECLARE name text := pg_get_serial_sequence('table', 'column'), and the sequence that this is.
/// False when the first declaration is another one.
bool Reader::ownedSequence(std::string &variable, std::string &sequence) {
  if (!isWord(0, "declare") || !isWord(2, "text") || !isWord(3, ":") || !isWord(4, "=") ||
      !isWord(5, "pg_get_serial_sequence") || !isWord(6, "(") || !isWord(10, ")") ||
      !isWord(11, ";"))
    return false;
  size_t offset = 0;
  variable = tokens[1].name();
  std::vector<std::string> table = namesIn(contentOf(tokens[7], offset));
  std::string column = contentOf(tokens[9], offset);
  if (table.empty() || table.size() > 2)
    return false;
  QName owner = relation(table.size() == 2 ? table.front() : "", table.back());
  auto spelled = [&](QName n) {
    return dialect.quote(n.ns ? n.ns.str() : dialect.defaultNamespace()) + "." +
           dialect.quote(n.name.str());
  };
  for (const Sequence &s : state.sequences())
    if (s.ownedBy == SubRef{owner, name(column)})
      sequence = spelled(s.name);
  const Table *t = state.table(owner);
  const Column *c = t ? t->column(name(column)) : nullptr;
  if (sequence.empty() && c)
    sequence =
        spelled({owner.ns, c->sequence() ? c->sequence()
                                         : name(objectName(owner.name.str(), column, "seq"))});
  return !sequence.empty();
}

/// What a block does that makes an identity of the sequence of a column, or gives that to another
/// column: EXECUTE of texts in which nothing is open but the sequence's name, queries for its
/// value, and setval().
std::vector<std::pair<Span, std::string>> Reader::movedIdentity() {
  std::vector<std::pair<Span, std::string>> out;
  std::string variable, sequence;
  size_t i = find(0, "begin") + 1, last = tokens.size();
  while (last && isWord(last - 1, ";"))
    --last;
  if (last <= i || !isWord(last - 1, "end") || !ownedSequence(variable, sequence))
    return {};
  for (size_t end; i + 1 < last; i = end + 1) {
    end = endOfStatement(i, last - 1);
    if (isWord(i, "perform") && isWord(i + 1, "setval"))
      continue;
    // IF variable IS NULL THEN RAISE ...; END IF;
    if (isWord(i, "if") && tokens[i + 1].name() == variable && isWord(i + 2, "is") &&
        isWord(i + 3, "null") && isWord(i + 4, "then") && isWord(i + 5, "raise")) {
      if (!isWord(end + 1, "end") || !isWord(end + 2, "if"))
        return {};
      end += 3;
      continue;
    }
    bool format = isWord(i + 1, "format") && isWord(i + 2, "(");
    size_t text = format ? i + 3 : i + 1, offset = 0;
    if (!isWord(i, "execute") || text >= end || tokens[text].kind != SqlToken::Kind::String)
      return {};
    std::string sql = contentOf(tokens[text], offset);
    if (format &&
        (!isWord(text + 1, ",") || !isWord(text + 3, ")") || tokens[text + 2].name() != variable))
      return {};
    if (format && sql.starts_with("SELECT ") && sql.find('(') == sql.npos)
      continue;
    if (size_t open = sql.find("%s"); format && open != sql.npos)
      sql.replace(open, 2, sequence);
    bool whole = format ? sql.find('%') == sql.npos : text + 1 == end;
    if (!whole || sql.empty())
      return {};
    out.emplace_back(Span{text, text + 1}, std::move(sql));
  }
  return out;
}

} // namespace schemac::sql
