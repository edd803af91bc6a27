//===- Globs.cpp - Patterns of paths --------------------------------------===//
#include "Globs.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Regex.h"

namespace schemac {

namespace {
class GlobReader {
public:
  explicit GlobReader(llvm::StringRef glob) : glob(glob) {}

  /// The glob as an extended regular expression. Sets `fault` when it is none.
  std::string read() {
    glob.consume_front("./");
    bool plain = glob.find_first_of("*?[{") == llvm::StringRef::npos;
    std::string out = "^";
    while (at < glob.size() && fault.empty())
      out += next();
    if (depth && fault.empty())
      fault = "a '{' is not closed";
    if (glob.ends_with("/"))
      out += ".*";
    else if (plain)
      out += "(/.*)?";
    return out + "$";
  }
  std::string fault;

private:
  std::string next() {
    llvm::StringRef rest = glob.substr(at);
    bool begins = at == 0 || glob[at - 1] == '/';
    if (begins && rest.starts_with("**/"))
      return at += 3, "(.*/)?";
    if (rest.starts_with("**"))
      return at += 2, ".*";
    switch (char c = glob[at++]) {
    case '*':
      return "[^/]*";
    case '?':
      return "[^/]";
    case '[':
      return oneOf();
    case '{':
      ++depth;
      return "(";
    case '}':
      return depth ? (--depth, ")") : "\\}";
    case ',':
      return depth ? "|" : ",";
    case '\\':
      return llvm::Regex::escape(glob.substr(at < glob.size() ? at++ : at - 1, 1));
    default:
      return llvm::Regex::escape(llvm::StringRef(&c, 1));
    }
  }

  std::string oneOf() {
    bool negated = glob.substr(at).starts_with("!") || glob.substr(at).starts_with("^");
    at += negated;
    size_t end = glob.find(']', at + 1); // a ']' in the first place is one of them
    if (end == llvm::StringRef::npos) {
      fault = "a '[' is not closed";
      return {};
    }
    std::string out = (negated ? "[^" : "[") + glob.slice(at, end).str() + "]";
    at = end + 1;
    return out;
  }

  llvm::StringRef glob;
  size_t at = 0;
  unsigned depth = 0; ///< of braces
};
} // namespace

std::string globFault(std::string_view glob) {
  GlobReader reader(llvm::StringRef(glob.data(), glob.size()));
  std::string pattern = reader.read(), error;
  if (!reader.fault.empty())
    return reader.fault;
  return llvm::Regex(pattern).isValid(error) ? std::string() : error;
}

bool matchesGlob(std::string_view glob, std::string_view path) {
  GlobReader reader(llvm::StringRef(glob.data(), glob.size()));
  std::string pattern = reader.read();
  return reader.fault.empty() &&
         llvm::Regex(pattern).match(llvm::StringRef(path.data(), path.size()));
}

} // namespace schemac
