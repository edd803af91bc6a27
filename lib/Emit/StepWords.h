//===- StepWords.h - One step in a person's words ---------------*- C++ -*-===//
#pragma once

#include "schemac/Emit/Describe.h"
#include <fmt/format.h>

namespace schemac {

/// Words each operation by an overload of its own, so that a new one does not compile without its
/// words. The Describe*.cpp files define them by kind of entity.
class StepWords {
public:
  StepWords(const Dialect &dialect, int64_t rows) : dialect(dialect), rows(rows) {}

#define OP(CLASS, MNEMONIC, KIND, FIELDS) std::string operator()(CLASS##Op o) const;
#include "schemac/IR/Operations.def"

private:
  std::string q(Name n) const;
  std::string q(QName n) const;
  std::string q(const SubRef &s) const;
  std::string list(const std::vector<Name> &names) const;
  /// The dialect's spelling in lower case, but for what is quoted.
  std::string type(Type t) const;
  std::string column(const Column &c) const;
  std::string elems(const Index &i) const;
  std::string count(size_t n, const char *one) const;
  std::string routine(bool procedure, QName name) const;
  std::string view(const View &v) const;
  static const char *identity(const Column &c);
  static std::string given(const Parameters &list);
  static std::string orDefault(Name n);
  std::string of(const Target &t) const;
  std::string moved(const char *what, QName name, Name to) const;

  const Dialect &dialect;
  int64_t rows;
};

} // namespace schemac
