//===- ReadRoutines.cpp - Functions, triggers, policies, publications -----===//
#include "Reader.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac::database {

//===--- functions --------------------------------------------------------===//

namespace {
/// The columns of queries::routines, one row for each argument.
enum Routine {
  Number,
  Ns,
  Called,
  Owner,
  Kind,
  Source,
  Language,
  Volatility,
  Safety,
  Strict,
  Definer,
  Leakproof,
  ReturnsSet,
  ReturnOid,
  ReturnText,
  Settings,
  NotHeld,
  ArgOrder,
  ArgOid,
  ArgText,
  ArgModeLetter,
  ArgName,
  ArgDefault,
  Binary
};
} // namespace

/// A word that SET takes without quotes: DEFAULT means something else, ALL is none.
static bool isPlainWord(std::string_view value) {
  std::string lower(value);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  static constexpr std::string_view Taken[] = {"on", "true", "false", "none"};
  return std::ranges::find(Taken, lower) != std::end(Taken) ||
         !sqlIdentifier(lower).starts_with('"');
}

/// As it stands behind SET name TO: lists of names are kept with quotes of identifiers.
static std::string settingValue(std::string_view name, std::string_view value) {
  static constexpr std::string_view Lists[] = {
      "search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries"};
  auto literal = [](std::string_view text) {
    std::string out = "'";
    for (char c : text)
      out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
  };
  if (std::ranges::find(Lists, name) == std::end(Lists)) {
    // A word or a number; 8MB is neither.
    bool number = !value.empty() && value.find_first_not_of("0123456789.-") == value.npos;
    bool word =
        !value.empty() && !std::isdigit(static_cast<unsigned char>(value[0])) &&
        std::ranges::all_of(value, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
    return number || (word && isPlainWord(value)) ? std::string(value) : literal(value);
  }
  return value == "\"\"" || value.empty() ? "''" : std::string(value);
}

static ArgMode modeOf(char letter) {
  return letter == 'o'   ? ArgMode::Out
         : letter == 'b' ? ArgMode::InOut
         : letter == 'v' ? ArgMode::Variadic
                         : ArgMode::In;
}

/// What tells functions of one name apart, as .sir has it: "total(i32, text)".
static std::string signatureOf(const Function &f) {
  std::string out = f.called.string() + "(";
  for (const FunctionArg &a : f.args)
    if (a.mode != ArgMode::Out)
      out += (out.back() == '(' ? "" : ", ") + a.type.str();
  return out + ")";
}

void Reader::readRoutines(const Rows &rows) {
  for (int i = 0, end = 0; i < rows.size(); i = end) {
    Oid number = rows.number(i, Number);
    while (end < rows.size() && rows.number(end, Number) == number)
      ++end;
    Function f;
    f.name = qname(rows.text(i, Ns), rows.text(i, Called));
    f.called = f.name.name;
    f.owner = name(rows, i, Owner);
    f.procedure = rows.letter(i, Kind) == 'p';
    f.language = context.name(rows.text(i, Language));
    char volatility = rows.letter(i, Volatility), safety = rows.letter(i, Safety);
    f.volatility = volatility == 'i'   ? Volatile::Immutable
                   : volatility == 's' ? Volatile::Stable
                                       : Volatile::Volatile;
    f.parallel = safety == 's'   ? Parallel::Safe
                 : safety == 'r' ? Parallel::Restricted
                                 : Parallel::Unsafe;
    f.strict = rows.flag(i, Strict);
    f.securityDefiner = rows.flag(i, Definer);
    f.leakproof = rows.flag(i, Leakproof);
    f.body = context.expr(rows.text(i, Source));
    if (hasTreeBody(f))
      f.body = context.expr(unqualified(f.body.str()));
    for (const std::string &setting : arrayElements(rows.text(i, Settings))) {
      size_t eq = setting.find('=');
      std::string_view said = std::string_view(setting).substr(0, eq);
      f.settings.emplace_back(
          context.name(said),
          context.expr(settingValue(said, std::string_view(setting).substr(eq + 1))));
    }
    bool hasOut = false;
    for (int a = i; a < end && !rows.isNull(a, ArgOrder); ++a) {
      FunctionArg arg;
      arg.name = name(rows, a, ArgName);
      arg.type = typeOf(rows.number(a, ArgOid), rows.text(a, ArgText));
      arg.defaultExpr = expr(rows, a, ArgDefault);
      char mode = rows.letter(a, ArgModeLetter);
      arg.mode = modeOf(mode);
      hasOut |= arg.mode == ArgMode::Out || arg.mode == ArgMode::InOut;
      if (mode == 't')
        arg.mode = ArgMode::In;
      (mode == 't' ? f.table : f.args).push_back(arg);
    }
    f.returnsTrigger = rows.text(i, ReturnText) == "trigger";
    bool set = rows.flag(i, ReturnsSet);
    if (!f.procedure && !f.returnsTrigger && f.table.empty() && (set || !hasOut)) {
      f.returns = typeOf(rows.number(i, ReturnOid), rows.text(i, ReturnText));
      f.returnsSet = set;
    }
    std::string shown = signatureOf(f);
    f.name.name = context.name(shown);
    shown = f.name.str();
    std::string_view notHeld = rows.text(i, NotHeld);
    if (rows.flag(i, Binary) || f.language.str() == "internal") {
      unheld("function of a compiled language", shown);
      continue;
    }
    if (!notHeld.empty())
      unheld(std::string(notHeld) + " of a function", shown);
    place('f', number, {KindId::Function, f.name, PartKind::None, Name()});
    out.schema.put(std::move(f));
  }
}

//===--- triggers ---------------------------------------------------------===//

/// The bytes behind the hexadecimal digits, in pieces that end with a zero.
static std::vector<std::string> hexTexts(std::string_view hex) {
  std::vector<std::string> list;
  std::string one;
  auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    char c = static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
    if (c)
      one += c;
    else
      list.push_back(std::exchange(one, {}));
  }
  return list;
}

