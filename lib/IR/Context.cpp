//===- Context.cpp - Uniqued names, expressions and types -----------------===//
#include "schemac/IR/Context.h"
#include "SirText.h"
#include "schemac/Support/Fetch.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/xxhash.h"
#include <cstring>
#include <map>
#include <vector>

namespace schemac {

std::string_view Name::str() const {
  if (!data)
    return {};
  uint32_t length;
  std::memcpy(&length, data, sizeof length);
  return {data + sizeof length, length};
}

std::string QName::str() const {
  return ns ? std::string(ns.str()) + "." + name.string() : name.string();
}

std::string SubRef::str() const { return table.str() + "." + sub.string(); }

struct TypeData {
  TypeKind kind;
  int params[2] = {-1, -1};
  QName ref;
  Type element;
  Name native;
  std::vector<Name> labels;
};

TypeKind Type::kind() const { return data->kind; }
int Type::param(unsigned i) const { return data->params[i]; }
QName Type::enumName() const { return data->ref; }
QName Type::named() const { return data ? data->ref : QName(); }
Type Type::element() const { return data->element; }
Name Type::native() const { return data->native; }
std::span<const Name> Type::labels() const { return data->labels; }

static constexpr TypeInfo Infos[] = {
#define TYPE(CLASS, SPELLING, MIN, MAX) {SPELLING, MIN, MAX},
#include "schemac/IR/Types.def"
};

const TypeInfo &typeInfo(TypeKind kind) { return Infos[static_cast<size_t>(kind)]; }

std::string Type::str() const {
  if (!data)
    return "<none>";
  switch (kind()) {
  case TypeKind::Enum:
  case TypeKind::Domain:
  case TypeKind::Composite:
  case TypeKind::Range:
    return std::string(typeInfo(kind()).spelling) + " " + sir::name(named());
  case TypeKind::InlineEnum:
  case TypeKind::Set: {
    std::string list;
    for (Name label : labels())
      list += (list.empty() ? "" : ", ") + sir::quote(label.str());
    return std::string(typeInfo(kind()).spelling) + "(" + list + ")";
  }
  case TypeKind::Array:
    return "array<" + element().str() + ">";
  case TypeKind::Native:
    return "native(" + sir::quote(native().str()) + ")";
  default:
    break;
  }
  std::string out = typeInfo(kind()).spelling;
  if (param(0) >= 0) {
    out += "(" + std::to_string(param(0));
    if (param(1) >= 0)
      out += ", " + std::to_string(param(1));
    out += ")";
  }
  return out;
}

/// A set of length-prefixed strings in an arena, open addressing. Names are the bulk of what a
/// large schema allocates: this costs sixteen bytes a name beside the text. The hashes are kept, so
/// that neither growing nor probing touches any text but that which is found.
class NameSet {
public:
  static uint64_t hashOf(std::string_view text) {
    return llvm::xxh3_64bits(llvm::StringRef(text.data(), text.size()));
  }
  void reserve(size_t more) {
    while ((used + more) * 4 > slots.size() * 3)
      grow();
  }
  /// There is room, by reserve().
  const char *intern(std::string_view text, uint64_t hash, llvm::BumpPtrAllocator &arena) {
    Slot &slot = find(text, hash);
    if (!slot.text) {
      slot = {copy(text, arena), hash};
      ++used;
    }
    return slot.text;
  }
  void fetchSlot(uint64_t hash) const { fetch(&slotOf(hash)); }
  void fetchText(uint64_t hash) const {
    if (slotOf(hash).hash == hash)
      fetch(slotOf(hash).text);
  }

private:
  struct Slot {
    const char *text = nullptr;
    uint64_t hash = 0;
  };
  const Slot &slotOf(uint64_t hash) const { return slots[hash & (slots.size() - 1)]; }
  static std::string_view textOf(const char *data) {
    uint32_t length;
    std::memcpy(&length, data, sizeof length);
    return {data + sizeof length, length};
  }
  static const char *copy(std::string_view text, llvm::BumpPtrAllocator &arena) {
    auto length = static_cast<uint32_t>(text.size());
    char *data =
        static_cast<char *>(arena.Allocate(sizeof length + text.size(), alignof(uint32_t)));
    std::memcpy(data, &length, sizeof length);
    if (!text.empty()) // which may be nowhere
      std::memcpy(data + sizeof length, text.data(), text.size());
    return data;
  }
  Slot &find(std::string_view text, uint64_t hash) {
    size_t mask = slots.size() - 1, at = hash & mask;
    while (slots[at].text && (slots[at].hash != hash || textOf(slots[at].text) != text))
      at = (at + 1) & mask;
    return slots[at];
  }
  void grow() {
    std::vector<Slot> old(slots.size() ? slots.size() * 2 : 256);
    old.swap(slots);
    size_t mask = slots.size() - 1;
    for (const Slot &slot : old) {
      size_t at = slot.hash & mask;
      while (slot.text && slots[at].text)
        at = (at + 1) & mask;
      if (slot.text)
        slots[at] = slot;
    }
  }
  std::vector<Slot> slots;
  size_t used = 0;
};

struct Context::Impl {
  llvm::BumpPtrAllocator arena;
  NameSet names;
  std::map<std::tuple<int, int, int>, TypeData> simple;
  std::map<std::tuple<TypeKind, const void *, const void *>, TypeData> named;
  std::map<const void *, TypeData> arrays, natives;
  std::map<std::pair<TypeKind, std::vector<const void *>>, TypeData> labelled;
  std::map<const void *, std::shared_ptr<void>> attachments;
};

Context::Context() : impl(std::make_unique<Impl>()) {}
Context::~Context() = default;

std::shared_ptr<void> &Context::attachmentSlot(const void *key) { return impl->attachments[key]; }

Name Context::name(std::string_view text) {
  impl->names.reserve(1);
  return Name(impl->names.intern(text, NameSet::hashOf(text), impl->arena));
}

std::vector<Name> Context::names(std::span<const std::string_view> texts) {
  impl->names.reserve(texts.size());
  llvm::SmallVector<uint64_t, 32> hashes;
  for (std::string_view text : texts)
    impl->names.fetchSlot(hashes.emplace_back(NameSet::hashOf(text)));
  for (uint64_t hash : hashes)
    impl->names.fetchText(hash);
  std::vector<Name> out;
  out.reserve(texts.size());
  for (size_t i = 0; i < texts.size(); ++i)
    out.push_back(Name(impl->names.intern(texts[i], hashes[i], impl->arena)));
  return out;
}

void *Context::allocate(size_t bytes, size_t align) { return impl->arena.Allocate(bytes, align); }

Type Context::type(TypeKind kind, int p0, int p1) {
  auto [it, isNew] = impl->simple.try_emplace({static_cast<int>(kind), p0, p1});
  if (isNew)
    it->second = TypeData{kind, {p0, p1}, {}, {}, {}, {}};
  return Type(&it->second);
}

Type Context::namedType(TypeKind kind, QName name) {
  auto [it, isNew] = impl->named.try_emplace({kind, name.ns.opaque(), name.name.opaque()});
  if (isNew)
    it->second = TypeData{kind, {-1, -1}, name, {}, {}, {}};
  return Type(&it->second);
}

Type Context::arrayType(Type element) {
  auto [it, isNew] = impl->arrays.try_emplace(element.opaque());
  if (isNew)
    it->second = TypeData{TypeKind::Array, {-1, -1}, {}, element, {}, {}};
  return Type(&it->second);
}

Type Context::labelledType(TypeKind kind, const std::vector<Name> &labels) {
  std::vector<const void *> key;
  for (Name label : labels)
    key.push_back(label.opaque());
  auto [it, isNew] = impl->labelled.try_emplace({kind, std::move(key)});
  if (isNew)
    it->second = TypeData{kind, {-1, -1}, {}, {}, {}, labels};
  return Type(&it->second);
}

Type Context::nativeType(std::string_view spelling) {
  Name native = name(spelling);
  auto [it, isNew] = impl->natives.try_emplace(native.opaque());
  if (isNew)
    it->second = TypeData{TypeKind::Native, {-1, -1}, {}, {}, native, {}};
  return Type(&it->second);
}

} // namespace schemac
