//===- SirText.h - Spelling of names and strings in .sir --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"
#include <vector>

namespace schemac::sir {

/// "text" with escapes: \" \\ \n \r \t and \xHH for other control bytes.
std::string quote(std::string_view text);
/// @name, or @"name" when it is not a plain identifier.
std::string name(Name n);
/// @ns.@name
std::string name(QName n);
/// @ns.@table.@sub
std::string name(const SubRef &ref);
/// (@a, @b)
std::string list(const std::vector<Name> &names);
/// column @users.@phone
std::string target(const Target &target);
/// sql"text"
std::string sql(Expr e);

} // namespace schemac::sir
