//===- LexerBrackets.cpp - What is opened and closed ----------------------===//
#include "Lexer.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

void Lexer::open(Open kind, uint32_t type, const char *to) {
  if (stack.size() + questions >= MaxNesting) {
    diags.report(base.range({at, size_t(to - at)}), diag::err_hcl_nesting, MaxNesting);
    tooDeep = true;
    return;
  }
  stack.push_back({kind, at});
  emit(type, to);
}

void Lexer::pop() {
  questions -= stack.back().questions;
  stack.pop_back();
}

void Lexer::openBrace() {
  if (inLines() && !top().value)
    return open(Open::Block, HclParser::OPEN, at + 1);
  bool isFor = wordIs(peekPast(at + 1), "for");
  open(isFor ? Open::ForBrace : Open::Object, isFor ? HclParser::LBRACE_FOR : HclParser::LBRACE,
       at + 1);
}

void Lexer::openBracket() {
  bool isFor = !endsOperand() && wordIs(peekPast(at + 1), "for");
  open(isFor ? Open::ForBracket : Open::Bracket,
       isFor ? HclParser::LBRACKET_FOR : HclParser::LBRACKET, at + 1);
}

/// A '}' ends what was opened with '{', whatever bracket was forgotten in it.
void Lexer::closeBrace() {
  auto isBrace = [](const Frame &f) {
    return f.kind != Open::Paren && f.kind != Open::Bracket && f.kind != Open::ForBracket;
  };
  bool any = false;
  for (const Frame &f : stack)
    any |= isBrace(f);
  while (any && !isBrace(stack.back()))
    pop();
  if (!any)
    return emit(HclParser::CLOSE, at + 1);
  bool isTemplate = isTop(Open::Interpolation) || isTop(Open::Directive);
  uint32_t type = isTop(Open::Block) ? HclParser::CLOSE
                  : isTemplate       ? HclParser::TEMPLATE_CLOSE
                                     : HclParser::RBRACE;
  pop();
  emit(type, at + (*at == '~' ? 2 : 1));
}

void Lexer::close(Open a, Open b, uint32_t type) {
  if (isTop(a) || isTop(b))
    pop();
  emit(type, at + 1);
}

} // namespace schemac::hcl
