//===- FolderTree.h - What is below a folder --------------------*- C++ -*-===//
#pragma once

#include <string>
#include <vector>

namespace schemac {

/// What is below a folder, but for folders of installed packages (node_modules) and of git. Links
/// are followed.
struct FolderTree {
  struct Entry {
    std::string path; ///< begins with the folder's own
    bool isFolder;
  };
  std::vector<Entry> entries; ///< in the order of their paths
  /// The first folder that cannot be looked into, the given one too, and why.
  std::string closed, error;
};

/// Looked at once in a process: a command sees a folder as it was when it asked first, however many
/// of its parts ask.
const FolderTree &treeOf(const std::string &folder);

} // namespace schemac
