//===- Attributes.cpp - The table of attributes ---------------------------===//
#include "Attributes.h"
#include <array>
#include <vector>

namespace schemac::prisma {
namespace {

enum Flag : unsigned { Repeatable = 1, Default = 2, Needed = 4 };

/// The table as written: attributes and arguments in one list.
struct Line {
  bool isAttribute;
  AttributePlace place;
  ArgumentKind kind;
  std::string_view name;
  unsigned flags;
};
constexpr Line lines[] = {
#define ATTRIBUTE(PLACE, NAME, FLAGS) {true, AttributePlace::PLACE, ArgumentKind::Any, NAME, FLAGS},
#define ARGUMENT(NAME, KIND, FLAGS)                                                                \
  {false, AttributePlace::ScalarField, ArgumentKind::KIND, NAME, FLAGS},
#include "schemac/Frontend/Prisma/Attributes.def"
};

constexpr size_t numPlaces = size_t(AttributePlace::EnumValue) + 1;

struct Table {
  std::vector<ArgumentSpec> arguments;
  std::array<std::vector<AttributeSpec>, numPlaces> places;
  std::array<std::vector<std::string_view>, numPlaces> names;

  Table() {
    arguments.reserve(std::size(lines)); // the spans below stay valid
    AttributeSpec *current = nullptr;
    for (const Line &l : lines) {
      if (l.isAttribute) {
        std::vector<AttributeSpec> &place = places[size_t(l.place)];
        place.push_back({l.place, l.name, (l.flags & Repeatable) != 0, {}});
        names[size_t(l.place)].push_back(l.name);
        current = &place.back();
        continue;
      }
      arguments.push_back({l.name, l.kind, (l.flags & Default) != 0, (l.flags & Needed) != 0});
      size_t count = current->arguments.size() + 1;
      current->arguments = {arguments.data() + arguments.size() - count, count};
    }
  }
};

const Table &table() {
  static const Table t;
  return t;
}

} // namespace

std::string_view describe(AttributePlace place) {
  constexpr std::string_view texts[] = {"a field", "a relation field", "a field of a type",
                                        "a model", "an enum",          "an enum value"};
  return texts[size_t(place)];
}

const ArgumentSpec *AttributeSpec::find(std::string_view argument) const {
  for (const ArgumentSpec &a : arguments)
    if (a.name == argument)
      return &a;
  return nullptr;
}

const ArgumentSpec *AttributeSpec::unnamed() const {
  for (const ArgumentSpec &a : arguments)
    if (a.isDefault)
      return &a;
  return nullptr;
}

const AttributeSpec *attributeSpec(AttributePlace place, std::string_view name) {
  for (const AttributeSpec &s : table().places[size_t(place)])
    if (s.name == name)
      return &s;
  return nullptr;
}

std::span<const std::string_view> attributeNames(AttributePlace place) {
  return table().names[size_t(place)];
}

} // namespace schemac::prisma
