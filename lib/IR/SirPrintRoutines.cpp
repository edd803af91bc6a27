//===- SirPrintRoutines.cpp - Functions and declared triggers as .sir -----===//
#include "SirKeywords.h"
#include "SirPrinter.h"
#include "SirText.h"

namespace schemac::sir {

static std::string argsText(const std::vector<FunctionArg> &args) {
  std::string out = "(";
  for (const FunctionArg &a : args) {
    out += out.size() > 1 ? ", " : "";
    if (std::string_view mode = sir::word(sir::ArgModeWords, a.mode); !mode.empty())
      out += std::string(mode) + " ";
    out += (a.name ? sir::name(a.name) + " : " : ": ") + a.type.str();
    if (a.defaultExpr)
      out += " default " + sir::sql(a.defaultExpr);
  }
  return out + ")";
}

void Printer::entity(const Function &f) {
  os << sir::name(QName{f.name.ns, f.called}) << " " << argsText(f.args);
  if (f.procedure)
    os << " procedure";
  else if (f.returnsTrigger)
    os << " returns_trigger";
  else if (!f.table.empty())
    os << " returns_table " << argsText(f.table);
  else if (f.returns)
    os << (f.returnsSet ? " returns_set " : " returns ") << f.returns.str();
  if (f.language)
    os << " language " << sir::name(f.language);
  for (std::string_view word :
       {sir::word(sir::VolatileWords, f.volatility), std::string_view(f.strict ? "strict" : ""),
        std::string_view(f.securityDefiner ? "security_definer" : ""),
        std::string_view(f.leakproof ? "leakproof" : ""), sir::word(sir::ParallelWords, f.parallel),
        sir::word(sir::DataAccessWords, f.dataAccess)})
    os << (word.empty() ? "" : " ") << word;
  for (const auto &[setting, value] : f.settings)
    os << " set " << sir::name(setting) << " " << sir::sql(value);
  os << " as " << sir::sql(f.body) << location(f.range);
}

static std::string eventsText(const TriggerAction &a) {
  std::string out;
  auto event = [&](bool on, const std::string &text) {
    if (on)
      out += (out.empty() ? " " : " or ") + text;
  };
  event(a.onInsert, "insert");
  event(a.onUpdate, a.updateOf.empty() ? "update" : "update of " + sir::list(a.updateOf));
  event(a.onDelete, "delete");
  event(a.onTruncate, "truncate");
  return out;
}

std::string actionText(const TriggerAction &a) {
  std::string out = a.constraint ? "constraint " : "";
  out += std::string(sir::word(sir::TimingWords, a.timing)) + eventsText(a);
  if (a.oldTable)
    out += " old_table " + sir::name(a.oldTable);
  if (a.newTable)
    out += " new_table " + sir::name(a.newTable);
  if (a.fromTable)
    out += " from " + sir::name(a.fromTable);
  out += a.deferrable ? " deferrable" : "";
  out += a.initiallyDeferred ? " initially_deferred" : "";
  out += a.forEachRow ? " for_each_row" : "";
  if (a.when)
    out += " when " + sir::sql(a.when);
  if (a.enabled != TriggerEnabled::Origin)
    out += " " + std::string(sir::word(sir::EnabledWords, a.enabled));
  if (a.follows)
    out += " follows " + sir::name(a.follows);
  if (a.precedes)
    out += " precedes " + sir::name(a.precedes);
  if (a.body)
    return out + " as " + sir::sql(a.body);
  out += " execute " + sir::name(a.function);
  for (size_t i = 0; i < a.args.size(); ++i)
    out += (i ? ", " : " {") + sir::quote(a.args[i].str());
  return a.args.empty() ? out : out + "}";
}

} // namespace schemac::sir
