//===- Parts.h - Parts of a table's rows in HCL -----------------*- C++ -*-===//
#pragma once

#include "Write/Hcl/Text.h"
#include "schemac/IR/Table.h"

namespace schemac::hcl_form {

/// A class of operators: a word, or SQL where it has parameters.
std::string operatorClass(const IndexElem &e);

/// The block `partition` of a table of MySQL.
void partition(Block &table, const RowParts &parts);

} // namespace schemac::hcl_form
