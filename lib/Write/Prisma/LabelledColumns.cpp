//===- LabelledColumns.cpp - Labels of columns as enums -------------------===//
#include "Write/Prisma/LabelledColumns.h"
#include <algorithm>

namespace schemac::prisma_form {

/// A label without a letter or digit in it would be no name; the column keeps its type.
static bool canBeEnum(Type t) {
  return t.is(TypeKind::InlineEnum) && std::ranges::all_of(t.labels(), [](Name label) {
           return !label.str().empty() && label.str().find('\n') == std::string_view::npos;
         });
}

Schema withEnums(const Schema &schema, Context &context) {
  Schema out = schema;
  for (const Table &t : schema.tables())
    for (size_t i = 0; i < t.columns.size(); ++i) {
      const Column &c = t.columns[i];
      if (!canBeEnum(c.type))
        continue;
      std::string name = t.name.name.string() + "_" + c.name.string();
      while (out.find<Enum>({Name(), context.name(name)}))
        name += "_";
      Enum e;
      e.name = {Name(), context.name(name)};
      e.range = c.range;
      for (Name label : c.type.labels())
        e.labels.push_back({label, {}, c.range});
      out.edit<Table>(t.name)->columns[i].type = context.enumType(e.name);
      out.put(std::move(e));
    }
  return out;
}

} // namespace schemac::prisma_form