/// What stands between WHEN ( and ) EXECUTE in a trigger's definition.
static std::string whenOf(std::string_view definition) {
  constexpr std::string_view Lead = " WHEN (";
  size_t from = definition.find(Lead), to = definition.rfind(") EXECUTE ");
  if (from == definition.npos || to == definition.npos || to < from)
    return {};
  return bareExpression(definition.substr(from + Lead.size(), to - from - Lead.size()));
}

void Reader::readTriggers(const Rows &rows) {
  enum {
    Number,
    Table,
    Called,
    Type,
    Enabled,
    Columns,
    Arguments,
    FunctionNs,
    Function,
    IsConstraint,
    Deferrable,
    Deferred,
    OldTable,
    NewTable,
    From,
    Definition,
    IsPart
  };
  constexpr int64_t Row = 1, Before = 2, Insert = 4, Delete = 8, Update = 16, Truncate = 32,
                    InsteadOf = 64;
  for (int i = 0; i < rows.size(); ++i) {
    Oid table = rows.number(i, Table);
    Relation *r = relation(table);
    if (!r)
      continue;
    Name called = context.name(rows.text(i, Called));
    std::string shown = r->name.str() + "." + called.string();
    int64_t type = rows.number(i, Type);
    if (!r->isTable() || (type & InsteadOf)) {
      unheld(type & InsteadOf ? "trigger INSTEAD OF" : "trigger of a view or foreign table", shown);
      continue;
    }
    if (rows.flag(i, IsPart)) {
      unheld("trigger that fires otherwise in a partition", shown);
      continue;
    }
    TriggerAction a;
    if (Oid from = rows.number(i, From)) {
      Relation *other = relation(from);
      if (!other || !other->isTable()) {
        unheld("constraint trigger that is FROM no table of the schema", shown);
        continue;
      }
      a.fromTable = other->name;
    }
    a.timing = type & Before ? TriggerTiming::Before : TriggerTiming::After;
    a.forEachRow = type & Row;
    a.onInsert = type & Insert;
    a.onDelete = type & Delete;
    a.onUpdate = type & Update;
    a.onTruncate = type & Truncate;
    a.updateOf = columnNames(table, rows.text(i, Columns));
    a.oldTable = name(rows, i, OldTable);
    a.newTable = name(rows, i, NewTable);
    a.constraint = rows.flag(i, IsConstraint);
    a.deferrable = rows.flag(i, Deferrable);
    a.initiallyDeferred = rows.flag(i, Deferred);
    a.function = qname(rows.text(i, FunctionNs), rows.text(i, Function));
    if (rows.text(i, FunctionNs) == "pg_catalog") // the server's own, which no schema defines
      a.function.ns = context.name("pg_catalog");
    for (const std::string &text : hexTexts(rows.text(i, Arguments)))
      a.args.push_back(context.name(text));
    if (std::string when = whenOf(rows.text(i, Definition)); !when.empty())
      a.when = context.expr(when);
    char enabled = rows.letter(i, Enabled);
    a.enabled = enabled == 'D'   ? TriggerEnabled::Disabled
                : enabled == 'R' ? TriggerEnabled::Replica
                : enabled == 'A' ? TriggerEnabled::Always
                                 : TriggerEnabled::Origin;
    Trigger t;
    t.name = called;
    t.kind = TriggerKind::User;
    t.action = std::make_shared<const TriggerAction>(std::move(a));
    r->table.triggers.push_back(std::move(t));
    place('g', rows.number(i, Number), {KindId::Table, r->name, PartKind::Trigger, called});
  }
}

