//===- Git.cpp - Files of a revision --------------------------------------===//
#include "schemac/Driver/Git.h"
#include "Encodings.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <algorithm>
#include <cstdlib>
#include <fmt/core.h>
#include <map>

namespace schemac {

namespace {
/// A temporary file that goes away with its owner.
struct TemporaryFile {
  llvm::SmallString<128> path;
  TemporaryFile() { (void)llvm::sys::fs::createTemporaryFile("schemac", "txt", path); }
  ~TemporaryFile() { (void)llvm::sys::fs::remove(path); }
  std::string text() const {
    auto buffer = llvm::MemoryBuffer::getFile(path, false, false);
    return buffer ? (*buffer)->getBuffer().str() : std::string();
  }
};
} // namespace

namespace {
/// A path as git takes it: from a folder that there is. Git finds the repository of that folder,
/// which may be another than that of the current one, and sees through links on the way.
struct GitPlace {
  std::string folder, below;

  explicit GitPlace(const std::string &path) : folder(path) {
    // Whose repository it is may be said by the environment, as for hooks: paths are in that one.
    if (std::getenv("GIT_DIR")) {
      folder = ".";
      below = path == "." ? "" : path;
      return;
    }
    while (!folder.empty() && !llvm::sys::fs::is_directory(folder))
      folder = llvm::sys::path::parent_path(folder).str();
    below = llvm::StringRef(path).substr(folder.size()).ltrim('/').str();
    if (folder.empty())
      folder = ".";
  }

  bool isFolder() const { return below.empty(); }
  std::string argument() const { return isFolder() ? "." : below; }
  /// What git calls \p name, as it is called from the current folder.
  std::string fromHere(const std::string &name) const {
    return folder == "." ? name : folder + (folder.back() == '/' ? "" : "/") + name;
  }
};
} // namespace

/// Runs git there and returns what it prints; on failure its message in \p error.
static std::optional<std::string>
runGit(const GitPlace &place, const std::vector<std::string> &arguments, std::string &error) {
  auto program = llvm::sys::findProgramByName("git");
  if (!program) {
    error = "git is not installed";
    return std::nullopt;
  }
  TemporaryFile out, err;
  std::vector<llvm::StringRef> args{"git", "-C", place.folder};
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

/// The only line that git prints.
static std::optional<std::string>
gitLine(const GitPlace &place, const std::vector<std::string> &arguments, std::string &error) {
  std::optional<std::string> text = runGit(place, arguments, error);
  return text ? std::optional(llvm::StringRef(*text).rtrim('\n').str()) : std::nullopt;
}

std::optional<std::string> gitShow(const std::string &rev, const std::string &path,
                                   std::string &error) {
  GitPlace place(path);
  std::optional<std::string> text =
      runGit(place, {"show", "--end-of-options", rev + ":./" + place.below}, error);
  if (text) {
    error = otherEncoding(*text);
    if (!error.empty())
      return std::nullopt;
  }
  return text;
}

static std::optional<std::string> mergeBaseAt(const GitPlace &place, const std::string &rev,
                                              std::string &error) {
  std::optional<std::string> tip = gitLine(
      place, {"rev-parse", "--verify", "--quiet", "--end-of-options", rev + "^{commit}"}, error);
  if (!tip) {
    error = fmt::format("'{}' is no revision", rev);
    return std::nullopt;
  }
  // Histories that have nothing in common, or are cut off, are compared as they are.
  std::string ignored;
  std::optional<std::string> base = gitLine(place, {"merge-base", *tip, "HEAD"}, ignored);
  return base ? base : tip;
}

std::optional<std::string> gitMergeBase(const std::string &rev, const std::string &path,
                                        std::string &error) {
  GitPlace place(path), here(".");
  std::string ignored;
  std::optional<std::string> top = gitLine(place, {"rev-parse", "--show-toplevel"}, error);
  if (!top)
    return std::nullopt;
  auto above = gitLine(place, {"rev-parse", "--show-superproject-working-tree"}, ignored);
  if (!above || above->empty() || above != gitLine(here, {"rev-parse", "--show-toplevel"}, ignored))
    return mergeBaseAt(place, rev, error);
  // Seen from outside, a submodule is as the outer repository had it.
  std::optional<std::string> outer = mergeBaseAt(here, rev, error);
  if (!outer)
    return std::nullopt;
  std::string module = top->substr(std::min(above->size() + 1, top->size()));
  if (auto commit =
          gitLine(here, {"rev-parse", "--verify", "--quiet", *outer + ":" + module}, ignored))
    return commit;
  return gitLine(place, {"hash-object", "-t", "tree", "/dev/null"}, error); // nothing was there
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
  GitPlace place(path);
  auto changed = runGit(
      place,
      {"diff", "--name-only", "--relative", "-z", "--diff-filter=d", rev, "--", place.argument()},
      error);
  auto added = runGit(
      place, {"ls-files", "--others", "--exclude-standard", "-z", "--", place.argument()}, error);
  if (!changed || !added)
    return std::nullopt;
  std::vector<std::string> files = parts(*changed + *added);
  for (std::string &file : files)
    file = place.fromHere(file);
  return files;
}

/// Below the current folder, a path from there.
static std::string seenFromHere(const std::string &path) {
  llvm::SmallString<128> current, here;
  if (llvm::sys::fs::current_path(current) || llvm::sys::fs::real_path(current, here))
    return path;
  here += "/";
  return path.rfind(here.str().str(), 0) == 0 ? path.substr(here.size()) : path;
}

std::optional<GitMove> gitMovedFrom(const std::string &rev, const std::string &path) {
  GitPlace place(path);
  std::string error;
  auto top = gitLine(place, {"rev-parse", "--show-toplevel"}, error);
  auto prefix = gitLine(place, {"rev-parse", "--show-prefix"}, error);
  auto renames =
      runGit(place, {"diff", "-M", "--name-status", "-z", "--diff-filter=R", rev}, error);
  if (!top || !prefix || !renames)
    return std::nullopt;
  std::string wanted = *prefix + place.below;
  std::vector<std::string> fields = parts(*renames); // of each: how much is the same, old, new
  std::map<std::string, GitMove> roots;              // by where the files were
  for (size_t i = 0; i + 2 < fields.size(); i += 3) {
    llvm::StringRef was = fields[i + 1], now = fields[i + 2], below = now;
    if (place.isFolder() ? !below.consume_front(wanted) || !was.consume_back(below) : now != wanted)
      continue;
    GitMove &move = roots[was.str()];
    move.from = seenFromHere(*top + "/" + was.rtrim('/').str());
    ++move.files;
    if (fields[i] == "R100")
      move.same.push_back(place.fromHere(place.isFolder() ? below.str() : place.below));
  }
  auto most =
      std::ranges::max_element(roots, {}, [](const auto &root) { return root.second.files; });
  if (most == roots.end())
    return std::nullopt;
  return std::move(most->second);
}

std::optional<std::vector<std::string>> gitFiles(const std::string &rev, const std::string &path,
                                                 const std::string &suffix, std::string &error) {
  GitPlace place(path);
  auto list =
      runGit(place, {"ls-tree", "-r", "-z", "--name-only", rev, "--", place.argument()}, error);
  if (!list)
    return std::nullopt;
  std::vector<std::string> files = parts(*list);
  for (std::string &file : files)
    file = place.fromHere(file);
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
