//===- ErrorStrategy.cpp - Going on after a syntax error ------------------===//
#include "ErrorStrategy.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

struct TokenName {
  uint32_t type;
  std::string_view name;
};
/// How people call the tokens.
constexpr TokenName tokenNames[] = {
    {HclParser::IDENT, "a name"}, {HclParser::EQUALS, "'='"},
    {HclParser::OPEN, "'{'"},     {HclParser::CLOSE, "'}'"},
    {HclParser::RBRACE, "'}'"},   {HclParser::TEMPLATE_CLOSE, "'}'"},
    {HclParser::COLON, "':'"},    {HclParser::ARROW, "'=>'"},
    {HclParser::IN, "'in'"},      {HclParser::COMMA, "','"},
    {HclParser::RPAREN, "')'"},   {HclParser::RBRACKET, "']'"},
    {HclParser::STAR, "'*'"},     {HclParser::NEWLINE, "the end of the line"},
};

std::string describe(const Token &t) {
  if (t.is(Token::Eof))
    return "the end of the file";
  if (t.is(HclParser::NEWLINE) || t.str() == "\n" || t.str() == "\r\n")
    return "the end of the line";
  if (t.is(HclParser::QUOTE_OPEN))
    return "a string";
  return fmt::format("'{}'", t.str().substr(0, t.str().find_first_of("\r\n")));
}

bool opens(const Token &t) {
  switch (t.getType()) {
  case HclParser::OPEN:
  case HclParser::LPAREN:
  case HclParser::LBRACKET:
  case HclParser::LBRACKET_FOR:
  case HclParser::LBRACE:
  case HclParser::LBRACE_FOR:
  case HclParser::INTERPOLATION:
  case HclParser::DIRECTIVE:
    return true;
  default:
    return false;
  }
}

bool closes(const Token &t) {
  switch (t.getType()) {
  case HclParser::RPAREN:
  case HclParser::RBRACKET:
  case HclParser::RBRACE:
  case HclParser::TEMPLATE_CLOSE:
    return true;
  default:
    return false;
  }
}

const HclParser::ItemContext *itemOf(const antlr4::RuleContext *context) {
  while (context && context->getRuleIndex() != HclParser::RuleItem)
    context = static_cast<const antlr4::RuleContext *>(context->parent);
  return static_cast<const HclParser::ItemContext *>(context);
}

} // namespace

antlr4::Token *ErrorStrategy::recoverInline(antlr4::Parser *parser) {
  throw antlr4::InputMismatchException(parser);
}

