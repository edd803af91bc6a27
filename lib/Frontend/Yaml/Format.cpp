//===- Format.cpp - YAML with its indentation in order --------------------===//
//
// Line by line: a line that begins an entry gets the indentation of its level; one that goes on
// with a text, a quoted string or brackets moves with the line that began it. What is made is
// parsed again and must be the same values, so a mistake here leaves a file alone and never changes
// it.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/Yaml/Format.h"
#include "schemac/Frontend/Yaml/Diags.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include <algorithm>

namespace schemac::yaml {
namespace {

/// What a line leaves open for the next.
struct Open {
  char quote = 0;
  size_t brackets = 0;
  bool block = false; ///< a text behind | or > follows
};

/// Looks through the content of a line for what it leaves open. Only where a value may begin are
/// quotes, brackets and the like marks: in a plain text they are letters.
class Look {
public:
  Look(std::string_view line, Open &open) : line(line), open(open), comment(line.size()) {}

  /// Where the comment of the line begins, or its size.
  size_t run() {
    size_t head = line.npos; ///< of a text behind | or >
    for (size_t i = 0; i < line.size(); ++i) {
      char c = line[i];
      if (open.quote) {
        quoted(i);
      } else if (c == '#' && (i == 0 || line[i - 1] == ' ')) {
        comment = i;
        break;
      } else if (c != ' ') {
        bool mayBegin = !inText;
        inText ? ofText(i) : beginning(i);
        if (mayBegin && inText && open.brackets == 0 && (c == '|' || c == '>'))
          head = i;
      }
    }
    open.block =
        head != line.npos &&
        line.substr(head, comment - head).find_first_not_of("|>+-0123456789 ") == line.npos;
    return comment;
  }

private:
  void quoted(size_t &i) {
    if (open.quote == '"' && line[i] == '\\')
      ++i;
    else if (open.quote == '\'' && line.substr(i).starts_with("''"))
      ++i;
    else if (line[i] == open.quote)
      open.quote = 0, inText = closed = true;
  }
  /// Whether a colon here is the one behind a key.
  bool isColon(size_t i) const {
    bool ends = i + 1 == line.size() || line[i + 1] == ' ';
    bool flow = open.brackets > 0;
    return line[i] == ':' &&
           (ends || (flow && (closed || std::string_view(",]}").find(line[i + 1]) != line.npos)));
  }
  bool closes(char c) const { return open.brackets > 0 && (c == ']' || c == '}'); }
  void close() {
    --open.brackets;
    inText = closed = true;
  }

  void ofText(size_t i) {
    char c = line[i];
    if (isColon(i) || (open.brackets > 0 && c == ','))
      inText = false;
    else if (closes(c))
      return close();
    closed = false;
  }

  void beginning(size_t &i) {
    char c = line[i];
    bool alone = i + 1 == line.size() || line[i + 1] == ' ';
    if (c == '"' || c == '\'') {
      open.quote = c;
    } else if (c == '[' || c == '{') {
      ++open.brackets;
    } else if (closes(c)) {
      close();
    } else if (c == '&' || c == '!') { // in front of a value
      while (i + 1 < line.size() && line[i + 1] != ' ')
        ++i;
    } else if (!(alone && (c == '-' || c == '?' || c == ':')) && !(c == ',' && open.brackets > 0)) {
      inText = true;
    }
  }

  std::string_view line;
  Open &open;
  size_t comment;
  bool inText = false;
  bool closed = false; ///< a quote or bracket, and nothing stands behind it yet
};

size_t look(std::string_view line, Open &open) { return Look(line, open).run(); }

class Formatter {
public:
  explicit Formatter(std::string_view text) : text(text), endsWithLine(text.ends_with('\n')) {}

