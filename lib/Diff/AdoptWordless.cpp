//===- AdoptWordless.cpp - What a form has no word for at all -------------===//
//
// Options of tables, keys, indexes and functions that the form states but for these: they stay as
// they are, while all that it does state follows it.
//
//===----------------------------------------------------------------------===//
#include "Diff/Adopt.h"
#include <algorithm>

namespace schemac {

/// What a target whose words are younger than it is leaves out of a constraint. ON DELETE SET NULL
/// (columns) means nothing where the target deletes otherwise.
void Adopter::lateOptions(const Constraint &was, Constraint &now, QName table) {
  const ConstraintExtra &before = was.more();
  if (leaves(Aspect::Tablespaces) && !now.more().tablespace && before.tablespace) {
    now.edit().tablespace = before.tablespace;
    note(Aspect::Tablespaces, SubRef{table, was.name}.str());
  }
  if (leaves(Aspect::SetColumns) && now.more().setColumns.empty() && !before.setColumns.empty() &&
      now.onDelete == was.onDelete && now.columns == was.columns) {
    now.edit().setColumns = before.setColumns;
    note(Aspect::SetColumns, SubRef{table, was.name}.str());
  }
}

void Adopter::wordlessOptions(const Constraint &was, Constraint &now, QName table) {
  if (!leaves(Aspect::Enforcement) || !was.notEnforced || now.notEnforced)
    return;
  now.notEnforced = true;
  now.notValid = was.notValid;
  note(Aspect::Enforcement, SubRef{table, was.name}.str());
}

/// An index that a whole one is part of, or that is not complete, is written in no such form.
void Adopter::wordlessIndexes(const Table &was, Table &now) {
  for (const Index &old : was.indexes) {
    auto same =
        std::ranges::find_if(now.indexes, [&](const Index &i) { return i.name == old.name; });
    bool unsaid = old.partOf || (old.invalid && was.partitionBy);
    if (same == now.indexes.end() && unsaid && leaves(Aspect::Wordless) && !usesGone(was, old)) {
      now.indexes.push_back(names.mapped(old, was.name));
      note(Aspect::Wordless, SubRef{was.name, old.name}.str());
    } else if (same != now.indexes.end() && old.tablespace && !same->tablespace &&
               leaves(Aspect::Tablespaces)) {
      same->tablespace = old.tablespace;
      note(Aspect::Tablespaces, SubRef{was.name, old.name}.str());
    }
  }
}

void Adopter::wordlessOptions(const Table &was, Table &now) {
  if (leaves(Aspect::Tablespaces) && was.tablespace && !now.tablespace) {
    now.tablespace = was.tablespace;
    note(Aspect::Tablespaces, was.name.str());
  }
  for (Column &c : now.columns) {
    if (!leaves(Aspect::Wordless))
      break;
    const Column *old = was.column(c.renamedFrom() ? c.renamedFrom() : c.name);
    if (!old || !old->notNullNotValid || c.nullable || c.notNullNotValid)
      continue;
    c.notNullNotValid = true;
    note(Aspect::Wordless, SubRef{was.name, old->name}.str());
  }
  for (const Constraint &old : was.constraints) {
    auto same = std::ranges::find_if(now.constraints, [&](const Constraint &c) {
      return c.kind == old.kind && c.name == old.name;
    });
    if (same == now.constraints.end())
      continue;
    Constraint before = names.mapped(old, was.name);
    lateOptions(before, *same, was.name);
    wordlessOptions(before, *same, was.name);
  }
  wordlessIndexes(was, now);
}

/// A setting of a module ("plpgsql.extra_errors") has a dot, which no name in such a form has.
void Adopter::wordlessSettings(const Function &was) {
  const Function *there = to.find<Function>(names.mapped(was).name);
  if (!there)
    return;
  Function now = *there;
  for (const auto &setting : was.settings)
    if (setting.first.str().find('.') != std::string_view::npos &&
        std::ranges::none_of(now.settings, [&](auto &s) { return s.first == setting.first; })) {
      now.settings.push_back(setting);
      note(Aspect::Wordless, was.name.str());
    }
  if (now.settings.size() == there->settings.size())
    return;
  std::ranges::sort(now.settings, {}, [&](const auto &s) {
    auto before = std::ranges::find(was.settings, s.first, [](auto &x) { return x.first; });
    return before - was.settings.begin();
  });
  to.put(std::move(now));
}

void Adopter::wordless() {
  if (!leaves(Aspect::Wordless) && !leaves(Aspect::Tablespaces) && !leaves(Aspect::SetColumns))
    return;
  std::vector<std::pair<QName, QName>> both(tableNow.begin(), tableNow.end());
  std::ranges::sort(both);
  for (auto [old, name] : both) {
    Table now = *to.table(name);
    wordlessOptions(*from.table(old), now);
    to.put(std::move(now));
  }
  if (!leaves(Aspect::Wordless))
    return;
  for (const Function &f : from.functions())
    wordlessSettings(f);
}

} // namespace schemac
