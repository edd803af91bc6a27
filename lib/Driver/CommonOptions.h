//===- CommonOptions.h - Options that commands share ------------*- C++ -*-===//
#pragma once

#include "schemac/Driver/Options.h"

namespace schemac::options {

inline constexpr OptionSpec Stats = {"stats", "FILE", "rows and bytes per table, JSON"};
inline constexpr OptionSpec LockBudget = {
    "lock-budget", "MODE=TIME,…", "how long others may wait: access-exclusive=1s (the default)"};
inline constexpr OptionSpec SmallTable = {"small-table", "ROWS[,SIZE]",
                                          "up to which a table is small: 50000,16MB (the default)"};
inline constexpr OptionSpec Traffic = {
    "traffic", "TABLES=CLASS,…",
    "how much tables are in use, hot or cold: orders=hot,audit_*=cold"};
inline constexpr OptionSpec Var = {"var", "NAME=VALUE",
                                   "the value of a variable of a schema in HCL", true};
inline constexpr OptionSpec VarFile = {"var-file", "FILE",
                                       "values of variables, as attributes in HCL", true};
inline constexpr OptionSpec Format = {
    "format", "FORM", "of diagnostics: text (default), json, sarif, github, gitlab or junit"};
inline constexpr OptionSpec Warnings = {
    "W", "…", "-Wno-RULE, -Werror=RULE, -Werror; RULE may be a family", true};
inline constexpr OptionSpec Color = {"color", "WHEN", "auto (default), always or never"};
inline constexpr OptionSpec Help = {"help", "", "print this"};

} // namespace schemac::options
