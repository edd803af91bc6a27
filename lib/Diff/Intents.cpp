//===- Intents.cpp - What the command line says, written into the target
//--------------------------===//
//
// So that the diff and every pass find an intent in one place, wherever it was stated.
//
//===----------------------------------------------------------------------===//

#include "Diff/MappedNames.h"
#include "schemac/Diff/Diags.h"
#include "schemac/Diff/Diff.h"
#include "schemac/IR/MovedColumns.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {
namespace {

/// What a name of the command line means in a schema: an object, or a part of one.
struct Path {
  QName table, enumType;
  QName other; ///< a sequence or composite type
  Name part;   ///< column, value or attribute; null: the object itself
  explicit operator bool() const { return table || enumType || other; }
};

class IntentWriter {
public:
  IntentWriter(Schema &to, const Schema &from, Context &context, DiagEngine &diags)
      : to(to), from(from), context(context), diags(diags) {}
  bool isOfPart(const DiffOptions::Rename &rename) const {
    return bool(pathOf(rename.from, from).part);
  }
  void rename(const DiffOptions::Rename &rename);
  void move(const DiffOptions::Rename &move);
  void drop(std::string_view text);
  void backfill(std::string_view column, std::string_view sql);

private:
  Path objectOf(std::string_view text, const Schema &schema) const;
  Path pathOf(std::string_view text, const Schema &schema) const;
  QName tableNow(QName old) const;
  QName enumNow(QName old) const;
  void dropAll(bool archive);
  template <class Edit> void editExtra(QName table, Name column, Edit edit);
  void unknown(std::string_view text, std::string_view what, std::string_view where) {
    diags.report({}, diag::err_option_name, text, what, where);
  }

  Schema &to;
  const Schema &from;
  Context &context;
  DiagEngine &diags;
};
} // namespace

/// \p text without the default namespace, which no name in a schema has, before it.
static std::string_view withoutDefault(const Schema &schema, std::string_view text) {
  std::string_view ns = traitsOf(schema.dialect).defaultNamespace;
  bool hasDefault =
      !ns.empty() && text.size() > ns.size() + 1 && text.starts_with(ns) && text[ns.size()] == '.';
  return hasDefault ? text.substr(ns.size() + 1) : text;
}

Path IntentWriter::objectOf(std::string_view text, const Schema &schema) const {
  auto find = [&](QName n) {
    Path p;
    if (schema.table(n))
      p.table = n;
    else if (schema.enumType(n))
      p.enumType = n;
    else if (schema.find<Sequence>(n) || schema.find<Composite>(n))
      p.other = n;
    return p;
  };
  if (Path p = find(context.qname(text)))
    return p;
  for (size_t dot = text.find('.'); dot != text.npos; dot = text.find('.', dot + 1))
    if (Path p = find(context.qname(text.substr(0, dot), text.substr(dot + 1))))
      return p;
  std::string_view plain = withoutDefault(schema, text);
  return plain.size() < text.size() ? find(context.qname(plain)) : Path();
}

/// The object itself has precedence; then the part, with the longest name of the object.
Path IntentWriter::pathOf(std::string_view text, const Schema &schema) const {
  if (Path p = objectOf(text, schema))
    return p;
  for (size_t dot = text.rfind('.'); dot != text.npos && dot; dot = text.rfind('.', dot - 1)) {
    Path p = objectOf(text.substr(0, dot), schema);
    p.part = context.name(text.substr(dot + 1));
    if (p.table && schema.table(p.table)->column(p.part))
      return p;
    if (p.enumType && schema.enumType(p.enumType)->has(p.part))
      return p;
    if (const Composite *c = schema.find<Composite>(p.other); c && c->attribute(p.part))
      return p;
  }
  return {};
}

template <class T> static QName nameNow(QName old, const EntityMap<T> &now) {
  for (const T &t : now)
    if (t.renamedFrom && (t.renamedFrom == old.name || t.renamedFrom.str() == old.str()))
      return t.name;
  return now.find(old) ? old : QName();
}
QName IntentWriter::tableNow(QName old) const { return nameNow(old, to.tables()); }
QName IntentWriter::enumNow(QName old) const { return nameNow(old, to.enums()); }

template <class Edit> void IntentWriter::editExtra(QName table, Name column, Edit edit) {
  Column &c = *to.edit<Table>(table)->column(column);
  ColumnExtra extra = c.extra ? *c.extra : ColumnExtra();
  edit(extra);
  c.extra = context.make<ColumnExtra>(extra);
}

