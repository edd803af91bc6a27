/* Reports everything that it is shown: what a plugin can see. */
#include "schemac/Plugin/schemac_plugin.h"
#include <stdio.h>
#include <string.h>

static const schemac_api *api;
static schemac_run *run;

static void say(const schemac_object *at, const char *message) {
  api->report(run, at, "dump", SCHEMAC_DEFAULT, message);
}

static void show(const schemac_object *at, const char *attribute) {
  char line[500];
  const char *text = api->text(at, attribute);
  snprintf(line, sizeof line, "%s = %s", attribute, text ? text : "(nothing)");
  say(at, line);
}

static void show_all(const schemac_object *at, const char *attributes) {
  char list[500];
  snprintf(list, sizeof list, "%s", attributes);
  for (char *word = strtok(list, " "); word; word = strtok(NULL, " "))
    show(at, word);
}

static void show_table(const schemac_object *table) {
  show_all(table, "table.name table.schema table.rows table.columns table.primary-key");
  for (size_t i = 0; i < api->count(table, SCHEMAC_COLUMN); ++i)
    show_all(api->at(table, SCHEMAC_COLUMN, i),
             "column.name column.type column.nullable column.default table.name");
  for (size_t i = 0; i < api->count(table, SCHEMAC_INDEX); ++i)
    show_all(api->at(table, SCHEMAC_INDEX, i),
             "index.name index.columns index.method index.unique index.condition table.name");
  for (size_t i = 0; i < api->count(table, SCHEMAC_CONSTRAINT); ++i)
    show_all(api->at(table, SCHEMAC_CONSTRAINT, i),
             "constraint.name constraint.kind constraint.columns constraint.references "
             "constraint.condition");
}

static int check_state(const schemac_api *a, schemac_run *r, const schemac_object *state) {
  api = a, run = r;
  show_all(state, "state.dialect state.version");
  for (size_t i = 0; i < api->count(state, SCHEMAC_TABLE); ++i)
    show_table(api->at(state, SCHEMAC_TABLE, i));
  const schemac_object *other = api->find(state, SCHEMAC_TABLE, "auth.users");
  if (other != NULL)
    say(other, "found by name");
  return 0;
}

static int check_step(const schemac_api *a, schemac_run *r, const schemac_object *step,
                      const schemac_object *before) {
  api = a, run = r;
  char line[500];
  schemac_place place = {0};
  int has = api->place(step, &place);
  snprintf(line, sizeof line,
           "step at %d %s:%u:%u-%u:%u before %zu tables, its own has %zu columns", has, place.file,
           place.line, place.column, place.end_line, place.end_column,
           api->count(before, SCHEMAC_TABLE),
           api->count(api->at(step, SCHEMAC_TABLE, 0), SCHEMAC_COLUMN));
  say(step, line);
  show_all(step, "step.operation step.table step.part step.lock step.reads-rows step.new-table "
                 "step.text");
  for (size_t i = 0; i < api->count(step, SCHEMAC_FIELD); ++i) {
    const schemac_object *field = api->at(step, SCHEMAC_FIELD, i);
    snprintf(line, sizeof line, "field %s = %s", api->text(field, "field.name"),
             api->text(field, "field.value"));
    say(step, line);
  }
  snprintf(line, sizeof line, "source: %s", api->source(step));
  say(step, line);
  return 0;
}

static int check_change(const schemac_api *a, schemac_run *r, const schemac_object *change) {
  api = a, run = r;
  char line[500];
  const schemac_object *before = api->at(change, SCHEMAC_STATE, 0),
                       *after = api->at(change, SCHEMAC_STATE, 1);
  snprintf(line, sizeof line, "change: %zu steps, %zu tables before and %zu after",
           api->count(change, SCHEMAC_STEP), api->count(before, SCHEMAC_TABLE),
           api->count(after, SCHEMAC_TABLE));
  schemac_finding *finding = api->report(run, change, "dump", SCHEMAC_DEFAULT, line);
  for (size_t i = 0; i < api->count(change, SCHEMAC_STEP); ++i) {
    const schemac_object *step = api->at(change, SCHEMAC_STEP, i);
    snprintf(line, sizeof line, "%s holds %s", api->text(step, "step.operation"),
             api->text(step, "step.lock"));
    api->note(finding, step, line);
  }
  api->note(finding, NULL, "that is all");
  return 0;
}

static const schemac_rule rules[] = {{"dump", SCHEMAC_WARNING, NULL}};
static const schemac_plugin plugin = {sizeof(schemac_plugin),
                                      SCHEMAC_PLUGIN_ABI,
                                      "dump",
                                      rules,
                                      1,
                                      check_state,
                                      check_step,
                                      check_change};
const schemac_plugin *schemac_plugin_entry(void) { return &plugin; }
