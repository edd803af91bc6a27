//===- Reader.cpp - Statement by statement --------------------------------===//
#include "Reader.h"
#include "PsqlVariables.h"
#include "Readable.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/Diags.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

Reader::Reader(SourceManager &sources, Context &context, DiagEngine &diags, const Options &options,
               Script &out)
    : Assumptions(context, out), sources(sources), diags(diags), options(options),
      dialect(*findDialect("postgres")), defaultPrivileges(options.defaultPrivileges),
      outsiders(options.outsiders), burdens(options.burdens), closed(options.closed),
      notNullNames(options.notNullNames) {
  for (const std::string &path : options.searchPath)
    searchPath.push_back(ns(path));
}

void Reader::run(SourceRange range) {
  out.unknown = options.unknown;
  for (QName table : options.assumed)
    assumed.emplace(table, table);
  refreshClosed(); // whose places are not known yet
  std::string whole(sources.text(range));
  run(split(whole), whole, range.begin);
  if (!blocks.empty() && blocks.front().savepoint)
    blocks.clear();
  for (const auto &[now, before] : assumed)
    if (state.table(now))
      out.assumed.push_back(now);
  out.defaultPrivileges = defaultPrivileges;
  out.outsiders = outsiders;
  out.notNullNames = notNullNames;
  std::ranges::copy_if(burdens, std::back_inserter(out.burdens),
                       [&](const Burden &b) { return isRelation(b.relation); });
  out.closed = closed;
  sayWhichDefaultsAreLost();
}

void Reader::run(std::span<const Piece> pieces, std::string_view whole, Loc begin) {
  for (size_t i = 0; i < pieces.size();) {
    size_t next = branch(pieces, i, whole, begin);
    if (next == i)
      piece(pieces[next++], whole, begin);
    i = next;
  }
}

void Reader::piece(const Piece &p, std::string_view wholeText, Loc begin) {
  SourceRange range(begin + p.begin, begin + p.end);
  if (p.kind == Piece::CopyData)
    return;
  if (p.kind == Piece::Unfinished) {
    diags.report(SourceRange(begin + (p.begin ? p.begin - 1 : 0)), diag::err_sql_copy);
    return;
  }
  if (options.endOnly && blocks.empty()) {
    steps().clear();
    out.statements.clear();
  }
  Statement &r = out.statements.emplace_back();
  r.range = range;
  r.first = steps().size();
  r.inBlock = !blocks.empty();
  record = &r;
  text = std::string(wholeText.substr(p.begin, p.end - p.begin));
  base = range.begin;
  if (p.kind == Piece::Meta)
    meta(range, text);
  else
    statement();
  r.count = steps().size() - std::min(r.first, steps().size());
}

/// Position, without what a caret needs: the token at a byte.
static SourceRange errorRange(const std::vector<SqlToken> &tokens, Loc base, size_t offset,
                              size_t size) {
  for (const SqlToken &t : tokens)
    if (t.begin <= offset && offset < t.end)
      return {base + static_cast<uint32_t>(offset), base + static_cast<uint32_t>(t.end)};
  size_t at = std::min(offset, size);
  return {base + static_cast<uint32_t>(at), base + static_cast<uint32_t>(at)};
}

/// Says of {{ .Schema }}, ${SCHEMA} and the like why it is no SQL.
static void noteTemplate(DiagBuilder error, std::string_view text, size_t offset) {
  static constexpr std::pair<std::string_view, std::string_view> Marks[] = {
      {"{{", "}}"}, {"{%", "%}"}, {"<%", "%>"}, {"${", "}"}};
  std::string_view rest = text.substr(std::min(offset, text.size()));
  for (auto [open, close] : Marks)
    if (size_t end = rest.find(close); rest.starts_with(open) && end < rest.find('\n'))
      error.note(fmt::format("'{}' is filled in by another program: only what it makes is SQL",
                             rest.substr(0, end + close.size())));
}

/// A ':' that PostgreSQL stumbles over before a name is a variable of psql.
bool Reader::reportVariable(size_t offset) {
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].begin != offset || !psqlVariableAt(tokens, i))
      continue;
    diags.report({base + static_cast<uint32_t>(tokens[i].begin),
                  base + static_cast<uint32_t>(tokens[i + 1].end)},
                 diag::err_sql_variable, tokens[i + 1].text);
    return true;
  }
  return false;
}

