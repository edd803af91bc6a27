//===- Token.h - Tokens of the Prisma language ------------------*- C++ -*-===//
#pragma once

#include "PrismaParser.h"
#include "schemac/Frontend/Antlr/TokenBuffer.h"

namespace schemac::prisma {

using antlr::asToken;
using antlr::PrismaParser;
using antlr::span;
using antlr::TextBase;
using antlr::Token;
using antlr::TokenBuffer;

} // namespace schemac::prisma
