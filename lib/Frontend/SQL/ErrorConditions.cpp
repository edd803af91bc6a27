//===- ErrorConditions.cpp - What the server calls its errors -------------===//
//
// A handler takes the errors that it names, and the server does not always call them what one
// expects: of a UNIQUE whose name is taken it says duplicate_table, since an index has that name.
// What is told here is held against a server by test/Frontend/SQL/do-conditions-live.test.
//
//===----------------------------------------------------------------------===//
#include "ErrorConditions.h"
#include "schemac/Frontend/SQL/Diags.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <array>
#include <vector>

namespace schemac::sql {

namespace {

constexpr ErrorCondition DuplicateSchema{"duplicate_schema", "42P06"},
    DuplicateTable{"duplicate_table", "42P07"}, DuplicateColumn{"duplicate_column", "42701"},
    DuplicateObject{"duplicate_object", "42710"}, DuplicateFunction{"duplicate_function", "42723"},
    UndefinedTable{"undefined_table", "42P01"}, UndefinedColumn{"undefined_column", "42703"},
    UndefinedObject{"undefined_object", "42704"}, UndefinedFunction{"undefined_function", "42883"},
    UndefinedSchema{"invalid_schema_name", "3F000"}, WrongKind{"wrong_object_type", "42809"},
    InvalidTable{"invalid_table_definition", "42P16"}, InvalidKey{"invalid_foreign_key", "42830"},
    InvalidValue{"invalid_parameter_value", "22023"},
    StillNeeded{"dependent_objects_still_exist", "2BP01"},
    NotReady{"object_not_in_prerequisite_state", "55000"};

/// And the classes of them.
constexpr ErrorCondition All[] = {DuplicateSchema,
                                  DuplicateTable,
                                  DuplicateColumn,
                                  DuplicateObject,
                                  DuplicateFunction,
                                  UndefinedTable,
                                  UndefinedColumn,
                                  UndefinedObject,
                                  UndefinedFunction,
                                  UndefinedSchema,
                                  WrongKind,
                                  InvalidTable,
                                  InvalidKey,
                                  InvalidValue,
                                  StillNeeded,
                                  NotReady,
                                  {"syntax_error_or_access_rule_violation", "42000"},
                                  {"data_exception", "22000"},
                                  {"dependent_privilege_descriptors_still_exist", "2B000"}};

/// What the interpreter and the reader say would be refused, by words of it.
constexpr std::pair<std::string_view, const ErrorCondition *> Refusals[] = {
    {"it has a primary key already", &InvalidTable},
    {"nothing makes the referenced columns of", &InvalidKey},
    {" columns and references 0", &UndefinedObject}, // of a table without a primary key
    {" columns and references ", &InvalidKey},
    {"the name is that of a system column", &DuplicateColumn},
    {" needs it", &StillNeeded},
    {"it does not publish ", &UndefinedObject},
    {"it belongs to the constraint of this name", &StillNeeded},
    {"it must be NOT NULL first", &NotReady},
    {"it is not an identity column", &NotReady},
    {"it is not a stored generated column", &NotReady},
};

/// "'create_table': view 'app.v' exists already"
struct Said {
  std::string_view step, kind, name;
};

Said saidBy(std::string_view message) {
  Said out;
  if (message.starts_with('\'')) {
    size_t end = message.find("': ");
    if (end == message.npos)
      return out;
    out.step = message.substr(1, end - 1);
    message.remove_prefix(end + 3);
  }
  size_t open = message.find(" '"), close = message.rfind('\'');
  if (open == message.npos || close < open + 2)
    return out;
  out.kind = message.substr(0, open);
  out.name = message.substr(open + 2, close - open - 2);
  return out;
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, word) != list.end();
}

/// What names and states tell of a message.
class Raised {
public:
  Raised(const Schema &state, Context &context, std::string_view statement)
      : state(state), context(context), tokens(lexSqlTokens(statement)) {}

  const ErrorCondition *duplicate(const Said &said) const;
  const ErrorCondition *undefined(const Said &said) const;

private:
  bool begins(size_t at, std::string_view word) const {
    return at < tokens.size() && tokens[at].isWord(word);
  }
  QName named(std::string_view text) const;
  bool isRelation(QName n) const;
  bool isOfTable(std::string_view path) const;
  bool lacksSchema(QName n) const {
    return n.ns && n.ns.str() != "public" && !state.namespaces().find({Name(), n.ns});
  }