/// Where backslashes escape in all strings, as before PostgreSQL 9.1, one that has any is another
/// value than it is read as here.
bool Reader::reportEscapes() {
  for (size_t i = 0; backslashesEscape && i < tokens.size(); ++i)
    if (tokens[i].kind == SqlToken::Kind::String && tokens[i].text.starts_with('\'') &&
        tokens[i].text.find('\\') != std::string_view::npos) {
      record->kind = StatementKind::Invalid;
      out.tainted = true;
      unsupported("a backslash in a string while standard_conforming_strings is off",
                  tokenRange(i));
      return true;
    }
  return false;
}

void Reader::statement() {
  tokens = lexSqlTokens(text);
  ParseError error;
  if (!isReadable(text, tokens, error)) {
    record->kind = StatementKind::Invalid;
    out.tainted = true;
    diags.report(SourceRange(base + static_cast<uint32_t>(error.offset)), diag::err_sql_syntax,
                 error.message);
    return;
  }
  newer.clear();
  if (reportEscapes())
    return;
  Parsed tree = parse(text, error);
  if (!tree) {
    std::string older = text;
    newer = replaceNewer(older, tokens);
    ParseError second;
    if (!newer.empty())
      tree = parse(older, second);
    if (!tree) {
      record->kind = StatementKind::Invalid;
      out.tainted = true;
      for (const NewerSyntax &n : newer)
        if (!n.understood) {
          diags.report({base + static_cast<uint32_t>(n.begin), base + static_cast<uint32_t>(n.end)},
                       diag::err_sql_newer, n.name, n.version);
          return;
        }
      SourceRange at = errorRange(tokens, base, error.offset, text.size());
      if (reportVariable(error.offset))
        return;
      if (error.message.ends_with(" in FROM must have an alias"))
        diags.report(at, diag::err_sql_newer, "a query in FROM without an alias", 16);
      else
        noteTemplate(diags.report(at, diag::err_sql_syntax, error.message), text, error.offset);
      return;
    }
  }
  if (tree->n_stmts == 0)
    return;
  if (options.assumeMissing) {
    Journal assumed;
    state.setJournal(&assumed);
    current = &assumed;
    assume(tree->stmts[0]->stmt);
    noteConstraints(assumed);
  }
  Journal journal;
  size_t firstStep = steps().size();
  size_t depth = blocks.size();
  state.setJournal(&journal);
  current = &journal;
  bool ok = dispatch(tree->stmts[0]->stmt) && grantDefaults(journal);
  state.setJournal(nullptr);
  current = nullptr;
  noteConstraints(journal);
  if (ok)
    reportLater();
  if (!ok) {
    record->kind = StatementKind::Invalid;
    out.tainted = true;
    if (depth == blocks.size() && steps().size() >= firstStep) {
      journal.undo(state);
      noteConstraints(journal);
      steps().resize(firstStep);
    }
  }
}

bool Reader::dispatch(const Node *node) {
  if (!node)
    return true;
  switch (node->node_case) {
#define STATEMENT(CLASS, FIELD, CASE, WORDS)                                                       \
  case PG_QUERY__NODE__NODE_##CASE:                                                                \
    record->command = name(WORDS);                                                                 \
    return read(*node->FIELD);
#include "Statements.def"
  default:
    return other(node);
  }
}

