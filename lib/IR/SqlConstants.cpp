//===- SqlConstants.cpp - Values that are written in several ways ---------===//
//
// A server reads a literal into a value of its type and writes that again: '2024-01-01T00:00Z'
// comes back as '2024-01-01 00:00:00+00', '{"a":1}' with a blank.
//
//===----------------------------------------------------------------------===//
#include "SqlConstants.h"
#include "SqlTimes.h"
#include "schemac/IR/Moments.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>

namespace schemac::sqltree {

const Node &withoutCasts(const Node &n) {
  const Node *inner = &n;
  while (inner->is(Kind::Cast))
    inner = &inner->children[0];
  return *inner;
}

bool isLiteral(const Node &n) {
  const Node &inner = withoutCasts(n);
  if (inner.is(Kind::Array))
    return std::ranges::all_of(inner.children, isLiteral);
  return inner.is(Kind::String) || inner.is(Kind::Number) || inner.is(Kind::Constant, "true") ||
         inner.is(Kind::Constant, "false") || inner.is(Kind::Constant, "null");
}

//===--- numbers ----------------------------------------------------------===//

/// 1e3 as 1000, 25e-4 as 0.0025: without an exponent. Empty when it has none, or a large one.
static std::string withoutExponent(std::string_view text) {
  size_t e = text.find_first_of("eE");
  if (e == text.npos)
    return {};
  int exponent = 0;
  std::string_view power = text.substr(e + 1);
  power.remove_prefix(power.starts_with('+'));
  auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
  constexpr int Largest = 400;
  if (error != std::errc() || end != power.data() + power.size() || std::abs(exponent) > Largest)
    return {};
  std::string digits(text.substr(0, e));
  size_t point = std::min(digits.find('.'), digits.size());
  std::erase(digits, '.');
  long at = static_cast<long>(point) + exponent;
  if (at < 0)
    digits.insert(0, static_cast<size_t>(-at), '0'), at = 0;
  if (static_cast<size_t>(at) > digits.size())
    digits.append(static_cast<size_t>(at) - digits.size(), '0');
  return digits.substr(0, static_cast<size_t>(at)) + "." + digits.substr(static_cast<size_t>(at));
}

/// 1.50 as 1.5, 007 as 7, 1e3 as 1000; empty when it is no plain number.
static std::string plainNumber(std::string_view text) {
  bool negative = text.starts_with('-');
  text.remove_prefix(negative || text.starts_with('+'));
  std::string expanded = withoutExponent(text);
  if (!expanded.empty())
    text = expanded;
  size_t point = text.find('.');
  auto digits = [](std::string_view t) {
    return std::ranges::all_of(t, [](char c) { return c >= '0' && c <= '9'; });
  };
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == text.npos ? "" : text.substr(point + 1);
  if ((whole.empty() && fraction.empty()) || !digits(whole) || !digits(fraction))
    return {};
  while (whole.size() > 1 && whole.front() == '0')
    whole.remove_prefix(1);
  while (!fraction.empty() && fraction.back() == '0')
    fraction.remove_suffix(1);
  std::string out(whole.empty() ? "0" : whole);
  if (!fraction.empty())
    out += "." + std::string(fraction);
  return negative && out != "0" ? "-" + out : out;
}

/// '$1,234.50', '-$3' and '1' as plain numbers, as they are under the settings C and en_US of
/// lc_monetary; empty when it may be written under another, or is rounded.
static std::string plainMoney(llvm::StringRef text) {
  text = text.trim();
  bool negative = text.consume_front("-");
  text.consume_front("$");
  auto [whole, fraction] = text.split('.');
  llvm::SmallVector<llvm::StringRef> groups;
  whole.split(groups, ',');
  bool grouped = groups.size() == 1 ||
                 (!groups[0].empty() && groups[0].size() <= 3 &&
                  llvm::all_of(llvm::drop_begin(groups), [](auto g) { return g.size() == 3; }));
  if (!grouped || fraction.size() > 2 || text.contains('e') || text.contains('E'))
    return {};
  std::string digits;
  for (llvm::StringRef group : groups)
    digits += group.str();
  return plainNumber((negative ? "-" : "") + digits + "." + fraction.str());
}

//===--- all of them ------------------------------------------------------===//

/// "true" and "false" for their many spellings; empty for what is none.
static std::string_view plainBoolean(std::string_view text) {
  std::string t = llvm::StringRef(text).lower();
  for (std::string_view yes : {"t", "true", "y", "yes", "on", "1"})
    if (t == yes)
      return "true";
  for (std::string_view no : {"f", "false", "n", "no", "off", "0"})
    if (t == no)
      return "false";
  return {};
}

/// The name in a literal cast to regclass and its like.
static std::string plainObjectName(std::string_view text) {
  std::string out;
  std::vector<SqlToken> t = lexSqlTokens(text);
  for (size_t i = 0; i < t.size(); ++i) {
    bool skip = i == 0 && t.size() > 2 && t[i].isName() && t[i].name() == "public";
    if (skip)
      ++i;
    else
      out += t[i].isName() ? t[i].name() : std::string(t[i].text);
  }
  return out;
}

/// The bytes that a text of bytea means, hexadecimal behind \x or as they are, with octal numbers
/// behind a backslash. Nothing when a server would refuse it.
static std::optional<std::string> bytesOf(llvm::StringRef text) {
  std::string out;
  if (text.consume_front("\\x")) {
    std::string digits;
    llvm::copy_if(text, std::back_inserter(digits), [](char c) { return !llvm::isSpace(c); });
    return llvm::tryGetFromHex(digits, out) && digits.size() % 2 == 0 ? std::optional(out)
                                                                      : std::nullopt;
  }
  while (!text.empty()) {
    char c = text.front();
    text = text.drop_front();
    unsigned byte = 0;
    if (c != '\\') {
      out += c;
    } else if (text.consume_front("\\")) {
      out += c;
    } else if (text.size() >= 3 && !text.take_front(3).getAsInteger(8, byte) && byte < 256) {
      out += char(byte);
      text = text.drop_front(3);
    } else {
      return std::nullopt;
    }
  }
  return out;
}

/// A path into JSON without what a server adds and takes away: blanks, quotes around keys that are
/// words, parentheses around all of it, the mode that it has anyway.
static std::string plainPath(llvm::StringRef text) {
  std::string out;
  text = text.trim();
  if (text.consume_front("lax"))
    text = text.ltrim();
  auto isWordChar = [](char c) { return llvm::isAlnum(c) || c == '_'; };
  for (size_t i = 0; i < text.size(); ++i) {
    if (llvm::isSpace(text[i])) { // only words need it
      bool between = !out.empty() && isWordChar(out.back()) && i + 1 < text.size() &&
                     (isWordChar(text[i + 1]) || text[i + 1] == '"');
      if (between)
        out += ' ';
      continue;
    }
    if (text[i] != '"') {
      out += text[i];
      continue;
    }
    size_t end = i + 1;
    while (end < text.size() && text[end] != '"')
      end += text[end] == '\\' ? 2 : 1;
    llvm::StringRef quoted = text.substr(i, end - i + 1), inner = quoted.drop_front().drop_back();
    bool isKey = !out.empty() && (out.back() == '.' || out.back() == '$') && !inner.empty() &&
                 llvm::all_of(inner, isWordChar) && !llvm::isDigit(inner[0]);
    out += isKey ? inner.str() : quoted.str();
    i = end;
  }
  // (a) is a, and (a)==(b) is not.
  auto isWrapped = [&] {
    int depth = 0;
    for (size_t i = 0; i < out.size(); ++i) {
      depth += out[i] == '(';
      depth -= out[i] == ')';
      if (depth == 0 && i + 1 < out.size())
        return false;
    }
    return out.size() > 1 && out.front() == '(';
  };
  while (isWrapped())
    out = out.substr(1, out.size() - 2);
  return out;
}

bool sameText(const std::string &a, const std::string &b, std::string_view type) {
  if (a == b)
    return true;
  if (type.ends_with("[]"))
    return sameArrayText(a, b, type.substr(0, type.size() - 2));
  std::string_view base = type.substr(0, type.find('('));
  if (base.ends_with("range"))
    return sameRangeText(a, b, base);
  if (base == "jsonb" || base == "json") {
    auto x = llvm::json::parse(a), y = llvm::json::parse(b);
    bool equal = x && y && *x == *y;
    if (!x)
      llvm::consumeError(x.takeError());
    if (!y)
      llvm::consumeError(y.takeError());
    return equal && base == "jsonb";
  }
  if (base == "jsonpath")
    return plainPath(a) == plainPath(b);
  if (base.starts_with("timestamp") || base == "date") {
    bool zoned = type.find("with time zone") != type.npos;
    std::string x = plainTime(a, zoned), y = plainTime(b, zoned);
    // Whatever moment that was when the server read it; infinity is none.
    return !y.empty() && (x == y || (!momentWord(a).empty() && llvm::isDigit(y.front())));
  }
  if (base.starts_with("time ")) {
    std::string day = "2000-01-01 ", m = llvm::StringRef(a).lower(), n = llvm::StringRef(b).lower();
    // With a zone it is another value in another zone, though it is the same moment.
    if (type.find("with time zone") != type.npos && takeZone(m) != takeZone(n))
      return false;
    std::string x = plainTime(day + a, false), y = plainTime(day + b, false);
    return !y.empty() && (x == y || momentWord(a) == "now");
  }
  if (base == "interval" || base.starts_with("interval ")) {
    auto x = readInterval(a), y = readInterval(b);
    return x && y && *x == *y;
  }
  if (base == "boolean")
    return !plainBoolean(a).empty() && plainBoolean(a) == plainBoolean(b);
  if (base == "uuid")
    return llvm::StringRef(a).lower() == llvm::StringRef(b).lower();
  if (base == "bytea") {
    std::optional<std::string> x = bytesOf(a), y = bytesOf(b);
    return x && y && *x == *y;
  }
  if (base == "numeric" || base == "integer" || base == "bigint" || base == "smallint" ||
      base == "double precision" || base == "real")
    return !plainNumber(a).empty() && plainNumber(a) == plainNumber(b);
  if (base == "money")
    return !plainMoney(a).empty() && plainMoney(a) == plainMoney(b);
  if (base.starts_with("reg"))
    return plainObjectName(a) == plainObjectName(b);
  return false;
}

bool sameConstant(const Node &a, const Node &b, std::string_view type) {
  if (a.is(Kind::Array) || b.is(Kind::Array)) {
    auto isEmpty = [](const Node &n) {
      return (n.is(Kind::Array) && n.children.empty()) || n.is(Kind::String, "{}");
    };
    if (isEmpty(a) && isEmpty(b))
      return true;
    std::string_view element = type.ends_with("[]") ? type.substr(0, type.size() - 2) : "";
    return a.is(Kind::Array) && b.is(Kind::Array) && a.children.size() == b.children.size() &&
           std::equal(a.children.begin(), a.children.end(), b.children.begin(),
                      [&](const Node &x, const Node &y) {
                        return sameConstant(withoutCasts(x), withoutCasts(y), element);
                      });
  }
  if (a.is(Kind::Constant) && b.is(Kind::Constant))
    return a.text == b.text;
  if (a.is(Kind::Constant, "null") || b.is(Kind::Constant, "null"))
    return false;
  bool number = a.is(Kind::Number) || b.is(Kind::Number);
  if (a.is(Kind::Constant) ||
      b.is(Kind::Constant)) // MySQL's true is 1, where it stands for a truth
    return (!number || type == "boolean") && sameText(a.text, b.text, "boolean");
  if (number)
    return a.text == b.text || sameText(a.text, b.text, "numeric");
  return sameText(a.text, b.text, type);
}

} // namespace schemac::sqltree
