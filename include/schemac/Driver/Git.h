//===- Git.h - Files of a revision ------------------------------*- C++ -*-===//
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace schemac {

/// The text of a file in a revision; \p path is relative to the current folder. Nothing, with git's
/// own words in \p error, when there is none.
std::optional<std::string> gitShow(const std::string &rev, const std::string &path,
                                   std::string &error);

/// Files below \p path in a revision that end in \p suffix, sorted; \p path itself when it is a
/// file.
std::optional<std::vector<std::string>> gitFiles(const std::string &rev, const std::string &path,
                                                 const std::string &suffix, std::string &error);

/// Where \p rev and what is checked out parted: the revision that a branch is compared with.
std::optional<std::string> gitMergeBase(const std::string &rev, std::string &error);

/// Files at or below \p path that are not as they are in \p rev, new ones included; seen from the
/// current folder.
std::optional<std::vector<std::string>> gitChanged(const std::string &rev, const std::string &path,
                                                   std::string &error);

} // namespace schemac
