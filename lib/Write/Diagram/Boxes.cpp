//===- Boxes.cpp - What a diagram shows of a schema -----------------------===//
#include "Write/Diagram/Diagram.h"
#include "Write/Diagram/Shown.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Support/Utf8.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>

namespace schemac::diagram {

/// A table of more columns shows its keys and the first of the others. Large pictures show less of
/// each: they are looked at from further away.
static size_t mostRows(size_t tables) { return tables <= 12 ? 18 : tables <= 24 ? 14 : 10; }
static constexpr size_t LongestType = 26;

size_t shownWidth(std::string_view text) {
  size_t width = 0;
  for (char c : text)
    if (beginsCharacter(c))
      width += uint8_t(c) >= 0xE3 && uint8_t(c) < 0xF8 ? 2 : 1; // from U+3000 on
  return width;
}

std::string shownType(const Dialect &dialect, Type type) {
  if (type.is(TypeKind::Array))
    return shownType(dialect, type.element()) + "[]";
  if (QName name = type.named())
    return name.name.string();
  std::string text = dialect.typeName(type);
  return text.find('"') == text.npos ? llvm::StringRef(text).lower() : text;
}

bool isShown(const Table &t) { return !t.partitionOf && !isArchived(t.name); }

bool isUnique(const Table &t, const std::vector<Name> &columns) {
  for (const Constraint &c : t.constraints)
    if ((c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
        std::ranges::all_of(c.columns, [&](Name n) { return std::ranges::count(columns, n); }))
      return true;
  return std::ranges::any_of(t.indexes, [&](const Index &i) {
    return i.unique && !i.where && std::ranges::all_of(i.elems, [&](const IndexElem &e) {
             return e.column && std::ranges::count(columns, e.column);
           });
  });
}

std::string keyMarks(const Table &t, Name column, std::string_view between) {
  std::string marks;
  auto add = [&](std::string_view mark) {
    marks += (marks.empty() ? "" : std::string(between)) + std::string(mark);
  };
  auto in = [&](ConstraintKind kind) {
    return std::ranges::any_of(t.constraints, [&](const Constraint &c) {
      return c.kind == kind && std::ranges::count(c.columns, column);
    });
  };
  bool primary = in(ConstraintKind::PrimaryKey);
  if (primary)
    add("PK");
  if (in(ConstraintKind::ForeignKey))
    add("FK");
  if (!primary && isUnique(t, {column}))
    add("UK");
  return marks;
}

static std::string cut(std::string text, size_t longest) {
  if (shownWidth(text) <= longest)
    return text;
  while (shownWidth(text) >= longest) {
    while (!text.empty() && (uint8_t(text.back()) & 0xC0) == 0x80)
      text.pop_back();
    text.pop_back();
  }
  return text + "…";
}

static void addRows(const Table &t, const Dialect &dialect, size_t most, Box &box) {
  size_t keys = 0, left = 0;
  for (const Column &c : t.columns)
    keys += !keyMarks(t, c.name, " ").empty();
  size_t others = keys >= most ? 0 : most - keys;
  bool all = t.columns.size() <= most + 1;
  for (const Column &c : t.columns) {
    Row row{keyMarks(t, c.name, " "), cut(c.name.string(), 40), {}, false};
    if (row.marks.empty() && !all && others-- == 0) {
      others = 0;
      ++left;
      continue;
    }
    row.type = cut(shownType(dialect, c.type), LongestType) + (c.nullable ? "?" : "");
    box.rows.push_back(std::move(row));
  }
  if (left)
    box.rows.push_back({{}, fmt::format("… {} more", left), {}, true});
}

static void measure(Box &box) {
  double widest = double(shownWidth(box.title)) * (CharWidth + 0.9);
  for (const Row &r : box.rows)
    box.marksWidth = std::max(box.marksWidth, double(shownWidth(r.marks)) * MarkWidth);
  box.marksWidth += box.marksWidth > 0 ? 8 : 0;
  for (const Row &r : box.rows) {
    double texts = double(shownWidth(r.name) + shownWidth(r.type)) * CharWidth;
    widest = std::max(widest, box.marksWidth + texts + (r.type.empty() ? 0 : 18));
  }
  box.width = std::max(110.0, std::ceil(widest) + 20);
  box.height = HeaderHeight + double(box.rows.size()) * RowHeight + 6;
}

Diagram makeBoxes(const Schema &schema) {
  Diagram d;
  const Dialect &dialect = *findDialect(schema.dialect.str());
  std::unordered_map<QName, size_t> boxes;
  std::vector<const Table *> tables;
  size_t count = 0;
  for (const Table &t : schema.tables())
    count += isShown(t);
  size_t most = mostRows(count);
  for (const Table &t : schema.tables()) {
    if (!isShown(t))
      continue;
    boxes[t.name] = d.boxes.size();
    tables.push_back(&t);
    Box box;
    box.title = t.name.str();
    box.ns = t.name.ns;
    box.comment = t.comment.string();
    addRows(t, dialect, most, box);
    measure(box);
    d.boxes.push_back(std::move(box));
  }
  for (size_t child = 0; child < tables.size(); ++child)
    for (const Constraint &c : tables[child]->constraints) {
      auto parent = boxes.find(c.refTable);
      if (c.kind != ConstraintKind::ForeignKey || parent == boxes.end())
        continue;
      const Table &t = *tables[child];
      Link link{child, parent->second, 0, false, isUnique(t, c.columns)};
      for (Name n : c.columns)
        link.optional |= t.column(n)->nullable;
      std::string first = cut(c.columns[0].string(), 40);
      const std::vector<Row> &rows = d.boxes[child].rows;
      link.row = size_t(std::ranges::find(rows, first, &Row::name) - rows.begin());
      d.links.push_back(link);
    }
  return d;
}

} // namespace schemac::diagram
