//===- Reader.h - Values and objects of documents ---------------*- C++ -*-===//
//
// The visitor of the vocabulary that reads. What is wrong is reported and left at what it was, so
// that one mistake is one diagnostic.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Document/Vocabulary.h"
#include "schemac/Frontend/Document/Diags.h"
#include "schemac/Frontend/Yaml/Annotations.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "llvm/ADT/StringMap.h"
#include <utility>

namespace schemac::document {

using yaml::Node;

class Reader {
public:
  Reader(Context &context, DiagEngine &diags, const Dialect &dialect, const Schema &defined)
      : context(context), diags(diags), dialect(dialect), defined(defined) {}

  void read(const Node &node, bool &out);
  void read(const Node &node, std::optional<int64_t> &out);
  void read(const Node &node, Name &out);
  void read(const Node &node, Expr &out);
  void read(const Node &node, Type &out);
  void read(const Node &node, QName &out);
  void read(const Node &node, SubRef &out);
  void read(const Node &node, ReferenceForm &out);
  void read(const Node &node, Parameters &out);
  template <class T> void read(const Node &node, std::vector<T> &out);

  /// Texts that may be empty.
  void readText(const Node &node, Name &out);
  void readText(const Node &node, Expr &out);
  void readText(const Node &node, std::vector<Name> &out);
  /// A default: SQL, in which a bare word is most likely a text without its quotes.
  void readDefault(const Node &node, Expr &out);
  /// "text null", "bigserial".
  void readColumnType(const Node &node, Column &out);
  size_t readWord(const Node &node, Words words);
  /// A column, or an (expression).
  void readElement(const Node &node, IndexElem &out);

  void wrong(SourceRange range, std::string text);
  /// Nothing in the document, nor PostgreSQL, has the type.
  void unknownType(const Node &node, std::string_view type);
  bool scalar(const Node &node, std::string_view what);
  /// Names in lists and in keys of maps.
  void setName(const Node &node, Name &out) { read(node, out); }
  void setName(const Node &node, QName &out) { read(node, out); }

  Context &context;
  DiagEngine &diags;
  const Dialect &dialect;
  const Schema &defined;
  yaml::Annotations *annotations = nullptr; ///< of the file being read
  Loc inside;                               ///< the object whose keys are being read
  llvm::StringMap<Type> types;              ///< by their texts: a schema has few, often
};

template <class T> void Reader::read(const Node &node, std::vector<T> &out) {
  if (!node.is(Node::Sequence))
    return wrong(node.range, "here stands a list: [a, b]");
  for (const Node &item : node.items) {
    T value{};
    read(item, value);
    out.push_back(std::move(value));
  }
}

/// Reads one object. What an object is called in messages is what its description says.
class ObjectReader {
public:
  ObjectReader(Reader &reader, const Node &node, SourceRange at)
      : reader(reader), node(node), at(at) {}

  template <class Form>
  static void read(Reader &reader, const Node &node, SourceRange at, Form &form) {
    ObjectReader visitor(reader, node, at);
    if constexpr (requires { form.range; })
      form.range = at;
    Loc outer = std::exchange(reader.inside, at.begin);
    describe(visitor, form);
    reader.inside = outer;
    visitor.finish();
    // What stands on the line of something else leaves it the annotations of the line.
    if (!reader.annotations->empty() && !reader.annotations->onOneLine(outer, at.begin))
      visitor.annotate(form);
  }

