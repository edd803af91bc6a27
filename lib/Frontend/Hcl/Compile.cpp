//===- Compile.cpp - Files to schema IR -----------------------------------===//
#include "FileNames.h"
#include "Intents.h"
#include "Lowering.h"
#include "Managed.h"
#include "Relocate.h"
#include "StateLowering.h"
#include "Unused.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Frontend/Hcl/Hcl.h"
#include "schemac/Frontend/Hcl/Parse.h"
#include "schemac/Frontend/SQL/Diags.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/FoldSerials.h"
#include "schemac/Words/Hcl/Words.h"

namespace schemac::hcl {
namespace {

using Files = std::vector<std::shared_ptr<const File>>;

bool isKnownBlock(std::string_view type) {
  return blockWord("File", type) || !unmanagedBlock(type).empty() || type == "dynamic";
}

/// A file of which nothing is of a schema is one error. False when there is one.
bool looksLikeSchema(const Files &files, DiagEngine &diags) {
  bool known = false, any = false;
  const Block *project = nullptr;
  SourceRange first;
  std::string_view word;
  auto see = [&](SourceRange range, std::string_view name) {
    if (!any)
      first = range, word = name;
    any = true;
  };
  for (const auto &file : files) {
    for (const Block *b : file->body.blocks) {
      bool own = b->type == "variable" || b->type == "locals";
      known |= isKnownBlock(b->type) && !own;
      if (isProjectBlock(b->type))
        project = project ? project : b;
      else if (!own)
        see(b->typeRange, b->type);
    }
    for (const Attribute &a : file->body.attributes)
      see(a.nameRange, a.name);
  }
  if (known || (!any && !project))
    return true;
  if (project)
    diags.report(project->typeRange, diag::err_hcl_project_file, project->type);
  else
    diags.report(first, diag::err_hcl_no_schema, word);
  return false;
}

/// Without blocks of a project file, which are passed over, each with a word.
std::shared_ptr<const File> withoutProject(std::shared_ptr<const File> file, DiagEngine &diags) {
  std::vector<const Block *> rest;
  for (const Block *b : file->body.blocks)
    if (!isProjectBlock(b->type))
      rest.push_back(b);
    else if (!file->damaged)
      diags.report(b->typeRange, diag::warn_hcl_project_block, b->type);
  if (rest.size() == file->body.blocks.size())
    return file;
  // Owns the file that its nodes are in.
  struct Part : File {
    std::shared_ptr<const File> all;
    std::vector<const Block *> blocks;
  };
  auto part = std::make_shared<Part>();
  part->blocks = std::move(rest);
  part->body = {file->body.attributes, {part->blocks.data(), uint32_t(part->blocks.size())}};
  part->comments = file->comments;
  part->whole = file->whole;
  part->damaged = file->damaged;
  part->all = std::move(file);
  return part;
}

/// The schema as SQL, with its blocks.
class Compilation {
public:
  Compilation(const SourceManager &sources, std::span<const FileId> ids, const Inputs &inputs,
              DiagEngine &diags)
      : sources(sources), diags(diags), before(diags.numErrors()),
        words(foreign, inputs, diags, Words::Postgres) {
    bool damaged = false;
    for (FileId id : ids) {
      files.push_back(parse(sources, id, diags));
      damaged |= files.back()->damaged;
      inputs.declared->files.emplace_back(sources.name(id));
    }
    inputs.declared->damaged |= damaged;
    if (damaged || !looksLikeSchema(files, diags))
      return;
    written = files;
    for (auto &file : files)
      file = withoutProject(file, diags);
    const Dialect *asked = findDialect(inputs.dialect);
    if (asked && !hasWords(asked->family())) {
      diags.report(files[0]->whole, diag::err_hcl_no_words, asked->display());
      return;
    }
    if (!asked) {
      byName = namedFor(sources, ids, diags);
      if (byName && byName->dialect.empty())
        return;
      asked = byName ? findDialect(byName->dialect) : nullptr;
    }
    if (asked && asked->family() != "postgres")
      other = asked;
    if (!other)
      lower(inputs);
  }

