//===- SqlForm.cpp - A schema as the statements that make it --------------===//
//
// The plain steps from nothing, as the dialect's emitter spells them: so a schema file and a
// migration never differ in what they say of a column. Steps come in an order in which each finds
// what it needs; a table with its indexes, comments and privileges is a paragraph.
//
//===----------------------------------------------------------------------===//
#include "Write/SqlIntents.h"
#include "Write/SqlNeeds.h"
#include "Write/SqlOrder.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/Diff/Diff.h"
#include "schemac/Emit/Emit.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/Write/Diags.h"
#include "schemac/Write/Write.h"
#include <algorithm>
#include <functional>

namespace schemac {

namespace {

class Paragraphs {
public:
  Paragraphs(const Schema &schema, const ScriptStyle &style) : schema(schema), style(style) {}
  void add(const Op &op, const std::string &statement) {
    bool tall = statement.find('\n') != std::string::npos;
    std::string about = subject(op);
    bool ownTable = op.kind != OpKind::CreateTable && about == last && afterTable;
    if (!text.empty() && !ownTable && (tall || lastTall || about != last))
      text += '\n';
    text += inFile(statement, style);
    afterTable = op.kind == OpKind::CreateTable || (ownTable && !tall);
    lastTall = tall && op.kind != OpKind::CreateTable;
    last = std::move(about);
  }
  /// A setting that a statement wants: said once, for the whole file.
  void set(std::string_view assignment) {
    std::string line = "SET " + std::string(assignment) + ";\n";
    if (settings.find(line) == std::string::npos)
      settings += line;
  }
  /// \p drops: lines that are about nothing that is made.
  std::string finish(std::string_view drops) && {
    std::string out;
    for (std::string_view part : {std::string_view(settings), drops, std::string_view(text)})
      if (!part.empty())
        out.append(out.empty() ? "" : "\n").append(part);
    return out;
  }

private:
  /// Statements about the same stand together: a table's, the foreign keys, those of one kind.
  std::string subject(const Op &op) const {
    QName name = tableOf(op);
    bool ofTable =
        op.kind != OpKind::AddForeignKey && (schema.table(name) || schema.find<View>(name));
    return ofTable ? "\"" + name.str() : std::string(op.mnemonic());
  }

  const Schema &schema;
  const ScriptStyle style;
  std::string text, settings, last;
  bool lastTall = false, afterTable = false;
};

/// Emitted for a statement that runs in a transaction; a file of a schema is in none.
constexpr std::string_view SetLocal = "SET LOCAL ", LockTable = "LOCK TABLE ";

/// The statements so far, and the state behind them.
class Statements {
public:
  Statements(Writing &writing, const Emitter &emitter, Schema state)
      : writing(writing), emitter(emitter), state(std::move(state)),
        coming(writing.schema, writing.context), needs(writing),
        paragraphs(writing.schema, emitter.style()) {}
  bool add(const Op &op, bool patient);
  void force(std::vector<Op> &waiting);
  std::string finish() && {
    needs.lookAtExtensions();
    needs.lookAtQueries();
    return std::move(paragraphs).finish(dropIntents(writing.schema));
  }

private:
  void write(const Op &op, const std::vector<std::string> &statements);

