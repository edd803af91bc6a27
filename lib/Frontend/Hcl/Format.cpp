//===- Format.cpp - HCL as hclfmt formats it ------------------------------===//
//
// Per line: its indentation by the brackets that are open, the blanks between its tokens, and three
// columns: what is in front of `=`, from there on, and the comment at its end. Lines that follow
// each other and have a column have it at the same place.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/Hcl/Format.h"
#include "FormatTokens.h"
#include "schemac/Frontend/Hcl/Parse.h"
#include "schemac/Support/Utf8.h"
#include <algorithm>
#include <span>

namespace schemac::hcl {
namespace {

struct Line {
  std::vector<FormatToken> tokens;
  std::string_view end; ///< as written; empty on a last line without one
  size_t equals = 0;    ///< where the second column begins; 0: there is none
  bool comment = false; ///< the last token is a comment behind others
  size_t indent = 0;
  std::string head, value, note; ///< the columns
};

std::vector<Line> split(std::string_view text) {
  std::vector<Line> lines(1);
  for (const FormatToken &t : formatTokens(text)) {
    if (t.kind != FormatToken::Newline) {
      lines.back().tokens.push_back(t);
      continue;
    }
    lines.back().end = t.text;
    lines.emplace_back();
  }
  if (lines.back().tokens.empty())
    lines.pop_back();
  return lines;
}

int net(std::span<const FormatToken> tokens) {
  int sum = 0;
  for (const FormatToken &t : tokens)
    sum += t.bracket();
  return sum;
}

/// A value that goes on in the next lines stands in no column.
void findColumns(Line &l) {
  l.comment = l.tokens.size() > 1 && l.tokens.back().kind == FormatToken::Comment;
  size_t end = l.tokens.size() - (l.comment ? 1 : 0);
  for (size_t i = 1; i < end; ++i)
    if (l.tokens[i].is("=")) {
      if (net(std::span(l.tokens).subspan(i, end - i)) == 0)
        l.equals = i;
      return;
    }
}

/// Lines that open brackets indent what follows by one step, however many they open.
void indent(std::vector<Line> &lines) {
  std::vector<int> open;
  for (Line &l : lines) {
    int change = net(l.tokens);
    for (int closed = -change; closed > 0 && !open.empty();) {
      int taken = std::min(closed, open.back());
      closed -= taken;
      if ((open.back() -= taken) == 0)
        open.pop_back();
    }
    l.indent = 2 * open.size();
    if (change > 0)
      open.push_back(change);
  }
}

bool endsValue(const FormatToken *t) {
  static constexpr std::string_view Operators[] = {
      "=", ":", ",",  "?",  "+",  "*",  "/",  "%",  "-",
      "<", ">", "<=", ">=", "==", "!=", "&&", "||", "!"};
  return t && t->bracket() <= 0 &&
         std::ranges::none_of(Operators, [&](std::string_view s) { return t->is(s); });
}

/// Whether a blank stands between two tokens; \p before is the one in front of them.
bool isApart(const FormatToken *before, const FormatToken &a, const FormatToken &b) {
  if (a.kind == FormatToken::Word && (b.is("(") || b.is("::")))
    return false;
  if (a.is("::") || a.is(".") || b.is(".") || b.is(",") || b.is("..."))
    return false;
  if (a.is(","))
    return true;
  if (a.kind == FormatToken::Word && a.text == "in" && before && before->kind == FormatToken::Word)
    return true;
  if (b.is("[") &&
      (a.kind == FormatToken::Word || a.kind == FormatToken::Number || a.bracket() < 0))
    return false;
  if (a.is("!"))
    return false;
  if (a.is("-"))
    return endsValue(before);
  if (a.is("{") || b.is("}"))
    return !(a.is("{") && b.is("}"));
  return a.bracket() <= 0 && b.bracket() >= 0;
}

std::string shown(const FormatToken &token, bool blanks);

/// Without \p blanks: parted by what stands in no token, so that texts of the same tokens are
/// equal.
std::string joined(std::span<const FormatToken> all, size_t from, size_t to, bool blanks = true) {
  std::string out;
  for (size_t i = from; i < to; ++i) {
    if (i > from && !blanks)
      out += '\0';
    else if (i > from && isApart(i > 1 ? &all[i - 2] : nullptr, all[i - 1], all[i]))
      out += ' ';
    out += shown(all[i], blanks);
  }
  return out;
}

/// What stands in `${ }` or `%{ }`, perhaps with `~` at its ends. What goes over several lines or
/// has a comment is its author's.
std::string sequence(std::string_view inside, bool blanks) {
  std::vector<FormatToken> tokens = formatTokens(inside);
  if (std::ranges::any_of(tokens, [](const FormatToken &t) {
        return t.kind == FormatToken::Newline || t.kind == FormatToken::Comment ||
               t.kind == FormatToken::Heredoc;
      }))
    return std::string(inside);
  return joined(tokens, 0, tokens.size(), blanks);
}

/// A string or heredoc, with the blanks in its interpolations and directives in order and its text
/// as it is. All other tokens as they are.
std::string shown(const FormatToken &token, bool blanks) {
  std::string_view rest = token.text;
  bool quoted = token.kind == FormatToken::Quoted;
  if (!quoted && token.kind != FormatToken::Heredoc)
    return std::string(rest);
  std::string out;
  while (!rest.empty()) {
    size_t size = 1;
    if (quoted && rest[0] == '\\') {
      size = 2;
    } else if (rest.starts_with("$${") || rest.starts_with("%%{")) {
      size = 3;
    } else if (rest.starts_with("${") || rest.starts_with("%{")) {
      size = sequenceLength(rest);
      if (size > 2 && rest[size - 1] == '}') {
        bool left = rest[2] == '~', right = size > 3 + size_t(left) && rest[size - 2] == '~';
        std::string_view inside = rest.substr(2 + left, size - 3 - left - right);
        out += rest.substr(0, 2 + left);
        out += sequence(inside, blanks);
        rest.remove_prefix(size - 1 - right);
        size = 1 + right;
      }
    }
    size = std::min(size, rest.size());
    out += rest.substr(0, size);
    rest.remove_prefix(size);
  }
  return out;
}

/// Fills the gap in front of a column of lines that follow each other.
template <class Has, class Width, class Pad>
void align(std::vector<Line> &lines, Has has, Width width, Pad pad) {
  for (size_t begin = 0; begin < lines.size();) {
    size_t end = begin, widest = 0;
    for (; end < lines.size() && has(lines[end]); ++end)
      widest = std::max(widest, width(lines[end]));
    for (; begin < end; ++begin)
      pad(lines[begin], widest - width(lines[begin]) + 1);
    ++begin;
  }
}

std::string formatted(std::string_view text) {
  std::vector<Line> lines = split(text);
  for (Line &l : lines)
    findColumns(l);
  indent(lines);
  for (Line &l : lines) {
    size_t end = l.tokens.size() - (l.comment ? 1 : 0);
    l.head = joined(l.tokens, 0, l.equals ? l.equals : end);
    if (l.equals)
      l.value = joined(l.tokens, l.equals, end);
    if (l.comment)
      l.note = l.tokens.back().text;
  }
  align(
      lines, [](const Line &l) { return l.equals != 0; },
      [](const Line &l) { return l.indent + countCharacters(l.head); },
      [](Line &l, size_t blanks) { l.value.insert(0, blanks, ' '); });
  align(
      lines, [](const Line &l) { return l.comment; },
      [](const Line &l) { return l.indent + countCharacters(l.head) + countCharacters(l.value); },
      [](Line &l, size_t blanks) { l.note.insert(0, blanks, ' '); });
  // A last line without an end gets that of the first.
  std::string lastEnd = !lines.empty() && lines.front().end == "\r\n" ? "\r\n" : "\n";
  std::string out;
  for (const Line &l : lines) {
    std::string line = l.head + l.value + l.note;
    // The inside of a comment over several lines is its author's.
    if (!line.empty())
      out += std::string(l.indent, ' ') + line;
    out += l.end.empty() ? lastEnd : l.end;
  }
  return out;
}

bool sameTokens(std::string_view a, std::string_view b) {
  auto texts = [](std::string_view text) {
    std::vector<std::string> out;
    for (const FormatToken &t : formatTokens(text))
      out.push_back(shown(t, /*blanks=*/false));
    if (!out.empty() && out.back().ends_with('\n'))
      out.pop_back();
    return out;
  };
  return texts(a) == texts(b);
}

} // namespace

std::optional<std::string> format(const SourceManager &sources, FileId file, DiagEngine &diags) {
  unsigned errors = diags.numErrors();
  parse(sources, file, diags);
  if (diags.numErrors() != errors)
    return std::nullopt;
  std::string_view text = sources.text(file);
  if (text.starts_with("\xEF\xBB\xBF")) // of the encoding, and no token
    text.remove_prefix(3);
  std::string out = formatted(text);
  // What would be another text than before, apart from blanks, is not what this is for.
  return sameTokens(text, out) ? out : std::string(text);
}

} // namespace schemac::hcl
