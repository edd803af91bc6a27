//===- CheckOperatorClasses.cpp - What index types can do with columns ----===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {
namespace {

bool listed(std::string_view natives, std::string_view native) {
  while (!natives.empty()) {
    size_t blank = natives.find(' ');
    if (natives.substr(0, blank) == native)
      return true;
    natives.remove_prefix(blank == natives.npos ? natives.size() : blank + 1);
  }
  return false;
}

/// The type of a column that no attribute says another of.
std::string_view defaultNative(const CheckedField &f) {
  constexpr std::pair<Scalar, std::string_view> defaults[] = {
      {Int, "Integer"},        {BigInt, "BigInt"}, {Float, "DoublePrecision"},
      {Decimal, "Decimal"},    {String, "Text"},   {Boolean, "Boolean"},
      {DateTime, "Timestamp"}, {Json, "JsonB"},    {Bytes, "ByteA"},
  };
  for (auto [scalar, native] : defaults)
    if (f.is(scalar))
      return native;
  return {};
}

/// Whether an index type takes a field of this type as it is.
bool takesScalar(std::string_view type, const CheckedField &f) {
  if (f.kind == FieldKind::Unsupported || type == "BTree" || type == "Hash")
    return true;
  if (type == "Gin")
    return f.is(Json) || f.list();
  if (type == "Brin")
    return f.kind == FieldKind::Scalar && !f.is(Boolean) && !f.is(Json);
  return f.is(String);
}

/// Whether PostgreSQL has a class by itself for a column of this native type.
bool hasDefaultClass(std::string_view type, std::string_view native) {
  for (const OperatorClass &c : operatorClasses())
    if (c.method == type && c.isDefault && listed(c.natives, native))
      return true;
  return false;
}

} // namespace

void Checker::checkOperatorClasses(CheckedBlock &b, const Key &key) {
  if (provider == Provider::CockroachDb)
    return checkInvertedIndex(b, key);
  if (provider != Provider::PostgreSql)
    return;
  std::string_view type = key.type ? key.type->value : "BTree";
  SourceRange at = b.range(key.attribute->text);
  auto wrong = [&](const std::string &text) {
    diags.report(at, diag::err_prisma_operator_class, text);
  };
  for (const KeyField &k : key.fields) {
    const CheckedField &f = *k.field;
    if (k.ops && k.ops->is(ExprKind::Call))
      continue; // raw("…")
    if (!k.ops) {
      bool good = f.native && !(type == "Gin" && f.list()) && type != "BTree" && type != "Hash"
                      ? hasDefaultClass(type, f.nativeName()) ||
                            (type == "Brin" && f.nativeName() == "Char")
                      : takesScalar(type, f);
      if (!good)
        wrong(fmt::format("'{}' is of a type that a {} index does not take by itself", f.name(),
                          type));
      continue;
    }
    const OperatorClass *found = nullptr;
    std::string_view native = f.native ? f.nativeName() : defaultNative(f);
    bool ofType = false;
    for (const OperatorClass &c : operatorClasses())
      if (c.name == k.ops->value && c.method == type) {
        ofType = true;
        if (c.natives == "Array" ? f.list() : listed(c.natives, native))
          found = &c;
      }
    if (!ofType)
      wrong(fmt::format("'{}' is no operator class of {} indexes", k.ops->value, type));
    else if (!found)
      wrong(fmt::format("operator class '{}' does not fit '{}'", k.ops->value, f.name()));
  }
  if (type == "SpGist" && key.fields.size() > 1)
    diags.report(at, diag::err_prisma_index, "an SpGist index has one field");
}

void Checker::checkInvertedIndex(CheckedBlock &b, const Key &key) {
  if (!key.type || key.type->value != "Gin")
    return;
  SourceRange at = b.range(key.attribute->text);
  for (size_t i = 0; i != key.fields.size(); ++i) {
    const CheckedField &f = *key.fields[i].field;
    if (key.fields[i].ops) {
      diags.report(at, diag::err_prisma_operator_class, "CockroachDB has no operator classes");
      return;
    }
    if (!takesScalar("Gin", f))
      diags.report(at, diag::err_prisma_operator_class,
                   fmt::format("'{}' is of a type that a Gin index does not take", f.name()));
    if (f.is(Json) && i + 1 != key.fields.size())
      diags.report(at, diag::err_prisma_index, "a Json field is the last one of its index");
  }
}

} // namespace schemac::prisma
