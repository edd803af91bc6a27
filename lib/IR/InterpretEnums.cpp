//===- InterpretEnums.cpp - What steps on enums do ------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/Queries.h"
#include <algorithm>

namespace schemac {

/// PostgreSQL's limit of a label, as of every name.
static constexpr size_t MaxLabelBytes = 63;

bool StepInterpreter::operator()(CreateEnumOp step) {
  Enum e;
  e.name = norm(step.name());
  e.range = op.range;
  if (!needNamespace(e.name.ns) || !typeFree(e.name))
    return false;
  for (Name label : step.labels()) {
    if (e.has(label))
      return refused(e.name.str(), fmt::format("label '{}' is there twice", label.str()));
    if (label.str().size() > MaxLabelBytes)
      return refused(e.name.str(), fmt::format("label '{}' is longer than 63 bytes", label.str()));
    e.labels.push_back({label, Name(), op.range});
  }
  state.put(std::move(e));
  return true;
}

bool StepInterpreter::operator()(DropEnumOp step) {
  QName name = norm(step.name());
  if (!state.enumType(name))
    return missing("enum", name.str());
  if (!typeUnused(name))
    return false;
  state.remove<Enum>(name);
  return true;
}

/// Gives \p e another name, and its uses.
bool StepInterpreter::giveName(const Enum &e, QName to) {
  QName from = e.name;
  Followers followers;
  if (!typeFree(to) || !followersOf(from, true, asType(from, to), followers))
    return false;
  Enum renamed = e;
  renamed.name = to;
  renameEnumUses(from, to);
  state.remove<Enum>(from);
  state.put(std::move(renamed));
  put(std::move(followers));
  return true;
}

bool StepInterpreter::operator()(RenameEnumOp step) {
  QName from = norm(step.name()), to{from.ns, step.to()};
  const Enum *e = state.enumType(from);
  if (!e)
    return missing("enum", from.str());
  return giveName(*e, to);
}

bool StepInterpreter::operator()(MoveEnumOp step) {
  QName from = norm(step.name()), to{norm(step.to()), from.name};
  const Enum *e = state.enumType(from);
  if (!e)
    return missing("enum", from.str());
  if (from == to)
    return true;
  return needNamespace(to.ns) && giveName(*e, to);
}

bool StepInterpreter::operator()(AddEnumValueOp step) {
  QName name = norm(step.name());
  const Enum *e = state.enumType(name);
  if (!e)
    return missing("enum", name.str());
  if (e->has(step.value()))
    return exists("label", fmt::format("{}.{}", name.str(), step.value().str()));
  if (step.value().str().size() > MaxLabelBytes)
    return refused(name.str(),
                   fmt::format("label '{}' is longer than 63 bytes", step.value().str()));
  Name neighbour = step.before() ? step.before() : step.after();
  if (neighbour && !e->has(neighbour))
    return missing("label", fmt::format("{}.{}", name.str(), neighbour.str()));
  auto &labels = state.edit<Enum>(name)->labels;
  auto at = std::find_if(labels.begin(), labels.end(),
                         [&](const EnumLabel &l) { return l.label == neighbour; });
  if (at != labels.end() && !step.before())
    ++at;
  labels.insert(at, {step.value(), Name(), op.range});
  return true;
}

/// The elements of an array literal of labels, {a,b}, with one renamed; others are kept as written.
static std::string renameElement(std::string_view array, std::string_view from,
                                 std::string_view to) {
  std::string result = "{";
  for (size_t i = 1; i < array.size();) {
    size_t end = array.find_first_of(",}", i);
    std::string_view element = array.substr(i, end - i);
    result += element == from ? to : element;
    if (end == std::string_view::npos)
      break;
    result += array[end];
    i = end + 1;
  }
  return result;
}

void StepInterpreter::renameLabelUses(const Enum &e, Name from, Name to) {
  for (QName user : state.index().enumUsers(e.name))
    for (size_t i = 0; i < state.table(user)->columns.size(); ++i) {
      const Column &c = state.table(user)->columns[i];
      std::optional<std::string> value = stringLiteral(c.defaultExpr);
      if (enumIn(c.type) != e.name || !value)
        continue;
      std::string now = *value == from.str() ? to.string() : *value;
      if (c.type.is(TypeKind::Array) && value->starts_with('{'))
        now = renameElement(*value, from.str(), to.str());
      if (now != *value)
        state.edit<Table>(user)->columns[i].defaultExpr =
            withStringLiteral(context, c.defaultExpr, now);
    }
}

bool StepInterpreter::operator()(RenameEnumValueOp step) {
  QName name = norm(step.name());
  const Enum *e = state.enumType(name);
  if (!e)
    return missing("enum", name.str());
  if (!e->has(step.value()))
    return missing("label", fmt::format("{}.{}", name.str(), step.value().str()));
  if (e->has(step.to()))
    return exists("label", fmt::format("{}.{}", name.str(), step.to().str()));
  renameLabelUses(*e, step.value(), step.to());
  for (EnumLabel &l : state.edit<Enum>(name)->labels)
    if (l.label == step.value())
      l.label = step.to();
  return true;
}

} // namespace schemac