namespace {
struct Other {
  PgQuery__Node__NodeCase node;
  std::string_view words;
  StatementKind kind;
  std::string_view concerns;
};
constexpr Other Others[] = {
#define OTHER(CASE, WORDS, KIND, CONCERNS)                                                         \
  {PG_QUERY__NODE__NODE_##CASE, WORDS, StatementKind::KIND, CONCERNS},
#include "OtherStatements.def"
};
} // namespace

bool Reader::other(const Node *node) {
  for (const Other &o : Others)
    if (o.node == node->node_case) {
      record->command = name(o.words);
      record->kind = o.kind;
      if (!findsTargets(node))
        return false;
      if (auto *s = as<PgQuery__ReindexStmt>(node))
        return reindex(*s);
      return o.concerns.empty() || unmanaged(o.concerns);
    }
  return opaque("this statement");
}

//===--- steps ------------------------------------------------------------===//

/// Whether what is at hand forbids to drop \p op's object, as the report at \p reported says:
/// nothing that is not at hand could allow it.
bool Reader::isSurelyRefused(const Op &op, size_t reported) const {
  return diags.pending().size() > reported &&
         diags.pending()[reported].info->code == diag::err_step_refused.code &&
         op.mnemonic().starts_with("drop_") && !isAssumed(tableOf(op));
}

bool Reader::add(Op op) {
  if (!op.range.isValid())
    op.range = whole();
  size_t reported = diags.pending().size();
  if (!apply(op, state, context, &diags)) {
    SourceRange maker = out.unknown.maker(tableOf(op));
    if (!maker.isValid() && (!options.assumeMissing || isSurelyRefused(op, reported)))
      return false;
    std::string why = diags.pending().size() > reported ? diags.pending()[reported].message : "";
    diags.truncate(reported); // of what is not at hand nothing can be said
    record->kind = StatementKind::Opaque;
    out.tainted = true;
    return options.assumeMissing || afterUnknown(why, op.range, maker, tableOf(op));
  }
  followAssumed(op);
  noteSequences(op);
  followBurdens(op);
  followClosed(op);
  steps().push_back(std::move(op));
  return true;
}

/// An assumed table keeps its first name in the state that the file began with.
void Reader::followAssumed(const Op &op) {
  auto move = [&](QName from, QName to) {
    auto it = assumed.find(from);
    if (it == assumed.end())
      return;
    QName first = it->second;
    assumed.erase(it);
    assumed.emplace(to, first);
  };
  if (auto r = dynOp<RenameTableOp>(op)) {
    move(r->table(), {r->table().ns, r->to()});
    followBurdens(r->table(), {r->table().ns, r->to()});
  } else if (auto v = dynOp<RenameViewOp>(op))
    followBurdens(v->view(), {v->view().ns, v->to()});
  else if (auto m = dynOp<MoveTableOp>(op))
    move(m->table(), {m->to(), m->table().name});
  else if (auto d = dynOp<DropTableOp>(op))
    assumed.erase(d->table());
}

bool Reader::addAll(const std::vector<Op> &ops) {
  return std::all_of(ops.begin(), ops.end(), [&](const Op &op) { return add(op); });
}

bool Reader::fits(const Op &op) {
  Schema copy = state;
  copy.setJournal(nullptr);
  return apply(op, copy, context, nullptr);
}

//===--- psql -------------------------------------------------------------===//

/// Commands that run or skip statements are not followed; others only concern the client.
void Reader::meta(SourceRange range, std::string_view command) {
  record->kind = StatementKind::Meta;
  size_t end = std::min(command.find_first_of(" \t"), command.size());
  std::string_view word = command.substr(0, end);
  record->command = name(word);
  static constexpr std::string_view Running[] = {"\\i", "\\ir", "\\include", "\\include_relative",
                                                 "\\gexec"};
  if (word == "\\if")
    return openChoice(range, command);
  if (word == "\\endif" && !choices.empty())
    choices.pop_back();
  if (std::ranges::find(Running, word) == std::end(Running) ||
      (word == "\\gexec" && dropsInvalidIndexes()))
    return;
  record->kind = StatementKind::Opaque;
  steps().push_back(OpaqueOp::make(range, context.expr(command)));
  out.tainted = true;
  if (!out.unknown.anything.isValid())
    out.unknown.anything = range;
  diags.report(range, diag::warn_sql_meta, command);
}

//===--- entry points -----------------------------------------------------===//

Script read(SourceManager &sources, SourceRange range, Context &context, DiagEngine &diags,
            Schema start, const Options &options) {
  Script out;
  if (!start.dialect)
    start.dialect = context.name("postgres");
  if (!start.version)
    start.version = options.version;
  out.start = start;
  out.end = std::move(start);
  out.plan.dialect = out.end.dialect;
  out.plan.version = out.end.version;
  out.plan.phases.push_back({PhaseKind::Change, std::nullopt, {}});
  Reader(sources, context, diags, options, out).run(withPsqlVariables(sources, range));
  return out;
}

Script read(SourceManager &sources, FileId file, Context &context, DiagEngine &diags, Schema start,
            const Options &options) {
  return read(sources, sources.whole(file), context, diags, std::move(start), options);
}

} // namespace schemac::sql
