//===- DoLoops.cpp - Variables and loops of DO blocks whose values are written there -----===//
//
// FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP, FOR i IN 1..12 LOOP and the like run their statements
// for values that are known before. So do variables that are set where they are declared and never
// again.
//
//===----------------------------------------------------------------------===//
#include "BuiltText.h"
#include "DoForms.h"
#include "Reader.h"
#include "llvm/Support/SaveAndRestore.h"
#include <algorithm>
#include <charconv>

namespace schemac::sql {

/// More passes than these are not gone through one by one.
static constexpr size_t MostPasses = 500;

/// Whether something behind its declaration gives the variable another value.
static bool isAssigned(const std::vector<SqlToken> &t, size_t from, const std::string &variable) {
  bool into = false;
  for (size_t i = from; i < t.size(); ++i) {
    if (t[i].isSymbol(";") || t[i].isWord("from"))
      into = false;
    into |= t[i].isWord("into") || t[i].isWord("diagnostics");
    if (!t[i].isName() || t[i].name() != variable)
      continue;
    bool first = t[i - 1].isSymbol(";") || t[i - 1].isWord("then") || t[i - 1].isWord("else") ||
                 t[i - 1].isWord("loop") || t[i - 1].isWord("begin");
    bool gets = i + 1 < t.size() &&
                (t[i + 1].isSymbol(":") || t[i + 1].isSymbol("=") || t[i + 1].isSymbol("["));
    if (into || (first && gets) || t[i - 1].isWord("for") || t[i - 1].isWord("foreach"))
      return true;
  }
  return false;
}

/// DECLARE name [CONSTANT] type [:= value]; ... and the token of BEGIN behind it.
size_t Reader::declarations() {
  variables = {};
  bool labelled = isWord(0, "<") && isWord(1, "<") && isWord(3, ">") && isWord(4, ">");
  size_t at = labelled ? 5 : 0; // <<label>>
  if (!isWord(at, "declare"))
    return at;
  size_t begin = find(at + 1, "begin");
  for (size_t i = at + 1, end; i < begin; i = end + 1) {
    i += isWord(i, "declare"); // once more
    end = std::min(endOfStatement(i, begin), begin);
    std::string variable = tokens[i].name();
    variables.declared.insert(variable);
    if (isWord(i + 1, "record"))
      variables.records.insert(variable);
    size_t value = i + 1;
    while (value < end && !isWord(value, "=") && !isWord(value, "default"))
      ++value;
    if (value + 1 >= end || isAssigned(tokens, begin, variable))
      continue;
    if (std::optional<std::vector<std::string>> list = listOf(value + 1, end))
      variables.lists[variable] = std::move(*list);
    else if (std::optional<std::string> text = knownText(value + 1, end))
      variables.values[variable] = std::move(*text);
  }
  return begin;
}

std::optional<std::string> Reader::knownText(size_t first, size_t last) const {
  std::optional<BuiltText> text = TextBuilder(tokens, variables.values).build(first, last);
  return text && text->exact ? std::optional(std::move(text->sql)) : std::nullopt;
}

/// The parts of '{a,b}'; nothing when it has quotes or lists in it.
static std::optional<std::vector<std::string>> partsOfArray(std::string_view text) {
  if (text.size() < 3 || text.front() != '{' || text.back() != '}' ||
      text.find_first_of("\"\\{ ", 1) != text.npos)
    return std::nullopt;
  std::vector<std::string> out;
  for (text = text.substr(1, text.size() - 2);;) {
    size_t comma = text.find(',');
    out.emplace_back(text.substr(0, comma));
    if (comma == text.npos)
      return out;
    text.remove_prefix(comma + 1);
  }
}

/// ARRAY['a', 'b'], '{a,b}'::text[], or a variable that is one.
std::optional<std::vector<std::string>> Reader::listOf(size_t first, size_t last) const {
  if (first >= last)
    return std::nullopt;
  size_t end = first + 1;
  std::optional<std::vector<std::string>> out;
  if (isWord(first, "array") && isWord(first + 1, "[")) {
    end = std::min(closing(first + 1), last);
    out.emplace();
    for (size_t i = first + 2; i < end; ++i) {
      bool value =
          tokens[i].kind == SqlToken::Kind::String || tokens[i].kind == SqlToken::Kind::Number;
      std::optional<std::string> text = value ? knownText(i, i + 1) : std::nullopt;
      if (!text)
        return std::nullopt;
      out->push_back(std::move(*text));
      while (isWord(i + 1, "::") && i + 2 < end)
        i += 2;
      if (i + 1 < end && !isWord(++i, ","))
        return std::nullopt;
    }
    ++end;
  } else if (tokens[first].kind == SqlToken::Kind::String && isWord(first + 1, "::")) {
    size_t offset = 0;
    out = partsOfArray(contentOf(tokens[first], offset));
  } else if (tokens[first].isName()) {
    auto it = variables.lists.find(tokens[first].name());
    out = it != variables.lists.end() ? std::optional(it->second) : std::nullopt;
  }
  if (isWord(end, "::"))
    end += isWord(end + 2, "[") && isWord(end + 3, "]") ? 4 : 2;
  return end == last && out && out->size() <= MostPasses ? out : std::nullopt;
}

/// "1..12"
static std::optional<std::vector<std::string>> countedFrom(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  int first = 0, last = 0;
  const char *end = text.data() + text.size();
  auto [at, wrong] = std::from_chars(text.data(), end, first);
  std::string_view rest(at, static_cast<size_t>(end - at));
  size_t dots = rest.find("..");
  if (wrong != std::errc() || dots == rest.npos || rest.find_first_not_of(' ') != dots)
    return std::nullopt;
  rest.remove_prefix(std::min(rest.find_first_not_of(' ', dots + 2), rest.size()));
  auto [stop, bad] = std::from_chars(rest.data(), rest.data() + rest.size(), last);
  rest.remove_prefix(static_cast<size_t>(stop - rest.data()));
  bool plain = bad == std::errc() && rest.find_first_not_of(" \t\r\n") == rest.npos;
  if (!plain ||
      (last >= first && static_cast<size_t>(last) - static_cast<size_t>(first) >= MostPasses))
    return std::nullopt;
  std::vector<std::string> out;
  for (int i = first; i <= last; ++i)
    out.push_back(std::to_string(i));
  return out;
}

/// The END LOOP that belongs to the LOOP at \p from.
size_t Reader::endOfLoop(size_t from, size_t last) const {
  unsigned depth = 0;
  for (size_t i = from; i < last; ++i) {
    if (!isWord(i, "loop"))
      continue;
    if (!isWord(i - 1, "end"))
      ++depth;
    else if (--depth == 0)
      return i - 1;
  }
  return last;
}

/// Whether it begins a loop over values that are written there.
std::optional<Reader::KnownLoop> Reader::knownLoop(size_t at, size_t last) const {
  KnownLoop loop;
  size_t head = find(at, "loop");
  loop.last = endOfLoop(head, last);
  if (head >= last || loop.last >= last || !isWord(at + 2, "in") || !tokens[at + 1].isName())
    return std::nullopt;
  loop.first = head + 1;
  loop.next = loop.last + (isWord(loop.last + 2, ";") ? 3 : 4); // a label may stand there
  loop.variable = tokens[at + 1].name();
  std::optional<std::vector<std::string>> list;
  size_t from = at + 3;
  if (isWord(at, "foreach")) {
    list = isWord(from, "array") ? listOf(from + 1, head) : std::nullopt;
  } else if (isWord(from, "select")) {
    // SELECT unnest(list) [AS name], SELECT name FROM unnest(list) AS name
    std::string field = "unnest";
    size_t call = from + 1;
    if (isWord(from + 2, "from") && isWord(from + 3, "unnest")) {
      field = tokens[from + 1].name();
      call = from + 3;
    }
    size_t close = closing(call + 1);
    if (!isWord(call, "unnest") || !isWord(call + 1, "(") || close >= head)
      return std::nullopt;
    list = listOf(call + 2, close);
    size_t name = close + 1 + isWord(close + 1, "as");
    if (name < head && (name + 1 != head || !tokens[name].isName()))
      return std::nullopt;
    if (name < head && call == from + 1)
      field = tokens[name].name();
    if (variables.records.contains(loop.variable))
      loop.variable += "." + field;
  } else if (!isWord(from, "reverse")) {
    list = countedFrom(
        std::string_view(text).substr(tokens[at + 2].end, tokens[head].begin - tokens[at + 2].end));
  }
  if (!list)
    return std::nullopt;
  loop.values = std::move(*list);
  return loop;
}

/// What follows the loop at \p at when it is one over known values and all in it can be followed.
std::optional<size_t> Reader::staticLoop(size_t at, size_t last) {
  std::optional<KnownLoop> loop = knownLoop(at, last);
  if (!loop)
    return std::nullopt;
  llvm::SaveAndRestore outer(variables);
  variables.declared.insert(loop->variable.substr(0, loop->variable.find('.')));
  variables.values[loop->variable] = loop->values.empty() ? "" : loop->values.front();
  return isStatic(loop->first, loop->last) ? std::optional(loop->next) : std::nullopt;
}

/// The tokens have a variable of the block, which a statement on rows would take the value of.
bool Reader::namesVariable(size_t first, size_t last) const {
  for (size_t i = first; i < last; ++i)
    if (tokens[i].isName() && variables.declared.contains(tokens[i].name()))
      return true;
  return false;
}

} // namespace schemac::sql
