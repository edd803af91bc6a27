//===- YamlForm.cpp - A schema as schemac's own YAML ----------------------===//
//
// The visitor of the vocabulary that writes: what is as it is when nothing is said is not said.
//
//===----------------------------------------------------------------------===//
#include "YamlText.h"
#include "schemac/Dialect/TypeNames.h"
#include "schemac/Document/Vocabulary.h"
#include "schemac/Write/Write.h"
#include <algorithm>

namespace schemac {
namespace document {
namespace {

/// Whether SQL can stand as a number or a word of YAML: 5, 1.5, true.
bool isPlainSql(std::string_view text) {
  if (text == "true" || text == "false")
    return true;
  if (text.starts_with('-'))
    text.remove_prefix(1);
  size_t dot = std::min(text.find('.'), text.size());
  auto digits = [](std::string_view t) {
    return !t.empty() && std::ranges::all_of(t, [](char c) { return c >= '0' && c <= '9'; });
  };
  std::string_view whole = text.substr(0, dot);
  return digits(whole) && (whole.size() == 1 || whole[0] != '0') &&
         (dot == text.size() || digits(text.substr(dot + 1)));
}

class FormWriter {
public:
  FormWriter(Context &context, const Dialect &dialect) : context(context), dialect(dialect) {}

  template <class Form> YamlValue write(Form &form) const {
    FormWriter inner(context, dialect);
    describe(inner, form);
    return std::move(inner).finish();
  }

  void object(std::string_view, std::string_view) {}
  void shorthand(std::string_view key) { shortKey = key; }
  template <class T> void key(std::string_view name, T &value, std::string_view) {
    if (isSaid(value))
      out.add(name, valueOf(value));
  }
  template <class T> void required(std::string_view name, T &value, std::string_view) {
    out.add(name, valueOf(value));
  }
  template <class T> void text(std::string_view name, T &value, std::string_view about) {
    required(name, value, about);
  }
  void texts(std::string_view name, std::vector<Name> &value, std::string_view about) {
    key(name, value, about);
  }
  template <class E> void word(std::string_view name, E &value, Words words, std::string_view) {
    if (size_t(value) != 0)
      out.add(name, YamlValue::scalar(words[size_t(value)]));
  }
  template <class E>
  void requiredWord(std::string_view name, E &value, Words words, std::string_view) {
    out.add(name, YamlValue::scalar(words[size_t(value)]));
  }
  template <class F> void list(std::string_view name, std::vector<F> &forms, std::string_view) {
    if (!forms.empty())
      requiredList(name, forms, {});
  }
  template <class F>
  void requiredList(std::string_view name, std::vector<F> &forms, std::string_view) {
    YamlValue items = YamlValue::of(YamlValue::List);
    for (F &form : forms)
      items.add({}, write(form));
    items.block = std::is_same_v<F, FunctionForm>;
    out.add(name, std::move(items));
  }
  template <class F> void named(std::string_view name, std::vector<F> &forms, std::string_view) {
    if (forms.empty())
      return;
    YamlValue map = YamlValue::of(YamlValue::Map);
    bool onlyNames = true;
    for (F &form : forms) {
      map.add(nameText(form.name), write(form));
      map.items.back().block = std::is_same_v<F, TableForm>;
      onlyNames &= map.items.back().kind == YamlValue::Map && map.items.back().items.empty();
    }
    if (onlyNames) { // [citext, pg_trgm]
      YamlValue names = YamlValue::of(YamlValue::List);
      for (YamlValue &item : map.items)
        names.add({}, YamlValue::scalar(item.key));
      map = std::move(names);
    } else {
      map.block = true;
      map.spaced = std::is_same_v<F, TableForm>;
    }
    out.add(name, std::move(map));
  }
  template <class F> void part(std::string_view name, std::optional<F> &form, std::string_view) {
    if (form)
      out.add(name, write(*form));
  }
  void expression(std::string_view name, Expr &value, std::string_view about) {
    key(name, value, about);
  }
  void columnType(std::string_view name, Column &c, std::string_view) {
    std::string text = c.generation == Generation::Serial ? std::string(serialName(c.type)) : "";
    if (text.empty())
      text = typeNameText(context, dialect, c.type);
    out.add(name, YamlValue::scalar(text + (c.nullable ? " null" : "")));
  }
  void null(std::string_view, Column &, std::string_view) {} // the type says it
  void elementText(IndexElem &e) {
    std::string text = e.expr ? "(" + e.expr.string() + ")" : e.column.string();
    bool ambiguous = !e.expr && text.starts_with('(');
    IndexElem rest = e;
    rest.expr = Expr();
    rest.column = Name();
    if (rest == IndexElem() && !ambiguous)
      whole = YamlValue::scalar(text);
  }
  void result(std::string_view name, Type &type, bool &trigger, std::string_view about) {
    if (trigger)
      out.add(name, YamlValue::scalar("trigger"));
    else
      key(name, type, about);
  }
  void version(std::string_view name, std::string_view) {
    out.add(name, YamlValue::scalar(std::to_string(FormVersion), true));
  }
  YamlValue finish() && {
    if (whole)
      return std::move(*whole);
    if (out.items.size() == 1 && out.items[0].key == shortKey &&
        out.items[0].kind != YamlValue::Map)
      return std::move(out.items[0]);
    return std::move(out);
  }

private:
  static std::string nameText(Name n) { return n.string(); }
  static std::string nameText(QName n) { return qnameText(n); }

