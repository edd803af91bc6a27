//===- VerifyDirectives.cpp - What a test expects to be reported --------------===//
#include "VerifyDirectives.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <fmt/core.h>

namespace schemac::verify {
namespace {

using llvm::StringRef;

/// Reads one directive; each member takes what it recognises from the front of `rest`.
class Parser {
public:
  Parser(StringRef rest, const DecodedLoc &here) : rest(rest), here(here) {}

  /// After `expected-<kind>`. Returns what is wrong, or nothing.
  std::optional<std::string> parse(Directive &d) {
    d.isRegex = rest.consume_front("-re");
    d.line = here.line;
    if (rest.consume_front("@") && !place(d))
      return "unknown place after '@'";
    rest = rest.ltrim(" \t");
    if (!count(d))
      return "a count is written 2, 0+, 1+ or 2-4";
    rest = rest.ltrim(" \t");
    std::optional<StringRef> text = braced();
    if (!text)
      return "the expected text stands in {{...}}";
    d.text = text->str();
    while (true) {
      StringRef before = rest;
      rest = rest.ltrim(" \t");
      std::optional<StringRef> fix = braced();
      if (!fix) {
        rest = before;
        return std::nullopt;
      }
      if (!d.fixes)
        d.fixes.emplace();
      if (*fix == "none")
        continue;
      if (!edit(*fix, d.fixes->emplace_back()))
        return fmt::format("a fix-it is written {{{{3-8=new text}}}} or {{{{none}}}}, not '{}'",
                           fix->str());
    }
  }

  StringRef remaining() const { return rest; }

private:
  StringRef rest;
  const DecodedLoc &here;

  static bool number(StringRef &text, unsigned &value) { return !text.consumeInteger(10, value); }

  /// Lines `+1`, `-1`, `7`, `below`, `above`, `*`, `#marker`, `unknown`, `file:7`, then `:column`.
  bool place(Directive &d) {
    StringRef spec = rest.take_until([](char c) { return c == ' ' || c == '\t' || c == '{'; });
    rest = rest.drop_front(spec.size());
    unsigned n = 0;
    if (spec.consume_front("#")) {
      d.marker = spec.take_until([](char c) { return c == ':'; }).str();
      spec = spec.drop_front(d.marker.size());
      if (d.marker.empty())
        return false;
    } else if (spec.consume_front("unknown")) {
      d.unknown = true;
      return spec.empty();
    } else if (spec.consume_front("below")) {
      d.line = here.line + 1;
    } else if (spec.consume_front("above")) {
      d.line = here.line - 1;
    } else if (spec.consume_front("*")) {
      d.line = 0;
    } else if (StringRef after = spec; after.consume_front("+") && number(after, n)) {
      d.line = here.line + n;
      spec = after;
    } else if (StringRef after = spec; after.consume_front("-") && number(after, n)) {
      if (n >= here.line)
        return false;
      d.line = here.line - n;
      spec = after;
    } else if (number(spec, d.line)) {
      ;
    } else if (!spec.starts_with(":") && !fileAndLine(spec, d)) {
      return false;
    }
    if (!spec.consume_front(":"))
      return spec.empty();
    d.column.emplace();
    return number(spec, *d.column) && spec.empty();
  }

  /// `name:line`, where the name may hold colons itself (`main:app.prisma:3`).
  static bool fileAndLine(StringRef &spec, Directive &d) {
    size_t numbers = spec.size();
    while (numbers > 0 && (llvm::isDigit(spec[numbers - 1]) || spec[numbers - 1] == ':' ||
                           spec[numbers - 1] == '*'))
      --numbers;
    numbers = spec.find(':', numbers);
    if (numbers == StringRef::npos || numbers == 0)
      return false;
    d.file = spec.take_front(numbers).str();
    spec = spec.drop_front(numbers + 1);
    d.line = 0;
    return spec.consume_front("*") || number(spec, d.line);
  }

  bool count(Directive &d) {
    if (rest.consume_front("+")) {
      d.max = UINT32_MAX;
      return true;
    }
    if (rest.empty() || !llvm::isDigit(rest.front()))
      return true;
    if (!number(rest, d.min))
      return false;
    d.max = d.min;
    if (rest.consume_front("+"))
      d.max = UINT32_MAX;
    else if (rest.consume_front("-"))
      return number(rest, d.max) && d.max >= d.min;
    return true;
  }

  /// `{{...}}`, where pairs of the same brackets nest; with more braces the text may hold fewer.
  std::optional<StringRef> braced() {
    size_t braces = rest.take_while([](char c) { return c == '{'; }).size();
    if (braces < 2)
      return std::nullopt;
    std::string open(braces, '{'), close(braces, '}');
    unsigned depth = 1;
    for (size_t at = braces; at < rest.size();) {
      StringRef here = rest.drop_front(at);
      if (here.starts_with(close)) {
        // In `{{a{{b}}}}` and `{{x}}}` the last braces are the ones that close.
        size_t run = here.take_while([](char c) { return c == '}'; }).size();
        size_t skip = depth == 1 ? run - braces : 0;
        if (--depth == 0) {
          StringRef content = rest.slice(braces, at + skip);
          rest = rest.drop_front(at + skip + braces);
          return content;
        }
        at += braces;
      } else if (here.starts_with(open)) {
        ++depth;
        at += braces;
      } else {
        ++at;
      }
    }
    return std::nullopt;
  }

  static bool position(StringRef &text, int &line, unsigned &column) {
    StringRef after = text;
    int sign = after.consume_front("+") ? 1 : after.consume_front("-") ? -1 : 0;
    unsigned n = 0;
    if (sign != 0) {
      if (!number(after, n) || !after.consume_front(":"))
        return false;
      line = sign * int(n);
    }
    text = after;
    return number(text, column);
  }

