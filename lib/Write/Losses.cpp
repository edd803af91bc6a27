//===- Losses.cpp - What a form cannot say --------------------------------===//
#include "Write/Losses.h"
#include "schemac/Write/Diags.h"
#include <fmt/format.h>

namespace schemac {

std::string named(std::string_view kind, Name name) {
  return fmt::format("{} '{}'", kind, name.str());
}

void Losses::object(std::string_view objectKind, const Entity &entity) {
  diags.report(entity.range, diag::warn_write_object, objectKind, entity.name.str(), form);
}

void Losses::begin(std::string_view objectKind, const Entity &entity) {
  end();
  kind = objectKind;
  current = &entity;
}

void Losses::part(SourceRange range, std::string what, std::string_view instead) {
  parts.push_back({range, std::move(what), std::string(instead)});
}

void Losses::access(const Entity &entity) {
  if (entity.comment)
    part(entity.range, "comment");
  if (!entity.grants.empty())
    part(entity.range, "privileges");
  if (entity.owner)
    part(entity.range, named("owner", entity.owner));
  for (const PartComment &c : entity.partComments)
    part(entity.range, named("comment of", c.part));
}

void Losses::end() {
  if (current && !parts.empty()) {
    std::string list;
    constexpr size_t Shown = 3;
    for (size_t i = 0; i < parts.size() && i < Shown; ++i)
      list += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i].what;
    if (parts.size() > Shown)
      list += fmt::format(" and {} more", parts.size() - Shown);
    DiagBuilder d =
        diags.report(current->range, diag::warn_write_part, form, kind, current->name.str(), list);
    for (const Part &p : parts)
      if (!p.instead.empty())
        d.note(fmt::format("{} is written as {}", p.what, p.instead), p.range);
      else if (parts.size() > 1)
        d.note("left out: " + p.what, p.range);
  }
  parts.clear();
  current = nullptr;
}

} // namespace schemac
