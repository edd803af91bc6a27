//===- BuildPlain.cpp - Values without a parse tree -----------------------===//
//
// Nearly every value of a schema is a word, a string, a path, a call with such, or a list of these.
// The lexer puts them aside (Lexer::fold), and they are built here from their tokens. What is built
// is what the grammar's rules give for the same text (test/Frontend/Hcl/Parse/plain-values.test).
//
//===----------------------------------------------------------------------===//
#include "Builder.h"
#include <algorithm>

namespace schemac::hcl {
namespace {

bool isAtom(const Token &t) {
  return t.is(HclParser::IDENT) || t.is(HclParser::NUMBER) || t.is(HclParser::STRING);
}

} // namespace

const Token *plainEnd(const Token *t) {
  if (t->is(HclParser::LBRACKET)) {
    do { // also for the first element, which the bracket stands before
      t = plainEnd(t + 1);
    } while (t && t->is(HclParser::COMMA));
    return t && t->is(HclParser::RBRACKET) ? t + 1 : nullptr;
  }
  if (!isAtom(*t))
    return nullptr;
  bool isName = t->is(HclParser::IDENT);
  ++t;
  if (!isName)
    return t;
  if (t->is(HclParser::LPAREN)) {
    do {
      if (!isAtom(t[1]))
        return nullptr;
      t += 2;
    } while (t->is(HclParser::COMMA));
    return t->is(HclParser::RPAREN) ? t + 1 : nullptr;
  }
  while (t->is(HclParser::DOT) && t[1].is(HclParser::IDENT))
    t += 2;
  return t;
}

/// A word, a number or a string.
const Expr *Builder::atom(const Token &t) {
  if (t.is(HclParser::STRING))
    return string(t);
  bool isNumber = t.is(HclParser::NUMBER);
  Expr *out = make(isNumber ? ExprKind::Number : ExprKind::Variable, range(&t));
  out->name = isNumber ? t.str() : word(t.str());
  return out;
}

/// Of a PLAIN token: its own tokens are those that begin where it does.
const Expr *Builder::plain(const Token &t) {
  const Token *first = &*std::ranges::lower_bound(folded, t.str().data(), {},
                                                  [](const Token &f) { return f.str().data(); });
  return plainValue(first);
}

const Expr *Builder::plainValue(const Token *&t) {
  const Token &first = *t++;
  if (first.is(HclParser::LBRACKET)) {
    std::vector<const Expr *> elements;
    do {
      elements.push_back(plainValue(t));
    } while ((t++)->is(HclParser::COMMA));
    return make(ExprKind::Tuple, range(&first, t - 1), elements);
  }
  if (first.is(HclParser::IDENT) && t->is(HclParser::LPAREN)) {
    std::vector<const Expr *> arguments;
    for (; !t->is(HclParser::RPAREN); t += 2)
      arguments.push_back(atom(t[1]));
    Expr *out = make(ExprKind::Call, range(&first, t), arguments);
    out->name = first.str();
    out->nameRange = range(&first);
    ++t;
    return out;
  }
  const Expr *value = atom(first);
  for (; t->is(HclParser::DOT); t += 2) {
    Expr *out = make(ExprKind::Attribute, range(&first, t + 1), {value});
    out->name = word(t[1].str());
    out->nameRange = range(t + 1);
    value = out;
  }
  return value;
}

} // namespace schemac::hcl
