//===- FunctionsCsv.cpp - Tables as text ----------------------------------===//
#include "Functions.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl {
namespace {

/// Lines of fields, as RFC 4180 has them: a field in quotes may have commas, line ends and,
/// doubled, quotes. Empty lines are no lines.
class CsvReader {
public:
  explicit CsvReader(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) // a line ends with one character, also in quotes
      if (text[i] != '\r' || !text.substr(i + 1).starts_with('\n'))
        rest += text[i];
    if (rest.ends_with('\r'))
      rest.pop_back();
  }
  /// False at the end, or when there is an error.
  bool next(std::vector<std::string> &fields);
  std::string error;

private:
  bool quoted(std::string &field);
  std::string rest;
  size_t at = 0, line = 0;
};

bool CsvReader::quoted(std::string &field) {
  size_t began = line;
  for (++at; at < rest.size(); ++at) {
    if (rest[at] != '"') {
      line += rest[at] == '\n';
      field += rest[at];
    } else if (rest.compare(at, 2, "\"\"") == 0) {
      field += rest[at++];
    } else {
      ++at;
      if (at == rest.size() || rest[at] == ',' || rest[at] == '\n')
        return true;
      error = fmt::format("line {} has something behind a quote that closes a field", line);
      return false;
    }
  }
  error = fmt::format("line {} has a quote that is not closed", began);
  return false;
}

bool CsvReader::next(std::vector<std::string> &fields) {
  fields.clear();
  for (++line; at < rest.size() && rest[at] == '\n'; ++at)
    ++line;
  if (at >= rest.size())
    return false;
  for (;;) {
    std::string &field = fields.emplace_back();
    if (at < rest.size() && rest[at] == '"') {
      if (!quoted(field))
        return false;
    } else {
      size_t end = std::min(rest.find_first_of(",\n", at), rest.size());
      field = rest.substr(at, end - at);
      at = end;
      if (field.find('"') != field.npos) {
        error = fmt::format("line {} has a quote inside a field that is not in quotes", line);
        return false;
      }
    }
    if (at >= rest.size() || rest[at++] == '\n')
      return true;
  }
}

Outcome csvdecode(Arguments a) {
  CsvReader in(a[0].asString());
  std::vector<std::string> names, fields;
  if (!in.next(names))
    return Outcome::failure(in.error.empty() ? "the first line names the columns, and is missing"
                                             : in.error);
  for (size_t i = 0; i < names.size(); ++i)
    if (std::find(names.begin(), names.begin() + ptrdiff_t(i), names[i]) !=
        names.begin() + ptrdiff_t(i))
      return Outcome::failure(fmt::format("two columns are called '{}'", names[i]));
  Value::Items rows;
  while (in.next(fields)) {
    if (fields.size() != names.size())
      return Outcome::failure(fmt::format("row {} has {} fields, and there are {} columns",
                                          rows.size() + 1, fields.size(), names.size()));
    Value::Members row;
    for (size_t i = 0; i < names.size(); ++i)
      row.emplace(names[i], Value::string(fields[i]));
    rows.push_back(Value::members(ValueKind::Object, std::move(row)));
  }
  if (!in.error.empty())
    return Outcome::failure(in.error);
  return Value::sequence(ValueKind::List, std::move(rows));
}

constexpr Function CsvTable[] = {{"csvdecode", 1, 1, "s", csvdecode}};

} // namespace

std::span<const Function> csvFunctions() { return CsvTable; }

} // namespace schemac::hcl
