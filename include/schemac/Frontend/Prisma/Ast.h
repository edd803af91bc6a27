//===- Ast.h - Syntax tree of the Prisma schema language --------*- C++ -*-===//
//
// The tree says what is written, not what it means: attributes and functions are names with
// arguments. Every part is a piece of the source text (a string_view into the buffer of the
// SourceManager), so that one number per block, its base, gives the location of all its parts. Two
// versions of a schema share the tree of a block whose text is the same: same body, other base.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Support/Source.h"

namespace schemac::prisma {

/// A list in the arena of the tree. Trees of large schemas are most of what is in memory, so what
/// follows a list in a part of the tree may use the bytes that this leaves at its end.
template <class T> struct List {
  const T *items = nullptr;
  uint32_t count = 0;
  const T *begin() const { return items; }
  const T *end() const { return items + count; }
  uint32_t size() const { return count; }
  bool empty() const { return count == 0; }
  const T &operator[](size_t i) const { return items[i]; }
};

struct Argument;

enum class ExprKind : uint8_t {
  String,   ///< "text"
  Number,   ///< 1, -2.5
  Constant, ///< a name, possibly dotted: true, Cascade, auth.users
  Call,     ///< now(), env("X"), raw("ops")
  Array,    ///< [a, b]
  Object,   ///< { a: 1, b: { not: null } }
  Missing   ///< nothing: `map:` without a value, `url =`; Prisma reads these and rejects them later
};

struct Expr {
  std::string_view text;  ///< as written; empty, behind the ':' or '=', when missing
  std::string_view value; ///< String: without quotes and escapes; Call: the function; others: text
  /// Call: arguments; Array: its elements, which have no names; Object: its members
  [[no_unique_address]] List<Argument> args;
  ExprKind kind = ExprKind::Missing;

  bool is(ExprKind k) const { return kind == k; }
  bool isCall(std::string_view f) const { return kind == ExprKind::Call && value == f; }
};

struct Argument {
  std::string_view name; ///< empty for a positional one
  Expr value;
  /// Name and value as written.
  std::string_view text() const {
    if (name.empty())
      return value.text;
    return {name.data(), size_t(value.text.data() + value.text.size() - name.data())};
  }
};

/// `@name(args)` or `@@name(args)`.
struct Attribute {
  std::string_view text; ///< from the '@' on
  std::string_view name; ///< "id", "db.VarChar"
  [[no_unique_address]] List<Argument> args;
  /// There is a comma before the ')', which Prisma reads and rejects.
  bool hasTrailingComma = false;

  std::string_view trailingComma() const { return text.substr(text.rfind(','), 1); }
};

/// Comments that belong to a declaration, raw, with their slashes; lines keep their indentation.
struct Comments {
  std::string_view leading;  ///< the comment lines right above, as one piece
  std::string_view trailing; ///< behind it on its line
};

enum class Arity : uint8_t { Required, Optional, List };

struct FieldType {
  std::string_view text; ///< as written with its suffix: `Int?`
  std::string_view name; ///< "Int"; for Unsupported("…") the database type, decoded
  Arity arity = Arity::Required;
  bool unsupported = false; ///< written Unsupported("…")
};

/// What models, views, composite types and enums have in them.
struct Member {
  std::string_view text; ///< the declaration without its comments
  std::string_view name;
  List<Attribute> attributes;
  const Comments *comments = nullptr; ///< null when there are none
};

struct Field : Member {
  FieldType type;
};

struct EnumValue : Member {};

/// `key = value` of a datasource or generator.
struct Property {
  std::string_view text, name;
  Expr value;
};

enum class BlockKind : uint8_t { Datasource, Generator, Model, View, Enum, Type };

/// The keyword of a kind: "model".
std::string_view keyword(BlockKind kind);

/// What a block's text says, wherever it stands.
struct BlockBody {
  std::string_view text;   ///< everything below is a piece of this: leading comments to '}'
  std::string_view decl;   ///< from the keyword to the '}'
  std::string_view header; ///< from the keyword to the name
  std::string_view name;
  std::string_view comment;   ///< leading comments, raw; empty when there are none
  List<Field> fields;         ///< model, view, type
  List<EnumValue> values;     ///< enum
  List<Property> properties;  ///< datasource, generator
  List<Attribute> attributes; ///< the @@ ones
  BlockKind kind = BlockKind::Model;
  /// Something in it was not understood and reported, so what is missing may be there.
  bool damaged = false;
  /// The names in it were found to be well-formed and different, in whatever version of the schema.
  mutable bool namesAreSound = false;
};

/// A block at its place in a schema. Cheap to copy.
struct Block {
  const BlockBody *body = nullptr;
  Loc base; ///< of body->text

  const BlockBody *operator->() const { return body; }
  /// Location of a piece of this block's text (of its comments, too). The pieces must not be
  /// decoded text (Expr::value of a string with escapes): pass Expr::text.
  SourceRange range(std::string_view piece) const {
    Loc begin = base + uint32_t(piece.data() - body->text.data());
    return {begin, begin + uint32_t(piece.size())};
  }
  SourceRange nameRange() const { return range(body->name); }
  /// From the keyword to the name, for what concerns the block as a whole.
  SourceRange headerRange() const { return range(body->header); }
};

/// A comment that belongs to no declaration.
struct FreeComment {
  std::string_view text;
  Loc begin;
};

/// All blocks of a schema, of one file or several, in the order of the files.
struct SchemaAst {
  std::vector<Block> blocks;
  std::vector<FreeComment> comments;
  bool damaged = false; ///< there were syntax errors

  /// Of the versions parsed with one cache, which one this is; 0 when it is not one of them.
  unsigned version = 0, versionBefore = 0;
  static constexpr uint32_t NoFormer = UINT32_MAX;
  /// By block: which one of the version before has the same tree.
  std::vector<uint32_t> former;
};

/// The text of the `///` lines of a raw comment, without slashes, joined by newlines.
std::string documentation(std::string_view rawComment);

} // namespace schemac::prisma
