//===- CheckChanges.cpp - What changed is checked, and what is next to it -===//
//
// A part of the newer version is checked as if it were a schema: what configures, blocks that
// changed, blocks that name one of those, and, for what these ask of them, the blocks that they
// name. Two blocks of the part have all fields between them in it, so whatever depends on a pair of
// blocks is seen; what depends on more (CheckedBefore::byNeighbours) was asked before.
//
// What must be said once only in the whole schema is said twice when the part says it, the older
// version said it, and the older version of the part did not.
//
// Only "nothing is wrong" is concluded from a part. Whatever is reported of it is thrown away, and
// the schema is checked as a whole.
//
//===----------------------------------------------------------------------===//
#include "Checker.h"
#include <algorithm>

namespace schemac::prisma {
namespace {

/// A part of a version, with the way back to the whole.
struct Part {
  SchemaAst ast;
  std::vector<size_t> places; ///< in the whole, by block of the part

  void add(const SchemaAst &whole, size_t place) {
    ast.blocks.push_back(whole.blocks[place]);
    places.push_back(place);
  }
};

bool configures(const Block &b) {
  return b->kind == BlockKind::Datasource || b->kind == BlockKind::Generator;
}

void addNamesOfTypes(const Block &b, llvm::DenseSet<llvm::CachedHashStringRef> &names) {
  for (const Field &f : b->fields)
    if (!f.type.unsupported && !scalarByName(f.type.name))
      names.insert(llvm::CachedHashStringRef(f.type.name));
}

class ChangesChecker {
public:
  ChangesChecker(const SchemaAst &before, const Findings &foundBefore, const CheckedBefore &kept,
                 const SchemaAst &after, const Changes &changes, const SourceManager &sources)
      : before(before), foundBefore(foundBefore), kept(kept), after(after), changes(changes),
        sources(sources) {}

  std::optional<Findings> run();

private:
  void choose();
  bool namesAreFree(std::vector<uint64_t> names);
  void tellTypes(const DeclaredTypes &ofPart, Findings &out) const;
  void tellLists(std::vector<ListRelation> ofPart, Findings &out) const;
  const Block *inWhole(const Block *ofPart) const {
    return ofPart ? &after.blocks[part.places[size_t(ofPart - part.ast.blocks.data())]] : nullptr;
  }

  const SchemaAst &before;
  const Findings &foundBefore;
  const CheckedBefore &kept;
  const SchemaAst &after;
  const Changes &changes;
  const SourceManager &sources;
  Part part, partBefore;
  size_t configuring = 0, whole = 0; ///< blocks at the beginning of the part; whole: behind those
};

void ChangesChecker::choose() {
  llvm::DenseSet<llvm::CachedHashStringRef> named;
  for (size_t i = 0; i != after.blocks.size(); ++i)
    if (configures(after.blocks[i])) {
      part.add(after, i);
      partBefore.add(before, changes.formerOf(i));
    }
  configuring = part.places.size();
  for (size_t i = 0; i != after.blocks.size(); ++i)
    if (!configures(after.blocks[i]) && !changes.means(i)) {
      part.add(after, i);
      addNamesOfTypes(after.blocks[i], named);
    }
  whole = part.places.size() - configuring;
  for (size_t i = 0; i != after.blocks.size(); ++i)
    if (changes.means(i) && !configures(after.blocks[i]) &&
        named.contains(llvm::CachedHashStringRef(after.blocks[i]->name)))
      part.add(after, i);
  for (size_t i = configuring; i != part.places.size(); ++i)
    if (!changes.isNew(part.places[i]))
      partBefore.add(before, changes.formerOf(part.places[i]));
  for (size_t i = 0; i != before.blocks.size(); ++i)
    if (!changes.kept()[i])
      partBefore.add(before, i);
}

/// Whether none of \p names, which the part says, is said elsewhere.
bool ChangesChecker::namesAreFree(std::vector<uint64_t> names) {
  DiagEngine ignored(sources);
  Checker checker(partBefore.ast, 0, ignored);
  if (!checker.run())
    return false;
  std::vector<uint64_t> former = checker.takeUniqueNames(), fresh, taken;
  std::ranges::set_difference(names, former, std::back_inserter(fresh));
  return std::ranges::none_of(
      fresh, [this](uint64_t name) { return std::ranges::binary_search(kept.names, name); });
}

void ChangesChecker::tellTypes(const DeclaredTypes &ofPart, Findings &out) const {
  for (size_t i = configuring; i != configuring + whole; ++i)
    out.types.addBlock(part.places[i], part.ast.blocks[i]->fields.size(), [&](size_t field) {
      DeclaredType type = ofPart.of(part.ast, i, field);
      return DeclaredType{inWhole(type.block), type.isRelation};
    });
}

void ChangesChecker::tellLists(std::vector<ListRelation> ofPart, Findings &out) const {
  std::vector<const Block *> later(before.blocks.size());
  for (size_t i = 0; i != after.blocks.size(); ++i)
    if (!changes.isNew(i))
      later[changes.formerOf(i)] = &after.blocks[i];
  auto laterOf = [&](const Block *b) { return later[size_t(b - before.blocks.data())]; };
  for (ListRelation l : foundBefore.lists) {
    l.a = laterOf(l.a);
    l.b = laterOf(l.b);
    if (l.a && l.b)
      out.lists.push_back(l);
  }
  auto isNew = [&](const Block *b) { return changes.isNew(size_t(b - after.blocks.data())); };
  for (ListRelation l : ofPart) {
    l.a = inWhole(l.a);
    l.b = inWhole(l.b);
    if (isNew(l.a) || isNew(l.b))
      out.lists.push_back(l);
  }
  sortLists(out.lists);
}

std::optional<Findings> ChangesChecker::run() {
  choose();
  // A part that is most of the schema takes longer than the schema.
  if (part.places.size() * 4 > after.blocks.size())
    return std::nullopt;
  DiagEngine said(sources);
  Checker checker(part.ast, whole, said);
  if (!checker.run() || !said.pending().empty() || !namesAreFree(checker.takeUniqueNames()))
    return std::nullopt;
  Findings out;
  tellTypes(checker.takeDeclaredTypes(), out);
  tellLists(checker.listRelations(), out);
  return out;
}

} // namespace

std::optional<Findings> checkChanges(const SchemaAst &before, const Findings &foundBefore,
                                     const CheckedBefore &kept, const SchemaAst &after,
                                     const Changes &changes, const SourceManager &sources) {
  if (!kept.byNeighbours || !changes.sameConfiguration() || before.damaged || after.damaged)
    return std::nullopt;
  return ChangesChecker(before, foundBefore, kept, after, changes, sources).run();
}

} // namespace schemac::prisma
