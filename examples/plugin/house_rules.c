/* Two rules as a plugin of schemac: money has a currency, and nothing is renamed on a Friday's
 * whim.
 *
 *     cc -shared -fPIC -I include -o house_rules.so examples/plugin/house_rules.c
 *
 * docs/howto/WriteAPlugin.md goes through it. */
#include "schemac/Plugin/schemac_plugin.h"

#include <stdio.h>
#include <string.h>

static int is_money(const char *type) {
  return type && (strncmp(type, "numeric", 7) == 0 || strncmp(type, "decimal", 7) == 0);
}

/* Of a state: a column for an amount stands beside one that says of what. */
static void check_amount(const schemac_api *api, schemac_run *run, const schemac_object *table,
                         const schemac_object *column) {
  const char *name = api->text(column, "column.name");
  if (!strstr(name, "amount") || !is_money(api->text(column, "column.type")) ||
      api->find(table, SCHEMAC_COLUMN, "currency"))
    return;
  char message[300];
  snprintf(message, sizeof message, "'%s.%s' is an amount of no currency",
           api->text(table, "table.name"), name);
  schemac_finding *finding = api->report(run, column, "amount-currency", SCHEMAC_DEFAULT, message);
  api->note(finding, table, "a column 'currency' in this table would say of which");
}

static int check_state(const schemac_api *api, schemac_run *run, const schemac_object *state) {
  for (size_t t = 0, tables = api->count(state, SCHEMAC_TABLE); t < tables; ++t) {
    const schemac_object *table = api->at(state, SCHEMAC_TABLE, t);
    for (size_t c = 0, columns = api->count(table, SCHEMAC_COLUMN); c < columns; ++c)
      check_amount(api, run, table, api->at(table, SCHEMAC_COLUMN, c));
  }
  return 0;
}

/* Of a step: a column that an index uses is not renamed. */
static int check_step(const schemac_api *api, schemac_run *run, const schemac_object *step,
                      const schemac_object *before) {
  (void)before;
  if (strcmp(api->text(step, "step.operation"), "rename_column") != 0)
    return 0;
  const char *column = api->text(step, "step.part");
  const schemac_object *table = api->at(step, SCHEMAC_TABLE, 0);
  for (size_t i = 0, indexes = api->count(table, SCHEMAC_INDEX); i < indexes; ++i) {
    const schemac_object *index = api->at(table, SCHEMAC_INDEX, i);
    for (size_t c = 0, n = api->list_size(index, "index.columns"); c < n; ++c)
      if (strcmp(api->list_item(index, "index.columns", c), column) == 0) {
        char message[300];
        snprintf(message, sizeof message, "'%s' is renamed to %s, and '%s' is named after it",
                 column, api->text(api->find(step, SCHEMAC_FIELD, "to"), "field.value"),
                 api->text(index, "index.name"));
        api->report(run, step, "rename-indexed", SCHEMAC_DEFAULT, message);
      }
  }
  return 0;
}

static const schemac_rule rules[] = {
    {"amount-currency", SCHEMAC_ERROR,
     "# amount-currency\n\nAn amount without a currency cannot be added up.\n"},
    {"rename-indexed", SCHEMAC_WARNING, NULL},
};

static const schemac_plugin plugin = {
    sizeof(schemac_plugin),       SCHEMAC_PLUGIN_ABI, "house-rules", rules,
    sizeof rules / sizeof *rules, check_state,        check_step,    NULL,
};

const schemac_plugin *schemac_plugin_entry(void) { return &plugin; }
