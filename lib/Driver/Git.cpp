//===- Git.cpp - Files of a revision --------------------------------------===//
#include "schemac/Driver/Git.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {
/// A temporary file that goes away with its owner.
struct TemporaryFile {
  llvm::SmallString<128> path;
  TemporaryFile() { llvm::sys::fs::createTemporaryFile("schemac", "txt", path); }
  ~TemporaryFile() { llvm::sys::fs::remove(path); }
  std::string text() const {
    auto buffer = llvm::MemoryBuffer::getFile(path, false, false);
    return buffer ? (*buffer)->getBuffer().str() : std::string();
  }
};
} // namespace

/// Runs git and returns what it prints; on failure its message in \p error.
static std::optional<std::string> runGit(const std::vector<std::string> &arguments,
                                         std::string &error) {
  auto program = llvm::sys::findProgramByName("git");
  if (!program) {
    error = "git is not installed";
    return std::nullopt;
  }
  TemporaryFile out, err;
  std::vector<llvm::StringRef> args{"git"};
  args.insert(args.end(), arguments.begin(), arguments.end());
  std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), out.path.str(),
                                                err.path.str()};
  int code = llvm::sys::ExecuteAndWait(*program, args, std::nullopt, redirects, 60, 0, &error);
  if (code == 0)
    return out.text();
  std::string text = err.text();
  if (error.empty())
    error = text.substr(0, text.find('\n'));
  return std::nullopt;
}

std::optional<std::string> gitShow(const std::string &rev, const std::string &path,
                                   std::string &error) {
  return runGit({"show", "--end-of-options", rev + ":./" + path}, error);
}

std::optional<std::string> gitMergeBase(const std::string &rev, std::string &error) {
  auto commit =
      runGit({"rev-parse", "--verify", "--quiet", "--end-of-options", rev + "^{commit}"}, error);
  if (!commit) {
    error = fmt::format("'{}' is no revision", rev);
    return std::nullopt;
  }
  llvm::StringRef tip = llvm::StringRef(*commit).trim();
  // Histories that have nothing in common, or are cut off, are compared as they are.
  std::string ignored;
  auto base = runGit({"merge-base", tip.str(), "HEAD"}, ignored);
  return base ? llvm::StringRef(*base).trim().str() : tip.str();
}

/// The parts of a text that end in NUL.
static std::vector<std::string> parts(const std::string &text) {
  std::vector<std::string> out;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.size(), text.find('\0', begin));
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::optional<std::vector<std::string>> gitChanged(const std::string &rev, const std::string &path,
                                                   std::string &error) {
  auto changed = runGit(
      {"diff", "--name-only", "--relative", "-z", "--diff-filter=d", rev, "--", path}, error);
  auto added = runGit({"ls-files", "--others", "--exclude-standard", "-z", "--", path}, error);
  if (!changed || !added)
    return std::nullopt;
  return parts(*changed + *added);
}

std::optional<std::vector<std::string>> gitFiles(const std::string &rev, const std::string &path,
                                                 const std::string &suffix, std::string &error) {
  auto list = runGit({"ls-tree", "-r", "-z", "--name-only", rev, "--", path}, error);
  if (!list)
    return std::nullopt;
  std::vector<std::string> files = parts(*list);
  std::erase_if(files, [&](const std::string &file) {
    return file != path && !llvm::StringRef(file).ends_with(suffix);
  });
  if (files.empty()) {
    error = "no such path in this revision";
    return std::nullopt;
  }
  std::sort(files.begin(), files.end());
  return files;
}

} // namespace schemac
