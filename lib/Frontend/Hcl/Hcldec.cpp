//===- Hcldec.cpp - Bodies as a specification reads them ------------------===//
#include "schemac/Frontend/Hcl/Hcldec.h"
#include "Evaluator.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

class Decoder {
public:
  explicit Decoder(DiagEngine &diags) : diags(diags) {}

  Value decode(const Block &spec, const Body &body, std::span<const Label> labels,
               SourceRange where);
  /// Reports what is in \p body and not in the specification.
  void checkBody(const Block &spec, const Body &body);
  NamedScope scope;

private:
  std::string name(const Block &spec, std::string_view attribute);
  Value attribute(const Block &spec, const Body &body, SourceRange where);
  Value object(const Block &spec, const Body &body, std::span<const Label> labels, SourceRange);
  std::vector<const Block *> blocks(const Block &spec, const Body &body);
  const Block *nested(const Block &spec) const;
  Value blockMap(const Block &spec, const Body &body);
  void expected(const Block &spec, std::vector<std::string> &attributes,
                std::vector<std::string> &blocks);

  DiagEngine &diags;
};

bool isBlockSpec(std::string_view type) { return type == "block" || type.starts_with("block_"); }

/// What names the thing: an attribute of the specification, or its label.
std::string Decoder::name(const Block &spec, std::string_view attribute) {
  if (const Attribute *a = spec.body.attribute(attribute))
    if (Value v = evaluate(*a->value, scope, diags); v.is(ValueKind::String))
      return v.asString();
  return spec.labels.empty() ? std::string() : std::string(spec.labels[0].text);
}

const Block *Decoder::nested(const Block &spec) const {
  return spec.body.blocks.empty() ? nullptr : spec.body.blocks[0];
}

std::vector<const Block *> Decoder::blocks(const Block &spec, const Body &body) {
  std::vector<const Block *> out;
  std::string type = name(spec, "block_type");
  for (const Block *b : body.blocks)
    if (b->type == type)
      out.push_back(b);
  return out;
}

Value Decoder::attribute(const Block &spec, const Body &body, SourceRange where) {
  std::string name = this->name(spec, "name");
  const Attribute *found = body.attribute(name);
  if (!found) {
    const Attribute *required = spec.body.attribute("required");
    Value r = required ? evaluate(*required->value, scope, diags) : Value::boolean(false);
    if (r.is(ValueKind::Bool) && r.asBool())
      diags.report(where, diag::err_hcl_missing, "the body", fmt::format("'{}'", name));
    return Value::null();
  }
  Value v = evaluate(*found->value, scope, diags);
  const Attribute *type = spec.body.attribute("type");
  auto wanted = type ? readType(*type->value, diags) : TypeSpec();
  if (!wanted || v.isUnknown())
    return v;
  if (auto out = convert(v, *wanted))
    return *out;
  diags.report(found->value->range, diag::err_hcl_type, fmt::format("'{}'", name),
               describe(*wanted), describe(v));
  return Value();
}

Value Decoder::object(const Block &spec, const Body &body, std::span<const Label> labels,
                      SourceRange where) {
  Value::Members members;
  for (const Block *b : spec.body.blocks) {
    std::string key = b->labels.empty() ? std::string() : std::string(b->labels[0].text);
    members.insert_or_assign(key, decode(*b, body, labels, where));
  }
  return Value::members(ValueKind::Object, std::move(members));
}

/// A map for each label.
Value Decoder::blockMap(const Block &spec, const Body &body) {
  std::map<std::string, Value::Members, std::less<>> deep;
  Value::Members out;
  const Block *inner = nested(spec);
  for (const Block *b : blocks(spec, body)) {
    if (b->labels.empty() || !inner) {
      diags.report(b->header, diag::err_hcl_labels, b->type, "a label", int64_t(0));
      continue;
    }
    checkBody(*inner, b->body);
    Value v = decode(*inner, b->body, {b->labels.begin(), b->labels.end()}, b->header);
    if (b->labels.size() == 1)
      out.insert_or_assign(std::string(b->labels[0].text), v);
    else
      deep[std::string(b->labels[0].text)].insert_or_assign(std::string(b->labels[1].text), v);
  }
  for (auto &[name, members] : deep)
    out.insert_or_assign(name, Value::members(ValueKind::Map, std::move(members)));
  return Value::members(ValueKind::Map, std::move(out));
}

