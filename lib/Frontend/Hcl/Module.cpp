//===- Module.cpp - The blocks of a schema, with their values -------------===//
#include "Evaluator.h"
#include "ModuleScopes.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

Instance::Instance(const Block &block, Instance *parent, const std::optional<Each> &each,
                   Module &module)
    : ast(block), kind(block.type), above(parent), module(module),
      of(each ? std::make_unique<Each>(*each) : nullptr) {
  if (!block.labels.empty())
    called = block.labels[block.labels.size() - 1].text;
}

SourceRange Instance::nameRange() const {
  return ast.labels.empty() ? ast.typeRange : ast.labels[ast.labels.size() - 1].range;
}

Scope &Instance::scope() {
  if (!scopeOf)
    scopeOf = std::make_unique<InstanceScope>(*this, above ? above->scope() : *module.root);
  return *scopeOf;
}

/// true, false and null, which most values of flags are, need nothing to be found out.
static std::optional<Value> constant(const Expr &e) {
  if (!e.is(ExprKind::Variable))
    return std::nullopt;
  if (e.name == "true" || e.name == "false")
    return Value::boolean(e.name == "true").at(e.range);
  return e.name == "null" ? std::optional(Value::null().at(e.range)) : std::nullopt;
}

Value Instance::value(std::string_view name) {
  const Attribute *a = attribute(name);
  if (!a)
    return Value::null().at(ast.header);
  if (auto v = constant(*a->value))
    return *v;
  for (const Known &k : known) { // they are few
    if (k.attribute != name)
      continue;
    if (k.underWay)
      module.diags.report(a->nameRange, diag::err_hcl_cycle, name);
    return k.underWay ? Value() : k.value;
  }
  size_t at = known.size(); // others may come behind it meanwhile
  known.push_back({a->name, Value(), true});
  Value v = evaluate(*a->value, scope(), module.diags);
  known[at].value = v;
  known[at].underWay = false;
  return v;
}

std::string Instance::describe() const {
  return called.empty() ? std::string(kind) : fmt::format("{} '{}'", kind, called);
}

std::optional<Value> Instance::get(std::string_view name, SourceRange at) {
  if (attribute(name))
    return value(name);
  if (name == "name")
    return Value::string(called);
  return below.group(name);
}

std::vector<std::string> Instance::names() const {
  std::vector<std::string> out{"name"};
  for (const Attribute &a : ast.body.attributes)
    out.emplace_back(a.name);
  for (const auto &child : below.list())
    out.emplace_back(child->type());
  return out;
}

/// Work that a block costs which is there; what stands in the files has the work that it needs.
static constexpr uint64_t PerBlock = 100;

Module::Module(std::vector<std::shared_ptr<const File>> f, const Inputs &inputs, Scope *outer,
               DiagEngine &diags)
    : files(std::move(f)), diags(diags), locals(std::make_shared<Locals>(*this)),
      variables(std::make_shared<Variables>(*this)),
      root(std::make_unique<RootScope>(*this, outer)) {
  for (const auto &file : files)
    work.left += PerBlock * (file->whole.end.raw - file->whole.begin.raw);
  for (const auto &file : files)
    for (const Block *b : file->body.blocks)
      if (b->type == "locals")
        locals->add(*b);
  variables->read(files, inputs);
  // Those with for_each come after what they may go through.
  for (bool each : {false, true})
    for (const auto &file : files) {
      std::vector<const Block *> some;
      for (const Block *b : file->body.blocks)
        if (b->type != "locals" && b->type != "variable" &&
            (b->body.attribute("for_each") != nullptr) == each)
          some.push_back(b);
      expand({some.data(), uint32_t(some.size())}, nullptr, top);
    }
}

/// Blocks name each other in their values, in circles too: the values go first, or no count would
/// ever come down to none.
Module::~Module() {
  locals->forget();
  std::vector<const Siblings *> left{&top};
  while (!left.empty()) {
    const Siblings *siblings = left.back();
    left.pop_back();
    for (const auto &i : siblings->list()) {
      i->known.clear();
      i->of.reset();
      left.push_back(&i->below);
    }
  }
}

