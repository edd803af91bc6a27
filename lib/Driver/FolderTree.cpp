//===- FolderTree.cpp - What is below a folder ----------------------------===//
#include "FolderTree.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <map>
#include <string_view>
#include <sys/stat.h>

namespace schemac {

/// As few system calls as it takes: a history has a folder for each of hundreds of migrations.
static bool isFolder(const dirent &entry, const std::string &path) {
  if (entry.d_type != DT_LNK && entry.d_type != DT_UNKNOWN)
    return entry.d_type == DT_DIR;
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// \p depth ends links that lead into themselves where the system does not.
static void look(FolderTree &tree, const std::string &folder, bool isLink, int depth) {
  DIR *open = depth > 0 ? ::opendir(folder.empty() ? "/" : folder.c_str()) : nullptr;
  if (!open) {
    // A link that leads nowhere hides nothing.
    if (depth > 0 && !isLink && (tree.closed.empty() || folder < tree.closed)) {
      tree.error = std::strerror(errno);
      tree.closed = folder;
    }
    return;
  }
  std::vector<std::pair<std::string, bool>> inner; // with: is a link
  while (const dirent *entry = ::readdir(open)) {
    std::string_view name = entry->d_name;
    if (name == "." || name == ".." || name == "node_modules" || name == ".git")
      continue;
    std::string path = folder + "/";
    path += name;
    bool isInner = isFolder(*entry, path);
    if (isInner)
      inner.emplace_back(path, entry->d_type == DT_LNK);
    tree.entries.push_back({std::move(path), isInner});
  }
  ::closedir(open);
  for (const auto &[path, leads] : inner)
    look(tree, path, leads, depth - 1);
}

const FolderTree &treeOf(const std::string &folder) {
  static std::map<std::string, FolderTree> seen;
  std::string root = folder;
  while (!root.empty() && root.back() == '/')
    root.pop_back();
  auto [it, isNew] = seen.try_emplace(root);
  FolderTree &tree = it->second;
  if (isNew) {
    constexpr int Deepest = 64;
    look(tree, root, false, Deepest);
    std::ranges::sort(tree.entries, {}, &FolderTree::Entry::path);
  }
  return tree;
}

} // namespace schemac
