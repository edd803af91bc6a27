//===- ModuleScopes.h - What names mean among blocks ------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Module.h"

namespace schemac::hcl {

/// In a block: `each`, and the blocks in it by their types.
class InstanceScope final : public Scope {
public:
  InstanceScope(Instance &instance, Scope &outer) : Scope(&outer), instance(instance) {}

protected:
  std::optional<Value> own(std::string_view name, SourceRange at) override;
  void ownNames(std::vector<std::string> &out) const override;

private:
  Instance &instance;
};

/// `local`, whose values are found when they are asked for.
class Module::Locals final : public Referable {
public:
  explicit Locals(Module &module) : module(module) {}
  void add(const Block &block);
  std::string describe() const override { return "local"; }
  std::optional<Value> get(std::string_view name, SourceRange at) override;
  std::vector<std::string> names() const override;
  void forget() { all.clear(); }

private:
  struct Local {
    const Attribute *attribute;
    std::optional<Value> value;
    bool underWay = false;
  };
  Module &module;
  std::map<std::string, Local, std::less<>> all;
};

/// `var`.
class Module::Variables final : public Referable {
public:
  explicit Variables(Module &module) : module(module) {}
  void read(const std::vector<std::shared_ptr<const File>> &files, const Inputs &inputs);
  std::string describe() const override { return "var"; }
  std::optional<Value> get(std::string_view name, SourceRange at) override;
  std::vector<std::string> names() const override;

private:
  struct Variable {
    const Block *block;
    TypeSpec type;
    std::optional<Value> value;
    bool missingSaid = false;
  };
  void declare(const Block &block, const Inputs &inputs);
  void set(std::string_view name, const Value &value, SourceRange at);
  void setText(std::string_view name, const std::string &text);

  Module &module;
  std::map<std::string, Variable, std::less<>> all;
};

/// What every block sees: variables, locals, and the blocks on their own by their types.
class Module::RootScope final : public Scope {
public:
  RootScope(Module &module, Scope *outer) : Scope(outer), module(module) {}

protected:
  std::optional<Value> own(std::string_view name, SourceRange at) override;
  void ownNames(std::vector<std::string> &out) const override;
  Work *ownWork() override { return &module.work; }

private:
  Module &module;
};

} // namespace schemac::hcl
