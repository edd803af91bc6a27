//===- SirText.cpp - Spelling of names and strings in .sir ----------------===//
#include "SirText.h"
#include <fmt/core.h>

namespace schemac::sir {

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (unsigned char c : text) {
    switch (c) {
    case '"':
    case '\\':
      out += '\\';
      out += static_cast<char>(c);
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      if (c < 0x20 || c == 0x7f)
        out += fmt::format("\\x{:02x}", c);
      else
        out += static_cast<char>(c);
    }
  }
  return out + '"';
}

static bool isPlain(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9'))
    return false;
  for (char c : text)
    if (!(c == '_' || c == '$' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
          (c >= '0' && c <= '9')))
      return false;
  return true;
}

std::string name(Name n) { return isPlain(n.str()) ? "@" + n.string() : "@" + quote(n.str()); }

std::string name(QName n) { return n.ns ? name(n.ns) + "." + name(n.name) : name(n.name); }

std::string name(const SubRef &ref) { return name(ref.table) + "." + name(ref.sub); }

std::string list(const std::vector<Name> &names) {
  std::string out = "(";
  for (size_t i = 0; i < names.size(); ++i)
    out += (i ? ", " : "") + name(names[i]);
  return out + ")";
}

std::string target(const Target &t) {
  std::string path = t.sub ? name(SubRef{t.object, t.sub}) : name(t.object);
  return std::string(targetWord(t)) + " " + path;
}

std::string sql(Expr e) { return "sql" + quote(e.str()); }

} // namespace schemac::sir
