//===- Format.cpp - Prisma schemas as Prisma formats them -----------------===//
//
// Over the tokens of a text without syntax errors: no declaration spans lines, so lines are what is
// formatted. Attributes are sorted, those of a block go to its end with the comments above them.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/Prisma/Format.h"
#include "FormatTable.h"
#include "Lexer.h"
#include "Splitter.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include <algorithm>

namespace schemac::prisma {
namespace {

using P = PrismaParser;

class Formatter {
public:
  explicit Formatter(std::string_view text) { lex(text.data(), text.data() + text.size(), tokens); }
  std::string run();

private:
  struct Attribute {
    std::string_view name;
    std::string text, behind;
    std::vector<std::string> comments;
  };

  bool atEnd() const { return at >= tokens.size(); }
  bool is(uint32_t type) const { return !atEnd() && tokens[at].is(type); }
  std::string take() { return std::string(tokens[at++].str()); }
  size_t takeNewlines();
  std::vector<std::string> takeComments();
  void block();
  uint32_t blockName();
  void contents(uint32_t keyword);
  void addLine(uint32_t keyword);
  std::string type();
  std::string attributes(const char *between);
  Attribute attribute();
  std::string expression();
  std::string lineEnd();
  void endBlock(std::vector<Attribute> &attributes);
  void flush(std::string_view indent) { table.flush(out, indent); }
  void keepComments(std::string_view line);
  void comments(const std::vector<std::string> &lines) {
    for (const std::string &c : lines)
      table.line({}, c);
  }

