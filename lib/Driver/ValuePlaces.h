//===- ValuePlaces.h - Where values stand in sources ------------*- C++ -*-===//
//
// What looks like a comment inside of a string is none.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Support/Source.h"
#include <functional>
#include <map>
#include <vector>

namespace schemac {

class ValuePlaces {
public:
  /// \p dialectOf: of a text in SQL; empty for PostgreSQL's.
  ValuePlaces(const SourceManager &sources,
              std::function<std::string_view(std::string_view)> dialectOf)
      : sources(sources), dialectOf(std::move(dialectOf)) {}
  /// Whether \p at is in a text that is a value. Of languages that nobody here reads, none is.
  bool contains(FileId file, Loc at);

private:
  std::vector<SourceRange> find(FileId file) const;
  std::vector<SourceRange> inSql(FileId file) const;
  std::vector<SourceRange> inHcl(FileId file) const;
  std::vector<SourceRange> inYaml(FileId file) const;

  const SourceManager &sources;
  std::function<std::string_view(std::string_view)> dialectOf;
  std::map<uint32_t, std::vector<SourceRange>> byFile; ///< of files that were asked about
};

} // namespace schemac
