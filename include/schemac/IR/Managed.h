//===- Managed.h - What a source form states of a database ------*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include <bitset>
#include <vector>

namespace schemac {

enum class Aspect : uint8_t {
#define ASPECT(ID, ONE, MANY) ID,
#include "schemac/IR/Aspects.def"
};
inline constexpr size_t NumAspects = 0
#define ASPECT(ID, ONE, MANY) +1
#include "schemac/IR/Aspects.def"
    ;
/// "view", "views".
std::string_view aspectWord(Aspect aspect, bool many);

/// What a state manages. A form that can say everything manages everything.
struct Managed {
  std::bitset<NumAspects> aspects = std::bitset<NumAspects>().set();
  bool has(Aspect a) const { return aspects.test(size_t(a)); }
  bool all() const { return aspects.all(); }
  void without(Aspect a) { aspects.reset(size_t(a)); }
};

} // namespace schemac
