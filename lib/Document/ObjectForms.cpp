//===- ObjectForms.cpp - Objects beside tables as forms and back ----------===//
#include "Parts.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac::document {
namespace {

/// The forms of one kind after the other, from entities and into entities.
class ToForms {
public:
  explicit ToForms(Context &context) : context(context) {}

  NamespaceForm operator()(const Namespace &n) {
    return {n.name.name, n.renamedFrom, accessForm(n), {}};
  }
  ExtensionForm operator()(const Extension &e) {
    return {e.name.name, e.version, e.schema, accessForm(e), {}};
  }
  EnumForm operator()(const Enum &e) {
    EnumForm form{e.name, {}, e.renamedFrom, formsOf(e.drops), accessForm(e), {}};
    for (const EnumLabel &l : e.labels)
      form.labels.push_back({l.label, l.renamedFrom, {}});
    return form;
  }
  DomainForm operator()(const Domain &d) {
    DomainForm form{d.name, d.base,        d.notNull, d.defaultExpr, d.collation, d.renamedFrom,
                    {},     accessForm(d), {}};
    for (const Constraint &c : d.checks) {
      form.checks.push_back(checkForm(c));
      form.checks.back().comment = partComment(d, PartKind::Constraint, c.name);
    }
    return form;
  }
  CompositeForm operator()(const Composite &c) {
    CompositeForm form{c.name, {}, c.renamedFrom, formsOf(c.drops), accessForm(c), {}};
    for (const Attribute &a : c.attributes)
      form.attributes.push_back({a.name, a.type, a.collation, a.renamedFrom, {}});
    return form;
  }
  RangeForm operator()(const RangeType &r) {
    return {r.name,       r.subtype,     r.opclass,     r.collation, r.subtypeDiff,
            r.multirange, r.renamedFrom, accessForm(r), {}};
  }
  SequenceForm operator()(const Sequence &s);
  FunctionForm operator()(const Function &f);
  TableForm operator()(const Table &t) { return formOf(t, context); }
  StatisticsForm operator()(const ExtendedStatistics &s) {
    return {s.name, s.table, s.columns, s.kinds, s.expressions, s.target, accessForm(s), {}};
  }
  ViewForm operator()(const View &v);
  PublicationForm operator()(const Publication &p) {
    PublicationForm form{p.name.name, p.allTables,   p.viaRoot,     p.publish, p.namespaces,
                         {},          p.renamedFrom, accessForm(p), {}};
    for (const PublishedTable &t : p.tables)
      form.tables.push_back({t.table, t.columns, t.where, {}});
    return form;
  }

private:
  Context &context;
};

/// What the database takes by itself is not said.
SequenceForm ToForms::operator()(const Sequence &s) {
  Sequence usual;
  usual.type = s.type;
  usual.increment = s.increment;
  fillDefaults(usual, {});
  auto unless = [](int64_t value, int64_t byItself) {
    return value == byItself ? std::nullopt : std::optional(value);
  };
  SequenceForm form;
  form.name = s.name;
  form.type = s.type.is(TypeKind::I64) ? Type() : s.type;
  form.increment = unless(s.increment, 1);
  form.min = unless(s.min, usual.min);
  form.max = unless(s.max, usual.max);
  // The start is at the least value, or downwards at the greatest.
  form.start = unless(s.start, s.increment > 0 ? s.min : s.max);
  form.cache = unless(s.cache, 1);
  form.cycle = s.cycle;
  form.ownedBy = s.ownedBy;
  form.renamedFrom = s.renamedFrom;
  form.access = accessForm(s);
  return form;
}

FunctionForm ToForms::operator()(const Function &f) {
  FunctionForm form;
  form.name = f.bare();
  for (const FunctionArg &a : f.args)
    form.args.push_back({a, {}});
  for (const FunctionArg &a : f.table)
    form.table.push_back({a, {}});
  form.returns = f.returns;
  form.returnsTrigger = f.returnsTrigger;
  form.returnsSet = f.returnsSet;
  form.procedure = f.procedure;
  form.language = f.language;
  form.volatility = f.volatility;
  form.parallel = f.parallel;
  form.strict = f.strict;
  form.securityDefiner = f.securityDefiner;
  form.leakproof = f.leakproof;
  form.dataAccess = f.dataAccess;
  for (const auto &[name, value] : f.settings)
    form.settings.push_back({name, value, {}});
  form.body = f.body;
  form.access = accessForm(f);
  return form;
}

ViewForm ToForms::operator()(const View &v) {
  ViewForm form;
  form.name = v.name;
  form.query = v.query;
  form.columnNames = v.columnNames;
  form.materialized = v.materialized;
  form.noData = v.noData;
  form.securityBarrier = v.securityBarrier;
  form.securityInvoker = v.securityInvoker;
  form.checkOption = v.checkOption;
  for (const Index &i : v.indexes) {
    form.indexes.push_back(formOf(i));
    form.indexes.back().comment = partComment(v, PartKind::Index, i.name);
  }
  for (const Column &c : v.columns)
    form.columns.push_back(formOf(c));
  form.shimOf = v.shimOf;
  form.renamedFrom = v.renamedFrom;
  for (const PartComment &c : v.partComments)
    if (c.kind == PartKind::Column)
      form.columnComments.push_back({c.part, c.text});
  form.access = accessForm(v);
  return form;
}

class ToEntities {
public:
  explicit ToEntities(Context &context) : context(context) {}

