//===- Splitter.cpp - A file to its top-level pieces ----------------------===//
#include "Splitter.h"
#include "Lexer.h"
#include <cstring>

namespace schemac::prisma {

static constexpr std::string_view keywords[] = {"datasource", "generator", "model",
                                                "view",       "enum",      "type"};

std::string_view keyword(BlockKind kind) { return keywords[size_t(kind)]; }

std::optional<BlockKind> keywordKind(std::string_view word) {
  for (size_t i = 0; i < std::size(keywords); ++i)
    if (word == keywords[i])
      return BlockKind(i);
  return std::nullopt;
}

unsigned gluedKeyword(std::string_view word) {
  for (std::string_view k : keywords)
    if (word.size() > k.size() && word.starts_with(k) && isWordStart(word.substr(k.size())))
      return unsigned(k.size());
  return 0;
}

static std::string_view view(const char *b, const char *e) { return {b, size_t(e - b)}; }

Splitter::Splitter(std::string_view text)
    : p(text.data()), end(p + text.size()), blockComments(text.find("/*") != text.npos),
      carriageReturns(text.find('\r') != text.npos) {}

const char *Splitter::lineEnd(const char *q) const {
  if (!carriageReturns) {
    auto *n = static_cast<const char *>(memchr(q, '\n', size_t(end - q)));
    return n ? n : end;
  }
  while (q != end && *q != '\n' && *q != '\r')
    ++q;
  return q;
}

/// Behind the comment that begins at \p q; null when none does.
const char *Splitter::commentEnd(const char *q) const {
  std::string_view rest = view(q, end);
  if (rest.starts_with("//"))
    return lineEnd(q);
  if (!blockComments || !rest.starts_with("/*"))
    return nullptr;
  size_t close = rest.find("*/", 2);
  return close == rest.npos ? nullptr : q + close + 2;
}

/// Behind the line end after \p q, taking strings and comments as what they are.
const char *Splitter::skipLine(const char *q) const {
  while (blockComments && q != end && *q != '\n' && *q != '\r') {
    if (const char *stop = commentEnd(q)) {
      q = stop;
    } else if (*q == '"') {
      for (++q; q != end && *q != '"' && *q != '\n' && *q != '\r'; ++q)
        q += *q == '\\' && q + 1 != end && q[1] == '"';
      q += q != end && *q == '"';
    } else {
      ++q;
    }
  }
  q = lineEnd(q);
  return q == end ? q : q + 1;
}

/// `keyword name {`, which only the header of a block can be.
bool Splitter::beginsBlock(const char *line) const {
  if (!isWordStart(view(line, end)))
    return false;
  const char *word = skipWord(line, end);
  if (!keywordKind(view(line, word)))
    return false;
  const char *name = skipBlanks(word, end);
  if (name == word || !isWordStart(view(name, end)))
    return false;
  const char *open = skipBlanks(skipWord(name, end), end);
  return open != end && *open == '{';
}

/// Sets the end of the block whose header line begins at \p header.
void Splitter::findEnd(const char *header, Piece &piece) {
  const char *headerEnd = lineEnd(header);
  const char *q = skipLine(header);
  piece.closed = false;
  if (!memchr(header, '{', size_t(headerEnd - header))) {
    // The brace may be on the next line: an error, but one about the whole block.
    const char *line = skipBlanks(q, end);
    if (line == end || *line != '{') {
      p = headerEnd;
      return;
    }
  }
  while (q != end) {
    const char *line = skipBlanks(q, end);
    if (line == end)
      break;
    if (*line == '}') {
      piece.closed = true;
      p = line + 1;
      return;
    }
    if (beginsBlock(line)) {
      piece.cutByBlock = true;
      p = q;
      return;
    }
    const char *comment = blockComments && *line == '/' ? commentEnd(line) : nullptr;
    q = comment ? comment : skipLine(line);
    if (comment && q != end && (*q == '\n' || *q == '\r'))
      ++q;
  }
  p = end;
}

Piece Splitter::declaration(const char *begin) {
  Piece piece{};
  const char *stop = lineEnd(begin);
  if (*begin == '}') {
    piece.kind = Piece::StrayClose;
    p = begin + 1;
  } else {
    const char *word = skipWord(begin, end);
    const char *after = skipBlanks(word, end);
    bool opens = after != end && *after == '{';
    piece.gluedKeyword = opens ? gluedKeyword(view(begin, word)) : 0;
    bool known = keywordKind(view(begin, word)) && !opens;
    piece.kind = known || piece.gluedKeyword                ? Piece::Block
                 : memchr(begin, '{', size_t(stop - begin)) ? Piece::UnknownBlock
                                                            : Piece::Junk;
    if (piece.kind == Piece::Junk)
      p = stop;
    else
      findEnd(begin, piece);
  }
  piece.decl = piece.text = view(begin, p);
  if (piece.kind == Piece::Block && commentBegin) {
    piece.comment = view(commentBegin, commentStop);
    piece.text = view(commentBegin, p);
    commentBegin = nullptr;
  }
  lineHasBlock = piece.kind == Piece::Block || piece.kind == Piece::UnknownBlock;
  return piece;
}

std::optional<Piece> Splitter::takeComment() {
  if (!commentBegin)
    return std::nullopt;
  Piece piece{};
  piece.kind = Piece::Comment;
  piece.text = piece.comment = view(commentBegin, commentStop);
  commentBegin = nullptr;
  return piece;
}

std::optional<Piece> Splitter::next() {
  while ((p = skipBlanks(p, end)) != end) {
    if (*p == '\n' || *p == '\r') {
      p += *p == '\r' && p + 1 != end && p[1] == '\n' ? 2 : 1;
      bool emptyLine = !lineHasBlock;
      lineHasBlock = false;
      if (emptyLine && commentBegin)
        return takeComment();
      continue;
    }
    const char *stop = commentEnd(p);
    if (!stop) {
      // What a comment stands above must be a block to have it.
      Piece piece = declaration(p);
      if (piece.kind != Piece::Block)
        commentBegin = nullptr;
      return piece;
    }
    if (!commentBegin)
      commentBegin = p;
    commentStop = p = stop;
    if (lineHasBlock)
      return takeComment();
    if (p != end && (*p == '\n' || *p == '\r'))
      p += *p == '\r' && p + 1 != end && p[1] == '\n' ? 2 : 1;
  }
  return takeComment();
}

} // namespace schemac::prisma
