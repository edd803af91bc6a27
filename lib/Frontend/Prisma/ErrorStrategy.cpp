//===- ErrorStrategy.cpp - Going on after a syntax error ------------------===//
#include "ErrorStrategy.h"

namespace schemac::prisma {

namespace {

bool isBlockRule(size_t rule) {
  return rule == PrismaParser::RuleModelBlock || rule == PrismaParser::RuleEnumBlock ||
         rule == PrismaParser::RuleConfigBlock;
}

bool isLineRule(size_t rule) {
  return rule == PrismaParser::RuleField || rule == PrismaParser::RuleEnumValue ||
         rule == PrismaParser::RuleProperty || rule == PrismaParser::RuleBlockAttribute;
}

/// The tokens that a line of a block begins with, and those that end the block.
bool beginsLine(const Token &t, size_t rule) {
  switch (t.getType()) {
  case PrismaParser::NAME:
  case PrismaParser::INTEGER:
  case PrismaParser::MODEL:
  case PrismaParser::VIEW:
  case PrismaParser::TYPE:
  case PrismaParser::ENUM:
  case PrismaParser::DATASOURCE:
  case PrismaParser::GENERATOR:
  case PrismaParser::COMMENT:
  case PrismaParser::NEWLINE:
  case PrismaParser::CLOSE:
  case antlr4::Token::EOF:
    return true;
  case PrismaParser::ATAT:
    return rule != PrismaParser::RuleConfigBlock;
  default:
    return false;
  }
}

int depthChange(const Token &t) {
  switch (t.getType()) {
  case PrismaParser::LPAREN:
  case PrismaParser::LBRACKET:
  case PrismaParser::UNSUPPORTED:
    return 1;
  case PrismaParser::RPAREN:
  case PrismaParser::COMMA_RPAREN:
  case PrismaParser::RBRACKET:
    return -1;
  default:
    return 0;
  }
}

} // namespace

antlr4::Token *ErrorStrategy::recoverInline(antlr4::Parser *parser) {
  throw antlr4::InputMismatchException(parser);
}

void ErrorStrategy::reportError(antlr4::Parser *parser, const antlr4::RecognitionException &) {
  if (recovering)
    return;
  recovering = true;
  antlr4::ParserRuleContext *context = parser->getContext();
  errors.unexpected(context->getRuleIndex(), asToken(context->start), parser->getExpectedTokens());
}

void ErrorStrategy::recover(antlr4::Parser *parser, std::exception_ptr e) {
  size_t rule = parser->getContext()->getRuleIndex();
  if (isBlockRule(rule)) {
    tokens.seek(tokens.size());
    return;
  }
  if (!isLineRule(rule))
    std::rethrow_exception(e);
  skipLine();
  recovering = false;
}

/// Called before each decision; in a block, the only one is about the next line.
void ErrorStrategy::sync(antlr4::Parser *parser) {
  antlr4::ParserRuleContext *context = parser->getContext();
  size_t rule = context->getRuleIndex();
  if (!isBlockRule(rule))
    return;
  while (!beginsLine(tokens.current(), rule)) {
    errors.unexpected(rule, tokens.current(), {});
    skipLine();
  }
}

/// Index of the token that closes what is open at the current one's line, if that is on a later
/// line of the block; else 0.
size_t ErrorStrategy::bracketEnd() const {
  size_t i = const_cast<TokenBuffer &>(tokens).index(), line = i;
  while (line > 0 && !tokens.at(line - 1).is(PrismaParser::NEWLINE))
    --line;
  int depth = 0;
  bool lineStart = false;
  for (size_t t = line; !tokens.at(t).is(Token::Eof); ++t) {
    if (lineStart && tokens.at(t).is(PrismaParser::CLOSE))
      return 0;
    lineStart = tokens.at(t).is(PrismaParser::NEWLINE);
    if (lineStart && depth <= 0)
      return 0;
    depth += depthChange(tokens.at(t));
    if (depth == 0 && t > i && depthChange(tokens.at(t)) < 0)
      return t;
  }
  return 0;
}

void ErrorStrategy::skipLine() {
  if (size_t close = bracketEnd())
    tokens.seek(close);
  while (!tokens.current().is(PrismaParser::NEWLINE) && !tokens.current().is(Token::Eof))
    tokens.consume();
  tokens.consume();
}

} // namespace schemac::prisma