  static bool edit(StringRef text, Edit &e) {
    if (text.consume_front("safe "))
      e.kind = FixKind::Safe;
    else if (text.consume_front("unsafe "))
      e.kind = FixKind::Unsafe;
    else if (text.consume_front("placeholder "))
      e.kind = FixKind::Placeholder;
    if (!position(text, e.beginLine, e.beginColumn) || !text.consume_front("-"))
      return false;
    e.endLine = e.beginLine;
    if (!position(text, e.endLine, e.endColumn) || !text.consume_front("="))
      return false;
    e.text = unescape(text);
    return true;
  }

  static std::string unescape(StringRef text) {
    std::string result;
    for (size_t i = 0; i < text.size(); ++i) {
      char c = text[i];
      if (c == '\\' && i + 1 < text.size()) {
        c = text[++i];
        c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
      }
      result += c;
    }
    return result;
  }
};

std::optional<Kind> consumeKind(StringRef &text) {
  for (Kind kind : {Kind::Error, Kind::Warning, Kind::Note, Kind::Label}) {
    if (text.consume_front(name(kind)))
      return kind;
  }
  return std::nullopt;
}

bool isWordChar(char c) { return llvm::isAlnum(c) || c == '_' || c == '-'; }

/// One `expected-` at \p loc, \p rest being what follows it on the line. Returns the rest to go on
/// in.
StringRef parseOne(StringRef rest, Loc loc, const DecodedLoc &here, Expectations &out) {
  StringRef after = rest;
  if (after.consume_front("no-diagnostics") && (after.empty() || !isWordChar(after.front()))) {
    out.nothing = true;
    return after;
  }
  after = rest;
  Directive directive;
  directive.at = loc;
  std::optional<Kind> kind = consumeKind(after);
  bool ended = after.empty() || !isWordChar(after.front()) || after.starts_with("-re");
  if (!kind || !ended) {
    // "expected-value" is prose; with braces it is a directive that someone misspelt.
    StringRef word = rest.take_while(isWordChar);
    StringRef next = rest.drop_front(word.size()).ltrim(" \t");
    if (next.starts_with("{{") || next.starts_with("@"))
      out.problems.push_back({loc, fmt::format("unknown directive 'expected-{}'", word.str())});
    return rest;
  }
  directive.kind = *kind;
  Parser parser(after, here);
  if (std::optional<std::string> problem = parser.parse(directive))
    out.problems.push_back({loc, std::move(*problem)});
  else
    out.directives.push_back(std::move(directive));
  return parser.remaining();
}

std::string escape(std::string_view text) {
  std::string result;
  for (char c : text)
    result += c == '\n'   ? "\\n"
              : c == '\t' ? "\\t"
              : c == '\r' ? "\\r"
              : c == '\\' ? "\\\\"
                          : std::string(1, c);
  return result;
}

} // namespace

std::string_view name(Kind kind) {
  constexpr std::string_view names[] = {"error", "warning", "note", "label"};
  return names[size_t(kind)];
}

bool accepts(const Edit &expected, const Edit &seen) {
  auto place = [](const Edit &e) {
    return std::tuple(e.beginLine, e.beginColumn, e.endLine, e.endColumn);
  };
  return (!expected.kind || expected.kind == seen.kind) && place(expected) == place(seen) &&
         expected.text == seen.text;
}

std::string print(const Edit &edit) {
  auto line = [](int n) { return n == 0 ? std::string() : fmt::format("{:+}:", n); };
  std::string_view kind = edit.kind == FixKind::Unsafe        ? "unsafe "
                          : edit.kind == FixKind::Placeholder ? "placeholder "
                                                              : "";
  std::string end = edit.endLine == edit.beginLine ? "" : fmt::format("{:+}:", edit.endLine);
  return fmt::format("{{{{{}{}{}-{}{}={}}}}}", kind, line(edit.beginLine), edit.beginColumn, end,
                     edit.endColumn, escape(edit.text));
}

void parseDirectives(const SourceManager &sources, FileId file, Expectations &out) {
  constexpr StringRef start = "expected-";
  StringRef text = sources.text(file);
  for (size_t at = text.find(start); at != StringRef::npos; at = text.find(start, at)) {
    Loc loc = sources.begin(file) + uint32_t(at);
    at += start.size();
    StringRef rest = text.drop_front(at).take_until([](char c) { return c == '\n' || c == '\r'; });
    if (at > start.size() && isWordChar(text[at - start.size() - 1]))
      continue;
    at += rest.size() - parseOne(rest, loc, sources.decode(loc), out).size();
  }
}

void resolveMarkers(const SourceManager &sources, Expectations &out) {
  for (Directive &d : out.directives) {
    if (d.marker.empty())
      continue;
    std::string word = "#" + d.marker;
    std::vector<Loc> found;
    for (unsigned i = 0; i < sources.numBuffers(); ++i) {
      std::string_view text = sources.text(FileId{i});
      for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        bool starts = at == 0 || (text[at - 1] != '@' && !isWordChar(text[at - 1]));
        size_t end = at + word.size();
        if (starts && (end == text.size() || !isWordChar(text[end])))
          found.push_back(sources.begin(FileId{i}) + uint32_t(at));
      }
    }
    if (found.size() != 1) {
      out.problems.push_back(
          {d.at, fmt::format("marker '{}' is defined {} times", word, found.size())});
      d.min = 0; // its absence would only be a second report of the same mistake
      continue;
    }
    DecodedLoc at = sources.decode(found.front());
    d.file = at.file;
    d.line = at.line;
  }
}

} // namespace schemac::verify
