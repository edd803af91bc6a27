//===- FunctionsText.cpp - Functions of strings ---------------------------===//
#include "Functions.h"
#include "Letters.h"
#include "Utf8.h"
#include <algorithm>
#include <fmt/format.h>
#include <regex>

namespace schemac::hcl {
namespace {

const std::string &text(Arguments a, size_t i) { return a[i].asString(); }
int64_t whole(Arguments a, size_t i) { return *a[i].asNumber().integer(); }
Value list(std::vector<std::string> texts) {
  Value::Items items;
  for (std::string &t : texts)
    items.push_back(Value::string(std::move(t)));
  return Value::sequence(ValueKind::List, std::move(items));
}

Outcome upper(Arguments a) { return Value::string(upperText(text(a, 0))); }
Outcome lower(Arguments a) { return Value::string(lowerText(text(a, 0))); }
Outcome title(Arguments a) { return Value::string(titleText(text(a, 0))); }

Outcome join(Arguments a) {
  std::string out;
  bool first = true;
  for (size_t i = 1; i < a.size(); ++i)
    for (const Value &v : a[i].items()) {
      Value s = toString(v);
      if (!s.is(ValueKind::String))
        return Outcome::failure(fmt::format("joins strings, and {} is none", describe(v)));
      out += (first ? "" : text(a, 0)) + s.asString();
      first = false;
    }
  return Value::string(out);
}

std::vector<std::string> pieces(const std::string &separator, const std::string &s) {
  std::vector<std::string> out;
  if (separator.empty()) {
    for (size_t i = 0; i < s.size();) {
      size_t n = characterLength(std::string_view(s).substr(i));
      out.push_back(s.substr(i, n));
      i += n;
    }
    return out;
  }
  size_t from = 0;
  for (size_t at; (at = s.find(separator, from)) != s.npos; from = at + separator.size())
    out.push_back(s.substr(from, at - from));
  out.push_back(s.substr(from));
  return out;
}

/// With a backslash before what means something in a pattern.
Outcome regexpescape(Arguments a) {
  std::string out;
  for (char c : text(a, 0)) {
    if (std::string_view("\\.+*?()|[]{}^$").find(c) != std::string_view::npos)
      out += '\\';
    out += c;
  }
  return Value::string(std::move(out));
}

Outcome split(Arguments a) { return list(pieces(text(a, 0), text(a, 1))); }

/// Without the characters that \p drop takes, at either end.
template <class Fn> std::string trimmed(std::string_view s, bool left, bool right, Fn drop) {
  std::vector<std::string> characters = pieces("", std::string(s));
  size_t begin = 0, end = characters.size();
  while (left && begin < end && drop(characters[begin]))
    ++begin;
  while (right && begin < end && drop(characters[end - 1]))
    --end;
  std::string out;
  for (size_t i = begin; i < end; ++i)
    out += characters[i];
  return out;
}

Outcome trim(Arguments a) {
  std::vector<std::string> set = pieces("", text(a, 1));
  return Value::string(trimmed(text(a, 0), true, true, [&](const std::string &c) {
    return std::ranges::find(set, c) != set.end();
  }));
}
Outcome trimspace(Arguments a) {
  return Value::string(
      trimmed(text(a, 0), true, true, [](const std::string &c) { return spacePrefix(c) != 0; }));
}

Outcome trimprefix(Arguments a) {
  const std::string &s = text(a, 0), &p = text(a, 1);
  return Value::string(s.starts_with(p) ? s.substr(p.size()) : s);
}

Outcome trimsuffix(Arguments a) {
  const std::string &s = text(a, 0), &p = text(a, 1);
  return Value::string(s.ends_with(p) ? s.substr(0, s.size() - p.size()) : s);
}

Outcome chomp(Arguments a) {
  const std::string &s = text(a, 0);
  return Value::string(s.substr(0, s.find_last_not_of("\r\n") + 1));
}
Outcome startswith(Arguments a) { return Value::boolean(text(a, 0).starts_with(text(a, 1))); }
Outcome endswith(Arguments a) { return Value::boolean(text(a, 0).ends_with(text(a, 1))); }
Outcome strcontains(Arguments a) {
  return Value::boolean(text(a, 0).find(text(a, 1)) != std::string::npos);
}

Outcome reverseText(Arguments a) {
  std::vector<std::string_view> characters = graphemes(text(a, 0));
  std::string out;
  for (auto c = characters.rbegin(); c != characters.rend(); ++c)
    out += *c;
  return Value::string(out);
}

Outcome strlen(Arguments a) { return Value::number(int64_t(graphemes(text(a, 0)).size())); }

/// From a character on, so many, or to the end with -1; a negative start counts from the end.
Outcome substr(Arguments a) {
  std::vector<std::string_view> characters = graphemes(text(a, 0));
  int64_t size = int64_t(characters.size()), from = whole(a, 1), count = whole(a, 2);
  if (from < 0)
    from = std::max<int64_t>(0, size + from);
  from = std::min(from, size);
  if (count < -1)
    return Outcome::failure("the length must not be negative, but for -1");
  int64_t to = count < 0 ? size : std::min(size, from + std::min(count, size));
  std::string out;
  for (int64_t i = from; i < to; ++i)
    out += characters[size_t(i)];
  return Value::string(out);
}

Outcome indent(Arguments a) {
  int64_t n = whole(a, 0);
  if (n < 0 || n > 1000)
    return Outcome::failure("indents by 0 to 1000");
  std::string out;
  for (char c : text(a, 1)) {
    out += c;
    if (c == '\n')
      out.append(size_t(n), ' ');
  }
  return Value::string(out);
}

// --- patterns

constexpr size_t MaxPattern = 500, MaxText = 100000;

/// Compiled so that matching takes time that grows with the text and not with its power.
std::optional<std::regex> pattern(const std::string &p, std::string &error) {
  if (p.size() > MaxPattern) {
    error = "the pattern is too long";
    return std::nullopt;
  }
  try {
    return std::regex(p, std::regex::ECMAScript | std::regex_constants::__polynomial);
  } catch (const std::regex_error &e) {
    error = fmt::format("'{}' is no pattern that is understood here", p);
    return std::nullopt;
  }
}

/// What a match captured: the whole when there are no groups, else a list of the groups.
Value captured(const std::smatch &m) {
  if (m.size() == 1)
    return Value::string(m[0].str());
  Value::Items items;
  for (size_t i = 1; i < m.size(); ++i)
    items.push_back(m[i].matched ? Value::string(m[i].str()) : Value::null());
  return Value::sequence(ValueKind::Tuple, std::move(items));
}

Outcome regex(Arguments a) {
  std::string error;
  auto re = pattern(text(a, 0), error);
  if (!re)
    return Outcome::failure(error);
  std::smatch m;
  if (text(a, 1).size() > MaxText || !std::regex_search(text(a, 1), m, *re))
    return Outcome::failure(fmt::format("'{}' does not match '{}'", text(a, 1), text(a, 0)));
  return captured(m);
}

Outcome regexall(Arguments a) {
  std::string error;
  auto re = pattern(text(a, 0), error);
  if (!re || text(a, 1).size() > MaxText)
    return Outcome::failure(re ? "the text is too long" : error);
  Value::Items items;
  const std::string &s = text(a, 1);
  for (std::sregex_iterator i(s.begin(), s.end(), *re), end; i != end; ++i)
    items.push_back(captured(*i));
  return Value::sequence(ValueKind::List, std::move(items));
}

std::string replaced(std::string s, const std::string &from, const std::string &to) {
  std::string out;
  size_t at = 0;
  for (size_t hit; !from.empty() && (hit = s.find(from, at)) != s.npos; at = hit + from.size())
    out += s.substr(at, hit - at) + to;
  return out + s.substr(at);
}

/// A pattern stands between slashes.
Outcome replace(Arguments a) {
  const std::string &p = text(a, 1);
  if (p.size() < 2 || p.front() != '/' || p.back() != '/')
    return Value::string(replaced(text(a, 0), p, text(a, 2)));
  std::string error;
  auto re = pattern(p.substr(1, p.size() - 2), error);
  if (!re || text(a, 0).size() > MaxText)
    return Outcome::failure(re ? "the text is too long" : error);
  return Value::string(std::regex_replace(text(a, 0), *re, text(a, 2)));
}

Outcome regexReplace(Arguments a) {
  std::string error;
  auto re = pattern(text(a, 1), error);
  if (!re || text(a, 0).size() > MaxText)
    return Outcome::failure(re ? "the text is too long" : error);
  return Value::string(std::regex_replace(text(a, 0), *re, text(a, 2)));
}

constexpr unsigned Any = UINT32_MAX;
constexpr Function Table[] = {
    {"upper", 1, 1, "s", upper},
    {"lower", 1, 1, "s", lower},
    {"title", 1, 1, "s", title},
    {"join", 2, Any, "sl", join},
    {"split", 2, 2, "s", split},
    {"trim", 2, 2, "s", trim},
    {"trimspace", 1, 1, "s", trimspace},
    {"trimprefix", 2, 2, "s", trimprefix},
    {"trimsuffix", 2, 2, "s", trimsuffix},
    {"chomp", 1, 1, "s", chomp},
    {"startswith", 2, 2, "s", startswith},
    {"endswith", 2, 2, "s", endswith},
    {"strcontains", 2, 2, "s", strcontains},
    {"strrev", 1, 1, "s", reverseText},
    {"strlen", 1, 1, "s", strlen},
    {"substr", 3, 3, "sii", substr},
    {"indent", 2, 2, "is", indent},
    {"regex", 2, 2, "s", regex},
    {"regexall", 2, 2, "s", regexall},
    {"regex_replace", 3, 3, "s", regexReplace},
    {"regexreplace", 3, 3, "s", regexReplace},
    {"replace", 3, 3, "s", replace},
    {"regexpescape", 1, 1, "s", regexpescape},
};

} // namespace

std::span<const Function> textFunctions() { return Table; }

} // namespace schemac::hcl
