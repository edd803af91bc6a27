//===- Letters.h - What PostgreSQL's letters stand for ----------*- C++ -*-===//
#pragma once

#include "schemac/IR/Table.h"

namespace schemac {

/// The referential action of a letter of pg_constraint (confupdtype, confdeltype), which its parser
/// uses too. NO ACTION is 'a'.
inline FkAction foreignKeyAction(char letter) {
  switch (letter) {
  case 'r':
    return FkAction::Restrict;
  case 'c':
    return FkAction::Cascade;
  case 'n':
    return FkAction::SetNull;
  case 'd':
    return FkAction::SetDefault;
  default:
    return FkAction::NoAction;
  }
}

} // namespace schemac
