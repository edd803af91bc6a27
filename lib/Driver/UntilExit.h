//===- UntilExit.h - What a command has until its process ends --*- C++ -*-===//
#pragma once

#include <memory>

namespace schemac {

/// Keeps \p object until the process ends, which frees at once what its destructor would free piece
/// by piece. For the one object of its kind that a command works with.
template <class T> T &untilExit(std::unique_ptr<T> object) {
  static T *kept; // found by those who look for leaks
  kept = object.release();
  return *kept;
}

} // namespace schemac
