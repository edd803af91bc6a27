//===- WithTargets.h - Blocks and what their relations lead to --*- C++ -*-===//
#pragma once

#include "Checker.h"
#include "schemac/Support/Fetch.h"

namespace schemac::prisma {

/// inGroups() for blocks, with the models that their relations lead to.
template <class Work, class... Stage>
void withTargets(std::span<CheckedBlock> blocks, Work work, Stage... stages) {
  auto ofEnds = [](auto stage) {
    return [stage](CheckedBlock &b) {
      for (RelationEnd &end : b.relations)
        stage(end.target());
    };
  };
  inGroups(blocks, work, ofEnds([](CheckedBlock &b) { fetch(&b, sizeof b); }),
           ofEnds([](CheckedBlock &b) { fetch(b.fields.data()); }),
           ofEnds([](CheckedBlock &b) { fetch(b.fields.empty() ? nullptr : b.fields[0].field); }),
           ofEnds([](CheckedBlock &b) {
             fetch(b.fields.empty() ? nullptr : b.fields[0].name().data());
           }),
           stages...);
}

} // namespace schemac::prisma
