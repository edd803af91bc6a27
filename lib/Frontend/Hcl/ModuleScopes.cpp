//===- ModuleScopes.cpp - What names mean among blocks --------------------===//
#include "ModuleScopes.h"
#include "Evaluator.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

/// The blocks of one type, by their labels; those with two, first by one and then by the other.
class Group final : public Referable {
public:
  Group(std::string type, std::vector<std::shared_ptr<Instance>> members, size_t depth)
      : type(std::move(type)), members(std::move(members)), depth(depth) {}

  std::string describe() const override { return "'" + type + "'"; }
  std::optional<Value> get(std::string_view name, SourceRange at) override;
  std::vector<std::string> names() const override;
  std::optional<Value> asObject() override;

private:
  std::string_view label(const Instance &i) const {
    const auto &labels = i.block().labels;
    return labels.size() > depth ? labels[depth].text : std::string_view();
  }
  std::string type;
  std::vector<std::shared_ptr<Instance>> members;
  size_t depth; ///< which label
};

/// The blocks that one block with for_each stands for, by key.
class EachGroup final : public Referable {
public:
  explicit EachGroup(std::vector<std::shared_ptr<Instance>> members)
      : members(std::move(members)) {}
  std::string describe() const override {
    return members[0]->describe() + ", which is one for each element,";
  }
  std::optional<Value> get(std::string_view name, SourceRange) override {
    for (const auto &m : members)
      if (m->each()->key == name)
        return Value::reference(m);
    return std::nullopt;
  }
  std::vector<std::string> names() const override {
    std::vector<std::string> out;
    for (const auto &m : members)
      out.push_back(m->each()->key);
    return out;
  }
  std::optional<Value> asObject() override {
    Value::Members out;
    for (const auto &m : members)
      out.insert_or_assign(m->each()->key, Value::reference(m));
    return Value::members(ValueKind::Object, std::move(out));
  }

private:
  std::vector<std::shared_ptr<Instance>> members;
};

std::optional<Value> Group::get(std::string_view name, SourceRange) {
  std::vector<std::shared_ptr<Instance>> exact, each, deeper;
  for (const auto &m : members) {
    bool last = m->block().labels.size() == depth + 1;
    if (label(*m) != name && !(last && !m->each() && m->name() == name)) {
      // With two labels, the second alone will do.
      if (depth == 0 && m->block().labels.size() == 2 && m->block().labels[1].text == name)
        deeper.push_back(m);
      continue;
    }
    if (!last && label(*m) == name) {
      std::vector<std::shared_ptr<Instance>> same;
      for (const auto &x : members)
        if (label(*x) == name)
          same.push_back(x);
      return Value::reference(std::make_shared<Group>(type, std::move(same), depth + 1));
    }
    (m->each() && m->each()->iterator == "each" ? each : exact).push_back(m);
  }
  if (!exact.empty())
    return Value::reference(exact[0]);
  if (!each.empty())
    return Value::reference(std::make_shared<EachGroup>(std::move(each)));
  if (deeper.size() == 1)
    return Value::reference(deeper[0]);
  return std::nullopt;
}

std::vector<std::string> Group::names() const {
  std::vector<std::string> out;
  for (const auto &m : members)
    out.emplace_back(label(*m));
  return out;
}

std::optional<Value> Group::asObject() {
  Value::Members out;
  for (const auto &m : members)
    out.insert_or_assign(m->name(), Value::reference(m));
  return Value::members(ValueKind::Object, std::move(out));
}

} // namespace

std::optional<Value> groupOf(const std::vector<std::shared_ptr<Instance>> &among,
                             std::string_view type) {
  std::vector<std::shared_ptr<Instance>> members;
  for (const auto &i : among)
    if (i->type() == type)
      members.push_back(i);
  if (members.empty())
    return std::nullopt;
  return Value::reference(std::make_shared<Group>(std::string(type), std::move(members), 0));
}

std::optional<Value> InstanceScope::own(std::string_view name, SourceRange) {
  if (const auto &each = instance.each(); each && each->iterator == name)
    return Value::members(ValueKind::Object,
                          {{"key", Value::string(each->key)}, {"value", each->value}});
  return groupOf(instance.children(), name);
}

void InstanceScope::ownNames(std::vector<std::string> &out) const {
  for (const auto &child : instance.children())
    out.emplace_back(child->type());
}

void Module::Locals::add(const Block &block) {
  for (const Attribute &a : block.body.attributes) {
    auto [it, added] = all.try_emplace(std::string(a.name), Local{&a, std::nullopt});
    if (!added)
      module.diags.report(a.nameRange, diag::err_hcl_duplicate_attribute, a.name)
          .label(it->second.attribute->nameRange, "set here");
  }
}

std::optional<Value> Module::Locals::get(std::string_view name, SourceRange) {
  auto it = all.find(name);
  if (it == all.end())
    return std::nullopt;
  Local &local = it->second;
  if (local.value)
    return local.value;
  if (local.underWay) {
    module.diags.report(local.attribute->nameRange, diag::err_hcl_cycle, name);
    return Value();
  }
  local.underWay = true;
  local.value = evaluate(*local.attribute->value, *module.root, module.diags);
  return local.value;
}

std::vector<std::string> Module::Locals::names() const {
  std::vector<std::string> out;
  for (const auto &l : all)
    out.push_back(l.first);
  return out;
}

std::optional<Value> Module::RootScope::own(std::string_view name, SourceRange) {
  if (name == "var")
    return Value::reference(module.variables);
  if (name == "local")
    return Value::reference(module.locals);
  return groupOf(module.top, name);
}

void Module::RootScope::ownNames(std::vector<std::string> &out) const {
  out.insert(out.end(), {"var", "local"});
  for (const auto &i : module.top)
    out.emplace_back(i->type());
}

} // namespace schemac::hcl