  Writing &writing;
  const Emitter &emitter;
  Schema state;
  ComingObjects coming;
  SqlNeeds needs;
  Paragraphs paragraphs;
};

void Statements::write(const Op &op, const std::vector<std::string> &statements) {
  for (const std::string &statement : statements)
    if (statement.starts_with(LockTable))
      continue; // nobody else is there
    else if (statement.starts_with(SetLocal))
      paragraphs.set(std::string_view(statement).substr(SetLocal.size()));
    else
      paragraphs.add(op, &statement == &statements.front()
                             ? withIntents(op, statement, writing.schema)
                             : statement);
}

/// What a step without a table makes: the name that it begins with.
static std::string madeBy(const Op &op) {
  if (QName table = tableOf(op); table.name)
    return table.str();
  auto nameOf = [](const auto &f) -> std::string {
    using F = std::decay_t<decltype(f)>;
    if constexpr (std::is_same_v<F, Name>)
      return f ? f.string() : "";
    else if constexpr (requires { f->name.str(); })
      return f ? std::string(f->name.str()) : "";
    return "";
  };
  for (const Field &f : op.fields)
    if (std::string name = std::visit(nameOf, f); !name.empty())
      return name;
  return "";
}

/// "namespace", of create_namespace.
static std::string_view kindMade(const Op &op) {
  std::string_view word = op.mnemonic();
  return word.starts_with("create_") ? word.substr(word.find('_') + 1) : word;
}

/// False when the step has to wait. \p patient: for what it only may need, too.
bool Statements::add(const Op &op, bool patient) {
  SqlStep step = emitter.emit(op, state, writing.schema.version);
  if (patient && coming.awaitedBy(op, step.statements, state))
    return false;
  if (!apply(op, state, writing.context, nullptr))
    return false;
  if (!step.known)
    writing.diags.report(op.range, diag::warn_write_object, kindMade(op), madeBy(op),
                         findDialect(writing.schema.dialect.str())->display());
  coming.made(op);
  needs.look(step.statements, op.range, kindMade(op), madeBy(op));
  write(op, step.statements);
  return true;
}

/// Nothing goes on: a table without what calls functions that wait for it, else what can be made
/// though it may need more. When there is nothing of that kind, all is refused.
void Statements::force(std::vector<Op> &waiting) {
  for (size_t i = 0; i < waiting.size(); ++i) {
    std::vector<Op> parts = coming.divided(waiting[i]);
    if (parts.size() < 2 || !add(parts.front(), true))
      continue;
    waiting.erase(waiting.begin() + static_cast<ptrdiff_t>(i));
    waiting.insert(waiting.end(), parts.begin() + 1, parts.end());
    return;
  }
  for (size_t i = 0; i < waiting.size(); ++i)
    if (add(waiting[i], false)) {
      waiting.erase(waiting.begin() + static_cast<ptrdiff_t>(i));
      return;
    }
  for (const Op &op : waiting) {
    SqlStep step = emitter.emit(op, state, writing.schema.version);
    DiagEngine refusal(writing.diags.sourceManager());
    if (!apply(op, state, writing.context, &refusal))
      for (const Diagnostic &d : refusal.pending())
        writing.diags.report(op.range, diag::err_write_refused, d.message);
    write(op, step.statements);
  }
  waiting.clear();
}

} // namespace

/// An index that some partition has no part of yet, and the parts that others have, come when all
/// partitions are there: before that it would be complete.
static void takeIncompleteIndexes(Op &op, std::vector<Op> &indexes, std::vector<Op> &parts) {
  if (!CreateTableOp::classof(op))
    return;
  const Table &table = CreateTableOp(op).table();
  auto isLate = [&](const Index &i) { return i.partOf || (i.invalid && table.partitionBy); };
  if (std::ranges::none_of(table.indexes, isLate))
    return;
  Table others = table;
  std::erase_if(others.indexes, isLate);
  for (const Index &i : table.indexes)
    if (isLate(i)) {
      bool isWhole = i.invalid && table.partitionBy;
      (i.partOf ? parts : indexes)
          .push_back(CreateIndexOp::make(i.range, SubRef{table.name, i.name}, i,
                                         /*concurrently=*/false, /*only=*/isWhole));
    }
  op = CreateTableOp::make(op.range, std::move(others));
}

std::string writeSql(Writing &writing) {
  const Schema &schema = writing.schema;
  Schema state;
  state.dialect = schema.dialect;
  state.version = schema.version;
  const Emitter *emitter = findEmitter(schema.dialect.str());
  if (!emitter) {
    writing.diags.report({}, diag::err_write_dialect, "SQL",
                         findDialect(schema.dialect.str())->display());
    return {};
  }
  // What intents say of a former state means nothing here.
  DiagEngine found(writing.diags.sourceManager());
  DiffOptions told;
  std::ranges::copy_if(writing.closed, std::back_inserter(told.closed), std::not_fn(isOfPublic));
  Plan plan = diffSchemas(state, schema, writing.context, found, told);
  for (const Diagnostic &d : found.pending())
    if (d.level == Severity::Error)
      writing.diags.begin(d.range, *d.info, d.message);
  // The diff's order is right but for what a kind of object needs of a later one (a function that
  // returns rows of a table, a check that calls a function): such a step waits for the next round.
  std::vector<Op> waiting, incomplete, parts;
  for (Phase &phase : plan.phases)
    for (Op &op : phase.steps) {
      takeIncompleteIndexes(op, incomplete, parts);
      waiting.push_back(std::move(op));
    }
  Statements out(writing, *emitter, std::move(state));
  while (!waiting.empty()) {
    size_t before = waiting.size();
    std::vector<Op> later;
    for (Op &op : waiting)
      if (!out.add(op, /*patient=*/true))
        later.push_back(std::move(op));
    waiting = std::move(later);
    if (waiting.size() == before)
      out.force(waiting);
  }
  for (std::vector<Op> *late : {&incomplete, &parts})
    for (const Op &op : *late)
      out.add(op, /*patient=*/false);
  for (const Op &op : writing.closed)
    if (isOfPublic(op) && !SetOwnerOp::classof(op)) // its owner is managed nowhere
      out.add(op, /*patient=*/false);
  // A view of Prisma names its columns and not its query.
  for (const View &v : schema.views())
    if (!v.query)
      writing.diags.report(v.range, diag::warn_write_object, "view", v.name.str(), "SQL");
  return std::move(out).finish();
}

} // namespace schemac