void IntentWriter::rename(const DiffOptions::Rename &rename) {
  Path old = pathOf(rename.from, from);
  if (!old || old.other)
    return unknown(rename.from, "table, column, enum or value", "old schema");
  Path now = pathOf(rename.to, to);
  if (old.part && (!now || !now.part)) {
    // The new name alone: "User.phone=phone_number".
    now = Path();
    now.part = context.name(rename.to);
    if (old.table)
      now.table = tableNow(old.table);
    else
      now.enumType = enumNow(old.enumType);
  }
  if (old.table && old.part) {
    if (!now.table || !to.table(now.table)->column(now.part))
      return unknown(rename.to, "column", "new schema");
    editExtra(now.table, now.part, [&](ColumnExtra &e) { e.renamedFrom = old.part; });
  } else if (old.table) {
    if (!now.table || now.part)
      return unknown(rename.to, "table", "new schema");
    to.edit<Table>(now.table)->renamedFrom = context.name(old.table.str());
  } else if (old.part) {
    if (!now.enumType || !to.enumType(now.enumType)->has(now.part))
      return unknown(rename.to, "enum value", "new schema");
    for (EnumLabel &l : to.edit<Enum>(now.enumType)->labels)
      if (l.label == now.part)
        l.renamedFrom = old.part;
  } else {
    if (!now.enumType || now.part)
      return unknown(rename.to, "enum", "new schema");
    to.edit<Enum>(now.enumType)->renamedFrom = context.name(old.enumType.str());
  }
}

void IntentWriter::move(const DiffOptions::Rename &move) {
  SubRef old = columnNamed(from, move.from, context), now = columnNamed(to, move.to, context);
  if (!old.table.name)
    return unknown(move.from, "column", "old schema");
  if (!now.table.name)
    return unknown(move.to, "column", "new schema");
  editExtra(now.table, now.sub, [&](ColumnExtra &e) { e.movedFrom = context.name(move.from); });
}

void IntentWriter::drop(std::string_view text) {
  std::string_view name = text;
  bool archive = false;
  if (size_t comma = text.rfind(','); comma != text.npos) {
    if (text.substr(comma + 1) != "archive") {
      diags.report({}, diag::err_option_form, text, "a name, or a name and ',archive'");
      return;
    }
    archive = true;
    name = text.substr(0, comma);
  }
  if (name == "all")
    return dropAll(archive);
  Path old = pathOf(name, from);
  if (!old)
    return unknown(name, "table, column, enum or value", "old schema");
  if (!old.part) {
    QName object = old.table ? old.table : old.enumType ? old.enumType : old.other;
    to.drops.push_back({context.name(object.str()), archive, {}});
  } else if (old.table) {
    if (QName now = tableNow(old.table))
      to.edit<Table>(now)->drops.push_back({old.part, archive, {}});
    else
      unknown(old.table.str(), "table", "new schema");
  } else if (old.other) {
    if (QName now = nameNow(old.other, to.composites()))
      to.edit<Composite>(now)->drops.push_back({old.part, archive, {}});
    else
      unknown(old.other.str(), "composite type", "new schema");
  } else if (QName now = enumNow(old.enumType)) {
    to.edit<Enum>(now)->drops.push_back({old.part, archive, {}});
  } else {
    unknown(old.enumType.str(), "enum", "new schema");
  }
}

void IntentWriter::dropAll(bool archive) {
  std::unordered_map<QName, QName> renamed;
  for (const Table &t : to.tables())
    if (t.renamedFrom)
      if (QName old = objectOf(t.renamedFrom.str(), from).table)
        renamed.emplace(old, t.name);
  for (const Table &t : from.tables()) {
    auto it = renamed.find(t.name);
    const Table *now = to.table(it == renamed.end() ? t.name : it->second);
    if (!now) {
      to.drops.push_back({context.name(t.name.str()), archive, {}});
      continue;
    }
    std::vector<DropIntent> drops;
    for (const Column &c : t.columns) {
      bool stays = now->column(c.name) != nullptr;
      for (const Column &n : now->columns)
        stays |= n.renamedFrom() == c.name;
      if (!stays)
        drops.push_back({c.name, archive, {}});
    }
    if (!drops.empty()) {
      auto &list = to.edit<Table>(now->name)->drops;
      list.insert(list.end(), drops.begin(), drops.end());
    }
  }
  for (const Sequence &s : from.sequences())
    if (!nameNow(s.name, to.sequences()))
      to.drops.push_back({context.name(s.name.str()), archive, {}});
  for (const Composite &c : from.composites())
    if (QName now = nameNow(c.name, to.composites())) {
      Composite *target = to.edit<Composite>(now);
      for (const Attribute &a : c.attributes) {
        bool stays = target->attribute(a.name);
        for (const Attribute &n : target->attributes)
          stays |= n.renamedFrom == a.name;
        if (!stays)
          target->drops.push_back({a.name, archive, {}});
      }
    }
  for (const Enum &e : from.enums())
    if (QName now = enumNow(e.name)) {
      Enum *target = to.edit<Enum>(now);
      for (const EnumLabel &l : e.labels) {
        bool stays = target->has(l.label);
        for (const EnumLabel &n : target->labels)
          stays |= n.renamedFrom == l.label;
        if (!stays)
          target->drops.push_back({l.label, archive, {}});
      }
    }
}

void IntentWriter::backfill(std::string_view column, std::string_view sql) {
  Path path = pathOf(column, to);
  if (!path.table || !path.part)
    return unknown(column, "column", "new schema");
  editExtra(path.table, path.part, [&](ColumnExtra &e) { e.backfill = context.expr(sql); });
}

