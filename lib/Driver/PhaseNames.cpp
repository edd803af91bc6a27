//===- PhaseNames.cpp - Versions and names of the files of phases ---------===//
//
// A new file comes right behind the one that it was taken from, in the scheme that the history has.
// Where the numbers behind it are taken there is no room, and nothing is written.
//
//===----------------------------------------------------------------------===//
#include "PhaseFiles.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {
namespace {

using Numbers = std::vector<std::string>;

bool isDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

std::string plusOne(std::string digits) {
  for (size_t i = digits.size(); i-- > 0;) {
    if (digits[i] != '9') {
      ++digits[i];
      return digits;
    }
    digits[i] = '0';
  }
  return "1" + digits;
}

/// A time like 20240131235959 stays one: seconds and minutes are carried on.
std::string nextNumber(const std::string &digits) {
  constexpr size_t ofTime = 14;
  std::string next = plusOne(digits);
  for (size_t part : {size_t(12), size_t(10)})
    if (next.size() == ofTime && next.compare(part, 2, "60") == 0)
      next = plusOne(next.substr(0, part)) + std::string(ofTime - part, '0');
  return next;
}

bool isLess(llvm::StringRef a, llvm::StringRef b) {
  a = a.ltrim('0'), b = b.ltrim('0');
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// Whole numbers behind \p after.
std::optional<Numbers> countOn(const std::string &after, const std::string *next, size_t count) {
  Numbers out;
  std::string last = after;
  for (size_t i = 0; i < count; ++i)
    out.push_back(last = nextNumber(last));
  if (next && !isLess(last, *next))
    return std::nullopt;
  return out;
}

/// Numbers with dots: 2.1 comes behind 2 and before whatever was behind it.
std::optional<Numbers> below(const std::string &after, const std::string *next, size_t count) {
  std::string dot = after.find('_') == after.npos ? "." : "_";
  std::string prefix = after + dot;
  constexpr int deepest = 4;
  for (int depth = 0; depth < deepest; ++depth, prefix += "0" + dot) {
    Numbers out;
    for (size_t i = 1; i <= count; ++i)
      out.push_back(prefix + std::to_string(i));
    if (!next || history::comesBefore(out.back(), *next))
      return out;
  }
  return std::nullopt;
}

/// "change_migrate", and a number where a phase has several files.
std::vector<std::string> labels(const std::vector<PhaseFile> &files) {
  std::vector<std::string> out;
  for (const PhaseFile &file : files) {
    std::string label(phaseName(file.blocks.front().phase));
    size_t same = size_t(std::count_if(out.begin(), out.end(), [&](const std::string &other) {
      return other == label || llvm::StringRef(other).starts_with(label + "_");
    }));
    out.push_back(same ? fmt::format("{}_{}", label, same + 1) : label);
  }
  return out;
}

/// The name of a file with another version, and what it is about at its end.
std::string renamed(const history::Migration &origin, const std::string &version,
                    const std::string &label) {
  const std::string &name = origin.name;
  size_t file = name.rfind('/') == name.npos ? 0 : name.rfind('/') + 1;
  size_t at = origin.version.empty() ? name.npos : name.find(origin.version, file);
  std::string out = name;
  if (at != name.npos)
    out.replace(at, origin.version.size(), version);
  return out + "_" + label;
}

} // namespace

bool nameFiles(std::vector<PhaseFile> &files, const history::Migration &after,
               const history::Migration *next, const history::Migration &origin,
               history::Tool tool) {
  std::vector<std::string> label = labels(files);
  auto give = [&](const Numbers &versions) {
    for (size_t i = 0; i < files.size(); ++i) {
      files[i].version = versions.empty() ? std::string() : versions[i];
      files[i].name = renamed(origin, files[i].version, label[i]);
    }
    return true;
  };
  if (tool == history::Tool::Liquibase)
    return give({});
  bool named = after.version.empty();
  if (named && tool == history::Tool::Numbered) {
    give({});
    return !next || std::all_of(files.begin(), files.end(), [&](const PhaseFile &f) {
      return history::comesBeforeByName(after.name, f.name) &&
             history::comesBeforeByName(f.name, next->name);
    });
  }
  if (files.empty())
    return true;
  std::optional<Numbers> versions;
  const std::string *limit = next && !next->version.empty() ? &next->version : nullptr;
  bool dotted = tool == history::Tool::Numbered && after.version.find('.') != std::string::npos;
  if (tool == history::Tool::Flyway || dotted)
    versions = named ? std::nullopt : below(after.version, limit, files.size());
  else if (isDigits(after.version))
    versions = countOn(after.version, limit, files.size());
  return versions && give(*versions);
}

} // namespace schemac
