//===- SirParser.cpp - Schemas and plans from text ------------------------===//
#include "SirParserBase.h"
#include "schemac/IR/Traits.h"
#include <charconv>

namespace schemac {
namespace sir {
namespace {

class Parser : ParserBase {
public:
  using ParserBase::ParserBase;
  Module parse();

private:
  void schemaStatement(Schema &s);
  template <class T> void parseObject(Schema &s, SourceRange begin);
  Schema parseSchema();
  void dialect(Name &name, int &version);

  Name planDialect;
  Plan parsePlan();
  Gate parseGate(SourceRange begin);
  std::vector<Op> parseSteps();
  void parseStep(std::vector<Op> &steps);
  Field parseField(const FieldSpec &spec, const Op &op);
  bool startsField(const FieldSpec &spec);
  void parseAttributes(Op &op);
};

void Parser::dialect(Name &name, int &version) {
  if (!acceptWord("dialect"))
    return;
  name = context.name(tok.raw);
  if (!expect(Tok::Word, "a dialect"))
    return;
  SourceRange range = tok.range;
  std::string text(tok.raw);
  if (!accept(Tok::Number))
    return;
  if (accept(Tok::Dot)) {
    text += "." + std::string(tok.raw);
    expect(Tok::Number, "the minor version");
  }
  version = parseVersion(text);
  if (!version && !failed)
    diags.report(from(range), diag::err_sir_number, text);
}

template <class T> void Parser::parseObject(Schema &s, SourceRange begin) {
  T entity;
  parseEntity(entity, begin);
  parseAccess(entity, std::is_same_v<T, View>     ? PartKind::Column
                      : std::is_same_v<T, Domain> ? PartKind::Constraint
                                                  : PartKind::None);
  if (failed)
    return;
  if (s.find<T>(entity.name))
    diags.report(entity.range, diag::err_duplicate_object, kindWord<T>(), entity.name.str());
  else
    s.put(std::move(entity));
}

void Parser::schemaStatement(Schema &s) {
  SourceRange begin = tok.range;
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  if (acceptWord(WORD))                                                                            \
    return parseObject<CLASS>(s, begin);
#include "schemac/IR/Kinds.def"
  static constexpr std::pair<std::string_view, std::string_view> Refused[] = {
      {"rule", "rewrite rules"},
      {"event_trigger", "event triggers"},
      {"aggregate", "aggregates"},
      {"operator", "operators"},
      {"statistics", "extended statistics"},
      {"subscription", "subscriptions"}};
  for (auto [word, what] : Refused)
    if (!failed && atWord(word)) {
      diags.report(tok.range, diag::err_not_supported, what);
      failed = true;
    }
  if (atWord("drops"))
    parseDropsLine(s.drops);
  else
    expected("a table, enum or another object of a schema");
}

Schema Parser::parseSchema() {
  Schema s;
  s.name = parseName();
  dialect(s.dialect, s.version);
  block([&] { schemaStatement(s); });
  return s;
}

//===--- plans ------------------------------------------------------------===//

bool Parser::startsField(const FieldSpec &spec) {
  if (!spec.keyword.empty())
    return atWord(spec.keyword) || (at(Tok::Colon) && spec.keyword == ":") ||
           (at(Tok::Equal) && spec.keyword == "=");
  return true;
}

Field Parser::parseField(const FieldSpec &spec, const Op &op) {
  if (!spec.keyword.empty()) {
    if (!startsField(spec)) {
      expected("'" + std::string(spec.keyword) + "'");
      return {};
    }
    advance();
  }
  // A part is called as the path before it says.
  auto partName = [&] {
    auto *path = op.fields.empty() ? nullptr : std::get_if<SubRef>(&op.fields[0]);
    return path ? path->sub : Name();
  };
  auto located = [&](auto part) {
    part.range = op.range;
    return detail::toField(std::move(part));
  };
  auto constraint = [&](ConstraintKind kind) { return located(parseConstraint(kind, partName())); };
  switch (spec.kind) {
  case FieldKind::Object:
    return parseQName();
  case FieldKind::Sub:
    return parseSub();
  case FieldKind::Name:
    return parseName();
  case FieldKind::Names:
    return parseNames();
  case FieldKind::Type:
    return parseType();
  case FieldKind::Expr:
    return parseSql();
  case FieldKind::String:
    return parseString();
  case FieldKind::Int:
    return parseInt();
  case FieldKind::Flag:
    return true;
  case FieldKind::Labels:
    return parseLabels();
  case FieldKind::Target:
    return parseTarget();
  case FieldKind::Column: {
    Column c = parseColumn();
    c.name = partName();
    return located(std::move(c));
  }
  case FieldKind::PrimaryKey:
    return constraint(ConstraintKind::PrimaryKey);
  case FieldKind::Unique:
    return constraint(ConstraintKind::Unique);
  case FieldKind::Check:
    return constraint(ConstraintKind::Check);
  case FieldKind::ForeignKey:
    return constraint(ConstraintKind::ForeignKey);
  case FieldKind::Exclusion:
    return constraint(ConstraintKind::Exclusion);
  case FieldKind::Parameters:
    return parseParameters();
  case FieldKind::Index:
    return located(parseIndex(partName()));
  case FieldKind::Policy:
    return located(parsePolicy(partName()));
  case FieldKind::Trigger:
    return located(parseTrigger(partName()));
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  case FieldKind::CLASS: {                                                                         \
    CLASS entity;                                                                                  \
    parseEntity(entity, tok.range);                                                                \
    bool folded = !traitsOf(planDialect).postgresRules;                                            \
    std::vector<PartComment> comments = std::move(entity.partComments);                            \
    if (!comments.empty() && !folded)                                                              \
      expected("a step of its own for a comment, not one inside of this one,");                    \
    stripAccess(entity);                                                                           \
    entity.partComments = std::move(comments);                                                     \
    return std::make_shared<const CLASS>(std::move(entity));                                       \
  }
#include "schemac/IR/Kinds.def"
  }
  return {};
}

void Parser::parseAttributes(Op &op) {
  if (acceptWord("irreversible")) {
    op.reverseClass = ReverseClass::Irreversible;
    op.reason = parseString();
  } else if (acceptWord("lossy")) {
    op.reverseClass = ReverseClass::Lossy;
    op.reason = parseString();
  }
  if (acceptWord("reverse")) {
    if (op.reverseClass == ReverseClass::Unknown)
      op.reverseClass = ReverseClass::Lossless;
    op.reverse = parseSteps();
  }
  if (acceptWord("why"))
    op.why = parseString();
  if (acceptWord("change"))
    op.change = static_cast<unsigned>(parseInt());
}

void Parser::parseStep(std::vector<Op> &steps) {
  Op op;
  op.range = tok.range;
  std::string_view mnemonic = tok.raw;
  if (!expect(Tok::Word, "an operation"))
    return;
  std::optional<OpKind> kind = opByName(mnemonic);
  if (!kind) {
    diags.report(op.range, diag::err_sir_unknown, "operation", mnemonic);
    failed = true;
    return;
  }
  op.kind = *kind;
  for (const FieldSpec &spec : op.info().fields) {
    bool wanted = spec.required || startsField(spec);
    op.fields.push_back(wanted && !failed ? parseField(spec, op) : Field());
  }
  SourceRange whole = from(op.range);
  if (!failed)
    parseAttributes(op);
  op.range = parseLoc(whole);
  if (!failed)
    steps.push_back(std::move(op));
}

std::vector<Op> Parser::parseSteps() {
  std::vector<Op> steps;
  block([&] { parseStep(steps); });
  return steps;
}

Gate Parser::parseGate(SourceRange begin) {
  Gate gate;
  gate.text = parseString();
  if (acceptWord("tolerates")) {
    expect(Tok::LParen, "'('");
    do
      gate.tolerates.push_back(parseSub());
    while (accept(Tok::Comma));
    expect(Tok::RParen, "')'");
  }
  gate.range = parseLoc(from(begin));
  return gate;
}

Plan Parser::parsePlan() {
  Plan plan;
  plan.name = parseName();
  dialect(plan.dialect, plan.version);
  planDialect = plan.dialect;
  std::optional<Gate> gate;
  block([&] {
    SourceRange begin = tok.range;
    if (acceptWord("gate")) {
      gate = parseGate(begin);
      return;
    }
    if (!expectWord("phase"))
      return;
    Phase phase;
    for (PhaseKind kind : {PhaseKind::Change, PhaseKind::Expand, PhaseKind::Migrate,
                           PhaseKind::Switch, PhaseKind::Contract})
      if (atWord(phaseName(kind))) {
        phase.kind = kind;
        advance();
        phase.gate = std::move(gate);
        gate.reset();
        phase.steps = parseSteps();
        plan.phases.push_back(std::move(phase));
        return;
      }
    expected("a phase: change, expand, migrate, switch or contract");
  });
  if (gate)
    diags.report(gate->range, diag::err_sir_expected, "a phase after the gate", "none");
  return plan;
}

Module Parser::parse() {
  Module module;
  while (!at(Tok::End)) {
    Loc start = tok.range.begin;
    if (acceptWord("schema")) {
      module.schemas.push_back(parseSchema());
    } else if (acceptWord("plan")) {
      module.plans.push_back(parsePlan());
    } else {
      expected("'schema' or 'plan'");
    }
    if (failed)
      sync(start);
    if (at(Tok::RBrace)) { // one too many
      expected("'schema' or 'plan'");
      failed = false;
      advance();
    }
  }
  return module;
}

} // namespace
} // namespace sir

Module parseSir(SourceManager &sources, FileId file, Context &context, DiagEngine &diags) {
  return sir::Parser(sources, file, context, diags).parse();
}

} // namespace schemac
