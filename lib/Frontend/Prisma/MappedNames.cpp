//===- MappedNames.cpp - What is the same under another @map --------------===//
//
// A field that keeps its name and its type and is mapped to another column is that column under
// another name: to the code nothing changed. The same with models, enums and their values.
//
//===----------------------------------------------------------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Prisma.h"
#include "llvm/ADT/StringMap.h"
#include <fmt/format.h>

namespace schemac::prisma {

namespace {
/// Compares blocks of one name in two versions.
class MappedFinder {
public:
  MappedFinder(Context &context, std::vector<MappedName> &out) : context(context), out(out) {}
  void compare(const Block &was, const Block &is);

private:
  QName objectName(const Block &b) const;
  MappedName pairOf(const Block &was, const Block &is) const;
  template <class T>
  void compareMembers(const Block &was, const Block &is, const List<T> &olds, const List<T> &news);

  Context &context;
  std::vector<MappedName> &out;
};
} // namespace

QName MappedFinder::objectName(const Block &b) const {
  std::string_view ns = schemaName(b);
  return {ns.empty() || ns == "public" ? Name() : context.name(ns), context.name(databaseName(b))};
}

MappedName MappedFinder::pairOf(const Block &was, const Block &is) const {
  MappedName m;
  m.ofEnum = is->kind == BlockKind::Enum;
  m.old = objectName(was), m.now = objectName(is);
  m.sourceName = std::string(is->name);
  m.range = is.nameRange();
  return m;
}

static bool isAlike(const EnumValue &, const EnumValue &) { return true; }

/// Another type is another change, and may be another thing.
static bool isAlike(const Field &a, const Field &b) {
  const Attribute *nativeA = nativeAttribute(a), *nativeB = nativeAttribute(b);
  bool sameNative = bool(nativeA) == bool(nativeB) && (!nativeA || nativeA->text == nativeB->text);
  bool bothLists = (a.type.arity == Arity::List) == (b.type.arity == Arity::List);
  return a.type.name == b.type.name && a.type.unsupported == b.type.unsupported && bothLists &&
         sameNative;
}

template <class T>
void MappedFinder::compareMembers(const Block &was, const Block &is, const List<T> &olds,
                                  const List<T> &news) {
  for (const T &now : news)
    for (const T &old : olds)
      if (old.name == now.name && databaseName(old) != databaseName(now) && isAlike(old, now)) {
        MappedName m = pairOf(was, is);
        m.oldPart = context.name(databaseName(old)), m.nowPart = context.name(databaseName(now));
        m.sourceName += fmt::format(".{}", now.name);
        m.range = is.range(now.name);
        out.push_back(std::move(m));
      }
}

void MappedFinder::compare(const Block &was, const Block &is) {
  if (MappedName m = pairOf(was, is); m.old != m.now)
    out.push_back(std::move(m));
  if (is->kind == BlockKind::Enum)
    compareMembers(was, is, was->values, is->values);
  else
    compareMembers(was, is, was->fields, is->fields);
}

std::vector<MappedName> mappedNames(const ValidSchema &from, const ValidSchema &to,
                                    Context &context) {
  std::vector<MappedName> out;
  std::vector<const Block *> news;
  for (size_t i = 0; i < to.ast.blocks.size(); ++i) {
    BlockKind kind = to.ast.blocks[i]->kind;
    if (to.changes.isNew(i) && (kind == BlockKind::Model || kind == BlockKind::Enum))
      news.push_back(&to.ast.blocks[i]);
  }
  if (news.empty())
    return out;
  llvm::StringMap<const Block *> olds;
  for (const Block &b : from.ast.blocks)
    olds.try_emplace(llvm::StringRef(b->name.data(), b->name.size()), &b);
  MappedFinder finder(context, out);
  for (const Block *is : news) {
    auto was = olds.find(llvm::StringRef((*is)->name.data(), (*is)->name.size()));
    if (was != olds.end() && (*was->second)->kind == (*is)->kind)
      finder.compare(*was->second, *is);
  }
  return out;
}

} // namespace schemac::prisma
