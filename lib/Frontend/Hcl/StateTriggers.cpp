//===- StateTriggers.cpp - Triggers with bodies, and parts of rows --------===//
#include "Evaluator.h"
#include "StateLowering.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/TriggerBodies.h"

namespace schemac::hcl {

//===--- triggers ---------------------------------------------------------===//

bool StateLowering::eventsOf(Instance &i, TriggerAction &a) {
  if (Instance *instead = child(i, "instead_of")) {
    diags.report(instead->range(), diag::err_not_supported, "INSTEAD OF triggers");
    return false;
  }
  Instance *before = child(i, "before"), *after = child(i, "after");
  if (bool(before) == bool(after)) {
    before ? void(diags.report(after->range(), diag::err_hcl_conflict,
                               "a trigger runs before or after its event"))
           : missing(i, "a block 'before' or 'after'");
    return false;
  }
  Instance &when = before ? *before : *after;
  a.timing = before ? TriggerTiming::Before : TriggerTiming::After;
  a.onInsert = isSet(when, "insert");
  a.onDelete = isSet(when, "delete");
  a.updateOf = namesOf(columns(when, "update_of", nullptr));
  a.onUpdate = isSet(when, "update") || !a.updateOf.empty();
  int events = a.onInsert + a.onUpdate + a.onDelete;
  if (!events)
    missing(when, "an event, such as insert = true");
  else if (events > 1)
    diags.report(when.range(), diag::err_hcl_conflict,
                 fmt::format("a trigger of {} has one event", dialect.display()));
  return events == 1;
}

/// A trigger on the same table that this one stands beside.
Name StateLowering::besideOf(Instance &i, std::string_view attribute, Instance &table) {
  Value v = i.value(attribute);
  if (v.isNull() || v.isUnknown())
    return {};
  Instance *other = block(v, "trigger", attribute);
  if (!other)
    return {};
  if (other->value("on").referred() != &table) {
    diags.report(v.range, diag::err_hcl_conflict,
                 fmt::format("'{}' is a trigger on another table", other->name()));
    return {};
  }
  return context.name(other->name());
}

void StateLowering::triggerBlock(Instance &i) {
  Value on = i.value("on");
  auto *target = on.referred() ? dynamic_cast<Instance *>(on.referred()) : nullptr;
  if (target && target->type() == "view") {
    diags.report(on.range, diag::err_not_supported, "triggers on views");
    return;
  }
  if (!target || target->type() != "table")
    return i.attribute("on") ? wrong(on.range, "on", "a table", on) : missing(i, "'on'");
  Trigger t;
  t.kind = TriggerKind::User;
  t.name = context.name(i.name());
  t.range = i.range();
  TriggerAction a;
  a.forEachRow = true;
  if (i.attribute("for") || i.attribute("foreach"))
    word(i, i.attribute("for") ? "for" : "foreach", {"ROW"});
  auto body = text(i, "as");
  if (!i.attribute("as"))
    missing(i, "'as', what it does");
  if (!eventsOf(i, a) || !body)
    return;
  if (std::string_view fault = bodyFault(body->text, rules); !fault.empty()) {
    diags.report(body->range, diag::err_hcl_conflict,
                 fmt::format("'as' is not one statement: it {}", fault));
    return;
  }
  a.body = context.expr(body->text);
  a.when = sqlText(i, "when");
  a.follows = besideOf(i, "follows", *target);
  a.precedes = besideOf(i, "precedes", *target);
  t.action = std::make_shared<const TriggerAction>(std::move(a));
  Table *table = out.edit<Table>({namespaceOf(*target), context.name(target->name())});
  if (!table)
    return;
  if (const Trigger *other = table->trigger(t.name))
    diags.report(i.range(), diag::err_hcl_duplicate, i.describe())
        .label(other->range, "declared here");
  else
    table->triggers.push_back(std::move(t));
}

//===--- parts of rows ----------------------------------------------------===//

static constexpr std::pair<std::string_view, PartsMethod> Methods[] = {
    {"RANGE", PartsMethod::Range}, {"RANGE COLUMNS", PartsMethod::RangeColumns},
    {"LIST", PartsMethod::List},   {"LIST COLUMNS", PartsMethod::ListColumns},
    {"HASH", PartsMethod::Hash},   {"LINEAR HASH", PartsMethod::LinearHash},
    {"KEY", PartsMethod::Key},     {"LINEAR KEY", PartsMethod::LinearKey}};

/// `columns`, or blocks `by`, which a method by an expression has one of.
void StateLowering::partsBy(Instance &i, RowParts &r) {
  r.columns = namesOf(columns(i, "columns", i.parent()));
  for (Instance *by : children(i, "by")) {
    if (by->attribute("expr")) {
      if (isByColumns(r.method) || r.expr)
        diags.report(by->range(), diag::err_hcl_conflict,
                     isByColumns(r.method) ? "this type of partitions is by columns"
                                           : "this type of partitions is by one expression");
      r.expr = sqlText(*by, "expr");
    } else if (Instance *c = reference(*by, "column", "column")) {
      r.columns.push_back(context.name(c->name()));
    } else if (!by->attribute("column")) {
      missing(*by, "'column' or 'expr'");
    }
  }
  if (isByColumns(r.method))
    return;
  if (r.columns.size() + bool(r.expr) > 1)
    diags.report(i.range(), diag::err_hcl_conflict, "this type of partitions is by one expression");
  else if (r.columns.size() == 1)
    r.expr = context.expr(dialect.quote(r.columns[0].str()));
  else if (!r.expr && children(i, "by").empty())
    missing(i, "a block 'by'");
  r.columns.clear();
}

void StateLowering::partBlock(Instance &i, RowParts &r) {
  RowPart part;
  part.name = context.name(i.name());
  part.comment = comment(i);
  bool less = i.attribute("values_less_than"), in = i.attribute("values_in");
  bool range = r.method == PartsMethod::Range || r.method == PartsMethod::RangeColumns;
  if (less || in) {
    std::string_view attribute = less ? "values_less_than" : "values_in";
    if (less != range || (less && in))
      diags.report(i.attribute(attribute)->range, diag::err_hcl_conflict,
                   "'values_less_than' bounds ranges, and 'values_in' lists");
    std::string text;
    for (const Value &v : list(i, attribute))
      if (auto one = asText(v, attribute))
        text += (text.empty() ? "" : ", ") + one->text;
    if (std::string_view fault = sqlFault(text, rules); !fault.empty() || text.empty())
      diags.report(i.attribute(attribute)->range, diag::err_hcl_conflict,
                   text.empty() ? "a bound is at least one value"
                                : fmt::format("this is no bound: it {}", fault));
    part.bound = context.expr(text);
  }
  r.parts.push_back(std::move(part));
}

void StateLowering::partitionBlock(Instance &i, Table &t) {
  std::vector<std::string_view> words;
  for (const auto &[name, method] : Methods)
    words.push_back(name);
  std::string type = word(i, "type", words);
  if (type.empty())
    return i.attribute("type") ? void() : missing(i, "'type', such as RANGE");
  RowParts r;
  for (const auto &[name, method] : Methods)
    if (name == type)
      r.method = method;
  partsBy(i, r);
  r.count = wholeNumber(i, "partitions");
  for (Instance *part : children(i, "partition"))
    partBlock(*part, r);
  t.rowParts = std::make_shared<const RowParts>(std::move(r));
}

} // namespace schemac::hcl
