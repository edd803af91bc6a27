//===- NameTooLong.cpp - name-too-long -----------------------------------------------------===//
//
// PostgreSQL cuts a name that is too long without a word, and two such names become one.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

static void check(RuleContext &rule, SourceRange range, Name name) {
  unsigned most = rule.dialect.maxIdentifierBytes();
  if (!name || !most || name.str().size() <= most)
    return;
  std::string_view kept = name.str().substr(0, most);
  while ((static_cast<unsigned char>(name.str()[kept.size()]) & 0xC0) == 0x80)
    kept.remove_suffix(1); // a server does not cut inside of a character
  rule.diags
      .report(range, diag::err_name_too_long, name.string(), int64_t(name.str().size()),
              int64_t(most))
      .note(fmt::format("the server would call it '{}'", kept));
}

static void checkTable(RuleContext &rule, const Table &t) {
  check(rule, t.range, t.name.name);
  for (const Column &c : t.columns)
    check(rule, c.range, c.name);
  for (const Constraint &c : t.constraints)
    check(rule, c.range, c.name);
  for (const Index &i : t.indexes)
    check(rule, i.range, i.name);
  for (const Trigger &x : t.triggers)
    check(rule, x.range, x.name);
  for (const Policy &p : t.policies)
    check(rule, p.range, p.name);
}

static void checkParts(RuleContext &rule, const Domain &d) {
  for (const Constraint &c : d.checks)
    check(rule, c.range.isValid() ? c.range : d.range, c.name);
}
static void checkParts(RuleContext &rule, const Composite &c) {
  for (const Attribute &a : c.attributes)
    check(rule, a.range.isValid() ? a.range : c.range, a.name);
}
template <class T> static void checkParts(RuleContext &, const T &) {}

/// What the step is on, where it makes that: an object, or a part of a table or type.
static void checkMade(RuleContext &rule, const Op &op) {
  std::visit(
      [&](const auto &field) {
        using F = std::decay_t<decltype(field)>;
        if constexpr (std::is_same_v<F, Name>)
          check(rule, op.range, field);
        else if constexpr (std::is_same_v<F, QName>)
          check(rule, op.range, field.name);
        else if constexpr (std::is_same_v<F, SubRef>)
          check(rule, op.range, field.sub);
        else if constexpr (requires { field->called; }) // its name has its arguments in it
          check(rule, op.range, field->called);
        else if constexpr (requires { field->name.name; })
          check(rule, op.range, field->name.name), checkParts(rule, *field);
      },
      op.fields[0]);
}

void checkNameTooLong(RuleContext &rule, const Op &op) {
  std::string_view verb = op.mnemonic();
  if (auto create = dynOp<CreateTableOp>(op))
    checkTable(rule, create->table());
  else if (verb.starts_with("rename_") && std::holds_alternative<Name>(op.fields[1]))
    check(rule, op.range, std::get<Name>(op.fields[1]));
  else if ((verb.starts_with("create_") || verb.starts_with("add_")) && !op.fields.empty())
    checkMade(rule, op);
}

} // namespace schemac