  //===--- what the vocabulary calls --------------------------------------===//
  void object(std::string_view title, std::string_view) { what = title; }
  void shorthand(std::string_view key) { shortKey = key; }
  template <class T> void key(std::string_view name, T &value, std::string_view) {
    if (const Node *n = find(name))
      reader.read(*n, value);
  }
  template <class T> void required(std::string_view name, T &value, std::string_view) {
    if (const Node *n = need(name))
      reader.read(*n, value);
  }
  template <class T> void text(std::string_view name, T &value, std::string_view) {
    if (const Node *n = need(name))
      reader.readText(*n, value);
  }
  void texts(std::string_view name, std::vector<Name> &value, std::string_view) {
    if (const Node *n = find(name))
      reader.readText(*n, value);
  }
  template <class E> void word(std::string_view name, E &value, Words words, std::string_view) {
    if (const Node *n = find(name))
      value = E(reader.readWord(*n, words));
  }
  template <class E>
  void requiredWord(std::string_view name, E &value, Words words, std::string_view) {
    if (const Node *n = need(name))
      value = E(reader.readWord(*n, words));
  }
  template <class F> void list(std::string_view name, std::vector<F> &forms, std::string_view) {
    if (const Node *n = find(name))
      items(*n, forms);
  }
  template <class F>
  void requiredList(std::string_view name, std::vector<F> &forms, std::string_view) {
    if (const Node *n = need(name))
      items(*n, forms);
  }
  template <class F> void named(std::string_view name, std::vector<F> &forms, std::string_view);
  template <class F> void part(std::string_view name, std::optional<F> &form, std::string_view) {
    if (const Node *n = find(name)) {
      form.emplace();
      read(reader, *n, n->range, *form);
    }
  }
  void expression(std::string_view name, Expr &value, std::string_view) {
    if (const Node *n = find(name))
      reader.readDefault(*n, value);
  }
  void columnType(std::string_view name, Column &column, std::string_view) {
    if (const Node *n = need(name))
      reader.readColumnType(*n, column);
  }
  void null(std::string_view name, Column &column, std::string_view) {
    if (const Node *n = find(name))
      reader.read(*n, column.nullable);
  }
  void elementText(IndexElem &element) {
    if (node.is(Node::Scalar)) {
      isText = true;
      reader.readElement(node, element);
    }
  }
  void result(std::string_view name, Type &type, bool &trigger, std::string_view);
  void version(std::string_view name, std::string_view);

private:
  /// The value of a key; null when it is not there or has none.
  const Node *find(std::string_view name);
  /// The same, and an error at the end when there is none.
  const Node *need(std::string_view name);
  void finish();
  template <class F> void items(const Node &list, std::vector<F> &forms) {
    if (!list.is(Node::Sequence))
      return reader.wrong(list.range, "here stands a list");
    for (const Node &item : list.items)
      read(reader, item, item.range, forms.emplace_back());
  }
  template <class Form> void annotate(Form &form);

  Reader &reader;
  const Node &node;
  SourceRange at; ///< the object, for messages and entities
  std::string_view what, shortKey;
  std::vector<std::string_view> known, lacking; ///< keys: that were asked for, that are needed
  bool isText = false;                          ///< a text that stands for the object
};

template <class F>
void ObjectReader::named(std::string_view name, std::vector<F> &forms, std::string_view) {
  const Node *map = find(name);
  if (!map)
    return;
  static const Node nothing;
  if (map->is(Node::Sequence)) { // names alone
    for (const Node &item : map->items) {
      if (item.is(Node::Map)) {
        reader.wrong(item.range, "here stands a name alone: what is said of names makes them keys "
                                 "of a map, without a '-'");
        continue;
      }
      F &form = forms.emplace_back();
      reader.setName(item, form.name);
      read(reader, nothing, item.range, form);
    }
    return;
  }
  if (!map->is(Node::Map))
    return reader.wrong(map->range, fmt::format("here stands a map of names, and not {}",
                                                yaml::kindWord(map->kind)));
  for (size_t i = 0; i + 1 < map->items.size(); i += 2) {
    F &form = forms.emplace_back();
    reader.setName(map->items[i], form.name);
    read(reader, map->items[i + 1], map->items[i].range, form);
  }
}

template <class Form> void ObjectReader::annotate(Form &form) {
  constexpr bool canHave = requires { form.renamedFrom; } || requires { form.drops; };
  if constexpr (!canHave)
    return;
  for (const Annotation &a : reader.annotations->take(at.begin)) {
    [[maybe_unused]] auto first = [&] { return reader.context.name(a.values[0]); };
    bool fits = false;
    if constexpr (requires { form.renamedFrom; })
      if (a.kind == Annotation::RenamedFrom)
        form.renamedFrom = first(), fits = true;
    if constexpr (requires { form.movedFrom; })
      if (a.kind == Annotation::MovedFrom)
        form.movedFrom = first(), fits = true;
    if constexpr (requires { form.backfill; })
      if (a.kind == Annotation::Backfill)
        form.backfill = Expr(first()), fits = true;
    if constexpr (requires { form.drops; })
      if (a.kind == Annotation::Drop) {
        for (const std::string &v : a.values)
          form.drops.push_back({reader.context.name(v), a.archive, a.range});
        fits = true;
      }
    if (!fits)
      reader.annotations->misplaced(a, fmt::format("what stands here ({})", what));
  }
}

} // namespace schemac::document
