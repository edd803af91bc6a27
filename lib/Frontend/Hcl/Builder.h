//===- Builder.h - Parse tree of one item to the syntax tree ----*- C++ -*-===//
#pragma once

#include "Lexer.h"
#include <array>
#include <span>

namespace schemac::hcl {

/// Copies what the tree of ANTLR says into the arena of a file. Parts that were not understood are
/// left out or Invalid.
class Builder {
public:
  /// \p folded: the tokens of plain values.
  Builder(File &file, const TokenBuffer &tokens, const std::vector<Token> &folded, TextBase base,
          DiagEngine &diags)
      : file(file), tokens(tokens), folded(folded), base(base), diags(diags) {}

  /// Collects items, and makes a body of them.
  struct Items {
    std::vector<Attribute> attributes;
    std::vector<const Block *> blocks;
  };
  void item(HclParser::ItemContext &item, Items &out);
  Body body(Items &items);

private:
  // Builder.cpp
  template <class T> void attribute(const T &context, Items &out);
  void block(HclParser::ItemContext &item, Items &out);
  // BuildExpressions.cpp
  const Expr *expression(HclParser::ExpressionContext *e);
  const Expr *operators(HclParser::ExpressionContext &e, size_t &next, unsigned precedence);
  const Expr *operand(HclParser::OperandContext &o);
  const Expr *steps(const Expr *value, HclParser::OperandContext &o, size_t &next);
  const Expr *step(const Expr *value, HclParser::StepContext &s);
  const Expr *term(HclParser::TermContext &t);
  const Expr *call(HclParser::TermContext &t);
  const Expr *object(HclParser::TermContext &t);
  const Expr *forExpression(HclParser::TermContext &t);
  // BuildPlain.cpp
  const Expr *atom(const Token &t);
  const Expr *plain(const Token &t);
  const Expr *plainValue(const Token *&t);
  // BuildTemplates.cpp
  const Expr *string(const Token &literal);
  const Expr *quoted(HclParser::TermContext &t);
  const Expr *text(std::string_view piece, SourceRange range);
  struct Piece;
  const Expr *parts(std::vector<Piece> &pieces, size_t &next, const Piece *open);
  const Expr *directive(std::vector<Piece> &pieces, size_t &next);
  void misplaced(SourceRange range, std::string_view what);
  void trim(std::vector<Piece> &pieces) const;
  void flush(std::vector<Piece> &pieces) const;
  std::string decode(std::string_view text);
  std::string decodeTemplateMarks(std::string_view text) const;
  bool escape(std::string_view text, size_t &at, std::string &out);

  using Kids = std::span<const Expr *const>;
  Expr *make(ExprKind kind, SourceRange range, Kids kids);
  Expr *make(ExprKind kind, SourceRange range, std::initializer_list<const Expr *> kids = {}) {
    return make(kind, range, Kids(kids.begin(), kids.size()));
  }
  void reportNesting(SourceRange range);
  const Expr *invalid(SourceRange range) { return make(ExprKind::Invalid, range); }
  template <class T> List<T> list(std::span<const T> items);
  template <class T> List<T> list(const std::vector<T> &items) { return list(std::span(items)); }
  std::string_view intern(std::string_view text);
  std::string_view word(std::string_view text);
  SourceRange range(const antlr4::Token *a) const { return base.range(asToken(a).str()); }
  SourceRange range(const antlr4::Token *a, const antlr4::Token *b) const {
    return base.range(span(asToken(a).str(), asToken(b).str()));
  }

  File &file;
  const TokenBuffer &tokens;
  const std::vector<Token> &folded;
  TextBase base;
  DiagEngine &diags;
  std::array<std::string_view, 64> words; ///< see word()
  unsigned directives = 0;                ///< that are open
  bool saidNesting = false;               ///< once a file is enough
  bool textIsClosed = true; ///< of the template at hand: if not, that is reported, and enough
};

template <class T> List<T> Builder::list(std::span<const T> items) {
  if (items.empty())
    return {};
  T *copy = file.arena.Allocate<T>(items.size());
  std::uninitialized_copy(items.begin(), items.end(), copy);
  return {copy, uint32_t(items.size())};
}

} // namespace schemac::hcl
