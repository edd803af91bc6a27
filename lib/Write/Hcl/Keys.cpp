//===- Keys.cpp - Keys, indexes, checks -----------------------------------===//
#include "Write/Hcl/Parts.h"
#include "Write/Hcl/Writer.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl_form {

static std::string_view word(FkAction a) {
  constexpr std::string_view Actions[] = {"NO_ACTION", "RESTRICT", "CASCADE", "SET_NULL",
                                          "SET_DEFAULT"};
  return Actions[static_cast<size_t>(a)];
}

/// A name of HCL has no dots: toast.autovacuum_enabled is called toast_autovacuum_enabled.
static std::string parameterName(std::string_view name) {
  constexpr std::string_view prefix = "toast.";
  return name.starts_with(prefix) ? fmt::format("toast_{}", name.substr(prefix.size()))
                                  : std::string(name);
}

void Writer::parameters(Block &b, const Parameters &p) {
  if (p.empty())
    return;
  Block &inner = b.block("storage_params");
  for (const Parameter &one : p) {
    std::string_view value = one.value.str();
    bool number = !value.empty() && value.find_first_not_of("0123456789") == value.npos &&
                  (value == "0" || value[0] != '0');
    bool plain = number || value == "true" || value == "false";
    inner.set(parameterName(one.name.str()), plain ? std::string(value) : quoted(value));
  }
}

void Writer::tablespace(Block &b, Name name) {
  if (name)
    b.set("tablespace", quoted(name.str()));
}

void Writer::keyOptions(Block &b, const Table &t, const Constraint &c) {
  b.set("include", columns(c.include));
  b.flag("deferrable", c.deferrable);
  b.flag("initially_deferred", c.initiallyDeferred);
  if (Name comment = partComment(t, PartKind::Constraint, c.name))
    b.set("comment", quoted(comment.str()));
  tablespace(b, c.more().tablespace);
  parameters(b, c.more().parameters);
}

void Writer::primaryKey(Block &b, const Table &t, const Constraint &c) {
  std::string usual = t.name.name.string() + "_pkey";
  bool named = c.name.str() != usual || usual.size() > 63;
  Block &inner = b.block(named ? "primary_key " + quoted(c.name.str()) : "primary_key");
  inner.set("columns", columns(c.columns));
  keyOptions(inner, t, c);
}

void Writer::unique(Block &b, const Table &t, const Constraint &c) {
  Block &inner = b.block("unique " + quoted(c.name.str()));
  inner.set("columns", columns(c.columns));
  if (c.nullsNotDistinct)
    inner.set("nulls_distinct", "false");
  keyOptions(inner, t, c);
}

void Writer::foreignKey(Block &b, const Table &t, const Constraint &c) {
  Block &inner = b.block("foreign_key " + quoted(c.name.str()));
  std::vector<std::string> refs;
  for (Name n : c.refColumns)
    refs.push_back(c.refTable == t.name ? column(n) : column(c.refTable, n));
  inner.set("columns", columns(c.columns));
  inner.set("ref_columns", list(refs));
  if (c.matchFull)
    inner.set("match", "FULL");
  inner.set("on_update", std::string(word(c.onUpdate)));
  inner.set("on_delete", std::string(word(c.onDelete)));
  if (!c.more().setColumns.empty())
    inner.set("on_delete_columns", columns(c.more().setColumns));
  inner.flag("deferrable", c.deferrable);
  inner.flag("initially_deferred", c.initiallyDeferred);
  inner.flag("not_valid", c.notValid && !c.notEnforced);
  if (c.notEnforced)
    inner.set("enforced", "false");
  if (Name comment = partComment(t, PartKind::Constraint, c.name))
    inner.set("comment", quoted(comment.str()));
}

void Writer::check(Block &b, const Constraint &c, Name comment) {
  Block &inner = b.block("check " + quoted(c.name.str()));
  inner.set("expr", text(c.check.str()));
  inner.flag("no_inherit", c.noInherit);
  inner.flag("not_valid", c.notValid && !c.notEnforced);
  if (c.notEnforced)
    inner.set("enforced", "false");
  if (comment)
    inner.set("comment", quoted(comment.str()));
}

void Writer::exclusion(Block &b, const Table &t, const Constraint &c) {
  Block &inner = b.block("exclude " + quoted(c.name.str()));
  if (c.more().method)
    inner.set("type", llvm::StringRef(c.more().method.str()).upper());
  if (c.more().where)
    inner.set("where", text(c.more().where.str()));
  elements(inner, c.more().elems, true);
  keyOptions(inner, t, c);
}

void Writer::elements(Block &b, const std::vector<IndexElem> &elems, bool exclusion) {
  bool plain = !exclusion && std::ranges::all_of(elems, [](const IndexElem &e) {
    return e.column && !e.opclass && !e.collation && !e.descending &&
           e.nulls == NullsOrder::Default;
  });
  if (plain) {
    std::vector<Name> names;
    for (const IndexElem &e : elems)
      names.push_back(e.column);
    b.set("columns", columns(names));
    return;
  }
  for (const IndexElem &e : elems) {
    Block &on = b.block("on");
    if (e.column)
      on.set("column", column(e.column));
    else
      on.set("expr", text(e.expr.str()));
    on.flag("desc", e.descending);
    on.flag("nulls_first", e.nulls == NullsOrder::First);
    on.flag("nulls_last", e.nulls == NullsOrder::Last);
    if (e.opclass)
      on.set("ops", operatorClass(e));
    if (e.collation)
      on.set("collate", quoted(e.collation.str()));
    if (e.with)
      on.set("op", quoted(e.with.str()));
  }
}

static bool isMethod(std::string_view method) {
  constexpr std::string_view Methods[] = {"btree", "hash", "gin", "gist", "spgist", "brin"};
  return std::ranges::find(Methods, method) != std::end(Methods);
}

/// The methods of an extension are known by its block.
bool Writer::canSay(const Index &i) const {
  bool known = isMethod(i.method ? i.method.str() : "btree");
  return !i.invalid && !i.partOf && (known || s.extensions().size() > 0);
}

void Writer::index(Block &b, const Index &i, Name comment) {
  bool known = isMethod(i.method ? i.method.str() : "btree");
  if (!canSay(i)) {
    losses.part(i.range, schemac::named("index", i.name));
    return;
  }
  if (std::ranges::any_of(i.elems, [](auto &e) { return e.prefixLength >= 0; }))
    losses.part(i.range, schemac::named("options of the index", i.name));
  Block &inner = b.block("index " + quoted(i.name.str()));
  inner.flag("unique", i.unique);
  if (i.method && i.method.str() != "btree")
    inner.set("type", known ? llvm::StringRef(i.method.str()).upper() : quoted(i.method.str()));
  inner.set("include", columns(i.include));
  if (i.nullsNotDistinct)
    inner.set("nulls_distinct", "false");
  if (i.where)
    inner.set("where", text(i.where.str()));
  if (comment)
    inner.set("comment", quoted(comment.str()));
  tablespace(inner, i.tablespace);
  elements(inner, i.elems, false);
  parameters(inner, i.parameters);
}

} // namespace schemac::hcl_form
