//===- BuiltText.cpp - SQL that a block puts together ---------------------===//
#include "BuiltText.h"
#include "DoForms.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <cctype>
#include <charconv>

namespace schemac::sql {

/// What is not known is marked while a text is put together: its name between these two.
static constexpr char PartOpens = '\x01', PartCloses = '\x02';

static std::string unknownPart(std::string_view called) {
  return PartOpens + std::string(called) + PartCloses;
}

static bool hasUnknown(std::string_view text) { return text.find(PartOpens) != text.npos; }

/// Behind the last character of a name without quotes, marked parts included, that begins at \p i.
/// A file may hold the mark itself, which nothing closes then: it is a character like others.
static size_t endOfName(std::string_view text, size_t i) {
  for (; i < text.size(); ++i) {
    size_t closed = text[i] == PartOpens ? text.find(PartCloses, i) : text.npos;
    if (closed != text.npos)
      i = closed;
    else if (!std::isalnum(static_cast<unsigned char>(text[i])) && text[i] != '_')
      break;
  }
  return i;
}

/// As a literal.
static std::string inQuotes(std::string_view text) {
  std::string out = "'";
  for (char c : text)
    out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

static void putShown(std::string &out, std::string_view text) {
  for (char c : text)
    out += c == PartOpens ? '<' : c == PartCloses ? '>' : c;
}

/// The marked parts as names in quotes, with what of a name stands beside them; in a string, and in
/// a name that has quotes, as they are.
static std::string withShownParts(std::string_view text) {
  std::string out;
  char quote = 0;
  for (size_t i = 0; i < text.size();) {
    char c = text[i];
    size_t stop = quote ? i : endOfName(text, i);
    if (stop == i) {
      if (c == '\'' || c == '"')
        quote = quote == c ? 0 : quote ? quote : c;
      putShown(out, text.substr(i++, 1));
      continue;
    }
    std::string_view word = text.substr(i, stop - i);
    if (hasUnknown(word))
      out += '"';
    putShown(out, word);
    if (hasUnknown(word))
      out += '"';
    i = stop;
  }
  return out;
}

/// A number of few digits.
static std::optional<long long> integer(std::string_view text) {
  long long value = 0;
  constexpr size_t MostDigits = 15;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && text.size() <= MostDigits ? std::optional(value) : std::nullopt;
}

std::optional<BuiltText> TextBuilder::build(size_t first, size_t last) {
  i = first;
  end = std::min(last, t.size());
  failed = first >= end;
  std::string text = failed ? std::string() : expression();
  if (failed || i != end)
    return std::nullopt;
  if (!hasUnknown(text))
    return BuiltText{std::move(text), true};
  return BuiltText{withShownParts(text), false};
}

std::string TextBuilder::expression() {
  std::string out = sum();
  while (!failed && is(i, "|") && is(i + 1, "|")) {
    i += 2;
    out += sum();
  }
  return out;
}

/// Binds closer than ||: y + 1 || '-01-01'.
std::string TextBuilder::sum() {
  std::string out = term();
  while (!failed && (is(i, "+") || is(i, "-"))) {
    bool adds = is(i++, "+");
    std::string by = term();
    std::optional<long long> a = integer(out), b = integer(by);
    if (a && b)
      out = std::to_string(adds ? *a + *b : *a - *b);
    else if (hasUnknown(out))
      out = unknownPart(out.substr(1, out.find(PartCloses) - 1));
    else
      return fail(); // of dates, or of a number that is not known
  }
  return out;
}

std::string TextBuilder::term() {
  if (i >= end)
    return fail();
  std::string out;
  size_t offset = 0;
  if (is(i, "(")) {
    ++i;
    out = expression();
    if (!is(i, ")"))
      return fail();
    ++i;
  } else if (t[i].kind == SqlToken::Kind::String) {
    if (t[i].text[0] != '\'' && t[i].text[0] != '$')
      return fail(); // with escapes
    out = contentOf(t[i++], offset);
  } else if (t[i].kind == SqlToken::Kind::Number) {
    out = t[i++].text;
  } else if (t[i].isName()) {
    out = variable();
  } else {
    return fail();
  }
  while (is(i, "::") && i + 1 < end && t[i + 1].isName()) {
    i += 2;
    while (is(i, "[") || is(i, "]"))
      ++i;
  }
  return out;
}

/// A variable, a field of a record, an element of an array, or what a function gives.
std::string TextBuilder::variable() {
  std::string whole = t[i].name(), last = whole;
  for (++i; is(i, ".") && i + 1 < end && t[i + 1].isName(); i += 2) {
    last = t[i + 1].name();
    whole += "." + last;
  }
  if (is(i, "("))
    return call(last);
  bool element = is(i, "[");
  for (; is(i, "["); ++i)
    while (i < end && !is(i, "]"))
      ++i;
  auto it = values.find(whole);
  return it != values.end() && !element ? it->second : unknownPart(last);
}

std::string TextBuilder::call(const std::string &function) {
  std::vector<std::string> arguments;
  bool known = function == "format" || function == "quote_ident" || function == "quote_literal" ||
               function == "concat";
  if (!known) { // its value is not
    int depth = 0;
    do {
      depth += is(i, "(") - is(i, ")");
      ++i;
    } while (i < end && depth > 0);
    return unknownPart(function);
  }
  do {
    ++i;
    arguments.push_back(expression());
  } while (!failed && is(i, ","));
  if (failed || !is(i, ")"))
    return fail();
  ++i;
  if (function == "format")
    return formatted(arguments);
  if (function == "quote_ident")
    return hasUnknown(arguments[0]) ? arguments[0] : sqlIdentifier(arguments[0]);
  if (function == "quote_literal")
    return inQuotes(arguments[0]);
  std::string all;
  for (const std::string &argument : arguments)
    all += argument;
  return all;
}

/// %I, %s, %L, %1$I and %%.
std::string TextBuilder::formatted(const std::vector<std::string> &arguments) {
  const std::string &form = arguments[0];
  if (hasUnknown(form))
    return fail();
  std::string out;
  size_t next = 1;
  for (size_t at = 0; at < form.size(); ++at) {
    if (form[at] != '%') {
      out += form[at];
      continue;
    }
    size_t digits = at + 1, which = next;
    while (digits < form.size() && std::isdigit(static_cast<unsigned char>(form[digits])))
      ++digits;
    if (digits > at + 1 && digits < at + 4 && digits < form.size() && form[digits] == '$') {
      which = std::stoul(form.substr(at + 1, digits - at - 1));
      at = digits;
    }
    char kind = ++at < form.size() ? form[at] : '\0';
    if (kind == '%') {
      out += '%';
      continue;
    }
    if (which == 0 || which >= arguments.size())
      return fail();
    next = which + 1;
    const std::string &value = arguments[which];
    if (kind == 's' || (kind == 'I' && hasUnknown(value)))
      out += value;
    else if (kind == 'I')
      out += sqlIdentifier(value);
    else if (kind == 'L')
      out += inQuotes(value);
    else
      return fail();
  }
  return out;
}

} // namespace schemac::sql