Value Decoder::decode(const Block &spec, const Body &body, std::span<const Label> labels,
                      SourceRange where) {
  if (spec.type == "object")
    return object(spec, body, labels, where);
  if (spec.type == "attr")
    return attribute(spec, body, where);
  if (spec.type == "literal") {
    const Attribute *value = spec.body.attribute("value");
    return value ? evaluate(*value->value, scope, diags) : Value::null();
  }
  if (spec.type == "default") {
    Value v = Value::null();
    for (const Block *b : spec.body.blocks)
      if (v.isNull())
        v = decode(*b, body, labels, where);
    return v;
  }
  if (spec.type == "block_map")
    return blockMap(spec, body);
  const Block *inner = nested(spec);
  if (!isBlockSpec(spec.type) || !inner) {
    diags.report(spec.typeRange, diag::err_hcl_spec, spec.type);
    return Value();
  }
  Value::Items items;
  std::vector<const Block *> found = blocks(spec, body);
  for (const Block *b : found) {
    checkBody(*inner, b->body);
    items.push_back(decode(*inner, b->body, {b->labels.begin(), b->labels.end()}, b->header));
  }
  if (spec.type != "block")
    return Value::sequence(spec.type == "block_set"     ? ValueKind::Set
                           : spec.type == "block_tuple" ? ValueKind::Tuple
                                                        : ValueKind::List,
                           std::move(items));
  if (found.size() > 1)
    diags.report(found[1]->header, diag::err_hcl_repeated_block, "the body", found[1]->type);
  return items.empty() ? Value::null() : items[0];
}

void Decoder::expected(const Block &spec, std::vector<std::string> &attributes,
                       std::vector<std::string> &blocks) {
  if (spec.type == "attr")
    attributes.push_back(name(spec, "name"));
  else if (isBlockSpec(spec.type))
    blocks.push_back(name(spec, "block_type"));
  else
    for (const Block *b : spec.body.blocks)
      expected(*b, attributes, blocks);
}

void Decoder::checkBody(const Block &spec, const Body &body) {
  std::vector<std::string> attributes, blocks;
  expected(spec, attributes, blocks);
  auto has = [](const std::vector<std::string> &list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  for (const Attribute &a : body.attributes)
    if (!has(attributes, a.name)) {
      DiagBuilder d =
          diags.report(a.nameRange, diag::err_hcl_unknown_attribute, "the body", a.name);
      suggest(d, a.name, attributes, a.nameRange);
    }
  for (const Block *b : body.blocks)
    if (!has(blocks, b->type)) {
      DiagBuilder d = diags.report(b->typeRange, diag::err_hcl_unknown_block, "the body", b->type);
      suggest(d, b->type, blocks, b->typeRange);
    }
}

/// The names of `variables`, which is an attribute or a block.
void variables(const File &spec, NamedScope &scope, DiagEngine &diags) {
  NamedScope none;
  if (const Attribute *a = spec.body.attribute("variables"))
    if (Value v = evaluate(*a->value, none, diags); v.isNamed())
      for (const auto &[name, value] : v.members())
        scope.values.insert_or_assign(name, value);
  for (const Block *b : spec.body.blocks)
    if (b->type == "variables")
      for (const Attribute &a : b->body.attributes)
        scope.values.insert_or_assign(std::string(a.name), evaluate(*a.value, none, diags));
}

} // namespace

Value decode(const File &spec, const File &body, DiagEngine &diags) {
  Decoder decoder(diags);
  variables(spec, decoder.scope, diags);
  for (const Block *b : spec.body.blocks) {
    if (b->type == "variables")
      continue;
    if (b->type != "literal" && !body.damaged)
      decoder.checkBody(*b, body.body);
    return decoder.decode(*b, body.body, {}, body.whole);
  }
  return Value::null();
}

} // namespace schemac::hcl
