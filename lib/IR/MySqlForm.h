//===- MySqlForm.h - SQL of MySQL as trees of one form ----------*- C++ -*-===//
#pragma once

#include "SqlTree.h"
#include <functional>

namespace schemac::sqltree {

std::string lowerCase(std::string_view text);
bool sameTree(const Node &a, const Node &b);

/// The value of a string in single or double quotes, with MySQL's escapes; null for others, such as
/// N'…' and _utf8'…'.
std::optional<std::string> valueInMySql(std::string_view text);

/// The text in the grammar of trees; null where it would mean something else there.
std::optional<std::string> standardText(std::string_view sql);

/// An expression with one name for each function, NOT at what it denies, and the like. Names go
/// through \p name, queries in it through \p query.
Node inOneForm(Node n, const std::function<Node(Node)> &name,
               const std::function<Node(Node)> &query);

} // namespace schemac::sqltree