  bool ok() const { return module && diags.numErrors() == before; }
  /// The schema of a dialect that is not read through SQL.
  std::optional<Schema> state(const Inputs &inputs, Context &context);
  std::optional<Schema> throughSql(const Inputs &inputs, Context &context);

  const SourceManager &sources;
  DiagEngine &diags;
  unsigned before;
  Files files, written; ///< without blocks of the project file, and with them
  Foreign foreign;
  WordScope words;
  std::unique_ptr<Module> module;
  SqlText sql;
  const Dialect *other = nullptr; ///< that the words, the command line or names of files say

private:
  void lower(const Inputs &inputs);
  bool isSqlite(const Inputs &inputs);
  std::optional<NamedFor> byName; ///< where the command line says nothing
};

/// Every database of SQLite has the one schema main. Where that is the only one and all words are
/// SQLite's, too, the schema is one for SQLite.
bool Compilation::isSqlite(const Inputs &inputs) {
  if (!foreign.isMain || byName || findDialect(inputs.dialect))
    return false;
  for (const auto &i : module->blocks())
    if (i->type() == "schema" && i->name() != "main")
      return false;
  DiagEngine unheard(sources);
  WordScope scope(foreign, inputs, unheard, Words::Sqlite);
  Module trial(files, inputs, &scope, unheard);
  checkWords(trial, foreign, unheard, Words::Sqlite, "SQLite", true);
  Context context;
  StateLowering lowering(trial, sources, foreign, unheard, context, *findDialect("sqlite"));
  lowering.anyName = false; // of types, that would make any schema one of SQLite
  lowering.run();
  return !unheard.hasErrors();
}

/// Words of another database are reported alone: what else is unknown may be its own, too.
void Compilation::lower(const Inputs &inputs) {
  size_t reported = diags.pending().size();
  module = std::make_unique<Module>(files, inputs, &words, diags);
  for (const auto &file : files)
    for (const Attribute &a : file->body.attributes)
      diags.report(a.nameRange, diag::err_hcl_unknown_attribute, "a schema", a.name);
  checkWords(*module, foreign, diags, Words::Postgres, "PostgreSQL");
  sql = Lowering(*module, sources, foreign, diags).run();
  if (!foreign.found()) {
    if (!isSqlite(inputs))
      return;
    other = findDialect("sqlite");
    return diags.truncate(reported);
  }
  if (byName) {
    diags.truncate(reported);
    for (const Foreign::Seen &s : foreign.all)
      diags.report(s.range, diag::err_hcl_suffix, byName->suffix, byName->database,
                   fmt::format(", and '{}' is a word of {}", s.word, s.database));
    return;
  }
  if (!findDialect(inputs.dialect) && reportMixed(*module, foreign, diags))
    return;
  diags.truncate(reported);
  other = findDialect(foreign.dialect());
  if (!other)
    diags.report(foreign.range, diag::err_hcl_dialect, foreign.word, foreign.database);
}

std::optional<Schema> Compilation::state(const Inputs &inputs, Context &context) {
  Words own = wordsOf(other->family());
  WordScope scope(foreign, inputs, diags, own);
  module = std::make_unique<Module>(files, inputs, &scope, diags);
  for (const auto &file : files)
    for (const Attribute &a : file->body.attributes)
      diags.report(a.nameRange, diag::err_hcl_unknown_attribute, "a schema", a.name);
  checkWords(*module, foreign, diags, own, other->display());
  StateLowering lowering(*module, sources, foreign, diags, context, *other);
  Schema schema = lowering.run();
  if (!ok())
    return std::nullopt;
  addIntents(schema, *module, files, sources, context, diags, lowering.defaultSchema());
  schema.name = context.name("app");
  if (!ok())
    return std::nullopt;
  reportUnused(written, diags);
  return schema;
}

/// That something is missing may follow from its own error, which then is enough.
bool isMissing(const Diagnostic &d) {
  constexpr const DiagInfo *Kinds[] = {&diag::err_step_missing, &diag::err_sql_missing,
                                       &diag::warn_sql_type};
  return std::ranges::any_of(Kinds, [&](auto *k) { return d.info->code == k->code; });
}

/// Whether what is missing is declared: then it was not made, for an error of its own.
bool isDeclared(const Diagnostic &d, const Module &module) {
  return isMissing(d) && std::ranges::any_of(module.blocks(), [&](const auto &i) {
           return !i->name().empty() && d.message.find("'" + i->name() + "'") != d.message.npos;
         });
}

/// What was found, without what follows from the rest.
std::vector<const Diagnostic *> causes(const std::vector<Diagnostic> &found, const Module &module) {
  std::vector<const Diagnostic *> out, others;
  for (const Diagnostic &d : found)
    if (!isDeclared(d, module))
      out.push_back(&d);
  auto isError = [](const Diagnostic *d) { return d->level == Severity::Error; };
  if (std::ranges::none_of(out, isError)) {
    out.clear();
    for (const Diagnostic &d : found)
      out.push_back(&d);
  }
  bool isCause =
      std::ranges::any_of(out, [&](const Diagnostic *d) { return isError(d) && !isMissing(*d); });
  if (isCause)
    std::erase_if(out, [&](const Diagnostic *d) { return isError(d) && isMissing(*d); });
  return out;
}

/// What the SQL front end says, at the declarations that the SQL was made of. \p atEnd: it is said
/// of the parenthesis behind a text.
void report(const Diagnostic &d, bool atEnd, const Relocation &move, DiagEngine &diags) {
  bool isShort = atEnd && d.info->code == diag::err_sql_syntax.code;
  DiagBuilder out =
      diags.begin(move(d.range), *d.info, isShort ? "syntax error: it ends too early" : d.message);
  for (const DiagLabel &l : d.labels)
    if (SourceRange r = move(l.range); r.isValid())
      out.label(r, l.text);
  for (const DiagNote &n : d.notes)
    out.note(n.message, move(n.range));
}

std::optional<Schema> Compilation::throughSql(const Inputs &inputs, Context &context) {
  if (!ok())
    return std::nullopt;
  SourceManager generated;
  FileId file = generated.addBuffer("schema.sql", sql.text());
  Relocation move = [&](SourceRange r) {
    if (generated.fileOf(r.begin) != file)
      return SourceRange();
    return sql.map(generated.offsetOf(r.begin), generated.offsetOf(r.end));
  };
  DiagEngine found(generated);
  sql::Options options;
  options.version = inputs.version;
  options.endOnly = true;
  sql::Script script = sql::read(generated, file, context, found, Schema(), options);
  for (const Diagnostic *d : causes(found.pending(), *module)) {
    bool here = generated.fileOf(d->range.begin) == file;
    bool atEnd = here && sql.closesText(generated.offsetOf(d->range.begin));
    report(*d, atEnd, move, diags);
  }
  if (found.hasErrors())
    return std::nullopt;
  Schema schema = std::move(script.end);
  foldSerials(schema, context);
  relocate(schema, move);
  addIntents(schema, *module, files, sources, context, diags);
  if (diags.numErrors() != before)
    return std::nullopt;
  schema.name = context.name("app");
  reportUnused(written, diags);
  return schema;
}

} // namespace

std::string asSql(const SourceManager &sources, std::span<const FileId> files, const Inputs &inputs,
                  DiagEngine &diags) {
  Compilation c(sources, files, inputs, diags);
  return c.ok() && !c.other ? c.sql.text() : std::string();
}

std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              const Inputs &inputs, Context &context, DiagEngine &diags,
                              Managed *managed) {
  Compilation c(sources, files, inputs, diags);
  auto schema = c.other ? c.state(inputs, context) : c.throughSql(inputs, context);
  if (schema && managed)
    *managed = managedBy(*schema, *c.module);
  return schema;
}

} // namespace schemac::hcl
