/*===- schemac_plugin.h - Rules in a shared library ---------------------------===
 *
 * All that a library of rules needs, in plain C. It exports one function, schemac_plugin_entry, and
 * calls back through the table of functions that it is handed; it links against nothing.
 *
 * What is promised: a library that was built for a version of this interface is loaded by every
 * schemac that has the same SCHEMAC_PLUGIN_ABI. Structs grow at their ends only, and begin with
 * their size. docs/howto/WriteAPlugin.md goes through an example.
 *
 * Handles and texts are valid until the call returns that they were got in; only
 * those of steps stay until check_change returns. Every function takes a null
 * pointer for something that has nothing. All calls are made on one thread.
 *
 *===---------------------------------------------------------------------------*/
#ifndef SCHEMAC_PLUGIN_H
#define SCHEMAC_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SCHEMAC_PLUGIN_ABI 1u

/* A state, a table, a step … */
typedef struct schemac_object schemac_object;
/* The judging of one state or change. */
typedef struct schemac_run schemac_run;
/* Something that was reported in the call at hand. */
typedef struct schemac_finding schemac_finding;

typedef uint32_t schemac_kind;
enum {
  SCHEMAC_STATE = 1,      /* has tables */
  SCHEMAC_TABLE = 2,      /* has columns, indexes and constraints */
  SCHEMAC_COLUMN = 3,     /* has its table, as the only one */
  SCHEMAC_INDEX = 4,      /* the same */
  SCHEMAC_CONSTRAINT = 5, /* the same */
  SCHEMAC_CHANGE = 6,     /* has steps, and two states: that before it and that after it */
  SCHEMAC_STEP = 7,       /* has fields, and in check_step the table that it is about */
  SCHEMAC_FIELD = 8       /* of a step: "field.name" and "field.value" */
};

typedef uint32_t schemac_level;
enum {
  SCHEMAC_DEFAULT = 0, /* that of the rule */
  SCHEMAC_WARNING = 1,
  SCHEMAC_ERROR = 2
};

/* Lines and columns count from 1, columns in bytes; the end is behind the last character. */
typedef struct schemac_place {
  const char *file;
  uint32_t line, column, end_line, end_column;
} schemac_place;

/* What schemac gives to the library. */
typedef struct schemac_api {
  uint32_t size; /* of this table: an older schemac has fewer functions */

  schemac_kind (*kind)(const schemac_object *object);
  /* The parts of a kind, in their order. */
  size_t (*count)(const schemac_object *object, schemac_kind part);
  const schemac_object *(*at)(const schemac_object *object, schemac_kind part, size_t index);
  /* By name; that of a table is "name", or "schema.name" outside of the default schema. A field is
   * found by its name: "def", "cast". */
  const schemac_object *(*find)(const schemac_object *object, schemac_kind part, const char *name);

  /* What an object is asked: "table.name", "column.type", "step.operation" and all else that
   * conditions in schemac.yaml can ask, "state.dialect", "state.version", "field.name" and
   * "field.value". Parts of tables have what their table has. Truths are "true" and "false", lists
   * are joined by ", ". Null: it has nothing of this name. */
  const char *(*text)(const schemac_object *object, const char *attribute);
  /* The same, for what is a list; 0 and null for all else. */
  size_t (*list_size)(const schemac_object *object, const char *attribute);
  const char *(*list_item)(const schemac_object *object, const char *attribute, size_t index);

  /* Where it is declared or written; 0 when it has no place. */
  int (*place)(const schemac_object *object, schemac_place *out);
  /* The text at that place. */
  const char *(*source)(const schemac_object *object);

  /* Reports that a rule found something at an object. The rule is one of those that the library
   * declares. Null when nothing was reported. */
  schemac_finding *(*report)(schemac_run *run, const schemac_object *at, const char *rule,
                             schemac_level level, const char *message);
  /* Adds a remark, at an object or (null) without a place. */
  void (*note)(schemac_finding *finding, const schemac_object *at, const char *message);
  /* Says why the call at hand is going to return something else than 0. */
  void (*fail)(schemac_run *run, const char *reason);
} schemac_api;

typedef struct schemac_rule {
  const char *name; /* lower case letters, digits and '-': "no-money" is called custom-no-money */
  schemac_level level; /* SCHEMAC_WARNING or SCHEMAC_ERROR */
  const char *page;    /* what `schemac explain custom-no-money` tells, as Markdown; or null */
} schemac_rule;

/* What the library gives to schemac. Calls return 0, or something else when they could not do their
 * work; each of them may be null. */
typedef struct schemac_plugin {
  uint32_t size; /* sizeof(schemac_plugin) */
  uint32_t abi;  /* SCHEMAC_PLUGIN_ABI */
  const char *name;
  const schemac_rule *rules;
  size_t num_rules;

  /* A state as a whole. Of a change, it is asked about the state before and the state after, and
   * what it says of both, word for word, is not the change's and is not reported. */
  int (*check_state)(const schemac_api *api, schemac_run *run, const schemac_object *state);
  /* Each step of a change, in order, with the state before it. */
  int (*check_step)(const schemac_api *api, schemac_run *run, const schemac_object *step,
                    const schemac_object *before);
  /* A change as a whole, behind its last step: a migration, or what is between two schemas. */
  int (*check_change)(const schemac_api *api, schemac_run *run, const schemac_object *change);
} schemac_plugin;

/* What the library exports. What it returns stays valid for good. */
const schemac_plugin *schemac_plugin_entry(void);

#ifdef __cplusplus
}
#endif
#endif
