//===- SirParseRoutines.cpp - Functions and declared triggers from .sir ---===//
#include "SirKeywords.h"
#include "SirParserBase.h"
#include "schemac/IR/Signatures.h"

namespace schemac::sir {

/// One of the words, when it is there.
template <class E, size_t N>
static bool acceptOne(const std::string_view (&words)[N], E &value, auto accept) {
  for (size_t i = 0; i < N; ++i)
    if (!words[i].empty() && accept(words[i])) {
      value = static_cast<E>(i);
      return true;
    }
  return false;
}

//===--- functions --------------------------------------------------------===//

/// (@a : i32, out @b : text default sql"…")
std::vector<FunctionArg> ParserBase::parseArgs() {
  std::vector<FunctionArg> args;
  expect(Tok::LParen, "'('");
  while (!failed && !at(Tok::RParen)) {
    FunctionArg a;
    acceptOne(ArgModeWords, a.mode, [&](std::string_view w) { return acceptWord(w); });
    if (at(Tok::Name))
      a.name = parseName();
    expect(Tok::Colon, "':'");
    a.type = parseType();
    if (acceptWord("default"))
      a.defaultExpr = parseSql();
    args.push_back(std::move(a));
    if (!accept(Tok::Comma))
      break;
  }
  expect(Tok::RParen, "')'");
  return args;
}

void ParserBase::parseResult(Function &f) {
  if (acceptWord("procedure"))
    f.procedure = true;
  else if (acceptWord("returns_trigger"))
    f.returnsTrigger = true;
  else if (acceptWord("returns_table"))
    f.table = parseArgs();
  else if (acceptWord("returns_set"))
    f.returnsSet = true, f.returns = parseType();
  else if (acceptWord("returns"))
    f.returns = parseType();
}

bool ParserBase::parseFunctionAttribute(Function &f) {
  auto accept = [&](std::string_view w) { return acceptWord(w); };
  if (acceptWord("language"))
    f.language = parseName();
  else if (acceptWord("strict"))
    f.strict = true;
  else if (acceptWord("security_definer"))
    f.securityDefiner = true;
  else if (acceptWord("leakproof"))
    f.leakproof = true;
  else if (acceptWord("set")) {
    Name setting = parseName();
    f.settings.emplace_back(setting, parseSql());
  } else
    return acceptOne(VolatileWords, f.volatility, accept) ||
           acceptOne(ParallelWords, f.parallel, accept) ||
           acceptOne(DataAccessWords, f.dataAccess, accept);
  return true;
}

void ParserBase::parseEntity(Function &f, SourceRange begin) {
  f.name = parseQName();
  f.called = f.name.name;
  f.args = parseArgs();
  parseResult(f);
  while (!failed && parseFunctionAttribute(f)) {
  }
  expectWord("as");
  f.body = parseSql();
  f.range = parseLoc(from(begin));
  if (!failed)
    f.name.name = context.name(functionSignature(f));
}

//===--- triggers ---------------------------------------------------------===//

void ParserBase::parseEvents(TriggerAction &a) {
  do {
    if (acceptWord("insert"))
      a.onInsert = true;
    else if (acceptWord("delete"))
      a.onDelete = true;
    else if (acceptWord("truncate"))
      a.onTruncate = true;
    else if (expectWord("update")) {
      a.onUpdate = true;
      if (acceptWord("of"))
        a.updateOf = parseNames();
    }
  } while (acceptWord("or"));
}

bool ParserBase::parseAction(Trigger &t) {
  TriggerAction a;
  a.constraint = acceptWord("constraint");
  if (!failed && atWord("instead_of")) {
    diags.report(tok.range, diag::err_not_supported, "INSTEAD OF triggers");
    failed = true;
  }
  if (!acceptOne(TimingWords, a.timing, [&](std::string_view w) { return acceptWord(w); }))
    return false;
  t.kind = TriggerKind::User;
  parseEvents(a);
  while (onLine() && !atWord("execute") && !atWord("as")) {
    if (acceptWord("old_table"))
      a.oldTable = parseName();
    else if (acceptWord("new_table"))
      a.newTable = parseName();
    else if (acceptWord("from"))
      a.fromTable = parseQName();
    else if (acceptWord("deferrable"))
      a.deferrable = true;
    else if (acceptWord("initially_deferred"))
      a.initiallyDeferred = true;
    else if (acceptWord("for_each_row"))
      a.forEachRow = true;
    else if (acceptWord("when"))
      a.when = parseSql();
    else if (acceptWord("follows"))
      a.follows = parseName();
    else if (acceptWord("precedes"))
      a.precedes = parseName();
    else if (!acceptOne(EnabledWords, a.enabled, [&](std::string_view w) { return acceptWord(w); }))
      break;
  }
  if (acceptWord("as")) {
    a.body = parseSql();
  } else if (expectWord("execute")) {
    a.function = parseQName();
    if (onLine() && at(Tok::LBrace))
      a.args = parseLabels();
  }
  t.action = std::make_shared<const TriggerAction>(std::move(a));
  return true;
}

} // namespace schemac::sir
