//===- ModuleScopes.cpp - What names mean among blocks --------------------===//
#include "ModuleScopes.h"
#include "Evaluator.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Support/Spelling.h"
#include "schemac/Words/Hcl/Words.h"
#include "llvm/ADT/SmallVector.h"
#include <set>
#include <unordered_map>

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
  /// Few names have more than one member, and those of labels and instances stay where they are.
  using Members = llvm::SmallVector<Instance *, 1>;
  struct Named {
    Members last, deeper, second;
  };
  template <class Note> void eachName(const Note &note) const;
  bool mayHaveHad(std::string_view name) const;
  Named find(std::string_view name);

  std::string type;
  std::vector<std::shared_ptr<Instance>> members;
  size_t depth;                                       ///< which label
  std::unordered_map<std::string_view, Named> byName; ///< of many members, once one was asked for
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

/// Every name that leads to a member: its label, its own name, and of two labels the second.
template <class Note> void Group::eachName(const Note &note) const {
  for (const auto &m : members) {
    std::string_view first = label(*m);
    bool last = m->block().labels.size() <= depth + 1;
    note(first, m.get(), last ? &Named::last : &Named::deeper);
    if (last && !m->each() && m->name() != first)
      note(m->name(), m.get(), &Named::last);
    if (depth == 0 && m->block().labels.size() == 2)
      note(m->block().labels[1].text, m.get(), &Named::second);
  }
}

/// Most groups are the columns of one table, which are asked for once or twice.
Group::Named Group::find(std::string_view name) {
  constexpr size_t many = 64;
  Named out;
  if (members.size() < many) {
    eachName([&](std::string_view called, Instance *member, Members Named::*list) {
      if (called == name)
        (out.*list).push_back(member);
    });
    return out;
  }
  if (byName.empty()) {
    byName.reserve(members.size());
    eachName([&](std::string_view called, Instance *member, Members Named::*list) {
      (byName[called].*list).push_back(member);
    });
  }
  auto it = byName.find(name);
  return it == byName.end() ? out : it->second;
}

std::optional<Value> Group::get(std::string_view name, SourceRange) {
  Named n = find(name);
  auto shared = [](const auto &list) {
    std::vector<std::shared_ptr<Instance>> out;
    for (Instance *i : list)
      out.push_back(i->shared_from_this());
    return out;
  };
  if (!n.deeper.empty() && n.last.empty())
    return Value::reference(std::make_shared<Group>(type, shared(n.deeper), depth + 1));
  if (!n.last.empty() && n.last[0]->each() && n.last[0]->each()->iterator == "each")
    return Value::reference(std::make_shared<EachGroup>(shared(n.last)));
  if (!n.last.empty())
    return Value::reference(n.last[0]->shared_from_this());
  if (n.second.size() == 1)
    return Value::reference(n.second[0]->shared_from_this());
  return mayHaveHad(name) ? std::optional(Value()) : std::nullopt;
}

/// Whether a mistake in the names of the blocks is why there is none of this name: that is an error
/// of its own, and not one of each use.
bool Group::mayHaveHad(std::string_view name) const {
  const Instance *parent = members[0]->parent();
  const BlockWord *in = parent && !parent->parent() ? blockWord("File", parent->type()) : nullptr;
  if (!in)
    return false;
  std::set<std::string_view> names;
  bool nameless = false; // or one that has the name of another
  bool misspelt = false;
  for (const auto &i : parent->children())
    if (i->type() == type)
      nameless |= i->name().empty() || !names.insert(i->name()).second;
    else
      misspelt |= i->name() == name && !blockWord(in->shape, i->type());
  std::vector<std::string_view> known(names.begin(), names.end());
  return misspelt || (nameless && nearestSpelling(name, known).empty());
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

void Siblings::add(std::shared_ptr<Instance> instance) {
  all.push_back(std::move(instance));
  forget();
}

std::optional<Value> Siblings::group(std::string_view type) {
  if (groups)
    if (auto it = groups->find(type); it != groups->end())
      return it->second;
  std::vector<std::shared_ptr<Instance>> members;
  for (const auto &i : all)
    if (i->type() == type)
      members.push_back(i);
  if (members.empty())
    return std::nullopt;
  Value group = Value::reference(std::make_shared<Group>(std::string(type), std::move(members), 0));
  if (!groups)
    groups = std::make_unique<Groups>();
  groups->emplace(std::string(type), group);
  return group;
}

std::optional<Value> InstanceScope::own(std::string_view name, SourceRange) {
  if (const Instance::Each *each = instance.each(); each && each->iterator == name)
    return Value::members(ValueKind::Object,
                          {{"key", Value::string(each->key)}, {"value", each->value}});
  return instance.siblingsBelow().group(name);
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
  return module.top.group(name);
}

void Module::RootScope::ownNames(std::vector<std::string> &out) const {
  out.insert(out.end(), {"var", "local"});
  for (const auto &i : module.top.list())
    out.emplace_back(i->type());
}

} // namespace schemac::hcl
