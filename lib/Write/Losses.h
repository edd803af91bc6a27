//===- Losses.h - What a form cannot say ------------------------*- C++ -*-===//
//
// One warning for each object that a form says less of than the schema does, at its declaration,
// with a note for each thing that is missing.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Write/Write.h"

namespace schemac {

class Losses {
public:
  /// \p form as it is called in messages: "a Prisma schema".
  Losses(DiagEngine &diags, std::string_view form) : diags(diags), form(form) {}
  ~Losses() { end(); }

  /// The whole object is left out.
  void object(std::string_view kind, const Entity &entity);

  /// What part() says from here on is of this object.
  void begin(std::string_view kind, const Entity &entity);
  void end();
  /// "check 'positive'"; \p instead, when there is one, is what is written for it.
  void part(SourceRange range, std::string what, std::string_view instead = {});
  /// The comment, privileges and owner of an object and the comments of its parts.
  void access(const Entity &entity);
  bool any() const { return !parts.empty(); }

private:
  struct Part {
    SourceRange range;
    std::string what, instead;
  };
  DiagEngine &diags;
  std::string_view form, kind;
  const Entity *current = nullptr;
  std::vector<Part> parts;
};

/// "check 'positive'"
std::string named(std::string_view kind, Name name);

} // namespace schemac
