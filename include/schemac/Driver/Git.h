//===- Git.h - Files of a revision ------------------------------*- C++ -*-===//
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace schemac {

// A path starts from the current folder, and is looked for in the repository that it is in: a
// submodule's, a link's target, or one elsewhere.

/// The text of a file in a revision. Nothing, with git's own words in \p error, when there is none.
std::optional<std::string> gitShow(const std::string &rev, const std::string &path,
                                   std::string &error);

/// Files below \p path in a revision that end in \p suffix, sorted; \p path itself when it is a
/// file.
std::optional<std::vector<std::string>> gitFiles(const std::string &rev, const std::string &path,
                                                 const std::string &suffix, std::string &error);

/// Where \p rev and what is checked out parted: the revision that \p path is compared with. That of
/// a submodule, seen from outside, is the one that the outer repository had there.
std::optional<std::string> gitMergeBase(const std::string &rev, const std::string &path,
                                        std::string &error);

/// What was moved to where a path is now.
struct GitMove {
  std::string from;              ///< the path in the revision
  size_t files = 0;              ///< how many came from there
  std::vector<std::string> same; ///< those that did not change, as they are called now
};

/// Where the file or folder \p path, which \p rev does not have, was in it.
std::optional<GitMove> gitMovedFrom(const std::string &rev, const std::string &path);

/// Files at or below \p path that are not as they are in \p rev, new ones included; seen from the
/// current folder.
std::optional<std::vector<std::string>> gitChanged(const std::string &rev, const std::string &path,
                                                   std::string &error);

} // namespace schemac
