//===- SirPolicies.cpp - Row security from and as .sir --------------------===//
#include "SirParserBase.h"
#include "SirPrinter.h"
#include "SirText.h"
#include <algorithm>

namespace schemac::sir {

static constexpr std::string_view CommandWords[] = {"all", "select", "insert", "update", "delete"};

/// policy @own restrictive for select to (@app) using sql"..." with_check sql"..."
Policy ParserBase::parsePolicy(Name name) {
  Policy p;
  p.name = name;
  while (onLine()) {
    if (acceptWord("restrictive")) {
      p.restrictive = true;
    } else if (acceptWord("for")) {
      auto it = std::ranges::find(CommandWords, tok.raw);
      if (it == std::end(CommandWords)) {
        expected("a command: all, select, insert, update or delete");
        break;
      }
      p.command = static_cast<PolicyCommand>(it - std::begin(CommandWords));
      advance();
    } else if (acceptWord("to")) {
      p.roles = parseNames();
      std::sort(p.roles.begin(), p.roles.end());
    } else if (acceptWord("using")) {
      p.usingExpr = parseSql();
    } else if (acceptWord("with_check")) {
      p.withCheck = parseSql();
    } else {
      break;
    }
  }
  return p;
}

/// row_security enabled forced
void ParserBase::parseRowSecurity(Table &t) {
  while (onLine()) {
    if (acceptWord("enabled"))
      t.rowSecurity = true;
    else if (acceptWord("forced"))
      t.forceRowSecurity = true;
    else
      break;
  }
}

std::string partText(const Policy &p) {
  std::string out;
  auto word = [&](const std::string &text) { out += (out.empty() ? "" : " ") + text; };
  if (p.restrictive)
    word("restrictive");
  word("for " + std::string(CommandWords[size_t(p.command)]));
  if (!p.roles.empty())
    word("to " + list(p.roles));
  if (p.usingExpr)
    word("using " + sql(p.usingExpr));
  if (p.withCheck)
    word("with_check " + sql(p.withCheck));
  return out;
}

void Printer::rowSecurity(const Table &t) {
  for (const Policy &p : t.policies)
    line("policy " + sir::name(p.name) + " " + partText(p) +
             partComment(t, PartKind::Policy, p.name),
         p.range);
  if (t.rowSecurity || t.forceRowSecurity)
    line(std::string("row_security") + (t.rowSecurity ? " enabled" : "") +
             (t.forceRowSecurity ? " forced" : ""),
         SourceRange());
}

} // namespace schemac::sir
