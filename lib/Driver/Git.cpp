//===- Git.cpp - Files of a revision --------------------------------------===//
#include "schemac/Driver/Git.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include <algorithm>

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

std::optional<std::vector<std::string>> gitFiles(const std::string &rev, const std::string &path,
                                                 const std::string &suffix, std::string &error) {
  auto list = runGit({"ls-tree", "-r", "-z", "--name-only", rev, "--", path}, error);
  if (!list)
    return std::nullopt;
  std::vector<std::string> files;
  for (size_t begin = 0; begin < list->size();) {
    size_t end = list->find('\0', begin);
    std::string file = list->substr(begin, end - begin);
    if (file == path || llvm::StringRef(file).ends_with(suffix))
      files.push_back(std::move(file));
    begin = end + 1;
  }
  if (files.empty()) {
    error = "no such path in this revision";
    return std::nullopt;
  }
  std::sort(files.begin(), files.end());
  return files;
}

} // namespace schemac