  std::vector<Token> tokens;
  size_t at = 0;
  std::string out;
  FormatTable table;
};

/// The order in which Prisma writes attributes; all others come behind.
size_t rank(std::string_view attribute) {
  constexpr std::string_view order[] = {"id",       "unique", "default",  "updatedAt", "index",
                                        "fulltext", "map",    "relation", "ignore"};
  return size_t(std::find(std::begin(order), std::end(order), attribute) - std::begin(order));
}

size_t Formatter::takeNewlines() {
  size_t count = 0;
  for (; is(P::NEWLINE); ++at)
    ++count;
  return count;
}

std::string_view trimmed(std::string_view s) {
  size_t begin = s.find_first_not_of(" \t\r");
  return begin == s.npos ? std::string_view()
                         : s.substr(begin, s.find_last_not_of(" \t\r") - begin + 1);
}

/// A comment over lines in its one form: a star in front of each line that is not empty.
void addCommentLines(std::string_view comment, std::vector<std::string> &lines) {
  lines.emplace_back("/**");
  std::string_view inner = comment.substr(2, comment.size() - 4);
  while (!inner.empty()) {
    size_t end = std::min(inner.find('\n'), inner.size());
    std::string_view line = trimmed(inner.substr(0, end));
    if (line.starts_with('*'))
      line = trimmed(line.substr(1));
    if (!line.empty())
      lines.push_back(" * " + std::string(line));
    inner.remove_prefix(std::min(end + 1, inner.size()));
  }
  lines.emplace_back(" */");
}

/// Comments on lines that follow each other, with the line end behind the last.
std::vector<std::string> Formatter::takeComments() {
  std::vector<std::string> lines;
  while (is(P::COMMENT)) {
    std::string_view text = tokens[at++].str();
    if (text.starts_with("/*"))
      addCommentLines(text, lines);
    else
      lines.emplace_back(text);
    // Blanks behind a `*/` make the line end one of its own, and so an empty line.
    if (is(P::NEWLINE) && tokens[at].str().data() == text.data() + text.size())
      ++at;
  }
  return lines;
}

/// What is between the tokens of an expression is given by the tokens alone.
std::string Formatter::expression() {
  std::string text;
  size_t depth = 0;
  while (!atEnd() && !is(P::NEWLINE) && !is(P::COMMENT) &&
         (depth != 0 || (!is(P::AT) && !is(P::ATAT)))) {
    const Token &t = tokens[at++];
    std::string_view s = t.str();
    depth += t.is(P::LPAREN) || t.is(P::LBRACKET) || t.is(P::LABEL_OPEN);
    depth -= t.is(P::RPAREN) || t.is(P::COMMA_RPAREN) || t.is(P::RBRACKET) || t.is(P::CLOSE);
    if (t.is(P::COMMA))
      text += ", ";
    else if (t.is(P::COMMA_RPAREN))
      text += ")";
    else if (t.is(P::LABEL) || t.is(P::LABEL_OPEN))
      text.append(s.substr(0, s.find_first_of(" \t:"))).append(t.is(P::LABEL) ? ": " : ": { ");
    else if (t.is(P::CLOSE))
      text += text.ends_with("{ ") ? "}" : " }";
    else
      text += s;
    if (depth == 0 && (t.is(P::RPAREN) || t.is(P::COMMA_RPAREN)))
      break;
  }
  return text;
}

Formatter::Attribute Formatter::attribute() {
  Attribute a;
  a.text = take();
  a.name = tokens[at].str();
  a.text += take();
  if (is(P::LPAREN))
    a.text += expression();
  return a;
}

std::string Formatter::attributes(const char *between) {
  std::vector<Attribute> list;
  while (is(P::AT))
    list.push_back(attribute());
  std::stable_sort(list.begin(), list.end(), [](const Attribute &a, const Attribute &b) {
    return rank(a.name) < rank(b.name);
  });
  std::string text;
  for (const Attribute &a : list)
    text += (text.empty() ? "" : between) + a.text;
  return text;
}

std::string Formatter::type() {
  std::string text;
  if (is(P::UNSUPPORTED)) {
    const char *begin = tokens[at].str().data();
    while (!is(P::RPAREN))
      ++at;
    text = std::string(begin, tokens[at].str().data() + 1);
    ++at;
  } else {
    text = take();
  }
  while (is(P::LIST) || is(P::QUESTION))
    text += take();
  return text;
}

/// The comment at the end of a line, and the line end.
std::string Formatter::lineEnd() {
  std::string comment;
  if (is(P::COMMENT))
    comment = take();
  if (is(P::NEWLINE))
    ++at;
  return comment;
}

/// A field, a value or a property.
void Formatter::addLine(uint32_t keyword) {
  std::vector<std::string> cells = {take()};
  if (keyword == P::ENUM) {
    // Prisma joins them so; two never make sense.
    if (std::string text = attributes(""); !text.empty())
      cells.push_back(text);
  } else if (is(P::EQUALS)) {
    ++at;
    cells.push_back("= " + expression());
  } else {
    cells.push_back(type());
    if (std::string text = attributes(" "); !text.empty())
      cells.push_back(text);
  }
  table.line(std::move(cells), lineEnd());
}

void Formatter::endBlock(std::vector<Attribute> &attributes) {
  flush("  ");
  std::stable_sort(
      attributes.begin(), attributes.end(),
      [](const Attribute &a, const Attribute &b) { return rank(a.name) < rank(b.name); });
  if (!attributes.empty())
    table.emptyLine();
  for (Attribute &a : attributes) {
    comments(a.comments);
    table.line({a.text}, a.behind);
  }
  flush("  ");
  out += "}\n";
}

void Formatter::contents(uint32_t keyword) {
  std::vector<Attribute> last;
  std::vector<std::string> pending;
  takeNewlines();
  while (!atEnd()) {
    bool empty = takeNewlines() > 0;
    if (atEnd() || is(P::CLOSE))
      break;
    if (is(P::ATAT)) {
      last.push_back(attribute());
      last.back().comments = std::move(pending);
      last.back().behind = lineEnd();
      pending.clear();
      continue;
    }
    if (is(P::COMMENT)) {
      std::vector<std::string> lines = takeComments();
      if (is(P::ATAT)) {
        pending = std::move(lines);
        continue;
      }
      if (empty) {
        flush("  ");
        table.emptyLine();
      }
      comments(lines);
      continue;
    }
    if (empty) {
      flush("  ");
      table.emptyLine();
    }
    addLine(keyword);
  }
  if (is(P::CLOSE))
    ++at;
  endBlock(last);
}

/// Writes keyword and name, which nothing need divide. The keyword's type.
uint32_t Formatter::blockName() {
  std::string_view word = tokens[at].str();
  bool glued = at + 1 < tokens.size() && tokens[at + 1].is(P::OPEN);
  unsigned length = glued ? gluedKeyword(word) : 0;
  if (!length) {
    auto keyword = static_cast<uint32_t>(tokens[at].getType());
    out += take() + " ";
    out += take();
    return keyword;
  }
  std::vector<Token> alone;
  lex(word.data(), word.data() + length, alone);
  out.append(word.substr(0, length)).append(" ").append(word.substr(length));
  ++at;
  return static_cast<uint32_t>(alone.front().getType());
}

void Formatter::keepComments(std::string_view line) {
  while (line.starts_with("/*")) {
    size_t end = line.find("*/", 2);
    if (end == line.npos)
      return;
    std::vector<std::string> lines;
    addCommentLines(line.substr(0, end + 2), lines);
    comments(lines);
    line = trimmed(line.substr(end + 2));
  }
  if (line.starts_with("//"))
    table.line({}, std::string(line));
}

void Formatter::block() {
  uint32_t keyword = blockName();
  out += " {\n";
  if (is(P::OPEN)) {
    // Prisma leaves out what is behind the '{'; comments there are kept.
    keepComments(trimmed(tokens[at++].str().substr(1)));
  }
  contents(keyword);
}

std::string Formatter::run() {
  takeNewlines();
  while (!atEnd()) {
    if (is(P::NEWLINE)) {
      takeNewlines();
      if (!atEnd())
        out += '\n';
    } else if (is(P::COMMENT)) {
      comments(takeComments());
      flush("");
    } else {
      block();
    }
  }
  // All schemas end with a line's end, the empty one too.
  return out.empty() ? "\n" : std::move(out);
}

} // namespace

std::optional<std::string> format(const SourceManager &sources, FileId file, DiagEngine &diags) {
  unsigned errors = diags.numErrors();
  BlockCache cache;
  parseSchema(sources, {&file, 1}, cache, diags);
  if (diags.numErrors() != errors)
    return std::nullopt;
  // Prisma puts an empty line behind a comment that it moved only when it sees the text again.
  std::string before, text = Formatter(sources.text(file)).run();
  for (unsigned again = 0; again != 3 && text != before; ++again) {
    before = std::move(text);
    text = Formatter(before).run();
  }
  return text;
}

} // namespace schemac::prisma
