//===- SyntaxErrors.cpp - What to say about a syntax error ----------------===//
#include "SyntaxErrors.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

namespace {

struct TokenName {
  uint32_t type;
  std::string_view name;
};
/// How people call the tokens; keywords count as names.
constexpr TokenName tokenNames[] = {
    {PrismaParser::OPEN, "'{'"},
    {PrismaParser::CLOSE, "'}'"},
    {PrismaParser::LPAREN, "'('"},
    {PrismaParser::RPAREN, "')'"},
    {PrismaParser::COMMA, "','"},
    {PrismaParser::LBRACKET, "'['"},
    {PrismaParser::RBRACKET, "']'"},
    {PrismaParser::LIST, "'[]'"},
    {PrismaParser::QUESTION, "'?'"},
    {PrismaParser::EQUALS, "'='"},
    {PrismaParser::ATAT, "'@@'"},
    {PrismaParser::AT, "an attribute"},
    {PrismaParser::STRING, "a string"},
    {PrismaParser::NUMBER, "a number"},
    {PrismaParser::NAME, "a name"},
    {PrismaParser::LABEL, "an argument's name"},
    {PrismaParser::NEWLINE, "the end of the line"},
};

std::string describe(const antlr4::misc::IntervalSet &expected) {
  std::vector<std::string_view> names;
  if (expected.contains(ssize_t(PrismaParser::STRING)) &&
      expected.contains(ssize_t(PrismaParser::NAME)))
    return "a value: a string, a number, a name or a list";
  for (const TokenName &t : tokenNames)
    if (expected.contains(ssize_t(t.type)))
      names.push_back(t.name);
  std::string out;
  for (size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + std::string(names[i]);
  return out;
}

std::string describe(const Token &t) {
  if (t.is(Token::Eof))
    return "the end of the line";
  if (t.is(PrismaParser::NEWLINE))
    return "the end of the line";
  if (t.is(PrismaParser::COMMENT))
    return "a comment";
  if (t.is(PrismaParser::OPEN))
    return "'{'";
  return fmt::format("'{}'", t.str().substr(0, 40));
}

bool isName(const Token &t) {
  return t.is(PrismaParser::NAME) || (t.getType() >= 1 && t.getType() <= PrismaParser::GENERATOR);
}

bool isBlockRule(size_t rule) {
  return rule == PrismaParser::RuleModelBlock || rule == PrismaParser::RuleEnumBlock ||
         rule == PrismaParser::RuleConfigBlock;
}

bool isInBrackets(size_t rule) {
  return rule == PrismaParser::RuleArguments || rule == PrismaParser::RuleArgument ||
         rule == PrismaParser::RuleExpression || rule == PrismaParser::RuleMembers ||
         rule == PrismaParser::RuleMember;
}

/// What a block's line is, where no rule fits its first token.
std::string_view lineOf(size_t rule) {
  return rule == PrismaParser::RuleModelBlock  ? "a field or an attribute '@@...'"
         : rule == PrismaParser::RuleEnumBlock ? "a value or an attribute '@@...'"
                                               : "a property 'key = value'";
}

} // namespace

const Token *SyntaxErrors::before(const Token &t) const {
  return t.getTokenIndex() == 0 ? nullptr : &tokens.at(t.getTokenIndex() - 1);
}

void SyntaxErrors::replace(std::string_view old, std::string_view with) {
  diags.report(base.range(old), diag::err_prisma_old_form, old, with)
      .fix(FixKind::Safe, fmt::format("write '{}'", with), {{base.range(old), std::string(with)}});
}

/// What Prisma 1 and other tools' languages write differently.
bool SyntaxErrors::oldForms(size_t rule, const Token &bad) {
  if (bad.is(PrismaParser::LABEL) && rule == PrismaParser::RuleModelBlock) {
    replace(bad.str(), bad.str().substr(0, bad.str().find_first_of(" \t:")));
    return true;
  }
  if (bad.is(PrismaParser::LABEL) && rule == PrismaParser::RuleConfigBlock) {
    std::string_view key = bad.str().substr(0, bad.str().find_first_of(" \t:"));
    replace(bad.str(), fmt::format("{} =", key));
    return true;
  }
  const Token *last = before(bad);
  if (rule == PrismaParser::RuleField && bad.str() == "!" && last && isName(*last)) {
    replace(span(last->str(), bad.str()), last->str());
    return true;
  }
  size_t i = bad.getTokenIndex();
  if (rule == PrismaParser::RuleField && bad.is(PrismaParser::LBRACKET) &&
      i + 2 < tokens.tokens.size() && tokens.at(i + 2).is(PrismaParser::RBRACKET)) {
    replace(span(bad.str(), tokens.at(i + 2).str()), fmt::format("{}[]", tokens.at(i + 1).str()));
    return true;
  }
  if ((bad.str() == ";" || bad.is(PrismaParser::COMMA)) && i + 1 < tokens.tokens.size() &&
      !isInBrackets(rule) && tokens.at(i + 1).is(PrismaParser::NEWLINE)) {
    diags.report(base.range(bad.str()), diag::err_prisma_line_end, bad.str())
        .fix(FixKind::Safe, "remove it", {{base.range(bad.str()), ""}});
    return true;
  }
  return false;
}

/// Strings and comments that do not end.
bool SyntaxErrors::literals(const Token &bad) {
  if (!bad.is(PrismaParser::UNKNOWN))
    return false;
  const char *begin = bad.str().data(), *end = begin;
  while (*end != '\0' && *end != '\n' && *end != '\r')
    ++end;
  std::string_view line(begin, size_t(end - begin));
  if (line.starts_with("\"")) {
    diags.report(base.range(line), diag::err_prisma_string_unclosed);
    return true;
  }
  if (line.starts_with("/*")) {
    diags.report(base.range(line), diag::err_prisma_comment_unclosed);
    return true;
  }
  size_t close = line.find('\'', 1);
  if (!line.starts_with("'") || close == line.npos)
    return false;
  std::string_view quoted = line.substr(0, close + 1);
  replace(quoted, fmt::format("\"{}\"", quoted.substr(1, close - 1)));
  return true;
}

/// Two things on one line that need two.
bool SyntaxErrors::ownLine(size_t rule, const Token &bad) {
  bool closes = bad.is(PrismaParser::CLOSE);
  if (isInBrackets(rule))
    return false;
  if (!closes && (isBlockRule(rule) || !bad.is(PrismaParser::ATAT)) &&
      !(isName(bad) && (rule == PrismaParser::RuleEnumValue || rule == PrismaParser::RuleProperty)))
    return false;
  if (rule == PrismaParser::RuleProperty && !closes && before(bad)->is(PrismaParser::EQUALS))
    return false;
  closeInLine |= closes;
  diags.report(base.range(bad.str()), diag::err_prisma_own_line, bad.str());
  return true;
}

bool SyntaxErrors::missingType(size_t rule, const Token &first, const Token &bad) {
  if (rule != PrismaParser::RuleField)
    return false;
  size_t at = bad.getTokenIndex() - first.getTokenIndex();
  if (at == 1 && (bad.is(PrismaParser::NEWLINE) || bad.is(PrismaParser::COMMENT) ||
                  bad.is(PrismaParser::AT))) {
    diags.report(base.range(first.str()), diag::err_prisma_no_type, first.str());
    return true;
  }
  const Token *last = before(bad);
  if (bad.is(PrismaParser::QUESTION) && last && last->is(PrismaParser::LIST)) {
    std::string_view type = span(tokens.at(first.getTokenIndex() + 1).str(), bad.str());
    diags.report(base.range(type), diag::err_prisma_optional_list, type)
        .note("an empty list takes the place of a missing one")
        .fix(FixKind::Unsafe, "remove '?'", {{base.range(bad.str()), ""}});
    return true;
  }
  return false;
}

/// Mistakes between a block's keyword and its '{'.
bool SyntaxErrors::header(size_t rule, const Token &first, const Token &bad) {
  size_t at = bad.getTokenIndex() - first.getTokenIndex();
  if (!isBlockRule(rule) || at < 1 || at > 2)
    return false;
  if (at == 2 && bad.is(PrismaParser::EQUALS) && first.is(PrismaParser::TYPE)) {
    diags.report(base.range(span(first.str(), bad.str())), diag::err_prisma_type_alias);
    return true;
  }
  diags.report(base.range(bad.str()), diag::err_prisma_header, first.str(),
               at == 1 ? "a name" : "'{' on the same line", describe(bad));
  return true;
}

void SyntaxErrors::unexpected(size_t rule, const Token &first,
                              const antlr4::misc::IntervalSet &expected) {
  const Token &bad = tokens.current();
  bool inHeader = bad.getTokenIndex() - first.getTokenIndex() <= 2 && isBlockRule(rule);
  if (bad.is(Token::Eof) && !closed && !inHeader)
    return;
  ++errors;
  if (literals(bad) || oldForms(rule, bad) || missingType(rule, first, bad) ||
      header(rule, first, bad) || ownLine(rule, bad))
    return;
  std::string what = expected.isEmpty() ? std::string(lineOf(rule)) : describe(expected);
  if (before(bad) && before(bad)->is(PrismaParser::LPAREN))
    what = "a value or ')'";
  SourceRange range =
      base.range(bad.is(PrismaParser::NEWLINE) ? bad.str().substr(0, 0) : bad.str());
  DiagBuilder d = diags.report(range, diag::err_prisma_syntax, what, describe(bad));
  if (isInBrackets(rule) && bad.is(PrismaParser::NEWLINE))
    d.note("an attribute must be written on one line");
}

} // namespace schemac::prisma