  Namespace operator()(const NamespaceForm &form) {
    Namespace n = begin<Namespace>(form);
    n.renamedFrom = form.renamedFrom;
    return n;
  }
  Extension operator()(const ExtensionForm &form) {
    Extension e = begin<Extension>(form);
    e.version = form.version;
    e.schema = form.schema;
    return e;
  }
  Enum operator()(const EnumForm &form) {
    Enum e = begin<Enum>(form);
    for (const LabelForm &l : form.labels)
      e.labels.push_back({l.label, l.renamedFrom, l.range});
    e.renamedFrom = form.renamedFrom;
    e.drops = dropsOf(form.drops);
    return e;
  }
  Domain operator()(const DomainForm &form) {
    Domain d = begin<Domain>(form);
    d.base = form.type;
    d.notNull = form.notNull;
    d.defaultExpr = form.defaultExpr;
    d.collation = form.collation;
    d.renamedFrom = form.renamedFrom;
    for (const CheckForm &c : form.checks) {
      d.checks.push_back(checkOf(c));
      addComment(d, PartKind::Constraint, c.name, c.comment);
    }
    return d;
  }
  Composite operator()(const CompositeForm &form) {
    Composite c = begin<Composite>(form);
    for (const AttributeForm &a : form.attributes)
      c.attributes.push_back({a.name, a.type, a.collation, a.renamedFrom, a.range});
    c.renamedFrom = form.renamedFrom;
    c.drops = dropsOf(form.drops);
    return c;
  }
  RangeType operator()(const RangeForm &form) {
    RangeType r = begin<RangeType>(form);
    r.subtype = form.subtype;
    r.opclass = form.opclass;
    r.collation = form.collation;
    r.subtypeDiff = form.subtypeDiff;
    r.multirange = form.multirange;
    r.renamedFrom = form.renamedFrom;
    return r;
  }
  Sequence operator()(const SequenceForm &form) {
    Sequence s = begin<Sequence>(form);
    s.type = form.type ? form.type : context.type(TypeKind::I64);
    s.increment = form.increment.value_or(1);
    s.start = form.start.value_or(0);
    s.min = form.min.value_or(0);
    s.max = form.max.value_or(0);
    s.cache = form.cache.value_or(1);
    s.cycle = form.cycle;
    s.ownedBy = form.ownedBy;
    s.renamedFrom = form.renamedFrom;
    fillDefaults(s, {form.start.has_value(), form.min.has_value(), form.max.has_value()});
    return s;
  }
  Function operator()(const FunctionForm &form);
  Table operator()(const TableForm &form) { return entityOf(form, context); }
  ExtendedStatistics operator()(const StatisticsForm &form) {
    ExtendedStatistics s = begin<ExtendedStatistics>(form);
    s.table = form.table;
    s.columns = sorted(form.columns);
    s.expressions = form.expressions;
    s.kinds = sorted(form.kinds);
    s.target = form.target;
    return s;
  }
  View operator()(const ViewForm &form);
  Publication operator()(const PublicationForm &form) {
    Publication p = begin<Publication>(form);
    p.allTables = form.allTables;
    p.viaRoot = form.viaRoot;
    p.publish = sorted(form.publish);
    p.namespaces = sorted(form.namespaces);
    for (const PublishedForm &t : form.tables)
      p.tables.push_back({t.name, sorted(t.columns), t.where});
    p.renamedFrom = form.renamedFrom;
    return p;
  }

private:
  static QName nameOf(Name n) { return {Name(), n}; }
  static QName nameOf(QName n) { return n; }
  template <class T, class Form> T begin(const Form &form) {
    T entity;
    entity.name = nameOf(form.name);
    entity.range = form.range;
    addAccess(entity, form.access);
    return entity;
  }
  static std::vector<Name> sorted(std::vector<Name> names) {
    std::sort(names.begin(), names.end());
    return names;
  }
  Context &context;
};

Function ToEntities::operator()(const FunctionForm &form) {
  Function f = begin<Function>(form);
  f.called = form.name.name;
  for (const ArgumentForm &a : form.args)
    f.args.push_back(a.arg);
  for (const ArgumentForm &a : form.table)
    f.table.push_back(a.arg);
  f.returns = form.returns;
  f.returnsTrigger = form.returnsTrigger;
  f.returnsSet = form.returnsSet;
  f.procedure = form.procedure;
  f.language = form.language;
  f.volatility = form.volatility;
  f.parallel = form.parallel;
  f.strict = form.strict;
  f.securityDefiner = form.securityDefiner;
  f.leakproof = form.leakproof;
  f.dataAccess = form.dataAccess;
  for (const SettingForm &s : form.settings)
    f.settings.emplace_back(s.name, s.value);
  f.body = form.body;
  f.name.name = context.name(functionSignature(f));
  return f;
}

View ToEntities::operator()(const ViewForm &form) {
  View v = begin<View>(form);
  v.query = form.query;
  v.columnNames = form.columnNames;
  v.materialized = form.materialized;
  v.noData = form.noData;
  v.securityBarrier = form.securityBarrier;
  v.securityInvoker = form.securityInvoker;
  v.checkOption = form.checkOption;
  for (const IndexForm &i : form.indexes) {
    v.indexes.push_back(indexOf(i));
    addComment(v, PartKind::Index, i.name, i.comment);
  }
  for (const ColumnForm &c : form.columns)
    v.columns.push_back(columnOf(c, context));
  v.shimOf = form.shimOf;
  v.renamedFrom = form.renamedFrom;
  for (const Parameter &c : form.columnComments)
    setPartComment(v, PartKind::Column, c.name, c.value);
  return v;
}

/// Calls \p f with a kind of objects and the member of a form that holds them.
template <class Fn> void forEachList(Fn f) {
#define KIND(CLASS, PLURAL, WORD) f.template operator()<CLASS>(&SchemaForm::PLURAL);
#include "schemac/IR/Kinds.def"
}

} // namespace

SchemaForm formOf(const Schema &schema, Context &context) {
  SchemaForm form;
  form.name = schema.name;
  if (schema.dialect)
    form.dialect = context.name(schema.dialect.string() +
                                (schema.version ? ":" + versionText(schema.version) : ""));
  ToForms to(context);
  forEachList([&]<class T>(auto member) {
    for (const T &entity : schema.all<T>())
      (form.*member).push_back(to(entity));
  });
  form.drops = formsOf(schema.drops);
  return form;
}

void addTo(Schema &schema, const SchemaForm &form, Context &context,
           const std::function<void(const char *kind, const Entity &entity)> &twice) {
  ToEntities to(context);
  forEachList([&]<class T>(auto member) {
    for (const auto &f : form.*member) {
      T entity = to(f);
      if (schema.find<T>(entity.name))
        twice(kindWord<T>(), entity);
      else
        schema.put(std::move(entity));
    }
  });
  for (DropIntent &d : dropsOf(form.drops))
    schema.drops.push_back(std::move(d));
}

} // namespace schemac::document
