//===- DoBlock.cpp - DO blocks whose effect can be told -------------------===//
//
// Most DO blocks of migrations do one thing: something is made unless it is there, or an error for
// what is there already is swallowed. Such blocks are followed: plain statements, EXECUTE of a text
// that is known, loops over values that are written there (DoLoops.cpp), IF [NOT] EXISTS over the
// catalogs, handlers of "duplicate" errors, and loops that try again until a lock is free. What has
// other variables, loops or conditions on rows is not understood.
//
//===----------------------------------------------------------------------===//
#include "ChangesRowsOnly.h"
#include "DoForms.h"
#include "ErrorConditions.h"
#include "Readable.h"
#include "Reader.h"
#include "llvm/Support/SaveAndRestore.h"
#include <algorithm>

namespace schemac::sql {

namespace {

/// What is read, while a text inside of it is. Its tokens point into it and are made again.
struct Place {
  std::string text;
  Loc base;
  std::vector<NewerSyntax> newer;
};
} // namespace

//===--- statements -------------------------------------------------------===//

size_t Reader::endOfStatement(size_t from, size_t last) const {
  for (size_t i = from; i < last; ++i) {
    if (isWord(i, ";"))
      return i;
    if (isWord(i, "("))
      i = std::min(closing(i), last - 1);
  }
  return last;
}

/// The END IF that belongs to the IF at \p from, or the ELSE before it.
size_t Reader::endOfIf(size_t from, size_t last, size_t *otherwise) const {
  unsigned depth = 0;
  for (size_t i = from; i < last; ++i) {
    bool end = isWord(i, "end");
    if (end && isWord(i + 1, "if")) {
      if (--depth == 0)
        return i;
      ++i;
    } else if (isWord(i, "if") && !isWord(i + 1, "exists") && !isWord(i + 1, "not")) {
      ++depth;
    } else if (isWord(i, "if") && (i == from || isWord(i - 1, ";") || isWord(i - 1, "then") ||
                                   isWord(i - 1, "else") || isWord(i - 1, "begin"))) {
      ++depth;
    } else if (depth == 1 && isWord(i, "else") && otherwise) {
      *otherwise = i;
    }
  }
  return last;
}

/// The statements of a text that has several of them, with where each begins in it.
static std::vector<std::pair<size_t, std::string>> severalIn(const std::string &sql) {
  std::vector<std::pair<size_t, std::string>> out;
  ParseError error;
  Parsed tree = sql.find(';') == sql.npos ? Parsed() : parse(sql, error);
  for (size_t i = 0; tree && tree->n_stmts > 1 && i < tree->n_stmts; ++i) {
    auto begin = static_cast<size_t>(tree->stmts[i]->stmt_location);
    auto size = static_cast<size_t>(tree->stmts[i]->stmt_len);
    begin = std::min(sql.find_first_not_of(" \t\r\n", begin), sql.size());
    size_t end = size ? tree->stmts[i]->stmt_location + size : sql.size();
    out.emplace_back(begin, sql.substr(begin, end - std::min(begin, end)));
  }
  return out;
}

/// SQL within another statement, by itself: a part of it, or several.
bool Reader::within(std::string sql, SourceRange range, bool isBuilt) {
  auto several = severalIn(sql);
  for (auto &[begin, one] : several) {
    auto first = range.begin + static_cast<uint32_t>(begin);
    SourceRange place = {first, first + static_cast<uint32_t>(one.size())};
    if (!within(std::move(one), isBuilt ? range : place, isBuilt))
      return false;
  }
  if (!several.empty())
    return true;
  Place outer{std::move(text), base, std::move(newer)};
  llvm::SaveAndRestore stands(builtAt, isBuilt ? range : builtAt);
  llvm::SaveAndRestore inside(isWithin, true);
  Statement *whole = record, part;
  part.range = range;
  part.first = steps().size();
  part.inBlock = true;
  part.built = isBuilt ? sql : std::string();
  record = &part;
  text = std::move(sql);
  base = range.begin;
  tokens = lexSqlTokens(text);
  newer.clear();
  ParseError error;
  Parsed tree = isReadable(text, tokens, error) ? parse(text, error) : Parsed();
  bool ok = false;
  if (!tree) {
    diags.report(isBuilt ? range : SourceRange(base + static_cast<uint32_t>(error.offset)),
                 diag::err_sql_syntax, error.message);
  } else {
    const Node *node = tree->n_stmts ? tree->stmts[0]->stmt : nullptr;
    if (options.assumeMissing && node) {
      Journal taken;
      state.setJournal(&taken);
      assume(node);
      state.setJournal(current);
      noteConstraints(taken);
    }
    ok = dispatch(node);
  }
  part.count = steps().size() - std::min(part.first, steps().size());
  record = whole;
  if (record->kind != StatementKind::Opaque && part.kind != StatementKind::Ignored)
    record->kind = part.kind;
  record->table = part.table;
  record->allRows = part.allRows;
  record->parts.push_back(std::move(part));
  text = std::move(outer.text), base = outer.base, newer = std::move(outer.newer);
  tokens = lexSqlTokens(text);
  return ok;
}

/// The same of a text that may be several statements.
bool Reader::withinAll(const std::string &sql, SourceRange range, bool isBuilt) {
  std::vector<Piece> pieces = split(sql);
  if (pieces.size() <= 1)
    return within(sql, range, isBuilt);
  return std::ranges::all_of(pieces, [&](const Piece &piece) {
    SourceRange part =
        isBuilt ? range : SourceRange(range.begin + piece.begin, range.begin + piece.end);
    return within(sql.substr(piece.begin, piece.end - piece.begin), part, isBuilt);
  });
}

/// The tokens [first, last) are a statement on rows which may or may not run.
void Reader::perhaps(size_t first, size_t last) {
  Statement part;
  part.range = rangeOf({first, last});
  part.kind = StatementKind::Data;
  part.first = steps().size();
  part.inBlock = true;
  record->parts.push_back(std::move(part));
}

/// Whether the statements are of the kinds that are followed, so that none is done in vain.
bool Reader::isStatic(size_t first, size_t last) {
  static constexpr std::string_view Plain[] = {
      "create", "alter",    "drop", "comment", "grant",   "revoke", "insert",  "update", "delete",
      "merge",  "truncate", "lock", "refresh", "analyze", "vacuum", "reindex", "cluster"};
  for (size_t i = first; i < last;) {
    if (isWord(i, "if")) {
      size_t otherwise = last, end = endOfIf(i, last, &otherwise), then = find(i, "then");
      if (then >= end || end >= last || !isStatic(then + 1, std::min(otherwise, end)) ||
          (otherwise < end && !isStatic(otherwise + 1, end)))
        return false;
      i = end + 3;
      continue;
    }
    if (isWord(i, "for") || isWord(i, "foreach")) {
      std::optional<size_t> next = staticLoop(i, last);
      if (!next)
        return false;
      i = *next;
      continue;
    }
    size_t end = endOfStatement(i, last);
    if (!given(i, end).variable.empty() && !isWord(i, "perform")) {
      i = end + 1;
      continue;
    }
    bool plain = std::ranges::any_of(Plain, [&](auto w) { return isWord(i, w); }) ||
                 isWord(i, "null") || isWord(i, "perform") || isMessage(i);
    // The server takes a variable's value in statements on rows, and in queries.
    bool takesValues = isWord(i, "insert") || isWord(i, "update") || isWord(i, "delete") ||
                       isWord(i, "merge") || isWord(i, "perform") ||
                       (isWord(i, "create") && find(i, "select") < end);
    if (plain && takesValues && namesVariable(i, end))
      return false;
    if (!plain && !(isWord(i, "execute") && knownText(i + 1, end)))
      return false;
    i = end + 1;
  }
  return true;
}

/// RAISE NOTICE and others that do not end the block.
bool Reader::isMessage(size_t i) const {
  static constexpr std::string_view Levels[] = {"notice", "warning", "info", "log", "debug"};
  return isWord(i, "raise") &&
         std::ranges::any_of(Levels, [&](auto level) { return isWord(i + 1, level); });
}

Reader::Outcome Reader::statements(size_t first, size_t last) {
  for (size_t i = first; i < last;) {
    if (isWord(i, "if")) {
      size_t otherwise = last, end = endOfIf(i, last, &otherwise), then = find(i, "then");
      std::optional<bool> holds = condition(i + 1, then);
      if (!holds) {
        if (size_t middle = std::min(otherwise, end);
            onlyPrivileges(then + 1, middle, false) &&
            (middle == end || onlyPrivileges(otherwise + 1, end, false))) {
          record->kind = StatementKind::Ignored;
          if (!onlyPrivileges(then + 1, middle, true) ||
              (middle != end && !onlyPrivileges(otherwise + 1, end, true)))
            unmanaged("a privilege that is worked out as it runs");
          i = end + 3;
          continue;
        }
        if (!onlyRows(then + 1, end))
          return Outcome::Unknown;
        record->kind = StatementKind::Data;
        for (size_t at = then + 1; at < end; at = endOfStatement(at, end) + 1)
          perhaps(at, endOfStatement(at, end));
      } else if (*holds || otherwise < end) {
        Outcome o = *holds ? statements(then + 1, std::min(otherwise, end))
                           : statements(otherwise + 1, end);
        if (o != Outcome::Done)
          return o;
      }
      i = end + 3;
      continue;
    }
    if (isWord(i, "for") || isWord(i, "foreach")) {
      std::optional<KnownLoop> loop = knownLoop(i, last);
      if (!loop)
        return Outcome::Unknown;
      llvm::SaveAndRestore outer(variables);
      for (const std::string &value : loop->values) {
        variables.values[loop->variable] = value;
        if (Outcome o = statements(loop->first, loop->last); o != Outcome::Done)
          return o;
      }
      i = loop->next;
      continue;
    }
    size_t end = endOfStatement(i, last);
    variables.truths.erase("found");
    if (Given g = given(i, end); !g.variable.empty()) {
      variables.truths.erase(g.variable);
      if (g.value) {
        variables.truths[g.variable] = *g.value;
        i = end + 1;
        continue;
      }
      if (!isWord(i, "perform"))
        return Outcome::Unknown;
    }
    size_t offset = tokens[i].begin;
    std::string sql = textOf({i, end});
    SourceRange range = rangeOf({i, end});
    bool isBuilt = isWord(i, "execute") && i + 2 != end;
    if (isBuilt) {
      range = rangeOf({i + 1, end});
      sql = knownText(i + 1, end).value_or("");
    } else if (isWord(i, "execute") && tokens[i + 1].kind != SqlToken::Kind::String) {
      isBuilt = true; // a variable
      sql = knownText(i + 1, end).value_or("");
    } else if (isWord(i, "execute")) {
      sql = contentOf(tokens[i + 1], offset);
      size_t quote = offset - tokens[i + 1].begin;
      range = {base + static_cast<uint32_t>(offset),
               base + static_cast<uint32_t>(std::max(offset, tokens[i + 1].end - quote))};
    } else if (isWord(i, "perform")) {
      sql.replace(0, std::string_view("perform").size(), "SELECT ");
    }
    if (!isWord(i, "null") && !isWord(i, "raise") && !withinAll(sql, range, isBuilt))
      return Outcome::Refused;
    i = end + 1;
  }
  return Outcome::Done;
}

bool Reader::onlyRows(size_t first, size_t last) const {
  for (size_t i = first; i < last;) {
    if (!isWord(i, "insert") && !isWord(i, "update") && !isWord(i, "delete"))
      return false;
    i = endOfStatement(i, last) + 1;
  }
  return true;
}

/// Whether they make or change roles, which are no part of a schema, or say who may do what, and
/// nothing else; with \p rolesAlone only the former. NULL and messages may stand between.
bool Reader::onlyPrivileges(size_t first, size_t last, bool rolesAlone) const {
  for (size_t i = first; i < last; i = endOfStatement(i, last) + 1) {
    bool fits = rolesAlone ? isAboutRoles(tokens, i) : isAboutPrivileges(tokens, i);
    if (!fits && !isMessage(i) && !isWord(i, "null"))
      return false;
  }
  return first < last;
}

//===--- blocks -----------------------------------------------------------===//

/// [DECLARE ...] BEGIN statements [EXCEPTION WHEN duplicate_object THEN NULL;] END
bool Reader::block(const std::string &body, Loc at, bool &known) {
  Place outer{std::move(text), base, std::move(newer)};
  text = body;
  base = at;
  tokens = lexSqlTokens(text);
  size_t last = tokens.size();
  while (last && isWord(last - 1, ";"))
    --last;
  if (last > 2 && tokens[last - 1].isName() && isWord(last - 2, "end"))
    --last; // END label
  size_t first = declarations() + 1;
  known = last > first && isWord(first - 1, "begin") && isWord(last - 1, "end");
  size_t handler = findOutside(0, "exception");
  size_t end = known ? std::min(handler, last - 1) : 0;
  bool swallows = false;
  for (size_t i = handler; i < last; ++i)
    swallows |= isWord(i, "others") || isWord(i, "sqlstate") ||
                (tokens[i].isName() && conditionNamed(tokens[i].name()));
  std::vector<std::pair<Span, std::string>> runs; // texts where they are not what stands there
  if (known && isStatic(first, end) && (handler >= last || swallows)) {
    runs = {{{first, end}, ""}};
  } else {
    for (Span part : retried(body))
      runs.emplace_back(part, "");
    if (runs.empty())
      runs = movedIdentity();
    swallows = false;
  }
  known = !runs.empty();
  bool ok = true;
  if (known) {
    size_t reported = diags.pending().size(), firstStep = steps().size();
    Schema before = state, startBefore = out.start;
    before.setJournal(nullptr);
    auto assumedBefore = assumed;
    size_t tookBefore = out.tookForGranted.size();
    Outcome o = Outcome::Done;
    for (size_t run = 0; run < runs.size() && o == Outcome::Done; ++run)
      if (auto &[span, sql] = runs[run]; sql.empty())
        o = statements(span.first, span.last);
      else if (!within(sql, rangeOf(span)))
        o = Outcome::Refused;
    auto takeBack = [&] {
      state.setJournal(nullptr);
      state = before;
      out.start = startBefore;
      assumed = assumedBefore;
      out.tookForGranted.resize(tookBefore);
      steps().resize(firstStep);
      record->parts.clear();
    };
    Handler taken;
    if (o == Outcome::Refused && swallows)
      taken = handlerOf(handler, last, reported);
    if (o != Outcome::Done)
      takeBack();
    if (taken.outcome == Outcome::Done) {
      diags.truncate(reported);
      o = statements(taken.statements.first, taken.statements.last);
      if (o != Outcome::Done)
        takeBack();
    } else if (taken.outcome == Outcome::Unknown) {
      diags.truncate(reported);
      o = Outcome::Unknown;
    }
    known = o != Outcome::Unknown;
    ok = o != Outcome::Refused;
  }
  text = std::move(outer.text), base = outer.base, newer = std::move(outer.newer);
  tokens = lexSqlTokens(text);
  return ok;
}

bool Reader::read(const PgQuery__DoStmt &s) {
  std::set<std::string> given;
  for (const Node *n : items(s.n_args, s.args))
    if (auto *d = as<PgQuery__DefElem>(n); d && !given.emplace(stringOf(d->defname)).second) {
      diags.report(tokenRange(tokenAt(d->location)), diag::err_sql_syntax,
                   "conflicting or redundant options");
      return false;
    }
  for (const Node *n : items(s.n_args, s.args)) {
    auto *d = as<PgQuery__DefElem>(n);
    if (!d || stringOf(d->defname) != "as")
      continue;
    size_t token = 1;
    while (token < tokens.size() && tokens[token].kind != SqlToken::Kind::String)
      ++token;
    if (token == tokens.size())
      break;
    size_t offset = 0;
    std::string body = contentOf(tokens[token], offset);
    bool known = false;
    bool ok = block(body, base + static_cast<uint32_t>(offset), known);
    record->command = name("DO");
    if (known)
      return ok;
    std::set<QName> seen;
    if (ChangesRowsOnly(body).holds() && callsRowsOnly(body, seen)) {
      record->kind = StatementKind::Data;
      return true;
    }
    if (ChangesRowsOnly(body).holds(true) && callsRowsOnly(body, seen)) {
      unmanaged("a privilege that is worked out as it runs");
      record->kind = StatementKind::Data;
      return true;
    }
    suppose(body, base + static_cast<uint32_t>(offset));
  }
  return opaqueBlock();
}

} // namespace schemac::sql
