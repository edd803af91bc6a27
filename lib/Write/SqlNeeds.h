//===- SqlNeeds.h - What SQL needs and does not make ------------*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include "schemac/Write/Write.h"
#include <set>

namespace schemac {

/// Says once of each extension, collation, function, aggregate, type, operator class or method that
/// the written statements need and that neither the server nor the schema has: it is outside of
/// schemas and must be there first.
class SqlNeeds {
public:
  explicit SqlNeeds(Writing &writing);
  /// The statements of one step, which makes the \p kind called \p name.
  void look(const std::vector<std::string> &statements, SourceRange range, std::string_view kind,
            std::string_view name);
  /// Queries and bodies that a server reads when they are made.
  void lookAtQueries();
  /// Types of columns and of what else has some; classes and methods of indexes.
  void lookAtExtensions();

private:
  /// Whose it is, for messages.
  struct Owner {
    SourceRange range;
    std::string_view kind;
    std::string name;
  };
  void report(SourceRange range, std::string_view kind, std::string_view name,
              std::string_view what, const std::string &needed);
  void calls(std::string_view sql, SourceRange range, std::string_view kind, std::string_view name);
  void callsOfExtensions(const std::vector<SqlToken> &tokens, const Owner &owner);
  void typesOf(const Table &table);
  void indexesOf(const Table &table);
  void type(Type type, const Owner &owner);
  void element(const Table &table, const IndexElem &e, Name method, const Owner &owner);
  void method(Name method, const Owner &owner);
  void extension(std::string_view name, const Owner &owner);

  Writing &writing;
  const bool known;       ///< whether what the dialect's servers have is known here
  bool hasOthers = false; ///< extensions of which nobody here knows what they bring
  std::set<std::string> told;
};

} // namespace schemac
