//===- Parse.cpp - Text of a Prisma schema to its tree --------------------===//
#include "schemac/Frontend/Prisma/Parse.h"
#include "AstBuilder.h"
#include "BlockCacheImpl.h"
#include "ErrorStrategy.h"
#include "Lexer.h"
#include "Splitter.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Spelling.h"

namespace schemac::prisma {
namespace {

constexpr int maxDepth = 100;

class FileParser {
public:
  FileParser(std::string_view text, Loc begin, BlockCache &cache, DiagEngine &diags, SchemaAst &out)
      : base{text.data(), begin}, cache(cache.impl()), diags(diags), out(out), splitter(text) {}

  void run() {
    parser.removeErrorListeners();
    while (std::optional<Piece> piece = splitter.next())
      take(*piece);
  }

private:
  void take(const Piece &piece);
  void takeBlock(const Piece &piece);
  void parse(const Piece &piece, BlockBody &body);
  void tokenize(const Piece &piece);
  bool tooDeep();
  template <class Context> void parseAs(Context *(PrismaParser::*rule)(), BlockBody &body);
  void reportUnclosed(const Piece &piece, const BlockBody &body);
  void reportIgnored(const BlockBody &body);
  void reportUnknown(std::string_view decl);

  TextBase base;
  BlockCache::Impl &cache;
  DiagEngine &diags;
  SchemaAst &out;
  Splitter splitter;
  TokenBuffer tokens;
  PrismaParser parser{&tokens};
  unsigned errors = 0;
};

void FileParser::take(const Piece &piece) {
  switch (piece.kind) {
  case Piece::Block:
    return takeBlock(piece);
  case Piece::Comment:
    out.comments.push_back({piece.text, base.range(piece.text).begin});
    return;
  case Piece::StrayClose:
    diags.report(base.range(piece.decl), diag::err_prisma_stray_close);
    break;
  case Piece::UnknownBlock:
  case Piece::Junk:
    reportUnknown(piece.decl);
    break;
  }
  out.damaged = true;
}

void FileParser::takeBlock(const Piece &piece) {
  const BlockCache::Impl::Entry *known = cache.find(piece.text, out.blocks.size());
  const BlockBody *body = known ? known->body : nullptr;
  if (!body) {
    ++cache.blocks;
    BlockBody &fresh = *new (cache.arena.Allocate<BlockBody>()) BlockBody;
    size_t before = diags.pending().size();
    parse(piece, fresh);
    out.damaged |= fresh.damaged;
    if (fresh.name.empty())
      return;
    if (diags.pending().size() == before)
      cache.add(fresh, out.blocks.size());
    body = &fresh;
  }
  out.blocks.push_back({body, base.range(piece.text).begin});
  out.former.push_back(known ? known->place : SchemaAst::NoFormer);
}

void FileParser::tokenize(const Piece &piece) {
  tokens.tokens.clear();
  const char *begin = piece.decl.data(), *end = begin + piece.decl.size();
  if (piece.gluedKeyword) {
    const char *name = begin + piece.gluedKeyword;
    lex(begin, name, tokens.tokens);
    const char *nameEnd = skipWord(name, end);
    lex(name, nameEnd, tokens.tokens);
    begin = nameEnd;
  }
  lex(begin, end, tokens.tokens);
  tokens.tokens.emplace_back(Token::Eof, end, 0u, uint32_t(tokens.tokens.size()));
  tokens.seek(0);
}

/// The parser calls itself for each bracket in a bracket.
bool FileParser::tooDeep() {
  int depth = 0;
  for (const Token &t : tokens.tokens) {
    if (t.is(PrismaParser::NEWLINE))
      depth = 0;
    depth += t.is(PrismaParser::LPAREN) || t.is(PrismaParser::LBRACKET) ||
             t.is(PrismaParser::LABEL_OPEN);
    if (depth > maxDepth) {
      diags.report(base.range(t.str()), diag::err_prisma_nesting, maxDepth);
      return true;
    }
  }
  return false;
}

template <class Context>
void FileParser::parseAs(Context *(PrismaParser::*rule)(), BlockBody &body) {
  Context *tree = (parser.*rule)();
  if (!tree->blockName || !isWordStart(asToken(tree->blockName).str()))
    return;
  body.name = asToken(tree->blockName).str();
  body.header = span(asToken(tree->keyword).str(), body.name);
  AstBuilder builder(cache.arena, tokens, base, diags);
  builder.build(*tree, body);
  errors += builder.count();
}

void FileParser::parse(const Piece &piece, BlockBody &body) {
  body.text = piece.text;
  body.decl = piece.decl;
  body.comment = piece.comment;
  tokenize(piece);
  // Without a keyword, as bytes that are no text may leave it, the grammar finds no block.
  body.kind = keywordKind(tokens.at(0).str()).value_or(BlockKind::Model);
  errors = 0;
  if (tooDeep()) {
    body.damaged = true;
    return;
  }
  SyntaxErrors syntax(tokens, base, diags, piece.closed);
  parser.setErrorHandler(std::make_shared<ErrorStrategy>(tokens, syntax));
  if (body.kind == BlockKind::Datasource || body.kind == BlockKind::Generator)
    parseAs(&PrismaParser::configBlock, body);
  else if (body.kind == BlockKind::Enum)
    parseAs(&PrismaParser::enumBlock, body);
  else
    parseAs(&PrismaParser::modelBlock, body);
  parser.reset();
  reportIgnored(body);
  bool headerFailed = tokens.tokens.size() < 3 || !tokens.at(2).is(PrismaParser::OPEN);
  if (!piece.closed && !headerFailed && !syntax.sawCloseInLine())
    reportUnclosed(piece, body);
  body.damaged = errors + syntax.count() != 0 || !piece.closed;
}

void FileParser::reportUnclosed(const Piece &piece, const BlockBody &body) {
  SourceRange header = base.range(body.header);
  if (!piece.cutByBlock) {
    diags.report(header, diag::err_prisma_block_unclosed, keyword(body.kind), body.name);
    return;
  }
  // Where the next block begins is where the brace is missing.
  const char *next = skipBlanks(piece.decl.data() + piece.decl.size(),
                                piece.decl.data() + piece.decl.size() + 1000);
  diags
      .report(base.range({next, size_t(skipWord(next, next + 20) - next)}),
              diag::err_prisma_block_unclosed, keyword(body.kind), body.name)
      .label(header, "begins here")
      .note("'}' is missing before this line");
}

void FileParser::reportIgnored(const BlockBody &body) {
  if (tokens.tokens.size() < 3 || !tokens.at(2).is(PrismaParser::OPEN))
    return;
  std::string_view open = tokens.at(2).str();
  const char *end = open.data() + open.size();
  const char *rest = skipBlanks(open.data() + 1, end);
  std::string_view text(rest, size_t(end - rest));
  if (text.empty() || text.starts_with("//"))
    return;
  diags.report(base.range(text), diag::warn_prisma_ignored_text, text);
}

void FileParser::reportUnknown(std::string_view decl) {
  const char *end = decl.data() + decl.size();
  const char *stop = skipWord(decl.data(), end);
  std::string_view word(decl.data(), size_t(stop - decl.data()));
  if (word.empty())
    word = decl.substr(0, decl.find_first_of("\r\n"));
  if (keywordKind(word)) {
    diags.report(base.range(word), diag::err_prisma_header, word, "a name", "'{'");
    return;
  }
  DiagBuilder d = diags.report(base.range(word), diag::err_prisma_unknown_declaration, word);
  constexpr std::string_view words[] = {"datasource", "generator", "model", "view", "enum", "type"};
  if (std::string_view near = nearestSpelling(word, words); !near.empty())
    d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near),
          {{base.range(word), std::string(near)}});
}

} // namespace

SchemaAst parseSchema(const SourceManager &sources, std::span<const FileId> files,
                      BlockCache &cache, DiagEngine &diags) {
  SchemaAst out;
  cache.impl().beginVersion();
  out.version = cache.impl().version;
  out.versionBefore = out.version - 1;
  for (FileId file : files)
    FileParser(sources.text(file), sources.begin(file), cache, diags, out).run();
  return out;
}

} // namespace schemac::prisma
