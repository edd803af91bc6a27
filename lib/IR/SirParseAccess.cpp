//===- SirParseAccess.cpp - Comments, owners and grants from .sir ---------===//
#include "SirParserBase.h"

namespace schemac::sir {

Target ParserBase::parseTarget() {
  for (Target target : {Target{KindId::View, PartKind::Column, {}, {}},
                        Target{KindId::View, PartKind::Index, {}, {}},
                        Target{KindId::Domain, PartKind::Constraint, {}, {}}})
    if (acceptWord(targetWord(target))) {
      SubRef path = parseSub();
      target.object = path.table;
      target.sub = path.sub;
      return target;
    }
  for (PartKind part : {PartKind::Column, PartKind::Constraint, PartKind::Index, PartKind::Trigger,
                        PartKind::Policy}) {
    Target target{KindId::Table, part, {}, {}};
    if (!acceptWord(targetWord(target)))
      continue;
    SubRef path = parseSub();
    target.object = path.table;
    target.sub = path.sub;
    return target;
  }
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  if (acceptWord(WORD))                                                                            \
    return {KindId::CLASS, PartKind::None, parseQName(), {}};
#include "schemac/IR/Kinds.def"
  expected("what it is of, such as 'table' or 'column'");
  return {};
}

void ParserBase::parsePartComment(Entity &entity, PartKind kind, Name part) {
  if (!onLine() || !acceptWord("comment"))
    return;
  if (Name text = parseString(); text && !text.str().empty())
    setPartComment(entity, kind, part, text);
}

/// grant "SELECT", "UPDATE" (@phone) to @reader with_grant_option
void ParserBase::parseGrant(Entity &entity) {
  std::vector<Name> privileges, columns, roles;
  do
    privileges.push_back(parseString());
  while (accept(Tok::Comma));
  if (at(Tok::LParen))
    columns = parseNames();
  else
    columns.emplace_back();
  expectWord("to");
  do
    roles.push_back(parseName());
  while (accept(Tok::Comma));
  bool option = acceptWord("with_grant_option");
  if (failed)
    return;
  for (Name role : roles)
    for (Name privilege : privileges)
      for (Name column : columns)
        addGrant(entity.grants, {role, privilege, column, option});
}

/// \p parts: those whose comments stand here too, as `comment @part "text"`.
void ParserBase::parseAccess(Entity &entity, PartKind parts) {
  while (!failed) {
    if (acceptWord("comment")) {
      Name part = parts != PartKind::None && at(Tok::Name) ? parseName() : Name();
      if (part) {
        setPartComment(entity, parts, part, parseString());
        continue;
      }
      Name text = parseString();
      entity.comment = text.str().empty() ? Name() : text;
    } else if (acceptWord("owner")) {
      entity.owner = parseName();
    } else if (acceptWord("grant")) {
      parseGrant(entity);
    } else {
      break;
    }
  }
}

} // namespace schemac::sir
