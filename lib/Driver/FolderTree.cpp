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

/// Whether a link leads to a folder that it is in: all below it is seen already.
static bool leadsUp(const std::string &link, size_t root) {
  struct stat there{}, above{};
  if (::stat(link.c_str(), &there) != 0)
    return false;
  for (std::string at = link; at.size() > root;) {
    at.resize(at.rfind('/'));
    if (::stat(at.empty() ? "/" : at.c_str(), &above) == 0 && above.st_dev == there.st_dev &&
        above.st_ino == there.st_ino)
      return true;
  }
  return false;
}

/// \p root: how long the path is of which all begin.
static void look(FolderTree &tree, const std::string &folder, bool isLink, size_t root) {
  if (isLink && leadsUp(folder, root))
    return;
  DIR *open = ::opendir(folder.empty() ? "/" : folder.c_str());
  if (!open) {
    // A link that leads nowhere hides nothing.
    if (!isLink && (tree.closed.empty() || folder < tree.closed)) {
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
    look(tree, path, leads, root);
}

const FolderTree &treeOf(const std::string &folder) {
  static std::map<std::string, FolderTree> seen;
  std::string root = folder;
  while (!root.empty() && root.back() == '/')
    root.pop_back();
  auto [it, isNew] = seen.try_emplace(root);
  FolderTree &tree = it->second;
  if (isNew) {
    look(tree, root, false, root.size());
    std::ranges::sort(tree.entries, {}, &FolderTree::Entry::path);
  }
  return tree;
}

} // namespace schemac
