//===- UnreadTools.h - Migrations that are no SQL ---------------*- C++ -*-===//
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace schemac {

/// Migrations of a tool in another language than SQL, which nothing here replays.
struct Unread {
  std::string folder; ///< below the folder that was searched; "." is that one
  std::string tool;   ///< "Rails"
  unsigned files = 0;
};

/// \p read gives the text of a file, by its path.
std::vector<Unread> unreadMigrations(const std::vector<std::string> &files,
                                     const std::function<std::string(const std::string &)> &read);

/// "2 files of Rails"
std::string unreadText(const Unread &unread);

} // namespace schemac
