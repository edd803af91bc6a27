//===- JsonSchema.cpp - The published schema of the form ------------------===//
#include "schemac/Document/JsonSchema.h"
#include "schemac/Document/Vocabulary.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace schemac::document {
namespace {

namespace json = llvm::json;
using Definitions = std::map<std::string, json::Value>;

json::Object reference(std::string_view name) {
  return json::Object{{"$ref", "#/$defs/" + std::string(name)}};
}
json::Object listOf(json::Object items) {
  return json::Object{{"type", "array"}, {"items", std::move(items)}};
}
json::Object type(std::string_view name) { return json::Object{{"type", std::string(name)}}; }
json::Object mapOf(json::Object values) {
  return json::Object{{"type", "object"}, {"additionalProperties", std::move(values)}};
}
json::Object either(json::Object a, json::Object b) {
  return json::Object{{"anyOf", json::Array{std::move(a), std::move(b)}}};
}

// What stands for a value of each type.
json::Object valueOf(const bool &) { return type("boolean"); }
json::Object valueOf(const std::optional<int64_t> &) { return type("integer"); }
json::Object valueOf(const Name &) { return type("string"); }
json::Object valueOf(const QName &) { return type("string"); }
json::Object valueOf(const SubRef &) { return type("string"); }
json::Object valueOf(const Type &) { return type("string"); }
json::Object valueOf(const ReferenceForm &) { return type("string"); }
json::Object valueOf(const Expr &) { return reference("Sql"); }
json::Object valueOf(const Parameters &) { return mapOf(reference("Sql")); }
template <class T> json::Object valueOf(const std::vector<T> &) { return listOf(valueOf(T())); }

class SchemaVisitor {
public:
  explicit SchemaVisitor(Definitions &definitions) : definitions(definitions) {}

  /// Defines the form and what it is made of; its title, and whether it may be left empty.
  template <class Form> static std::pair<std::string, bool> define(Definitions &definitions);

  void object(std::string_view name, std::string_view about) {
    title = name;
    description = about;
  }
  void shorthand(std::string_view key) { shortKey = key; }
  template <class T> void key(std::string_view name, T &value, std::string_view about) {
    add(name, valueOf(value), about);
  }
  template <class T> void required(std::string_view name, T &value, std::string_view about) {
    require(name);
    add(name, valueOf(value), about);
  }
  template <class T> void text(std::string_view name, T &value, std::string_view about) {
    required(name, value, about);
  }
  void texts(std::string_view name, std::vector<Name> &value, std::string_view about) {
    key(name, value, about);
  }
  template <class E> void word(std::string_view name, E &, Words words, std::string_view about) {
    json::Array list;
    for (std::string_view w : words)
      list.push_back(std::string(w));
    add(name, json::Object{{"enum", std::move(list)}}, about);
  }
  template <class E>
  void requiredWord(std::string_view name, E &value, Words words, std::string_view about) {
    require(name);
    word(name, value, words, about);
  }
  template <class F> void list(std::string_view name, std::vector<F> &, std::string_view about) {
    add(name, listOf(reference(define<F>(definitions).first)), about);
  }
  template <class F>
  void requiredList(std::string_view name, std::vector<F> &forms, std::string_view about) {
    require(name);
    list(name, forms, about);
  }
  template <class F> void named(std::string_view name, std::vector<F> &, std::string_view about) {
    auto [of, empty] = define<F>(definitions);
    add(name,
        empty ? either(mapOf(either(reference(of), type("null"))), listOf(type("string")))
              : mapOf(reference(of)),
        about);
  }
  template <class F> void part(std::string_view name, std::optional<F> &, std::string_view about) {
    add(name, reference(define<F>(definitions).first), about);
  }
  void expression(std::string_view name, Expr &value, std::string_view about) {
    key(name, value, about);
  }
  void columnType(std::string_view name, Column &column, std::string_view about) {
    required(name, column.type, about);
  }
  void null(std::string_view name, Column &column, std::string_view about) {
    key(name, column.nullable, about);
  }
  void elementText(IndexElem &) { isText = true; }
  void result(std::string_view name, Type &value, bool &, std::string_view about) {
    key(name, value, about);
  }
  void version(std::string_view name, std::string_view about) {
    require(name);
    add(name, json::Object{{"const", FormVersion}}, about);
  }

  json::Object finish();

  std::string title;

private:
  void require(std::string_view name) { needed.push_back(std::string(name)); }
  void add(std::string_view name, json::Object value, std::string_view about) {
    if (name == shortKey)
      shortValue = value;
    value["description"] = std::string(about);
    properties[llvm::StringRef(name.data(), name.size())] = std::move(value);
  }

  Definitions &definitions;
  std::string description, shortKey;
  json::Object properties;
  json::Array needed;
  std::optional<json::Object> shortValue;
  bool isText = false;
};

json::Object SchemaVisitor::finish() {
  json::Object whole{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!needed.empty())
    whole["required"] = std::move(needed);
  if (shortValue)
    whole = either(std::move(*shortValue), std::move(whole));
  else if (isText)
    whole = either(type("string"), std::move(whole));
  whole["description"] = description;
  return whole;
}

template <class Form> std::pair<std::string, bool> SchemaVisitor::define(Definitions &definitions) {
  Form form{};
  SchemaVisitor visitor(definitions);
  describe(visitor, form);
  bool mayBeEmpty = visitor.needed.empty() && !visitor.isText;
  std::string title = visitor.title;
  definitions.insert_or_assign(title, visitor.finish());
  return {title, mayBeEmpty};
}

} // namespace

std::string jsonSchema() {
  Definitions definitions;
  definitions.emplace(
      "Sql", json::Object{{"description", "SQL; a text stands in single quotes"},
                          {"anyOf", json::Array{type("string"), type("number"), type("boolean")}}});
  SchemaForm form;
  SchemaVisitor visitor(definitions);
  describe(visitor, form);
  json::Object root = visitor.finish();
  root["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  root["title"] = "A schema in schemac's own YAML";
  json::Object all;
  for (auto &[name, value] : definitions)
    all[name] = std::move(value);
  root["$defs"] = std::move(all);
  std::string text;
  llvm::raw_string_ostream os(text);
  os << llvm::formatv("{0:2}\n", json::Value(std::move(root)));
  return text;
}

} // namespace schemac::document