std::string ErrorStrategy::expected(antlr4::Parser *parser) const {
  antlr4::misc::IntervalSet set = parser->getExpectedTokens();
  if (set.contains(ssize_t(HclParser::NUMBER)))
    return "a value";
  std::string out;
  std::vector<std::string_view> names;
  for (const TokenName &t : tokenNames)
    if (set.contains(ssize_t(t.type)) && (names.empty() || names.back() != t.name))
      names.push_back(t.name);
  if (names.empty())
    return "something else";
  // At the end of a list the parser has left the loop that takes a comma.
  auto *term = dynamic_cast<HclParser::TermContext *>(parser->getContext());
  bool isList = term && (term->call || !term->elements.empty() || !term->members.empty());
  if (isList && names.size() == 1 && names[0] != "','")
    names.insert(names.begin(), "','");
  for (size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + std::string(names[i]);
  return out;
}

/// At the end of the file what is wrong is where the block begins.
bool ErrorStrategy::unclosed(const antlr4::ParserRuleContext *context) {
  const HclParser::ItemContext *item = itemOf(context);
  if (!tokens.current().is(Token::Eof) || !item || !item->open || item->close)
    return false;
  // What is not closed in it reaches to the end, too.
  Loc from = base.range(asToken(item->open).str()).begin;
  auto isInside = [&](const Diagnostic &d) {
    return d.info->code == diag::err_hcl_unclosed.code && from < d.range.begin;
  };
  if (std::ranges::any_of(diags.pending(), isInside))
    return true;
  diags.report(base.range(asToken(item->open).str()), diag::err_hcl_unclosed,
               fmt::format("the block '{}'", asToken(item->name).str()));
  return true;
}

/// `a { b {} }`
bool ErrorStrategy::nestedInLine(const antlr4::ParserRuleContext *context) {
  const Token &bad = tokens.current();
  bool isAttribute = context->getRuleIndex() == HclParser::RuleAttribute;
  if (!isAttribute ||
      !(bad.is(HclParser::OPEN) || bad.is(HclParser::STRING) || bad.is(HclParser::IDENT)) ||
      tokens.at(bad.getTokenIndex() - 1).is(HclParser::EQUALS))
    return false;
  diags
      .report(base.range(span(asToken(context->start).str(), bad.str())), diag::err_hcl_syntax,
              "one attribute or '}'", "a block")
      .note("a block with a block in it is written on several lines");
  return true;
}

/// `null true`: labels stand in quotes, so that a word behind a name is a value.
bool ErrorStrategy::missingEquals(const antlr4::ParserRuleContext *context) {
  const HclParser::ItemContext *item = itemOf(context);
  if (context->getRuleIndex() != HclParser::RuleItem || !item || item->labels.size() != 1 ||
      !asToken(item->labels[0]).is(HclParser::IDENT))
    return false;
  const Token &value = asToken(item->labels[0]);
  diags
      .report(base.range(value.str()), diag::err_hcl_syntax, "'=' behind the name", describe(value))
      .fix(FixKind::Safe, "write '='",
           {{base.range(value.str()), "= " + std::string(value.str())}});
  return true;
}

/// A string that is not closed is one error, wherever it stands.
bool ErrorStrategy::isReported(const Token &bad) const {
  if (!bad.is(HclParser::QUOTE_OPEN))
    return false;
  for (const Diagnostic &d : diags.pending())
    if (d.range.begin == base.range(bad.str()).begin)
      return true;
  return false;
}

void ErrorStrategy::reportError(antlr4::Parser *parser, const antlr4::RecognitionException &) {
  if (recovering)
    return;
  recovering = true;
  antlr4::ParserRuleContext *context = parser->getContext();
  const Token &bad = tokens.current();
  if (unclosed(context) || nestedInLine(context) || missingEquals(context) || isReported(bad))
    return;
  DiagBuilder d =
      diags.report(base.range(bad.str()), diag::err_hcl_syntax, expected(parser), describe(bad));
  bool isItem = context->getRuleIndex() == HclParser::RuleItem;
  if (bad.is(HclParser::COLON) && isItem)
    d.fix(FixKind::Safe, "write '='", {{base.range(bad.str()), " ="}});
  else if (bad.is(HclParser::COMMA) && bad.getTokenIndex() + 1 < tokens.tokens.size() &&
           tokens.at(bad.getTokenIndex() + 1).is(HclParser::NEWLINE))
    d.note("an attribute ends with its line")
        .fix(FixKind::Safe, "remove it", {{base.range(bad.str()), ""}});
  else if (bad.is(HclParser::QUOTE_OPEN) && isItem)
    d.note("labels are plain: no template can be in them");
}

void ErrorStrategy::recover(antlr4::Parser *parser, std::exception_ptr e) {
  antlr4::ParserRuleContext *context = parser->getContext();
  if (context->getRuleIndex() != HclParser::RuleItem)
    std::rethrow_exception(e);
  skipItem(context->start->getTokenIndex());
  recovering = false;
}

/// Called before each decision; in a body, the only one is about the next item.
void ErrorStrategy::sync(antlr4::Parser *parser) {
  size_t rule = parser->getContext()->getRuleIndex();
  if (rule != HclParser::RuleBlockItems)
    return;
  while (!tokens.current().is(HclParser::IDENT) && !tokens.current().is(HclParser::NEWLINE) &&
         !tokens.current().is(HclParser::CLOSE) && !tokens.current().is(Token::Eof))
    skipStray();
}

void ErrorStrategy::skipStray() {
  const Token &bad = tokens.current();
  diags.report(base.range(bad.str()), diag::err_hcl_syntax,
               "an attribute 'name = value' or a block 'name {'", describe(bad));
  skipItem(bad.getTokenIndex());
}

/// Skips to behind the line's end that ends the item which began at \p first, or to the '}' of the
/// body around it.
void ErrorStrategy::skipItem(size_t first) {
  std::vector<bool> isBlock; // of what is open
  size_t bad = tokens.index();
  for (size_t i = first;; ++i) {
    const Token &t = tokens.at(i);
    if (t.is(Token::Eof))
      return tokens.seek(i);
    if (opens(t)) {
      isBlock.push_back(t.is(HclParser::OPEN));
    } else if (closes(t)) {
      if (!isBlock.empty() && !isBlock.back())
        isBlock.pop_back();
    } else if (t.is(HclParser::CLOSE)) {
      while (!isBlock.empty() && !isBlock.back())
        isBlock.pop_back();
      if (isBlock.empty() && i >= bad)
        return tokens.seek(i);
      if (!isBlock.empty())
        isBlock.pop_back();
    } else if (t.is(HclParser::NEWLINE) && isBlock.empty() && i >= bad) {
      return tokens.seek(i + 1);
    }
  }
}

} // namespace schemac::hcl
