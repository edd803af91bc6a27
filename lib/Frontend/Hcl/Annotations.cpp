//===- Annotations.cpp - What comments tell schemac -----------------------===//
#include "Evaluator.h"
#include "Intents.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

constexpr std::string_view Marker = "@schemac.";
struct Form {
  std::string_view name, form;
};
/// In the order of Annotation::Kind.
constexpr Form Forms[] = {
    {"renamedFrom", "@schemac.renamedFrom(former_name)"},
    {"backfill", "@schemac.backfill(\"SQL expression\")"},
    {"drop", "@schemac.drop(name)' or '@schemac.drop(name, archive: true)"},
};

bool isWord(char c) { return isalnum(uint8_t(c)) || c == '_' || c == '-' || uint8_t(c) >= 0x80; }

class Reader {
public:
  explicit Reader(std::string_view text) : text(text) {}

  std::string_view word() {
    size_t from = at;
    while (at < text.size() && isWord(text[at]))
      ++at;
    return text.substr(from, at - from);
  }
  bool take(char c) {
    blanks();
    bool is = at < text.size() && text[at] == c;
    at += is;
    return is;
  }
  void blanks() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
      ++at;
  }
  /// In double quotes, with backslashes before quotes and backslashes.
  std::optional<std::string> quoted() {
    if (!take('"'))
      return std::nullopt;
    std::string out;
    for (; at < text.size(); ++at) {
      if (text[at] == '"') {
        ++at;
        return out;
      }
      at += text[at] == '\\' && at + 1 < text.size();
      out += text[at];
    }
    return std::nullopt;
  }
  /// (a, b, archive: true)
  bool arguments(Annotation &a);
  size_t at = 0;

private:
  std::string_view text;
};

bool Reader::arguments(Annotation &a) {
  if (!take('('))
    return false;
  do {
    blanks();
    if (auto s = quoted()) {
      a.values.push_back(*s);
      continue;
    }
    std::string name(word());
    if (take(':')) {
      blanks();
      std::string_view value = word();
      a.archive = value == "true";
      if (name != "archive" || a.kind != Annotation::Drop || (!a.archive && value != "false"))
        return false;
      continue;
    }
    if (a.kind == Annotation::Backfill)
      return false;
    a.values.push_back(std::move(name));
  } while (take(','));
  for (const std::string &v : a.values)
    if (v.empty())
      return false;
  return take(')') && !a.values.empty() && (a.kind == Annotation::Drop || a.values.size() == 1);
}

} // namespace

std::vector<Annotation> readAnnotations(const Comment &comment, DiagEngine &diags) {
  std::vector<Annotation> out;
  std::string_view all = comment.text;
  for (size_t at = all.find(Marker); at != all.npos; at = all.find(Marker, at + 1)) {
    // Prose may mention an annotation: only one that begins a line of the comment is meant.
    size_t line = all.find_last_of("\r\n", at);
    std::string_view before =
        all.substr(line == all.npos ? 0 : line + 1, at - (line == all.npos ? 0 : line + 1));
    if (before.find_first_not_of(" \t#/*") != before.npos)
      continue;
    std::string_view rest = all.substr(at + Marker.size());
    rest = rest.substr(0, rest.find_first_of("\r\n"));
    Reader reader(rest);
    std::string_view name = reader.word();
    auto place = [&](size_t end) {
      Loc begin = comment.range.begin + uint32_t(at);
      return SourceRange(begin, begin + uint32_t(Marker.size() + end));
    };
    SourceRange named = place(reader.at);
    size_t kind = 0;
    while (kind < std::size(Forms) && Forms[kind].name != name)
      ++kind;
    if (kind == std::size(Forms)) {
      DiagBuilder d = diags.report(
          named, diag::err_hcl_annotation,
          fmt::format("'@schemac.{}' is no annotation; renamedFrom, backfill and drop are", name));
      suggest(d, name, {"renamedFrom", "backfill", "drop"},
              {named.begin + uint32_t(Marker.size()), named.end});
      continue;
    }
    Annotation a{Annotation::Kind(kind), {}, false, named};
    if (!reader.arguments(a)) {
      diags.report(named, diag::err_hcl_annotation,
                   fmt::format("'@schemac.{}' is written '{}'", name, Forms[kind].form));
      continue;
    }
    a.range = place(reader.at);
    out.push_back(std::move(a));
  }
  return out;
}

} // namespace schemac::hcl
