//===- MappedNames.cpp - Renames that the source itself tells -------------===//
//
// What keeps its name in the source and gets another in the database is renamed there: else it
// would be dropped with its data and made anew. But where the database has both names, before or
// after, the source points at something that was there already, and nothing is renamed.
//
//===----------------------------------------------------------------------===//
#include "Diff/MappedNames.h"
#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace {
class MappedWriter {
public:
  MappedWriter(Schema &to, const Schema &from, const DiffOptions &options, Context &context,
               DiagEngine &diags)
      : to(to), from(from), options(options), context(context), diags(diags) {}
  void write(const MappedName &m);

private:
  template <class T> bool renameObject(const MappedName &m);
  bool renameColumn(const MappedName &m);
  bool renameLabel(const MappedName &m);
  bool isDenied(const MappedName &m) const;
  bool isDropped(const std::string &old) const;
  /// What \p old is now: renamed or not.
  template <class T> bool isSame(const MappedName &m) const {
    const T *now = to.find<T>(m.now);
    return now && from.find<T>(m.old) &&
           (m.old == m.now || now->renamedFrom == m.old.name ||
            now->renamedFrom.str() == m.old.str());
  }

  Schema &to;
  const Schema &from;
  const DiffOptions &options;
  Context &context;
  DiagEngine &diags;
};

std::string oldPath(const MappedName &m) {
  return m.oldPart ? SubRef{m.old, m.oldPart}.str() : m.old.str();
}
} // namespace

bool MappedWriter::isDenied(const MappedName &m) const {
  std::string now = m.nowPart ? SubRef{m.now, m.nowPart}.str() : m.now.str();
  return std::ranges::any_of(options.notRenames, [&](const DiffOptions::Rename &r) {
    return r.from == oldPath(m) && (r.to == now || now.ends_with("." + r.to));
  });
}

bool MappedWriter::isDropped(const std::string &old) const {
  return std::ranges::any_of(options.confirmedDrops, [&](const std::string &text) {
    return text == old || text == old + ",archive";
  });
}

template <class T> bool MappedWriter::renameObject(const MappedName &m) {
  const T *now = to.find<T>(m.now);
  bool taken = !now || now->renamedFrom || from.find<T>(m.now) || !from.find<T>(m.old) ||
               to.find<T>(m.old) || findDrop(to.drops, m.old);
  for (const T &other : to.all<T>())
    taken = taken || (other.renamedFrom &&
                      (other.renamedFrom == m.old.name || other.renamedFrom.str() == m.old.str()));
  if (taken)
    return false;
  to.edit<T>(m.now)->renamedFrom = m.old.ns == m.now.ns ? m.old.name : context.name(m.old.str());
  return m.old.name != m.now.name; // nobody doubts that one in another schema is the same
}

bool MappedWriter::renameColumn(const MappedName &m) {
  if (!isSame<Table>(m))
    return false;
  const Table &was = *from.table(m.old), &is = *to.table(m.now);
  const Column *now = is.column(m.nowPart);
  if (now && was.column(m.nowPart) && was.column(m.oldPart))
    diags.report(m.range, diag::note_mapped_other, m.sourceName, SubRef{m.now, m.nowPart}.str(),
                 SubRef{m.old, m.oldPart}.str());
  if (!now || now->renamedFrom() || was.column(m.nowPart) || !was.column(m.oldPart) ||
      is.column(m.oldPart) || findDrop(is.drops, m.oldPart) ||
      std::ranges::any_of(is.columns,
                          [&](const Column &c) { return c.renamedFrom() == m.oldPart; }))
    return false;
  Column &column = *to.edit<Table>(m.now)->column(m.nowPart);
  ColumnExtra extra = column.extra ? *column.extra : ColumnExtra();
  extra.renamedFrom = m.oldPart;
  column.extra = context.make<ColumnExtra>(extra);
  return true;
}

bool MappedWriter::renameLabel(const MappedName &m) {
  if (!isSame<Enum>(m))
    return false;
  const Enum &was = *from.enumType(m.old), &is = *to.enumType(m.now);
  if (was.has(m.nowPart) || !was.has(m.oldPart) || is.has(m.oldPart) ||
      findDrop(is.drops, m.oldPart) || std::ranges::any_of(is.labels, [&](const EnumLabel &l) {
        return l.renamedFrom == m.oldPart;
      }))
    return false;
  for (EnumLabel &l : to.edit<Enum>(m.now)->labels)
    if (l.label == m.nowPart && !l.renamedFrom) {
      l.renamedFrom = m.oldPart;
      return true;
    }
  return false;
}

void MappedWriter::write(const MappedName &m) {
  std::string old = oldPath(m);
  if (isDenied(m) || isDropped(old))
    return;
  bool renamed = m.oldPart  ? (m.ofEnum ? renameLabel(m) : renameColumn(m))
                 : m.ofEnum ? renameObject<Enum>(m)
                            : renameObject<Table>(m);
  if (renamed)
    diags.report(m.range, diag::note_mapped_rename, m.sourceName, old,
                 m.nowPart ? m.nowPart.string() : m.now.str());
}

void declareMappedNames(Schema &to, const Schema &from, const DiffOptions &options,
                        Context &context, DiagEngine &diags, Mapped which) {
  MappedWriter writer(to, from, options, context, diags);
  for (const MappedName &m : options.mapped)
    if (bool(m.oldPart) == (which == Mapped::Parts))
      writer.write(m);
}

} // namespace schemac
