//===- ExpressionLabels.cpp - Constants of expressions of an enum ---------===//
//
// What an author gives for a column of an enum is seldom one constant, yet what it comes to often
// is: the arms of a CASE, the elements of an array. Each must be a value of the enum, or the server
// refuses the rows that get it.
//
//===----------------------------------------------------------------------===//
#include "ExpressionPlaces.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

namespace {

class LabelWalk {
public:
  LabelWalk(const Enum &labels) : labels(labels) {}
  /// \p isArray: what \p node comes to is to be an array of values.
  void look(const Node *node, bool isArray);
  std::string fault;

private:
  void label(std::string_view text);
  void array(std::string_view text);
  bool keepsText(const PgQuery__TypeName *type) const;

  const Enum &labels;
};

std::string_view trimmed(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == text.npos ? std::string_view()
                            : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

void LabelWalk::label(std::string_view text) {
  bool has =
      std::ranges::any_of(labels.labels, [&](const EnumLabel &l) { return l.label.str() == text; });
  if (!has && fault.empty())
    fault = fmt::format("the enum '{}' has no value '{}'", labels.name.str(), text);
}

/// {a,b}; of what is quoted, nested or has bounds the server knows more.
void LabelWalk::array(std::string_view text) {
  std::string_view inner = trimmed(text);
  if (inner.empty() || (inner.front() != '{' && inner.front() != '[')) {
    fault = fmt::format("'{0}' is no array, ARRAY['{0}'] is one", text);
    return;
  }
  if (inner.size() < 2 || inner.front() == '[' ||
      inner.find_first_of("{}\"\\", 1) != inner.size() - 1)
    return;
  inner = inner.substr(1, inner.size() - 2);
  while (!trimmed(inner).empty()) {
    size_t comma = std::min(inner.find(','), inner.size());
    std::string_view element = trimmed(inner.substr(0, comma));
    bool isNull = element.size() == 4 && std::ranges::equal(element, std::string_view("null"), {},
                                                            [](char c) { return c | 0x20; });
    if (!isNull)
      label(element);
    inner.remove_prefix(std::min(comma + 1, inner.size()));
  }
}

/// A cast to text or to the enum, or to arrays of these, leaves a constant what it is.
bool LabelWalk::keepsText(const PgQuery__TypeName *type) const {
  std::string_view name =
      type && type->n_names ? stringOf(type->names[type->n_names - 1]) : std::string_view();
  return name == "text" || name == "varchar" || name == labels.name.name.str();
}

void LabelWalk::look(const Node *node, bool isArray) {
  if (auto *c = as<PgQuery__AConst>(node)) {
    if (c->val_case == PG_QUERY__A__CONST__VAL_SVAL)
      isArray ? array(stringOf(node)) : label(stringOf(node));
  } else if (auto *cast = as<PgQuery__TypeCast>(node)) {
    if (keepsText(cast->type_name))
      look(cast->arg, isArray);
  } else if (auto *list = as<PgQuery__AArrayExpr>(node)) {
    for (const Node *element : items(list->n_elements, list->elements))
      if (isArray && !as<PgQuery__AArrayExpr>(element))
        look(element, false);
  } else if (auto *any = as<PgQuery__CoalesceExpr>(node)) {
    for (const Node *arg : items(any->n_args, any->args))
      look(arg, isArray);
  } else if (auto *arms = as<PgQuery__CaseExpr>(node)) {
    for (const Node *arm : items(arms->n_args, arms->args))
      if (auto *when = as<PgQuery__CaseWhen>(arm))
        look(when->result, isArray);
    look(arms->defresult, isArray);
  }
}

} // namespace

std::string labelFault(const Schema &schema, const Node *tree, Type type) {
  bool isArray = type.is(TypeKind::Array);
  Type element = isArray ? type.element() : type;
  const Enum *labels = element.is(TypeKind::Enum) ? schema.enumType(element.enumName()) : nullptr;
  if (!tree || !labels)
    return {};
  LabelWalk walk(*labels);
  walk.look(tree, isArray);
  return walk.fault;
}

} // namespace schemac::sql
