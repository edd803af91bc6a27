//===- SqlForm.cpp - A schema as the statements that make it --------------===//
//
// The plain steps from nothing, as the dialect's emitter spells them: so a schema file and a
// migration never differ in what they say of a column. Steps come in an order in which each finds
// what it needs; a table with its indexes, comments and privileges is a paragraph.
//
//===----------------------------------------------------------------------===//
#include "Write/SqlIntents.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/Diff/Diff.h"
#include "schemac/Emit/Emit.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/Write/Diags.h"
#include "schemac/Write/Write.h"

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

} // namespace

/// Emitted for a statement that runs in a transaction; a file of a schema is in none.
static constexpr std::string_view SetLocal = "SET LOCAL ";

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
  Plan plan = diffSchemas(state, schema, writing.context, found, {});
  for (const Diagnostic &d : found.pending())
    if (d.level == Severity::Error)
      writing.diags.begin(d.range, *d.info, d.message);
  // The diff's order is right but for what a kind of object needs of a later one (a function that
  // returns rows of a table): such a step waits for the next round.
  std::vector<const Op *> waiting;
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps)
      waiting.push_back(&op);
  Paragraphs out(schema, emitter->style());
  for (bool last = false; !waiting.empty();) {
    std::vector<const Op *> later;
    for (const Op *op : waiting) {
      SqlStep step = emitter->emit(*op, state, schema.version);
      if (!step.known)
        writing.diags.report(op->range, diag::warn_write_object, op->mnemonic(), tableOf(*op).str(),
                             findDialect(schema.dialect.str())->display());
      const std::vector<std::string> &statements = step.statements;
      DiagEngine refusal(writing.diags.sourceManager());
      if (!apply(*op, state, writing.context, &refusal)) {
        if (!last) {
          later.push_back(op);
          continue;
        }
        for (const Diagnostic &d : refusal.pending())
          writing.diags.report(op->range, diag::err_write_refused, d.message);
      }
      for (const std::string &statement : statements)
        if (statement.starts_with(SetLocal))
          out.set(std::string_view(statement).substr(SetLocal.size()));
        else
          out.add(*op, &statement == &statements.front() ? withIntents(*op, statement, schema)
                                                         : statement);
    }
    last = later.size() == waiting.size();
    waiting = std::move(later);
  }
  return std::move(out).finish(dropIntents(schema));
}

} // namespace schemac