void Module::expand(const List<const Block *> &blocks, Instance *parent, Siblings &out) {
  auto scope = [&]() -> Scope & { return parent ? parent->scope() : *root; };
  for (const Block *b : blocks) {
    const Attribute *each = b->body.attribute("for_each");
    if (b->type == "dynamic")
      expandDynamic(*b, parent, scope(), out);
    else if (each)
      expandEach(*b, *each, parent, scope(), out);
    else
      add(*b, parent, std::nullopt, out);
  }
}

void Module::add(const Block &block, Instance *parent, const std::optional<Instance::Each> &each,
                 Siblings &out) {
  if (!spend(work, PerBlock, block.header, diags))
    return;
  auto instance = std::allocate_shared<Instance>(std::pmr::polymorphic_allocator<Instance>(&arena),
                                                 block, parent, each, *this);
  out.add(instance);
  expand(block.body.blocks, instance.get(), instance->below);
  if (!instance->attribute("name"))
    return;
  Value name = toString(instance->value("name"));
  if (name.is(ValueKind::String))
    instance->called = name.asString();
  out.forget();
}

/// What for_each goes through, each with its key.
static std::optional<std::vector<std::pair<std::string, Value>>>
elements(const Attribute &each, Scope &scope, DiagEngine &diags) {
  Value source = evaluate(*each.value, scope, diags);
  if (source.isUnknown())
    return std::nullopt;
  if (source.referred())
    source = source.referred()->asObject().value_or(source).at(source.range);
  std::vector<std::pair<std::string, Value>> out;
  if (source.isNamed()) {
    out.assign(source.members().begin(), source.members().end());
  } else if (source.isSequence()) {
    for (const Value &v : source.items()) {
      Value key = toString(v);
      bool indexed = source.is(ValueKind::Tuple) || source.is(ValueKind::List);
      out.emplace_back(
          key.is(ValueKind::String) && !indexed ? key.asString() : std::to_string(out.size()), v);
    }
  } else {
    diags.report(each.value->range, diag::err_hcl_for_each,
                 fmt::format("for_each goes through a set, list or object, and this is {}",
                             describe(source)));
    return std::nullopt;
  }
  return out;
}

void Module::expandEach(const Block &block, const Attribute &each, Instance *parent, Scope &scope,
                        Siblings &out) {
  if (auto all = elements(each, scope, diags))
    for (auto &[key, value] : *all)
      add(block, parent, Instance::Each{"each", key, value}, out);
}

/// `dynamic "column" { for_each = ... labels = [...] content { ... } }`
void Module::expandDynamic(const Block &block, Instance *parent, Scope &scope, Siblings &out) {
  const Attribute *each = block.body.attribute("for_each");
  const Block *content = nullptr;
  for (const Block *b : block.body.blocks)
    if (b->type == "content")
      content = b;
  if (!each || !content || block.labels.size() != 1) {
    diags.report(block.header, diag::err_hcl_for_each,
                 "a dynamic block has one label, the attribute 'for_each' and a block 'content'");
    return;
  }
  auto all = elements(*each, scope, diags);
  if (!all)
    return;
  std::string iterator(block.labels[0].text);
  const Attribute *named = block.body.attribute("iterator");
  if (named && named->value->is(ExprKind::Variable))
    iterator = named->value->name;
  for (auto &[key, value] : *all) {
    NamedScope names(&scope);
    names.values[iterator] =
        Value::members(ValueKind::Object, {{"key", Value::string(key)}, {"value", value}});
    auto copy = std::make_unique<Block>(*content);
    copy->type = block.labels[0].text;
    copy->typeRange = copy->header = block.header;
    labels.push_back(std::make_unique<std::vector<Label>>());
    if (const Attribute *l = block.body.attribute("labels"))
      if (Value texts = evaluate(*l->value, names, diags); texts.isSequence())
        for (const Value &t : texts.items())
          if (Value s = toString(t); s.is(ValueKind::String)) {
            labelTexts.push_back(std::make_unique<std::string>(s.asString()));
            labels.back()->push_back({*labelTexts.back(), l->value->range});
          }
    copy->labels = {labels.back()->data(), uint32_t(labels.back()->size())};
    made.push_back(std::move(copy));
    add(*made.back(), parent, Instance::Each{iterator, key, value}, out);
  }
}

} // namespace schemac::hcl