  static bool isSaid(bool value) { return value; }
  static bool isSaid(const SubRef &value) { return bool(value.sub); }
  static bool isSaid(const ReferenceForm &value) { return bool(value.table); }
  template <class T> static bool isSaid(const std::vector<T> &value) { return !value.empty(); }
  template <class T> static bool isSaid(const std::optional<T> &value) { return value.has_value(); }
  template <class T>
    requires requires(const T &t) { bool(t); }
  static bool isSaid(const T &value) {
    return bool(value);
  }

  YamlValue valueOf(bool value) const { return YamlValue::scalar(value ? "true" : "false", true); }
  YamlValue valueOf(const std::optional<int64_t> &value) const {
    return YamlValue::scalar(std::to_string(*value), true);
  }
  YamlValue valueOf(Name value) const { return YamlValue::scalar(value.str()); }
  YamlValue valueOf(Expr value) const {
    return YamlValue::scalar(value.str(), isPlainSql(value.str()));
  }
  YamlValue valueOf(Type value) const {
    return YamlValue::scalar(typeNameText(context, dialect, value));
  }
  YamlValue valueOf(QName value) const { return YamlValue::scalar(qnameText(value)); }
  YamlValue valueOf(const SubRef &value) const {
    return YamlValue::scalar(qnameText(value.table) + "." + qnameText({Name(), value.sub}));
  }
  YamlValue valueOf(const ReferenceForm &value) const;
  YamlValue valueOf(const Parameters &value) const {
    YamlValue map = YamlValue::of(YamlValue::Map);
    for (const Parameter &p : value)
      map.add(p.name.str(), valueOf(Expr(p.value)));
    return map;
  }
  template <class T> YamlValue valueOf(const std::vector<T> &value) const {
    YamlValue items = YamlValue::of(YamlValue::List);
    for (const T &item : value)
      items.add({}, valueOf(item));
    return items;
  }

  Context &context;
  const Dialect &dialect;
  YamlValue out = YamlValue::of(YamlValue::Map);
  std::optional<YamlValue> whole;
  std::string shortKey;
};

/// "users (id)": names that would be read as several are in quotes.
YamlValue FormWriter::valueOf(const ReferenceForm &value) const {
  auto quoted = [](std::string text) {
    if (text.find_first_of(" (),\"") == text.npos || text.starts_with('"'))
      return text;
    return "\"" + text + "\"";
  };
  std::string text = (value.table.ns ? quoted(qnameText({Name(), value.table.ns})) + "." : "") +
                     quoted(qnameText({Name(), value.table.name})) + " (";
  for (size_t i = 0; i < value.columns.size(); ++i)
    text += (i ? ", " : "") + quoted(qnameText({Name(), value.columns[i]}));
  return YamlValue::scalar(text + ")");
}

} // namespace
} // namespace document

std::string writeYaml(Writing &writing) {
  document::SchemaForm form = document::formOf(writing.schema, writing.context);
  const Dialect &dialect = *findDialect(writing.schema.dialect.str());
  YamlValue root = document::FormWriter(writing.context, dialect).write(form);
  root.spaced = true;
  return yamlText(root);
}

} // namespace schemac
