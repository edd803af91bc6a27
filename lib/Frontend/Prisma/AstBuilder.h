//===- AstBuilder.h - Parse tree of one block to its syntax tree -*- C++ -*-===//
#pragma once

#include "SyntaxErrors.h"
#include "schemac/Frontend/Prisma/Ast.h"
#include "llvm/Support/Allocator.h"

namespace schemac::prisma {

/// Copies what the tree of ANTLR says into an arena. Parts that were not understood are left out.
class AstBuilder {
public:
  AstBuilder(llvm::BumpPtrAllocator &arena, const TokenBuffer &tokens, TextBase base,
             DiagEngine &diags)
      : arena(arena), tokens(tokens), base(base), diags(diags) {}

  void build(const PrismaParser::ModelBlockContext &block, BlockBody &body);
  void build(const PrismaParser::EnumBlockContext &block, BlockBody &body);
  void build(const PrismaParser::ConfigBlockContext &block, BlockBody &body);
  /// Errors found in what the grammar accepts: escapes, numbers that go on as names.
  unsigned count() const { return errors; }

private:
  Expr expr(const PrismaParser::ExpressionContext &e);
  Argument argument(const PrismaParser::ArgumentContext &a);
  Argument member(const PrismaParser::MemberContext &m);
  Expr object(const antlr4::Token *label, const PrismaParser::MembersContext &members);
  /// \p trailingComma is set when there is one.
  List<Argument> arguments(const PrismaParser::ArgumentsContext *a, bool &trailingComma);
  template <class Context> Attribute attribute(const Context &a);
  template <class Context> List<Attribute> attributes(const std::vector<Context *> &list);
  void field(const PrismaParser::FieldContext &f, Field &out);
  const Comments *comments(const antlr4::Token *first, const antlr4::Token *trailing);
  std::string_view string(const Token &literal);
  std::string_view intern(const std::string &s);
  template <class T> T *allocate(size_t n) { return arena.Allocate<T>(n); }
  /// The token that ends \p c, for those that may end in the line's end.
  std::string_view textOf(const antlr4::ParserRuleContext &c) const;

  llvm::BumpPtrAllocator &arena;
  const TokenBuffer &tokens;
  TextBase base;
  DiagEngine &diags;
  unsigned errors = 0;
};

} // namespace schemac::prisma