  const Schema &state;
  Context &context;
  std::vector<SqlToken> tokens;
};

QName Raised::named(std::string_view text) const {
  size_t dot = text.find('.');
  return dot == text.npos
             ? QName{Name(), context.name(text)}
             : QName{context.name(text.substr(0, dot)), context.name(text.substr(dot + 1))};
}

bool Raised::isRelation(QName n) const {
  if (state.table(n) || state.views().find(n) || state.find<Sequence>(n) ||
      state.find<Composite>(n))
    return true;
  return !state.index().keyOwners(n).empty();
}

/// Whether "t.c" is about a part of t, and not about c in the schema t.
bool Raised::isOfTable(std::string_view path) const {
  size_t dot = path.rfind('.');
  if (dot == path.npos)
    return false;
  QName owner = named(path.substr(0, dot));
  return state.table(owner) || state.find<Domain>(owner) || isRelation(owner);
}

const ErrorCondition *Raised::duplicate(const Said &said) const {
  if (said.kind == "namespace")
    return &DuplicateSchema;
  if (isOneOf(said.kind, {"column", "attribute"}))
    return &DuplicateColumn;
  if (said.kind == "function")
    return &DuplicateFunction;
  // A key is an index, which is a relation; the same name may be that of another constraint.
  if (said.kind == "constraint")
    return said.step != "create_table" && isOfTable(said.name) ? &DuplicateObject : &DuplicateTable;
  if (isOneOf(said.kind, {"index", "sequence"}))
    return &DuplicateTable;
  if (!isOneOf(said.kind, {"table", "view", "composite"}))
    return &DuplicateObject;
  bool makesType = isOneOf(said.step, {"create_enum", "create_domain", "create_composite",
                                       "create_range", "rename_enum", "rename_type"});
  if (makesType)
    return &DuplicateObject;
  bool replaces = begins(1, "or") && said.step == "create_view";
  return replaces ? &WrongKind : &DuplicateTable;
}

const ErrorCondition *Raised::undefined(const Said &said) const {
  if (isOneOf(said.kind, {"namespace", "schema"}))
    return &UndefinedSchema;
  if (isOneOf(said.kind, {"column", "attribute"}))
    return &UndefinedColumn;
  if (said.kind == "label")
    return &InvalidValue;
  if (said.kind == "constraint")
    return &UndefinedObject;
  if (isOneOf(said.kind, {"trigger", "policy"}) && said.name.rfind('.') != said.name.npos) {
    QName owner = named(said.name.substr(0, said.name.rfind('.')));
    if (!lacksSchema(owner) && isRelation(owner))
      return &UndefinedObject;
    return lacksSchema(owner) ? &UndefinedSchema : &UndefinedTable;
  }
  // A table's own index is said with its table.
  if (said.kind == "index" && !said.step.empty())
    return &UndefinedObject;
  bool isGlobal = isOneOf(said.kind, {"extension", "publication"});
  QName wanted = named(said.name.substr(0, said.name.find('(')));
  if (!isGlobal && lacksSchema(wanted))
    return &UndefinedSchema;
  if (said.kind == "function")
    return &UndefinedFunction;
  bool lists = isOneOf(said.kind, {"table", "relation", "view", "sequence", "parent", "index"});
  if (lists && isRelation(wanted))
    return &WrongKind;
  if (said.kind == "index") // ATTACH PARTITION, too
    return begins(0, "alter") || begins(0, "reindex") ? &UndefinedTable : &UndefinedObject;
  return lists ? &UndefinedTable : &UndefinedObject;
}

} // namespace

const ErrorCondition *conditionOf(const Diagnostic &d, std::string_view statement,
                                  const Schema &state, Context &context) {
  Raised raised(state, context, statement);
  unsigned code = d.info->code;
  if (code == diag::err_step_exists.code)
    return raised.duplicate(saidBy(d.message));
  if (code == diag::err_step_missing.code || code == diag::err_sql_missing.code)
    return raised.undefined(saidBy(d.message));
  if (code == diag::err_sql_syntax.code && d.message.ends_with(" is there already"))
    return &DuplicateColumn;
  if (code == diag::err_sql_view_columns.code)
    return &InvalidTable;
  for (const auto &[words, condition] : Refusals)
    if (code == diag::err_step_refused.code && d.message.find(words) != d.message.npos)
      return condition;
  return nullptr;
}

const ErrorCondition *conditionNamed(std::string_view name) {
  auto it = std::ranges::find(All, name, &ErrorCondition::name);
  return it == std::end(All) ? nullptr : &*it;
}

const ErrorCondition *conditionCoded(std::string_view code) {
  auto it = std::ranges::find(All, code, &ErrorCondition::code);
  return it == std::end(All) ? nullptr : &*it;
}

bool takesCondition(const ErrorCondition &handled, const ErrorCondition &raised) {
  constexpr size_t ClassLetters = 2;
  bool isClass = handled.code.ends_with("000") &&
                 handled.code.substr(0, ClassLetters) == raised.code.substr(0, ClassLetters);
  return handled.code == raised.code || isClass;
}

} // namespace schemac::sql
