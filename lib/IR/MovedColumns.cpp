//===- MovedColumns.cpp - Columns that go to another table ----------------===//
#include "schemac/IR/MovedColumns.h"
#include "schemac/IR/Traits.h"

namespace schemac {

/// A name may have dots in it, so each of them is tried for the one between table and column.
static SubRef findPlain(const Schema &schema, std::string_view text, Context &context) {
  for (size_t dot = text.rfind('.'); dot != text.npos && dot; dot = text.rfind('.', dot - 1)) {
    std::string_view object = text.substr(0, dot);
    Name column = context.name(text.substr(dot + 1));
    auto has = [&](QName n) {
      const Table *t = schema.table(n);
      return t && t->column(column);
    };
    if (QName plain = context.qname(object); has(plain))
      return {plain, column};
    for (size_t d = object.find('.'); d != object.npos; d = object.find('.', d + 1))
      if (QName far = context.qname(object.substr(0, d), object.substr(d + 1)); has(far))
        return {far, column};
  }
  return {};
}

SubRef columnNamed(const Schema &schema, std::string_view written, Context &context) {
  SubRef found = findPlain(schema, written, context);
  if (found.table.name)
    return found;
  std::string_view ns = traitsOf(schema.dialect).defaultNamespace;
  bool said = !ns.empty() && written.size() > ns.size() + 1 && written.starts_with(ns) &&
              written[ns.size()] == '.';
  return said ? findPlain(schema, written.substr(ns.size() + 1), context) : found;
}

} // namespace schemac