/// The values in the order that the database will have: it keeps its own, and a new one follows the
/// one declared before it. Empty when a value is removed: the type is then made anew.
static std::vector<Name> standingOrder(const Enum &old, const Enum &now) {
  std::unordered_map<Name, Name> newName;
  for (const EnumLabel &l : now.labels)
    newName[l.renamedFrom && old.has(l.renamedFrom) ? l.renamedFrom : l.label] = l.label;
  std::vector<Name> order;
  for (const EnumLabel &l : old.labels) {
    auto it = newName.find(l.label);
    if (it == newName.end())
      return {};
    order.push_back(it->second);
  }
  auto at = order.begin();
  for (const EnumLabel &l : now.labels) {
    auto it = std::find(order.begin(), order.end(), l.label);
    at = (it == order.end() ? order.insert(at, l.label) : it) + 1;
  }
  return order;
}

/// What the enum was in the source, under a former name or its own. Null where it is made anew, as
/// one that is renamed with its values is: that one gets the order it is declared with.
static const Enum *formerOf(const Schema &from, const Enum &e) {
  bool renamesValues =
      std::ranges::any_of(e.labels, [](const EnumLabel &l) { return bool(l.renamedFrom); });
  if (e.renamedFrom && !renamesValues)
    for (const Enum &old : from.enums())
      if (QName{e.name.ns, e.renamedFrom} == old.name || old.name.str() == e.renamedFrom.str())
        return &old;
  return from.enumType(e.name);
}

/// A target that differs in the order of an enum's values alone cannot be reached in place, and is
/// not what anybody asks for: it takes over the order there is.
static void adoptEnumOrder(Schema &to, const Schema &from, DiagEngine &diags) {
  std::vector<std::pair<QName, std::vector<Name>>> changed;
  for (const Enum &e : to.enums()) {
    const Enum *old = formerOf(from, e);
    if (!old || old == &e)
      continue;
    std::vector<Name> order = standingOrder(*old, e);
    if (!order.empty() && !std::equal(order.begin(), order.end(), e.labels.begin(), e.labels.end(),
                                      [](Name n, const EnumLabel &l) { return n == l.label; }))
      changed.emplace_back(e.name, std::move(order));
  }
  for (const auto &[name, order] : changed) {
    Enum &e = *to.edit<Enum>(name);
    diags.report(e.range, diag::warn_enum_order, name.str())
        .note("ORDER BY, comparisons, min and max go by the order of the database");
    std::sort(e.labels.begin(), e.labels.end(), [&](const EnumLabel &a, const EnumLabel &b) {
      return std::find(order.begin(), order.end(), a.label) <
             std::find(order.begin(), order.end(), b.label);
    });
  }
}

/// Former names in the default namespace, and drops, as schemas write them.
template <class T> static void writePlainNames(Schema &to, const Schema &from, Context &context) {
  if constexpr (requires(T t) { t.renamedFrom; }) {
    std::vector<std::pair<QName, Name>> said;
    for (const T &t : to.all<T>()) {
      std::string_view text = t.renamedFrom ? t.renamedFrom.str() : std::string_view();
      std::string_view plain = withoutDefault(from, text);
      // In another namespace a plain name is first one that is there.
      bool isPlain = plain.size() < text.size() && !from.find<T>({t.name.ns, t.renamedFrom});
      if (isPlain && (!t.name.ns || !from.find<T>({t.name.ns, context.name(plain)})))
        said.emplace_back(t.name, context.name(plain));
    }
    for (auto [name, former] : said)
      to.edit<T>(name)->renamedFrom = former;
  }
}

static void writePlainNames(Schema &to, const Schema &from, Context &context) {
#define KIND(CLASS, PLURAL, WORD) writePlainNames<CLASS>(to, from, context);
#include "schemac/IR/Kinds.def"
  for (DropIntent &d : to.drops)
    if (std::string_view plain = withoutDefault(from, d.name.str());
        plain.size() < d.name.str().size() && !from.table(QName{Name(), d.name}))
      d.name = context.name(plain);
}

void declareIntents(Schema &to, const Schema &from, const DiffOptions &options, Context &context,
                    DiagEngine &diags) {
  writePlainNames(to, from, context);
  IntentWriter writer(to, from, context, diags);
  for (const auto &r : options.renames)
    if (!writer.isOfPart(r))
      writer.rename(r);
  declareMappedNames(to, from, options, context, diags, Mapped::Objects);
  for (const auto &r : options.renames)
    if (writer.isOfPart(r))
      writer.rename(r);
  for (const auto &m : options.moves)
    writer.move(m);
  declareMappedNames(to, from, options, context, diags, Mapped::Parts);
  for (const auto &d : options.confirmedDrops)
    writer.drop(d);
  for (const auto &[column, sql] : options.backfills)
    writer.backfill(column, sql);
  adoptEnumOrder(to, from, diags);
}

} // namespace schemac
