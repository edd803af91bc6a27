//===- Diag.h - Declaring and reporting diagnostics -------------*- C++ -*-===//
//
// A diagnostic is declared once, in its library's Diags.def, with its code, level, rule and
// argument types; the text is checked against the types by the compiler. A library reports through
// a DiagEngine and never prints: what becomes of a diagnostic is a consumer's business.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Support/TextEdit.h"
#include <fmt/core.h>
#include <functional>
#include <optional>

namespace schemac {

enum class Severity : uint8_t { Ignored, Note, Warning, Error };

/// The registry entry of one diagnostic: what Diags.def says.
struct DiagInfo {
  const char *id;   ///< C++ name: err_prisma_syntax
  unsigned code;    ///< 1101, shown as SC1101; 0 for notes, which belong to their parent
  Severity level;   ///< default level
  const char *rule; ///< "fk-add-blocking"; its first word, the family, is the -W group
  const char *text; ///< fmt text
};

/// A declared diagnostic with the types of its arguments. Use std::string_view, int64_t and
/// similar.
template <class... A> struct DiagKind : DiagInfo {};

namespace detail {
template <class> struct DiagSignature;
template <class... A> struct DiagSignature<void(A...)> {
  using Kind = DiagKind<A...>;
  using Format = fmt::format_string<A...>;
};
/// What a message says of a source may be a megabyte on one line: more than a reader takes in is
/// left out.
std::string shortened(std::string_view text);
template <class T> const T &argument(const T &value) { return value; }
inline std::string argument(std::string_view text) { return shortened(text); }

/// House style: state the situation; no capital at the start, no period at the end.
constexpr bool wellWorded(std::string_view text) {
  return !text.empty() && !(text[0] >= 'A' && text[0] <= 'Z') && text.back() != '.';
}
} // namespace detail

/// Declares the diagnostics of a .def file; see IR/Diags.h for the use.
#define SCHEMAC_DECLARE_DIAG(ID, CODE, LEVEL, RULE, TEXT, SIGNATURE)                               \
  inline constexpr ::schemac::detail::DiagSignature<void SIGNATURE>::Kind ID{                      \
      {#ID, CODE, ::schemac::Severity::LEVEL, RULE, TEXT}};                                        \
  inline constexpr ::schemac::detail::DiagSignature<void SIGNATURE>::Format ID##_format{TEXT};     \
  static_assert(::schemac::detail::wellWorded(TEXT), #ID ": start lower case, no final period");

/// How likely a fix is to be what the author wants (the contract of clang, with rustc's levels).
enum class FixKind : uint8_t {
  Safe,       ///< applied by --fix; very likely right and does not change meaning or data
  Unsafe,     ///< changes meaning or data; needs --fix=unsafe
  Placeholder ///< has a part to fill in; for editors only
};

struct FixIt {
  FixKind kind = FixKind::Safe;
  std::string title; ///< imperative, for people: "declare it: /// @schemac.renamedFrom(phone)"
  std::vector<TextEdit> edits;
};

/// A remark that belongs to a diagnostic: why, where from, what becomes of it.
struct DiagNote {
  std::string message;
  SourceRange range; ///< may be invalid: then it is printed without a place
};

/// A second place shown with the main one, as in "was optional here".
struct DiagLabel {
  SourceRange range;
  std::string text;
};

/// A lock fact, for machine readers.
struct DiagLock {
  std::string relation, mode;
};

struct Diagnostic {
  const DiagInfo *info = nullptr;
  Severity level = Severity::Error; ///< after -W and -Werror
  std::string message;
  SourceRange range;
  std::vector<DiagLabel> labels;
  std::vector<DiagNote> notes;
  std::vector<FixIt> fixes;
  std::vector<DiagLock> locks;
};

/// "SC1101"
std::string codeName(const DiagInfo &info);
/// The family of a rule, its first word: "fk" of "fk-add-blocking".
std::string_view ruleFamily(std::string_view rule);

/// The kind of hazard a rule is about, by the range of its code but for a few: "locks",
/// "data-loss", "compatibility", "naming", "hygiene"; empty for what is no rule. A -W group, as the
/// family is.
std::string_view ruleCategory(const DiagInfo &info);

/// True when options and comments may silence or lower \p info. What is an error by nature says
/// that something was not understood, not possible or not proved; going on would be a guess. A
/// budget is a limit that somebody set, and that somebody may waive; and what a rule of `check`
/// finds (its code says so) is for the team to judge.
bool mayBeLowered(const DiagInfo &info);

/// Receives diagnostics, sorted by position, when the engine is flushed.
class DiagConsumer {
public:
  virtual ~DiagConsumer();
  virtual void handle(const Diagnostic &diag) = 0;
  /// Called once after the last diagnostic.
  virtual void finish() {}
};

class DiagEngine;

/// Completes a diagnostic; it is recorded when the builder goes out of scope.
class DiagBuilder {
public:
  DiagBuilder(DiagEngine &engine, Diagnostic diag) : engine(&engine), diag(std::move(diag)) {}
  DiagBuilder(DiagBuilder &&other) noexcept;
  DiagBuilder(const DiagBuilder &) = delete;
  DiagBuilder &operator=(const DiagBuilder &) = delete;
  ~DiagBuilder();

  DiagBuilder &note(std::string message, SourceRange range = {});
  DiagBuilder &label(SourceRange range, std::string text);
  DiagBuilder &fix(FixKind kind, std::string title, std::vector<TextEdit> edits);
  DiagBuilder &lock(std::string relation, std::string mode);

private:
  DiagEngine *engine;
  Diagnostic diag;
};

class DiagEngine {
public:
  explicit DiagEngine(const SourceManager &sources) : sources(sources) {}

  /// Reports \p kind at \p range. The arguments are those of its declaration.
  template <class... A>
  DiagBuilder report(SourceRange range, const DiagKind<A...> &kind,
                     const std::type_identity_t<A> &...args) {
    return begin(range, kind,
                 fmt::vformat(kind.text, fmt::make_format_args(detail::argument(args)...)));
  }
  /// Reports a diagnostic whose text is made elsewhere (plugins, replays).
  DiagBuilder begin(SourceRange range, const DiagInfo &info, std::string message);
  /// Reports \p diag, which another engine recorded, by the levels and the filter of this one.
  void hear(Diagnostic diag);

  /// Whether \p info would be shown, in some file at least: if not, nobody need look for it.
  bool isWanted(const DiagInfo &info) const;
  /// How \p info would be shown at \p range; Ignored: not at all.
  Severity levelOf(const DiagInfo &info, SourceRange range) const;

  const SourceManager &sourceManager() const { return sources; }

  /// Level control, as -W options state it: a rule name, a family, a code, or "all"/"error".
  /// The last matching setting wins; a rule's own setting beats its family's, and one for some
  /// files whatever was set for all before it. What may not be lowered (see mayBeLowered) stays an
  /// error whatever is set.
  enum class Control : uint8_t { Enable, Disable, AsError, NotAsError };
  /// Whether a setting holds in a file; null: in all.
  using Scope = std::function<bool(std::string_view file)>;
  void control(std::string_view group, Control how, Scope where = nullptr);
  /// Turns every warning into an error (-Werror).
  void setWarningsAsErrors(bool on) { werror = on; }
  /// When set, a diagnostic for which it returns true is dropped (suppression comments).
  void setFilter(std::function<bool(const Diagnostic &)> f) { filter = std::move(f); }

  unsigned numErrors() const { return errors; }
  unsigned numWarnings() const { return warnings; }
  bool hasErrors() const { return errors != 0; }

  /// Hands everything recorded, sorted by position (ties in the order reported, exact repeats
  /// dropped), to \p consumer and forgets it; the counts stay. Calls finish() at the end, so
  /// a consumer serves one flush.
  void flush(DiagConsumer &consumer);
  /// The same without a consumer.
  std::vector<Diagnostic> take();
  /// What is recorded and not flushed, in the order reported.
  const std::vector<Diagnostic> &pending() const { return diags; }
  /// Forgets what is recorded after the first \p count (speculative work that was given up).
  void truncate(size_t count);

private:
  friend class DiagBuilder;
  void record(Diagnostic diag);

  const SourceManager &sources;
  std::vector<Diagnostic> diags;
  struct Setting {
    std::string group;
    Control how;
    Scope where;
  };
  std::vector<Setting> controls;
  std::function<bool(const Diagnostic &)> filter;
  unsigned errors = 0, warnings = 0;
  bool werror = false;
};

} // namespace schemac
