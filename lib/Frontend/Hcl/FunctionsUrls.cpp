//===- FunctionsUrls.cpp - Functions of URLs ------------------------------===//
//
// Parts of a URL are read and written as Atlas's own functions do, so that the same URL comes out.
//
//===----------------------------------------------------------------------===//
#include "Functions.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace schemac::hcl {
namespace {

/// Where in a URL a text stands: that decides which characters may stand there as they are.
enum class UrlPart { Path, User, Query, Fragment, Host };

bool isUnescaped(char c, UrlPart part) {
  if (isalnum(static_cast<unsigned char>(c)) ||
      std::string_view("-_.~").find(c) != std::string_view::npos)
    return true;
  switch (part) {
  case UrlPart::Path:
    return std::string_view("$&+,/:;=@").find(c) != std::string_view::npos;
  case UrlPart::User:
    return std::string_view("$&+,;=").find(c) != std::string_view::npos;
  case UrlPart::Query:
    return false;
  case UrlPart::Fragment:
    return std::string_view("$&+,/:;=?@!()*").find(c) != std::string_view::npos;
  case UrlPart::Host:
    return std::string_view("!$&'()*+,;=:[]<>\"").find(c) != std::string_view::npos;
  }
  return false;
}

std::string escaped(std::string_view text, UrlPart part) {
  std::string out;
  for (char c : text)
    if (c == ' ' && part == UrlPart::Query)
      out += '+';
    else if (isUnescaped(c, part))
      out += c;
    else
      out += fmt::format("%{:02X}", unsigned(static_cast<unsigned char>(c)));
  return out;
}

/// Nothing when a percent sign is not before two digits.
std::optional<std::string> unescaped(std::string_view text, UrlPart part) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && part == UrlPart::Query) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      std::string_view digits = text.substr(i + 1, 2);
      if (digits.size() < 2 || digits.find_first_not_of("0123456789abcdefABCDEF") != digits.npos)
        return std::nullopt;
      out += char(std::stoi(std::string(digits), nullptr, 16));
      i += 2;
    }
  }
  return out;
}

struct Url {
  std::string scheme, opaque, host, path;
  std::string rawPath; ///< as it stood, where that is not how the path is written by itself
  std::string query;
  std::optional<std::string> fragment, user, password;
  bool emptyQuery = false, hasAuthority = false;

  bool read(std::string_view text);
  std::string write() const;

private:
  bool readAuthority(std::string_view text);
  bool readHost(std::string_view text);
};

bool Url::readHost(std::string_view text) {
  std::string_view behind = text; // where a port may be
  if (text.starts_with('[')) {    // an address that has colons itself
    size_t close = text.rfind(']');
    if (close == text.npos)
      return false;
    behind.remove_prefix(close + 1);
    if (!behind.empty() && !behind.starts_with(':'))
      return false;
  }
  size_t colon = behind.rfind(':');
  if (colon != behind.npos && behind.find_first_not_of("0123456789", colon + 1) != behind.npos)
    return false; // a port is a number
  auto plain = unescaped(text, UrlPart::Host);
  if (!plain || plain->find_first_of(" /?#@\\^`{|}") != plain->npos)
    return false;
  host = *plain;
  return true;
}

bool Url::readAuthority(std::string_view text) {
  hasAuthority = true;
  size_t at = text.rfind('@');
  if (at != text.npos) {
    std::string_view info = text.substr(0, at);
    if (info.find_first_of(" /?#[]@\\^`{|}<>\"") != info.npos)
      return false;
    size_t colon = info.find(':');
    user = unescaped(info.substr(0, colon), UrlPart::User);
    if (!user)
      return false;
    if (colon != info.npos) {
      password = unescaped(info.substr(colon + 1), UrlPart::User);
      if (!password)
        return false;
    }
  }
  return readHost(at == text.npos ? text : text.substr(at + 1));
}

