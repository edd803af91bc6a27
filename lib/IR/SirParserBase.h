//===- SirParserBase.h - Token handling of the .sir parser ------*- C++ -*-===//
//
// An error makes the rest of its statement quiet: every expect() after it fails without a message,
// and sync() goes on at the next statement. So one mistake is one diagnostic.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "SirLexer.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Sir.h"

namespace schemac::sir {

class ParserBase {
public:
  ParserBase(SourceManager &sources, FileId file, Context &context, DiagEngine &diags)
      : sources(sources), context(context), diags(diags), lexer(sources, file, diags) {
    tok = lexer.next();
  }

protected:
  bool at(Tok kind) const { return tok.kind == kind; }
  bool atWord(std::string_view word) const { return tok.kind == Tok::Word && tok.raw == word; }
  void advance() {
    last = tok.range;
    tok = lexer.next();
  }
  bool accept(Tok kind) {
    if (failed || !at(kind))
      return false;
    advance();
    return true;
  }
  bool acceptWord(std::string_view word) {
    if (failed || !atWord(word))
      return false;
    advance();
    return true;
  }
  void expected(std::string_view what) {
    if (!failed && !at(Tok::Strange))
      diags.report(tok.range, diag::err_sir_expected, what, describe(tok));
    failed = true;
  }
  bool expect(Tok kind, std::string_view what) {
    if (accept(kind))
      return true;
    expected(what);
    return false;
  }
  bool expectWord(std::string_view word) {
    if (acceptWord(word))
      return true;
    expected("'" + std::string(word) + "'");
    return false;
  }

  Name parseName();
  /// Of an index: null for btree, which is what an index is without a word.
  Name parseMethod();
  QName parseQName();
  SubRef parseSub();
  std::vector<Name> parseNames(); ///< (@a, @b)
  Name parseString();
  Expr parseSql();
  int64_t parseInt();
  std::vector<Name> parseLabels(); ///< {"a", "b"}
  Target parseTarget();            ///< column @users.@phone
  Type parseType();
  Column parseColumn(); ///< after the ':'
  /// col @name : ...; \p owner gets its comment, when parts of it can have one.
  void parseColumnLine(std::vector<Column> &columns, Entity *owner = nullptr);
  void parseDropsLine(std::vector<DropIntent> &drops); ///< drops @name [archive]
  Constraint parseConstraint(ConstraintKind kind, Name name);
  Index parseIndex(Name name);
  Parameters parseParameters(); ///< (fillfactor = 70)
  Trigger parseTrigger(Name name);
  Policy parsePolicy(Name name);
  void parseRowSecurity(Table &t);
  void parsePublished(Publication &p);
  // The objects of Kinds.def, after the word or mnemonic that says what they are. They set the
  // range too: what follows \p begin, or what a trailing loc() says.
#define KIND(CLASS, PLURAL, WORD) void parseEntity(CLASS &entity, SourceRange begin);
#include "schemac/IR/Kinds.def"
  /// What stands behind an object: comment, owner, grants.
  void parseAccess(Entity &entity, PartKind parts = PartKind::None);
  void parseGrant(Entity &entity);
  /// A comment on the part that was just read, when there is one.
  void parsePartComment(Entity &entity, PartKind kind, Name part);
  /// Trailing loc("file":line:column), else \p range.
  SourceRange parseLoc(SourceRange range);
  /// Attributes stand on the line of their part: what begins the next line is the next statement,
  /// even when it is one of their words.
  bool onLine() const { return !failed && !tok.atLineStart; }
  SourceRange from(SourceRange begin) const { return {begin.begin, last.end}; }

  /// After an error in the statement that began at \p statement: skips to the next one of this
  /// block.
  void sync(Loc statement);
  /// Parses `{ statement* }`; \p statement parses one, and is called with the token at its start.
  template <class Fn> void block(Fn statement);

  SourceManager &sources;
  Context &context;
  DiagEngine &diags;
  Lexer lexer;
  Token tok;
  SourceRange last;
  bool failed = false;

private:
  /// Counts nested blocks and types, so that no input can exhaust the stack.
  bool enter() {
    if (++nesting <= 64)
      return true;
    expected("less nesting");
    return false;
  }
  unsigned nesting = 0;
  Type parseLabelled(TypeKind kind);
  IndexElem parseElem();
  std::vector<IndexElem> parseElems(); ///< (@a desc, sql"lower(b)")
  bool acceptSequenceOption(SequenceOptions &options);
  bool acceptIndexOption(Parameters &parameters, Name &tablespace);
  bool acceptForeignKeyOption(Constraint &c);
  bool acceptConstraintOption(Constraint &c);
  bool acceptTableOption(Table &t);
  void parsePartitionOf(Table &t);
  void parseRowParts(Table &t); ///< MySQL's
  void parsePrimaryKey(Constraint &c);
  template <class E, size_t N> E parseWord(const std::string_view (&words)[N], const char *what) {
    for (size_t i = 0; i < N; ++i)
      if (!words[i].empty() && acceptWord(words[i]))
        return static_cast<E>(i);
    expected(what);
    return E();
  }
  void tableStatement(Table &t);
  void parseQuery(View &v);
  std::vector<FunctionArg> parseArgs();
  void parseResult(Function &f);
  bool parseFunctionAttribute(Function &f);
  void parseEvents(TriggerAction &a);
  bool parseAction(Trigger &t); ///< of a declared trigger; false when it is a helper
};

template <class Fn> void ParserBase::block(Fn statement) {
  unsigned outer = nesting;
  if (!expect(Tok::LBrace, "'{'") || !enter())
    return;
  while (!at(Tok::RBrace) && !at(Tok::End)) {
    Loc start = tok.range.begin;
    statement();
    if (failed)
      sync(start);
    nesting = outer + 1; // an error inside leaves its own count behind
  }
  nesting = outer;
  expect(Tok::RBrace, "'}'");
}

} // namespace schemac::sir
