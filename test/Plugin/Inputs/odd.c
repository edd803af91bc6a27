/* Plugins that are wrong in one way each: -DWRONG_ABI, -DNO_RULES, … */
#include "schemac/Plugin/schemac_plugin.h"
#include <string.h>

#ifdef NULLS
static const schemac_object *kept;
#endif

static int check_state(const schemac_api *api, schemac_run *run, const schemac_object *state) {
  const schemac_object *table = api->at(state, SCHEMAC_TABLE, 0);
  (void)table, (void)run;
#if defined UNDECLARED
  api->report(run, table, "nobody-knows-it", SCHEMAC_DEFAULT, "text");
#elif defined NO_MESSAGE
  api->report(run, table, "odd", SCHEMAC_DEFAULT, "");
#elif defined BAD_LEVEL
  api->report(run, table, "odd", 17, "text");
#elif defined FAILS
  api->report(run, table, "odd", SCHEMAC_DEFAULT, "found before it failed");
  api->fail(run, "the list of\nwords is not there");
  return 1;
#elif defined FAILS_SILENTLY
  return 42;
#elif defined NULLS
  /* Nothing of this may do anything but nothing. */
  schemac_place place;
  if (api->kind(NULL) || api->count(NULL, SCHEMAC_TABLE) || api->at(table, SCHEMAC_STEP, 0) ||
      api->at(state, SCHEMAC_TABLE, 99) || api->find(state, SCHEMAC_TABLE, NULL) ||
      api->find(table, SCHEMAC_COLUMN, "nothing") || api->text(NULL, "table.name") ||
      api->text(table, NULL) || api->text(table, "table.nothing") ||
      api->text(state, "table.name") || api->list_size(table, "table.name") ||
      api->list_item(table, "table.columns", 99) || api->place(NULL, &place) ||
      api->place(table, NULL) || api->source(NULL) ||
      api->report(NULL, table, "odd", SCHEMAC_DEFAULT, "text"))
    return 2;
  api->note(NULL, table, "text");
  api->fail(NULL, "text");
  api->report(run, NULL, "odd", SCHEMAC_DEFAULT, "without a place");
  if (kept && (api->kind(kept) == SCHEMAC_TABLE) && !api->text(kept, "table.name"))
    return 3;
  kept = table;
#else
  api->report(run, table, "odd", SCHEMAC_WARNING, "always");
#endif
  return 0;
}

static const schemac_rule rules[] = {
#if defined BAD_NAME
    {"Odd rule", SCHEMAC_WARNING, NULL},
#elif defined BAD_RULE_LEVEL
    {"odd", SCHEMAC_DEFAULT, NULL},
#elif defined TWICE
    {"odd", SCHEMAC_ERROR, NULL},
#endif
    {"odd", SCHEMAC_ERROR, NULL},
};

static const schemac_plugin plugin = {
    sizeof(schemac_plugin),
#ifdef WRONG_ABI
    SCHEMAC_PLUGIN_ABI + 7,
#else
    SCHEMAC_PLUGIN_ABI,
#endif
    "odd",
    rules,
#ifdef NO_RULES
    0,
#else
    sizeof rules / sizeof *rules,
#endif
    check_state,
    NULL,
    NULL,
};

#ifdef NO_ENTRY
#define schemac_plugin_entry another_entry
#endif
const schemac_plugin *schemac_plugin_entry(void) {
#ifdef EMPTY
  return NULL;
#endif
  return &plugin;
}
