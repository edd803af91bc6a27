//===- Nfc.h - Unicode's normalisation form C -------------------*- C++ -*-===//
#pragma once

#include <string>

namespace schemac::hcl {

/// The language's strings are equal when their characters are, however an accent was typed.
std::string normalized(std::string text);

} // namespace schemac::hcl
