//===- Attributes.cpp - What conditions can ask ---------------------------===//
#include "Rules/Custom/Attributes.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/Sir.h"
#include "llvm/ADT/StringRef.h"

namespace schemac {

static constexpr std::pair<std::string_view, Subject> Subjects[] = {
    {"table", Subject::Table},           {"column", Subject::Column}, {"index", Subject::Index},
    {"constraint", Subject::Constraint}, {"step", Subject::Step},
};

std::optional<Subject> subjectByName(std::string_view name) {
  for (auto [word, subject] : Subjects)
    if (word == name)
      return subject;
  return std::nullopt;
}

std::vector<std::string_view> subjectNames() {
  std::vector<std::string_view> names;
  for (auto [word, subject] : Subjects)
    names.push_back(word);
  return names;
}

bool isRuleName(std::string_view name) {
  auto isWord = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  char before = '-';
  for (char c : name) {
    if (!isWord(c) && (c != '-' || before == '-'))
      return false;
    before = c;
  }
  return before != '-';
}

// --- for Attributes.def

static std::string lower(const std::string &text) { return llvm::StringRef(text).lower(); }

static std::vector<std::string> strings(const std::vector<Name> &names) {
  std::vector<std::string> out;
  for (Name n : names)
    out.push_back(n.string());
  return out;
}

static std::vector<std::string> columnNames(const Table &table) {
  std::vector<std::string> out;
  for (const Column &c : table.columns)
    out.push_back(c.name.string());
  return out;
}

static std::vector<std::string> keyColumns(const Table &table) {
  const Constraint *key = table.primaryKey();
  return key ? strings(key->columns) : std::vector<std::string>();
}

static std::vector<std::string> indexColumns(const Index &index) {
  std::vector<std::string> out;
  for (const IndexElem &e : index.elems)
    out.push_back(e.column ? e.column.string() : e.expr.string());
  return out;
}

static std::string_view constraintWord(ConstraintKind kind) {
  switch (kind) {
  case ConstraintKind::PrimaryKey:
    return "primary key";
  case ConstraintKind::Unique:
    return "unique";
  case ConstraintKind::Check:
    return "check";
  case ConstraintKind::ForeignKey:
    return "foreign key";
  case ConstraintKind::Exclusion:
    return "exclusion";
  }
  return "";
}

static std::string_view actionWord(const Constraint &c) {
  if (c.kind != ConstraintKind::ForeignKey)
    return "";
  static constexpr std::string_view words[] = {"no action", "restrict", "cascade", "set null",
                                               "set default"};
  return words[size_t(c.onDelete)];
}

/// The column, constraint or index that the step is about.
static std::string partOf(const Op &op) {
  for (const Field &f : op.fields)
    if (auto *sub = std::get_if<SubRef>(&f))
      return sub->sub.string();
  return {};
}

static StepCost stepCost(const CustomScope &s) {
  return s.dialect.cost(*s.op, s.state, s.state.version);
}

template <class T> constexpr CustomType typeOf() {
  if constexpr (std::is_same_v<T, bool>)
    return CustomType::Bool;
  else if constexpr (std::is_same_v<T, int64_t>)
    return CustomType::Number;
  else if constexpr (std::is_same_v<T, std::string>)
    return CustomType::Text;
  else
    return CustomType::List;
}

static const Askable Attributes[] = {
#define ATTRIBUTE(SUBJECT, NAME, TYPE, VALUE)                                                      \
  {Subject::SUBJECT, NAME, typeOf<TYPE>(),                                                         \
   [](const CustomScope &s) -> CustomValue { return TYPE(VALUE); }},
#include "Rules/Custom/Attributes.def"
};

/// A part of a table has its table as well.
static bool mayAsk(Subject of, Subject about) {
  return of == about || (about == Subject::Table && of != Subject::Step);
}

const Askable *findAttribute(Subject subject, std::string_view path) {
  size_t dot = path.find('.');
  std::optional<Subject> about = subjectByName(path.substr(0, dot));
  if (!about || dot == std::string_view::npos || !mayAsk(subject, *about))
    return nullptr;
  for (const Askable &a : Attributes)
    if (a.subject == *about && a.name == path.substr(dot + 1))
      return &a;
  return nullptr;
}

std::optional<CustomValue> askAttribute(Subject subject, std::string_view path,
                                        const CustomScope &scope) {
  const Askable *attribute = findAttribute(subject, path);
  return attribute ? std::optional(attribute->value(scope)) : std::nullopt;
}

std::vector<std::string> attributePaths(Subject subject) {
  std::vector<std::string> out;
  for (auto [word, about] : Subjects)
    for (const Askable &a : Attributes)
      if (a.subject == about && mayAsk(subject, about))
        out.push_back(std::string(word) + "." + std::string(a.name));
  return out;
}

} // namespace schemac
