//===- SqlText.h - SQL that knows where it comes from -----------*- C++ -*-===//
//
// What a schema in HCL says is said in PostgreSQL's SQL and read by its front end: so types,
// expressions and names mean here what they mean there. Every part of the text remembers the
// declaration it was made of, and places in the text become places in HCL.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Support/Source.h"

namespace schemac::hcl {

class SqlText {
public:
  SqlText &operator<<(std::string_view s) {
    sql += s;
    return *this;
  }
  /// What is added until close() is made of \p range.
  void open(SourceRange range, bool exact = false);
  void close();
  /// \p name in double quotes.
  void identifier(std::string_view name, SourceRange range);
  /// A piece of SQL that the author wrote; \p exact: it stands in the source as it is, from
  /// range.begin on.
  void piece(std::string_view text, SourceRange range, bool exact);
  void append(const SqlText &other);

  const std::string &text() const { return sql; }
  /// What the first part of it is made of; invalid where there is none.
  SourceRange source() const { return parts.empty() ? SourceRange() : parts.front().range; }
  /// Where the bytes come from; invalid when from nowhere.
  SourceRange map(uint32_t begin, uint32_t end) const;
  /// Whether the byte at \p at is a parenthesis that was put behind the author's text.
  bool closesText(uint32_t at) const;

private:
  struct Part {
    uint32_t begin, end;
    SourceRange range;
    bool exact;
    int32_t parent;
  };
  std::string sql;
  std::vector<Part> parts; ///< by their beginnings; those in others behind these
  std::vector<int32_t> stack;
};

/// 'text', as a literal of SQL.
std::string sqlLiteral(std::string_view text);
/// "name", always in quotes.
std::string quotedName(std::string_view name);

} // namespace schemac::hcl