  /// False when there is something that this does not lay out; `at` is where.
  bool run() {
    while (!text.empty()) {
      size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      if (!take(line))
        return at = line, false;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    placeComments(0);
    flushComments(0);
    // At the end of a text behind | or >, line ends are part of it.
    while (out.ends_with("\n\n") && !open.block)
      out.pop_back();
    if (open.block && !endsWithLine)
      out.pop_back();
    return true;
  }
  std::string out;
  std::string_view at;

private:
  struct Level {
    size_t was, made;
    bool list;
  };

  bool take(std::string_view line) {
    if (open.block && takeOfBlock(line))
      return true;
    open.block = false;
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r') && !open.quote)
      line.remove_suffix(1);
    size_t indent = std::min(line.find_first_not_of(' '), line.size());
    std::string_view content = line.substr(indent);
    if (open.quote || open.brackets > 0) {
      goOn(indent, content);
      look(content, open);
      return true;
    }
    if (content.empty()) {
      empty = !out.empty();
      return true;
    }
    if (content[0] == '#') {
      comments.push_back({std::string(content), empty, indent, 0});
      empty = false;
      return true;
    }
    if (content[0] == '\t' || content.starts_with("? ") || content.starts_with("%"))
      return false;
    if (content.starts_with("---") || content.starts_with("...")) {
      levels.clear();
      return write(0, content), true;
    }
    return entry(indent, content);
  }

  /// A line of a text behind | or >, whose blanks at the end are of the text; false behind it.
  bool takeOfBlock(std::string_view line) {
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    size_t indent = std::min(line.find_first_not_of(' '), line.size());
    bool isBlank = indent == line.size();
    if (!isBlank && indent <= blockWas)
      return false;
    if (!isBlank && blockIndent == 0)
      blockIndent = indent;
    bool hasBlanks = blockIndent > 0 && indent > blockIndent;
    if (isBlank && !hasBlanks)
      out += "\n";
    else
      moved(indent, line.substr(indent));
    return true;
  }

  /// A line of an entry that began before: it keeps its distance from it.
  void goOn(size_t indent, std::string_view content) {
    if (content.empty())
      out += "\n";
    else
      moved(indent, content);
  }

  void moved(size_t indent, std::string_view content) {
    size_t made = indent + blockMade >= blockWas ? indent + blockMade - blockWas : 0;
    out += std::string(made, ' ') + std::string(content) + "\n";
  }

  /// Comments that stand deeper than what follows belong to what is in front of them.
  void placeComments(size_t next) {
    for (Comment &c : comments)
      for (const Level &l : levels)
        if (c.was > next && l.was <= c.was)
          c.made = l.made;
  }

  bool entry(size_t indent, std::string_view content) {
    placeComments(indent);
    bool item = content == "-" || content.starts_with("- ");
    while (!levels.empty() && levels.back().was > indent)
      levels.pop_back();
    // A list may stand as far left as the key that it belongs to.
    if (!item && !levels.empty() && levels.back().list && levels.back().was == indent)
      levels.pop_back();
    bool deeper = levels.empty() || levels.back().was < indent ||
                  (item && !levels.back().list && levels.back().was == indent);
    if (deeper) {
      if (!levels.empty() && !mayNest)
        return false; // goes on with a plain text
      levels.push_back({indent, levels.empty() ? 0 : levels.back().made + 2, item});
    }
    size_t made = levels.back().made;
    std::string text;
    blockWas = indent, blockMade = made, blockIndent = 0;
    while (content == "-" || content.starts_with("- ")) {
      size_t skip = std::min(content.find_first_not_of(' ', 1), content.size());
      text += content.size() == 1 ? "-" : "- ";
      indent += skip;
      content.remove_prefix(skip);
      if (content.empty() || content[0] == '#')
        break;
      levels.push_back(
          {indent, levels.back().made + 2, content == "-" || content.starts_with("- ")});
    }
    write(made, text + std::string(content));
    open = {};
    // What follows deeper belongs to a key without a value, or to a dash alone.
    std::string_view plain = content.substr(0, look(content, open));
    while (plain.ends_with(' '))
      plain.remove_suffix(1);
    size_t word = plain.rfind(' ');
    bool anchor = word != plain.npos && (plain[word + 1] == '&' || plain[word + 1] == '!') &&
                  plain.substr(0, word).ends_with(':');
    mayNest = plain.empty() || plain.ends_with(':') || anchor;
    return true;
  }

  void flushComments(size_t indent) {
    for (const Comment &c : comments)
      out += (c.empty ? "\n" : "") + std::string(std::max(indent, c.made), ' ') + c.text + "\n";
    comments.clear();
  }

  void write(size_t indent, std::string_view content) {
    flushComments(indent);
    out += (empty ? "\n" : "") + std::string(indent, ' ') + std::string(content) + "\n";
    empty = false;
  }

  std::string_view text;
  std::vector<Level> levels;
  struct Comment {
    std::string text;
    bool empty; ///< there is an empty line above it
    size_t was, made;
  };
  std::vector<Comment> comments;
  Open open;
  size_t blockWas = 0, blockMade = 0; ///< the line that began what goes on
  size_t blockIndent = 0;             ///< of a text behind | or >, once it has a line
  bool endsWithLine, empty = false, mayNest = true;
};

bool same(const Node &a, const Node &b) {
  return a.kind == b.kind && a.quoted == b.quoted && a.text == b.text &&
         std::ranges::equal(a.items, b.items, same);
}

/// The same values, or nothing when one cannot be read.
bool sameValues(const std::vector<Node> &before, std::string text) {
  SourceManager sources;
  std::vector<Error> errors;
  std::vector<Node> after =
      parseAll(sources, sources.addBuffer("formatted", std::move(text)), errors);
  return errors.empty() && std::ranges::equal(before, after, same);
}

} // namespace

bool isOwnDocument(std::string_view text) {
  return text.starts_with("schemac:") || text.find("\nschemac:") != text.npos;
}

std::optional<std::string> format(const SourceManager &sources, FileId file, DiagEngine &diags) {
  std::vector<Error> errors;
  std::vector<Node> before = parseAll(sources, file, errors);
  if (!errors.empty()) {
    report(diags, errors);
    return std::nullopt;
  }
  std::string_view text = sources.text(file);
  Formatter formatter(text);
  bool good = formatter.run();
  if (good && sameValues(before, formatter.out))
    return std::move(formatter.out);
  SourceRange where = sources.whole(file);
  if (!good) {
    Loc begin = where.begin + static_cast<uint32_t>(formatter.at.data() - text.data());
    where = {begin, begin + static_cast<uint32_t>(formatter.at.size())};
  }
  diags.report(where, diag::err_yaml_format);
  return std::nullopt;
}

} // namespace schemac::yaml