bool Url::read(std::string_view text) {
  if (std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    return false;
  if (size_t hash = text.find('#'); hash != text.npos) {
    fragment = unescaped(text.substr(hash + 1), UrlPart::Fragment);
    if (!fragment)
      return false;
    text = text.substr(0, hash);
  }
  size_t letters = std::min(
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."),
      text.size());
  if (text.starts_with(':'))
    return false; // the scheme is missing
  if (letters > 0 && letters < text.size() && text[letters] == ':' &&
      isalpha(static_cast<unsigned char>(text[0]))) {
    for (char c : text.substr(0, letters))
      scheme += char(tolower(c));
    text.remove_prefix(letters + 1);
  }
  if (size_t mark = text.find('?'); mark != text.npos) {
    query = text.substr(mark + 1);
    emptyQuery = query.empty();
    text = text.substr(0, mark);
  }
  if (!text.starts_with('/')) {
    if (!scheme.empty()) {
      opaque = text;
      return true;
    }
    if (text.substr(0, text.find('/')).find(':') != text.npos)
      return false;
  }
  bool three = text.starts_with("///");
  if (text.starts_with("//") && (!scheme.empty() || !three)) {
    text.remove_prefix(2);
    size_t end = std::min(text.find('/'), text.size());
    if (!readAuthority(text.substr(0, end)))
      return false;
    text.remove_prefix(end);
  }
  auto plain = unescaped(text, UrlPart::Path);
  if (!plain)
    return false;
  path = *plain;
  if (escaped(path, UrlPart::Path) != text)
    rawPath = text;
  return true;
}

std::string Url::write() const {
  std::string out = scheme.empty() ? "" : scheme + ":";
  if (!opaque.empty()) {
    out += opaque;
  } else {
    bool isAbsolute = !scheme.empty() || !host.empty() || user;
    if (isAbsolute && (!host.empty() || user || hasAuthority)) {
      if (!host.empty() || user || !path.empty())
        out += "//";
      if (user)
        out += escaped(*user, UrlPart::User) +
               (password ? ":" + escaped(*password, UrlPart::User) : "") + "@";
      out += escaped(host, UrlPart::Host);
    }
    bool isAsItStood = !rawPath.empty() && unescaped(rawPath, UrlPart::Path) == path;
    std::string shown = isAsItStood ? rawPath : path == "*" ? path : escaped(path, UrlPart::Path);
    if (!shown.empty() && shown[0] != '/' && !host.empty())
      out += '/';
    if (out.empty() && shown.substr(0, shown.find('/')).find(':') != shown.npos)
      out += "./";
    out += shown;
  }
  if (emptyQuery || !query.empty())
    out += "?" + query;
  if (fragment && !fragment->empty())
    out += "#" + escaped(*fragment, UrlPart::Fragment);
  return out;
}

Outcome noUrl(const Value &text) {
  return Outcome::failure(fmt::format("'{}' is no URL", text.asString()));
}

/// Sorted by name, as it is written; the first value of a name is replaced and others go.
Outcome urlqueryset(Arguments a) {
  Url url;
  if (!url.read(a[0].asString()))
    return noUrl(a[0]);
  std::map<std::string, std::vector<std::string>> values;
  for (std::string_view rest = url.query; !rest.empty();) {
    std::string_view one = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    size_t equals = one.find('=');
    auto key = unescaped(one.substr(0, equals), UrlPart::Query);
    auto value = unescaped(equals == one.npos ? "" : one.substr(equals + 1), UrlPart::Query);
    if (!one.empty() && key && value && one.find(';') == one.npos)
      values[*key].push_back(*value);
  }
  values[a[1].asString()] = {a[2].asString()};
  url.query.clear();
  url.emptyQuery = false;
  for (const auto &[key, list] : values)
    for (const std::string &value : list)
      url.query += (url.query.empty() ? "" : "&") + escaped(key, UrlPart::Query) + "=" +
                   escaped(value, UrlPart::Query);
  return Value::string(url.write());
}

Outcome urlsetpath(Arguments a) {
  Url url;
  if (!url.read(a[0].asString()))
    return noUrl(a[0]);
  url.path = a[1].asString();
  return Value::string(url.write());
}

Outcome urluserinfo(Arguments a) {
  Url url;
  if (!url.read(a[0].asString()))
    return noUrl(a[0]);
  url.user = a[1].asString();
  url.password.reset();
  if (a.size() > 2 && !a[2].isNull()) {
    Value password = toString(a[2]);
    if (!password.is(ValueKind::String))
      return Outcome::failure("the password must be a string");
    url.password = password.asString();
  }
  return Value::string(url.write());
}

Outcome urlescape(Arguments a) { return Value::string(escaped(a[0].asString(), UrlPart::Query)); }

constexpr Function UrlTable[] = {{"urlescape", 1, 1, "s", urlescape},
                                 {"urlqueryset", 3, 3, "s", urlqueryset},
                                 {"urlsetpath", 2, 2, "s", urlsetpath},
                                 {"urluserinfo", 2, 3, "ssa", urluserinfo}};

} // namespace

std::span<const Function> urlFunctions() { return UrlTable; }

} // namespace schemac::hcl
