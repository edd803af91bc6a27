//===- TranslateTool.cpp - schemac-translate: one front end or emitter ----===//
//
// Runs no pipeline: a source to .sir, or the steps of a .sir plan to SQL.
//
//===----------------------------------------------------------------------===//
#include "CommonOptions.h"
#include "Heap.h"
#include "TranslateHcl.h"
#include "TranslateReport.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Document/JsonSchema.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Session.h"
#include "schemac/Emit/Emit.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include "schemac/Frontend/Prisma/Prisma.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/FoldSerials.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Sir.h"
#include "schemac/Transforms/Diags.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/core.h>

namespace schemac {
namespace {

constexpr OptionSpec Specs[] = {
    {"from", "FORM",
     "prisma, hcl, sql or yaml: read a schema (one or more files, or a folder), print .sir"},
    {"to", "postgres",
     "or another dialect: print the SQL of every step of the .sir file's plans; or a report: text, "
     "narrow, markdown, "
     "json, script, files"},
    {"document-schema", "", "print the JSON Schema of schemac's own YAML"},
    {"verify-diagnostics", "", "compare diagnostics with expected-* comments"},
    {"tree", "", "with --from prisma or hcl: print the syntax tree"},
    {"parse", "", "with --from prisma or hcl: read the syntax, and print nothing"},
    {"values", "", "with --from hcl: print the values of a file's own attributes"},
    {"hcldec", "SPEC", "with --from hcl: print the file as this specification reads it"},
    {"sql", "", "with --from hcl: print the SQL that the schema is read as"},
    {"var", "NAME=VALUE", "with --from hcl: the value of a variable", true},
    {"var-file", "FILE", "with --from hcl: values of variables, as attributes", true},
    {"expect", "TEST", "with --hcldec: compare with what this test of the language expects"},
    {"plan", "", "with --from sql: print the steps of the statements"},
    {"assume", "", "with --from sql: take what is missing for granted, and print it"},
    {"statements", "", "with --from sql: print what kind each statement is of"},
    {"check", "", "with --from: only say what is wrong, for every provider"},
    {"split-input-file", "", "with --from: lines of // ----- divide a file into schemas"},
    {"print-locs", "", "print locations"},
    options::Help,
};

void fromPrisma(Session &session, std::vector<FileId> files) {
  if (session.line.has("parse")) {
    prisma::BlockCache cache;
    prisma::parseSchema(session.sources, files, cache, session.diags);
    return;
  }
  if (session.line.has("tree")) {
    prisma::BlockCache cache;
    llvm::outs() << prisma::dump(prisma::parseSchema(session.sources, files, cache, session.diags),
                                 session.sources);
    return;
  }
  if (session.line.has("check")) {
    prisma::check(session.sources, files, session.context, session.diags);
    return;
  }
  auto schema = prisma::compile(session.sources, files, session.context, session.diags);
  if (!schema || session.line.has("verify-diagnostics"))
    return;
  SirPrintOptions options;
  options.locations = session.line.has("print-locs") ? &session.sources : nullptr;
  printSir(*schema, llvm::outs(), options);
}

std::string_view kindWord(sql::StatementKind kind) {
  static constexpr std::string_view Words[] = {"change",   "data",    "begin",   "commit",
                                               "rollback", "setting", "utility", "opaque",
                                               "ignored",  "meta",    "invalid"};
  return Words[static_cast<size_t>(kind)];
}

/// "3: change ALTER TABLE, 2 steps", with the line of the statement.
void printStatements(const Session &session, const sql::Script &script, llvm::raw_ostream &os) {
  for (const sql::Statement &s : script.statements) {
    os << session.sources.decode(s.range.begin).line << ": " << kindWord(s.kind);
    if (s.command)
      os << " " << s.command.str();
    if (s.setting)
      os << " " << s.setting.str() << (s.local ? " local" : "")
         << (s.value ? " = " + s.value.string() : "");
    if (s.table)
      os << " on " << s.table.str() << (s.allRows ? ", all rows" : "");
    if (s.count)
      os << ", " << s.count << (s.count == 1 ? " step" : " steps");
    os << (s.inBlock ? ", in a block\n" : "\n");
  }
}

/// All files one after the other, each on the state that the one before leaves.
void fromSql(Session &session, const std::vector<FileId> &files) {
  Schema state;
  SirPrintOptions options;
  options.locations = session.line.has("print-locs") ? &session.sources : nullptr;
  bool quiet = session.line.has("verify-diagnostics");
  for (FileId file : files) {
    sql::Options reading;
    reading.assumeMissing = session.line.has("assume");
    sql::Script script =
        sql::read(session.sources, file, session.context, session.diags, std::move(state), reading);
    if (reading.assumeMissing && !quiet) {
      script.start.name = session.context.name("assumed");
      printSir(script.start, llvm::outs());
    }
    if (session.line.has("statements"))
      printStatements(session, script, llvm::outs());
    if (session.line.has("plan") && !quiet) {
      script.plan.name = session.context.name("plan");
      printSir(script.plan, llvm::outs(), options);
    }
    state = std::move(script.end);
  }
  if (session.line.has("plan") || session.line.has("statements") || quiet)
    return;
  foldSerials(state, session.context);
  if (!state.name)
    state.name = session.context.name("schema");
  printSir(state, llvm::outs(), options);
}

void fromYaml(Session &session, const std::vector<FileId> &files) {
  LoadedState state;
  bool read = session.loadYaml(files, state);
  session.reportOutside(state);
  if (!read || session.line.has("verify-diagnostics"))
    return;
  SirPrintOptions options;
  options.locations = session.line.has("print-locs") ? &session.sources : nullptr;
  printSir(state.schema, llvm::outs(), options);
}

void fromSource(Session &session, std::vector<FileId> files) {
  if (session.line.value("from") == "sql")
    fromSql(session, files);
  else if (session.line.value("from") == "hcl")
    translateHcl(session, std::move(files));
  else if (session.line.value("from") == "yaml")
    fromYaml(session, files);
  else
    fromPrisma(session, std::move(files));
}

/// Each part of the files by itself, with its diagnostics right behind its output. The parts are
/// named FILE#1, FILE#2 and so on, and their lines are counted from their own beginning.
void fromParts(Session &session, const std::vector<FileId> &files) {
  std::string_view divider = session.line.value("from") == "sql"    ? "-- -----"
                             : session.line.value("from") == "yaml" ? "# -----"
                                                                    : "// -----";
  for (FileId file : files) {
    std::string_view rest = session.sources.text(file);
    unsigned number = 0;
    for (bool more = true; more;) {
      size_t end = rest.starts_with(divider) ? 0 : rest.find("\n" + std::string(divider));
      more = end != rest.npos;
      std::string name = fmt::format("{}#{}", session.sources.name(file), ++number);
      size_t text = end == 0 || !more ? end : end + 1;
      FileId part = session.sources.addBuffer(std::move(name), std::string(rest.substr(0, text)));
      size_t next = more ? rest.find('\n', text) : rest.npos;
      rest.remove_prefix(next == rest.npos ? rest.size() : next + 1);
      fromSource(session, {part});
      llvm::outs().flush();
      session.diags.flush(*createTextConsumer(session.sources, llvm::errs()));
    }
  }
}

void printComment(std::string_view text, llvm::raw_ostream &os) {
  os << "-- ";
  for (char c : text)
    os << c << (c == '\n' ? "-- " : "");
  os << "\n";
}

void printStep(const SqlStep &step, llvm::raw_ostream &os) {
  if (!step.transactional)
    os << "-- no transaction\n";
  for (const Probe &p : step.probes)
    if (!p.prepare.empty())
      printComment("before that is asked: " + p.prepare, os);
  for (const Probe &p : step.probes)
    if (!p.sql.empty())
      os << "-- done when: " << (p.present ? p.sql : "NOT (" + p.sql + ")") << "\n";
  if (!step.recover.empty())
    os << "-- recover: " << step.recover << "\n";
  for (const std::string &statement : step.statements)
    os << statement << ";\n";
  if (step.batch)
    os << "-- for executors, the first batch:\n"
       << step.batch->first << ";\n-- and the next ones:\n"
       << step.batch->next << ";\n";
}

void toSql(Session &session, FileId file, std::string_view dialect) {
  Module module = parseSir(session.sources, file, session.context, session.diags);
  if (!session.diags.hasErrors() && translateReport(session, module, dialect, llvm::outs()))
    return;
  const Emitter *emitter = findEmitter(dialect);
  if (!emitter)
    session.diags.report({}, diag::err_dialect_unknown, dialect);
  if (session.diags.hasErrors())
    return;
  for (const Plan &plan : module.plans) {
    Schema state;
    if (!module.schemas.empty())
      state = module.schemas.front();
    for (const Phase &phase : plan.phases)
      for (const Op &op : phase.steps) {
        SqlStep sql = emitter->emit(op, state, plan.version);
        if (!sql.known)
          session.diags.report(op.range, diag::err_not_planned, op.mnemonic(), tableOf(op).str(),
                               findDialect(dialect)->display());
        if (!sql.known)
          continue;
        printComment(printOp(op), llvm::outs());
        printStep(sql, llvm::outs());
        if (!module.schemas.empty() && !apply(op, state, session.context, &session.diags))
          return;
      }
  }
}

} // namespace

int translateMain(int argc, const char *const *argv) {
  prepareHeap();
  CommandLine line;
  bool parsed = line.parse({argv + 1, argv + argc}, Specs);
  if (parsed && line.has("document-schema")) {
    llvm::outs() << document::jsonSchema();
    return ExitOk;
  }
  if (!parsed || (line.has("from") == line.has("to") && !line.has("help"))) {
    llvm::errs() << "schemac-translate: " << (parsed ? "--from or --to is needed" : line.error)
                 << "\n";
    return ExitUsage;
  }
  if (line.has("help")) {
    llvm::outs() << "usage: schemac-translate --from FORM | --to DIALECT FILE…\n"
                 << describeOptions(Specs);
    return ExitOk;
  }
  Session session(line);
  std::vector<FileId> files;
  std::string error;
  for (const std::string &path : expandSources(line.positional)) {
    auto text = readFile(path, error);
    if (!text) {
      llvm::errs() << "schemac-translate: " << path << ": " << error << "\n";
      return ExitUnreadable;
    }
    files.push_back(session.sources.addBuffer(path, std::move(*text)));
  }
  if (files.empty())
    return ExitUsage;
  if (line.has("split-input-file"))
    fromParts(session, files);
  else if (line.has("from"))
    fromSource(session, files);
  else
    toSql(session, files.front(), *line.value("to"));
  if (line.has("verify-diagnostics")) {
    auto verify = createVerifyConsumer(session.sources, llvm::errs());
    session.diags.flush(*verify);
    return verify->failed() ? ExitFindings : ExitOk;
  }
  llvm::outs().flush();
  session.diags.flush(*createTextConsumer(session.sources, llvm::errs()));
  return session.diags.hasErrors() ? ExitFindings : ExitOk;
}

} // namespace schemac
