//===- Annotation.cpp - What comments of a source tell schemac ------------===//
#include "schemac/IR/Annotation.h"
#include <algorithm>

namespace schemac {
namespace {

/// In the order of Annotation::Kind.
constexpr std::string_view Names[] = {"renamedFrom", "backfill", "drop"};
constexpr std::string_view Forms[] = {
    "@schemac.renamedFrom(formerName)",
    "@schemac.backfill(\"SQL expression\")",
    "@schemac.drop(name)' or '@schemac.drop(name, archive: true)",
};

bool isWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class Arguments {
public:
  Arguments(std::string_view text, Annotation &out) : text(text), out(out) {}

  size_t read() {
    if (!accept('('))
      return 0;
    do
      if (!argument())
        return 0;
    while (accept(','));
    bool whole = accept(')') && !out.values.empty();
    return whole && (out.kind == Annotation::Drop || out.values.size() == 1) ? at : 0;
  }

private:
  void skip() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
      ++at;
  }
  bool accept(char c) {
    skip();
    if (at >= text.size() || text[at] != c)
      return false;
    ++at;
    return true;
  }
  bool argument() {
    if (accept('"'))
      return quoted();
    if (out.kind == Annotation::Backfill)
      return false;
    size_t end = std::min(text.find_first_of(",)", at), text.size());
    std::string_view word = text.substr(at, end - at);
    word = word.substr(0, word.find_last_not_of(" \t") + 1);
    at = end;
    if (out.kind == Annotation::Drop && word.starts_with("archive:")) {
      std::string_view value = word.substr(8);
      value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
      out.archive = value == "true";
      return out.archive || value == "false";
    }
    out.values.emplace_back(word);
    return !word.empty() && word.find_first_of("\"( :") == word.npos;
  }
  bool quoted() {
    std::string value;
    for (; at < text.size() && text[at] != '"'; ++at) {
      bool escaped = text[at] == '\\' && at + 1 < text.size();
      at += escaped;
      value += escaped && text[at] == 'n' ? '\n' : text[at];
    }
    out.values.push_back(std::move(value));
    return accept('"') && !out.values.back().empty();
  }

  std::string_view text;
  Annotation &out;
  size_t at = 0;
};

/// Bare when it is an identifier, else in quotes.
std::string argumentText(std::string_view text, bool inQuotes) {
  bool digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  if (!inQuotes && !digit && !text.empty() && std::ranges::all_of(text, isWord))
    return std::string(text);
  std::string out = "\"";
  for (char c : text)
    out += c == '"' || c == '\\' ? std::string{'\\', c} : c == '\n' ? "\\n" : std::string(1, c);
  return out += '"';
}

} // namespace

std::span<const std::string_view> annotationNames() { return Names; }
std::string_view annotationName(Annotation::Kind kind) { return Names[kind]; }
std::string_view annotationForm(Annotation::Kind kind) { return Forms[kind]; }

std::optional<Annotation::Kind> annotationKind(std::string_view name) {
  auto it = std::ranges::find(Names, name);
  if (it == std::end(Names))
    return std::nullopt;
  return Annotation::Kind(it - std::begin(Names));
}

std::string_view annotationWord(std::string_view text) {
  return text.substr(0, size_t(std::ranges::find_if_not(text, isWord) - text.begin()));
}

size_t readAnnotationArguments(std::string_view text, Annotation &out) {
  return Arguments(text, out).read();
}

std::string annotationText(const Intent &intent) {
  switch (intent.kind) {
  case Intent::RenamedFrom:
    return "@schemac.renamedFrom(" + argumentText(intent.name, false) + ")";
  case Intent::Drop:
    return "@schemac.drop(" + argumentText(intent.name, false) +
           (intent.archive ? ", archive: true)" : ")");
  case Intent::Backfill:
    return "@schemac.backfill(" + argumentText(intent.name, true) + ")";
  case Intent::MakeOptional:
    break;
  }
  return {};
}

std::string annotationText(const DropIntent &drop) {
  return annotationText({Intent::Drop, drop.name.string(), drop.archive});
}

} // namespace schemac