//===--- policies and publications ----------------------------------------===//

static PolicyCommand commandOf(char letter) {
  return letter == 'r'   ? PolicyCommand::Select
         : letter == 'a' ? PolicyCommand::Insert
         : letter == 'w' ? PolicyCommand::Update
         : letter == 'd' ? PolicyCommand::Delete
                         : PolicyCommand::All;
}

/// {d,f,m}: all of them are not stated.
static std::vector<Name> statisticsKinds(Context &context, std::string_view letters) {
  std::vector<Name> kinds;
  for (auto [letter, word] : {std::pair('f', "dependencies"), {'m', "mcv"}, {'d', "ndistinct"}})
    if (letters.find(letter) != letters.npos)
      kinds.push_back(context.name(word));
  return kinds.size() == 3 ? std::vector<Name>() : kinds;
}

void Reader::readPolicies(const Rows &rows) {
  enum { Kind, Number, Table, Called, A, B, C, D, E, Owner };
  std::unordered_map<Oid, QName> publications;
  for (int i = 0; i < rows.size(); ++i) {
    Oid number = rows.number(i, Number);
    Relation *r = relation(rows.number(i, Table));
    auto published = publications.find(number);
    switch (rows.letter(i, Kind)) {
    case 'u': { // before its tables and namespaces
      Publication p;
      p.name = context.qname(rows.text(i, Called));
      p.owner = name(rows, i, Owner);
      p.allTables = rows.text(i, A) == "true";
      p.viaRoot = rows.text(i, C) == "true";
      std::string_view words = rows.text(i, B);
      while (!words.empty()) {
        std::string_view one = words.substr(0, words.find(' '));
        p.publish.push_back(context.name(one));
        words.remove_prefix(std::min(words.size(), one.size() + 1));
      }
      std::sort(p.publish.begin(), p.publish.end());
      if (p.publish.size() == 4)
        p.publish.clear();
      publications[number] = p.name;
      place('u', number, {KindId::Publication, p.name, PartKind::None, Name()});
      out.schema.put(std::move(p));
      break;
    }
    case 's':
      if (r && r->isTable()) {
        ExtendedStatistics s;
        s.name = qname(rows.text(i, E), rows.text(i, Called));
        if (r->table.partitionOf) { // a schema has them of whole tables alone
          unheld("statistics of a partition", s.name.str());
          break;
        }
        s.owner = name(rows, i, Owner);
        s.table = r->name;
        s.columns = columnNames(rows.number(i, Table), rows.text(i, A));
        std::sort(s.columns.begin(), s.columns.end());
        for (const std::string &expression : arrayElements(rows.text(i, D)))
          s.expressions.push_back(context.expr(bareExpression(expression)));
        s.kinds = statisticsKinds(context, rows.text(i, B));
        if (!rows.isNull(i, C))
          s.target = rows.number(i, C);
        place('s', number, {KindId::ExtendedStatistics, s.name, PartKind::None, Name()});
        out.schema.put(std::move(s));
      }
      break;
    case 't':
      if (published != publications.end() && r && r->isTable()) {
        PublishedTable t;
        t.table = r->name;
        t.columns = columnNames(rows.number(i, Table), rows.text(i, A));
        std::sort(t.columns.begin(), t.columns.end());
        t.where = expr(rows, i, B);
        out.schema.edit<Publication>(published->second)->tables.push_back(std::move(t));
      }
      break;
    case 'n':
      if (published != publications.end())
        out.schema.edit<Publication>(published->second)
            ->namespaces.push_back(context.name(rows.text(i, Called)));
      break;
    case 'p': {
      if (!r || !r->isTable())
        break;
      Policy p;
      p.name = context.name(rows.text(i, Called));
      p.restrictive = rows.text(i, A) != "true";
      p.command = commandOf(rows.letter(i, B));
      for (const std::string &role : arrayElements(rows.text(i, C)))
        if (!role.empty()) // everybody
          p.roles.push_back(context.name(role));
      std::sort(p.roles.begin(), p.roles.end());
      p.usingExpr = expr(rows, i, D);
      p.withCheck = expr(rows, i, E);
      place('p', number, {KindId::Table, r->name, PartKind::Policy, p.name});
      r->table.policies.push_back(std::move(p));
      break;
    }
    case 'r': { // a row for each thing that the rule reads or writes
      QName over = qname(rows.text(i, D), rows.text(i, E));
      std::string_view rule = rows.text(i, Called);
      if (out.rules.empty() || out.rules.back().relation != over || out.rules.back().name != rule)
        out.rules.push_back({over, std::string(rule), {}});
      out.rules.back().uses.push_back(
          {qname(rows.text(i, A), rows.text(i, B)), std::string(rows.text(i, C))});
      break;
    }
    default:
      break;
    }
  }
}

} // namespace schemac::database
