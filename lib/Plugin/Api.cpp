//===- Api.cpp - What libraries may ask and tell --------------------------===//
#include "Plugin/Object.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/Sir.h"
#include "schemac/IR/Traits.h"
#include "schemac/Rules/Diags.h"
#include <fmt/format.h>

using namespace schemac;

namespace {

/// Null for a handle that is past its time.
const schemac_object *live(const schemac_object *object) {
  return object && (object->call == 0 || object->call == object->run->call) ? object : nullptr;
}

std::string_view given(const char *text) { return text ? text : ""; }

//===--- walking -----------------------------------------------------------===//

/// The table that a step is about, as it is before it: while it is being checked only.
const Table *tableBefore(const schemac_object &step) {
  const schemac_run &run = *step.run;
  bool atHand = &step == &run.steps.back() && run.before;
  return atHand ? run.before->table(tableOf(*step.op)) : nullptr;
}

schemac_run::Tables &tablesOf(const schemac_object &state) {
  auto [it, isNew] = state.run->tables.try_emplace(state.state);
  if (isNew)
    for (const Table &t : state.state->tables())
      it->second.all.push_back(&t);
  return it->second;
}

size_t countOfTable(const Table &table, schemac_kind part) {
  switch (part) {
  case SCHEMAC_COLUMN:
    return table.columns.size();
  case SCHEMAC_INDEX:
    return table.indexes.size();
  case SCHEMAC_CONSTRAINT:
    return table.constraints.size();
  default:
    return 0;
  }
}

size_t countOfChange(const schemac_object &change, schemac_kind part) {
  if (part == SCHEMAC_STATE)
    return 2;
  return part == SCHEMAC_STEP ? change.run->steps.size() : 0;
}

size_t countOfStep(const schemac_object &step, schemac_kind part) {
  if (part == SCHEMAC_TABLE)
    return tableBefore(step) ? 1 : 0;
  return part == SCHEMAC_FIELD ? step.op->info().fields.size() : 0;
}

size_t count(const schemac_object *handle, schemac_kind part) {
  const schemac_object *object = live(handle);
  if (!object)
    return 0;
  switch (object->kind) {
  case SCHEMAC_STATE:
    return part == SCHEMAC_TABLE ? tablesOf(*object).all.size() : 0;
  case SCHEMAC_TABLE:
    return countOfTable(*object->table, part);
  case SCHEMAC_COLUMN:
  case SCHEMAC_INDEX:
  case SCHEMAC_CONSTRAINT:
    return part == SCHEMAC_TABLE ? 1 : 0;
  case SCHEMAC_CHANGE:
    return countOfChange(*object, part);
  case SCHEMAC_STEP:
    return countOfStep(*object, part);
  default:
    return 0;
  }
}

const schemac_object *makeTable(const schemac_object &of, const Schema *state, const Table &table) {
  schemac_object *made = of.run->make(SCHEMAC_TABLE, state);
  made->table = &table;
  made->range = table.range;
  return made;
}

const schemac_object *partOfTable(const schemac_object &table, schemac_kind part, size_t index) {
  schemac_object *made = table.run->make(part, table.state);
  made->table = table.table;
  if (part == SCHEMAC_COLUMN)
    made->range = (made->column = &table.table->columns[index])->range;
  else if (part == SCHEMAC_INDEX)
    made->range = (made->index = &table.table->indexes[index])->range;
  else
    made->range = (made->constraint = &table.table->constraints[index])->range;
  return made;
}

const schemac_object *partOfStep(const schemac_object &step, schemac_kind part, size_t index) {
  if (part == SCHEMAC_TABLE)
    return makeTable(step, step.run->before, *tableBefore(step));
  schemac_object *made = step.run->make(SCHEMAC_FIELD, nullptr);
  made->op = step.op;
  made->field = index;
  made->range = step.range;
  return made;
}

const schemac_object *at(const schemac_object *object, schemac_kind part, size_t index) {
  if (index >= count(object, part))
    return nullptr;
  switch (object->kind) {
  case SCHEMAC_STATE:
    return makeTable(*object, object->state, *tablesOf(*object).all[index]);
  case SCHEMAC_TABLE:
    return partOfTable(*object, part, index);
  case SCHEMAC_CHANGE: {
    if (part == SCHEMAC_STEP)
      return &object->run->steps[index];
    const ForeignChange &change = *object->run->change;
    return object->run->make(SCHEMAC_STATE, index == 0 ? &change.before : &change.after);
  }
  case SCHEMAC_STEP:
    return partOfStep(*object, part, index);
  default: // a part of a table
    return makeTable(*object, object->state, *object->table);
  }
}

const Table *findTable(const schemac_object &state, std::string_view name) {
  auto &tables = tablesOf(state);
  if (tables.byName.empty())
    for (const Table *t : tables.all)
      tables.byName[t->name.str()] = t;
  auto found = tables.byName.find(name);
  std::string usual = std::string(state.run->dialect.defaultNamespace()) + ".";
  if (found == tables.byName.end() && name.starts_with(usual))
    found = tables.byName.find(name.substr(usual.size()));
  return found == tables.byName.end() ? nullptr : found->second;
}

std::string_view nameOf(const schemac_object &part) {
  if (part.column)
    return part.column->name.str();
  if (part.index)
    return part.index->name.str();
  if (part.constraint)
    return part.constraint->name.str();
  return part.op ? part.op->info().fields[part.field].name : std::string_view();
}

const schemac_object *find(const schemac_object *handle, schemac_kind part, const char *name) {
  const schemac_object *object = live(handle);
  if (!object)
    return nullptr;
  if (object->kind == SCHEMAC_STATE && part == SCHEMAC_TABLE) {
    const Table *table = findTable(*object, given(name));
    return table ? makeTable(*object, object->state, *table) : nullptr;
  }
  for (size_t i = 0, n = count(object, part); i < n; ++i)
    if (const schemac_object *found = at(object, part, i); nameOf(*found) == given(name))
      return found;
  return nullptr;
}

//===--- asking ------------------------------------------------------------===//

std::optional<Subject> subjectOf(schemac_kind kind) {
  switch (kind) {
  case SCHEMAC_TABLE:
    return Subject::Table;
  case SCHEMAC_COLUMN:
    return Subject::Column;
  case SCHEMAC_INDEX:
    return Subject::Index;
  case SCHEMAC_CONSTRAINT:
    return Subject::Constraint;
  default:
    return std::nullopt;
  }
}

std::optional<CustomValue> askStep(const schemac_object &step, std::string_view path) {
  auto it = step.known->find(path);
  return it == step.known->end() ? std::nullopt : std::optional(it->second);
}

std::optional<CustomValue> ask(const schemac_object *handle, std::string_view path) {
  const schemac_object *object = live(handle);
  if (!object)
    return std::nullopt;
  if (object->kind == SCHEMAC_STEP)
    return askStep(*object, path);
  if (object->kind == SCHEMAC_STATE) {
    if (path == "state.dialect")
      return std::string(object->run->dialect.name());
    if (path == "state.version" && object->state->version)
      return versionText(object->state->version);
  }
  if (object->kind == SCHEMAC_FIELD) {
    if (path == "field.name")
      return std::string(nameOf(*object));
    if (path == "field.value")
      return printField(*object->op, object->field);
  }
  std::optional<Subject> subject = subjectOf(object->kind);
  if (!subject)
    return std::nullopt;
  CustomScope scope{object->run->dialect, *object->state};
  scope.table = object->table;
  scope.column = object->column;
  scope.index = object->index;
  scope.constraint = object->constraint;
  return askAttribute(*subject, path, scope);
}

const char *text(const schemac_object *object, const char *attribute) {
  std::optional<CustomValue> value = ask(object, given(attribute));
  return value ? object->run->keep(textOf(*value)) : nullptr;
}

size_t listSize(const schemac_object *object, const char *attribute) {
  std::optional<CustomValue> value = ask(object, given(attribute));
  auto *list = value ? std::get_if<std::vector<std::string>>(&*value) : nullptr;
  return list ? list->size() : 0;
}

const char *listItem(const schemac_object *object, const char *attribute, size_t index) {
  std::optional<CustomValue> value = ask(object, given(attribute));
  auto *list = value ? std::get_if<std::vector<std::string>>(&*value) : nullptr;
  return list && index < list->size() ? object->run->keep((*list)[index]) : nullptr;
}

schemac_kind kind(const schemac_object *object) { return live(object) ? object->kind : 0; }

int place(const schemac_object *handle, schemac_place *out) {
  const schemac_object *object = live(handle);
  if (!object || !out || !object->range.isValid())
    return 0;
  const SourceManager &sources = object->run->diags.sourceManager();
  DecodedLoc begin = sources.decode(object->range.begin), end = sources.decode(object->range.end);
  *out = {object->run->keep(begin.file), begin.line, begin.column, end.line, end.column};
  return 1;
}

const char *source(const schemac_object *handle) {
  const schemac_object *object = live(handle);
  if (!object)
    return nullptr;
  return object->run->keep(object->run->diags.sourceManager().text(object->range));
}

//===--- telling -----------------------------------------------------------===//

/// On one line, as messages are.
std::string oneLine(std::string_view text) {
  std::string out(text);
  for (char &c : out)
    if (static_cast<unsigned char>(c) < ' ')
      c = ' ';
  return out;
}

schemac_finding *report(schemac_run *run, const schemac_object *handle, const char *rule,
                        schemac_level level, const char *message) {
  if (!run)
    return nullptr;
  const Plugin::Rule *known = run->plugin.rule(given(rule));
  if (!known || given(message).empty() || level > SCHEMAC_ERROR) {
    run->plugin.complain(
        Plugin::Problem::Rule,
        !known ? fmt::format("reports by the rule '{}', which it does not declare", given(rule))
        : level > SCHEMAC_ERROR ? fmt::format("reports by '{}' at the level {}", given(rule), level)
                                : fmt::format("reports by '{}' without a message", given(rule)));
    return nullptr;
  }
  const schemac_object *object = live(handle);
  auto finding = std::make_unique<schemac_finding>();
  finding->run = run;
  finding->call = run->call;
  bool own = level == SCHEMAC_DEFAULT ||
             (level == SCHEMAC_ERROR) == (known->infos[0].level == Severity::Error);
  finding->info = &known->infos[own ? 0 : 1];
  finding->range = object ? object->range : SourceRange();
  finding->message = oneLine(message);
  run->findings.push_back(std::move(finding));
  return run->findings.back().get();
}

void note(schemac_finding *finding, const schemac_object *handle, const char *message) {
  if (!finding || finding->call != finding->run->call || given(message).empty())
    return;
  const schemac_object *object = live(handle);
  finding->notes.push_back({oneLine(message), object ? object->range : SourceRange()});
}

void fail(schemac_run *run, const char *reason) {
  if (run)
    run->reason = oneLine(given(reason));
}

} // namespace

const schemac_api &schemac::pluginApi() {
  static const schemac_api api = {sizeof(schemac_api),
                                  kind,
                                  count,
                                  at,
                                  find,
                                  text,
                                  listSize,
                                  listItem,
                                  place,
                                  source,
                                  report,
                                  note,
                                  fail};
  return api;
}
