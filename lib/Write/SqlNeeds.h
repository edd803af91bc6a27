//===- SqlNeeds.h - What SQL needs and does not make ------------*- C++ -*-===//
#pragma once

#include "schemac/Write/Write.h"
#include <set>

namespace schemac {

/// Says once of each collation, function or aggregate that the written statements name and that
/// neither the server nor the schema has: it is outside of schemas and must be there first.
class SqlNeeds {
public:
  explicit SqlNeeds(Writing &writing);
  /// The statements of one step, which makes the \p kind called \p name.
  void look(const std::vector<std::string> &statements, SourceRange range, std::string_view kind,
            std::string_view name);
  /// Queries and bodies that a server reads when they are made.
  void lookAtQueries();

private:
  void report(SourceRange range, std::string_view kind, std::string_view name,
              std::string_view what, const std::string &needed);
  void calls(std::string_view sql, SourceRange range, std::string_view kind, std::string_view name);

  Writing &writing;
  const bool known; ///< whether what the dialect's servers have is known here
  std::set<std::string> told;
};

} // namespace schemac
