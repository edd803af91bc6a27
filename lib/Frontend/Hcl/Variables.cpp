//===- Variables.cpp - variable blocks and what they are set to -----------===//
#include "Evaluator.h"
#include "Functions.h"
#include "ModuleScopes.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Frontend/Hcl/Hcl.h"
#include "schemac/Frontend/Hcl/Parse.h"

namespace schemac::hcl {

void Module::Variables::declare(const Block &block, const Inputs &inputs) {
  DiagEngine &diags = module.diags;
  if (block.labels.size() != 1) {
    diags.report(block.header, diag::err_hcl_labels, "variable", "one label, its name",
                 int64_t(block.labels.size()));
    return;
  }
  std::string name(block.labels[0].text);
  inputs.declared->variables.insert(name);
  auto [it, added] = all.try_emplace(name, Variable{&block, {}, {}});
  if (!added) {
    diags.report(block.header, diag::err_hcl_variable, name, "is declared more than once")
        .label(it->second.block->header, "declared here");
    return;
  }
  if (const Attribute *type = block.body.attribute("type"))
    if (auto spec = readType(*type->value, diags))
      it->second.type = std::move(*spec);
}

void Module::Variables::set(std::string_view name, const Value &value, SourceRange at) {
  auto it = all.find(name);
  if (it == all.end())
    return; // another schema may declare it
  auto converted = convert(value, it->second.type);
  if (!converted)
    module.diags.report(
        at.isValid() ? at : it->second.block->header, diag::err_hcl_variable, name,
        fmt::format("must be {}, and is {}", hcl::describe(it->second.type), hcl::describe(value)));
  it->second.value = converted.value_or(Value());
}

/// Of a command line. Lists and objects are written as JSON, which is also HCL.
void Module::Variables::setText(std::string_view name, const std::string &text) {
  auto it = all.find(name);
  bool structured = it != all.end() && it->second.type.kind >= TypeSpec::List;
  auto parsed = structured ? fromJson(text) : std::nullopt;
  set(name, parsed ? *parsed : Value::string(text), {});
}

void Module::Variables::read(const std::vector<std::shared_ptr<const File>> &files,
                             const Inputs &inputs) {
  for (const auto &file : files)
    for (const Block *b : file->body.blocks)
      if (b->type == "variable")
        declare(*b, inputs);
  NamedScope none;
  for (const auto &file : inputs.files)
    for (const Attribute &a : file->body.attributes)
      set(a.name, evaluate(*a.value, none, module.diags), a.range);
  for (const auto &[name, text] : inputs.values)
    setText(name, text);
}

/// "in a.hcl or b.hcl"
static std::string placesOf(const std::vector<std::string> &files) {
  constexpr size_t Most = 5;
  size_t shown = std::min(files.size(), Most);
  std::string out = "in ";
  for (size_t i = 0; i < shown; ++i)
    out += (i == 0 ? "" : i + 1 == files.size() ? " or " : ", ") + files[i];
  return shown == files.size() ? out : out + fmt::format(" or {} more", files.size() - shown);
}

void reportUndeclared(const Inputs &inputs, DiagEngine &diags) {
  const Declarations &declared = *inputs.declared;
  if (declared.files.empty() || declared.damaged)
    return;
  std::vector<std::string> known(declared.variables.begin(), declared.variables.end());
  auto look = [&](std::string_view name, SourceRange at) {
    if (declared.variables.contains(name))
      return;
    DiagBuilder d = diags.report(at, diag::err_hcl_variable, name,
                                 "is not declared " + placesOf(declared.files));
    suggest(d, name, known, at);
  };
  for (const auto &file : inputs.files)
    for (const Attribute &a : file->body.attributes)
      look(a.name, a.range);
  for (const auto &[name, text] : inputs.values)
    look(name, {});
}

/// The value that was given, or the default, which may use functions only.
std::optional<Value> Module::Variables::get(std::string_view name, SourceRange) {
  auto it = all.find(name);
  if (it == all.end())
    return std::nullopt;
  Variable &v = it->second;
  if (v.value)
    return v.value;
  if (const Attribute *a = v.block->body.attribute("default")) {
    NamedScope none;
    Value value = evaluate(*a->value, none, module.diags);
    auto converted = convert(value, v.type);
    if (!converted)
      module.diags.report(
          a->value->range, diag::err_hcl_variable, name,
          fmt::format("must be {}, and is {}", hcl::describe(v.type), hcl::describe(value)));
    v.value = converted.value_or(Value());
    return v.value;
  }
  module.diags.report(v.block->header, diag::err_hcl_variable, name, "has no value, and no default")
      .note(fmt::format("give one with --var {}=value", name));
  v.value = Value();
  return v.value;
}

std::vector<std::string> Module::Variables::names() const {
  std::vector<std::string> out;
  for (const auto &v : all)
    out.push_back(v.first);
  return out;
}

} // namespace schemac::hcl
