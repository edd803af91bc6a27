//===- Replay.cpp - diag-replay: reports what a script says -------------------===//
//
// Consumers are tested on diagnostics that no front end could be made to report: a script is a JSON
// array of them, with places as "at": "FILE:LINE:COL", "length": BYTES. In a file that is not given
// on the command line they are external positions.
//
//===----------------------------------------------------------------------===//
#include "schemac/Diag/Consumers.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <deque>

using namespace schemac;
using llvm::StringRef;

namespace {

[[noreturn]] void die(const llvm::Twine &message) {
  llvm::errs() << "diag-replay: " << message << "\n";
  exit(2);
}

std::string readFile(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    die("cannot read " + path);
  return (*buffer)->getBuffer().str();
}

class Replay {
public:
  explicit Replay(DiagEngine &engine, SourceManager &sources) : engine(engine), sources(sources) {}

  void report(const llvm::json::Object &d) {
    DiagInfo info{"replayed", unsigned(d.getInteger("code").value_or(9999)),
                  level(text(d, "level")), keep(text(d, "rule")), keep(text(d, "message"))};
    infos.push_back(info);
    DiagBuilder builder = engine.begin(place(d), infos.back(), text(d, "message"));
    each(d, "labels", [&](auto &l) { builder.label(place(l), text(l, "text")); });
    each(d, "notes", [&](auto &n) { builder.note(text(n, "message"), place(n)); });
    each(d, "locks", [&](auto &l) { builder.lock(text(l, "relation"), text(l, "mode")); });
    each(d, "fixes", [&](auto &f) {
      std::vector<TextEdit> edits;
      each(f, "edits", [&](auto &e) { edits.push_back({place(e), text(e, "text")}); });
      builder.fix(kind(text(f, "kind")), text(f, "title"), edits);
    });
  }

private:
  DiagEngine &engine;
  SourceManager &sources;
  std::deque<DiagInfo> infos;
  std::deque<std::string> kept;

  const char *keep(std::string s) { return kept.emplace_back(std::move(s)).c_str(); }

  static std::string text(const llvm::json::Object &o, StringRef key) {
    return o.getString(key).value_or("").str();
  }

  template <class F> static void each(const llvm::json::Object &o, StringRef key, F f) {
    if (auto *items = o.getArray(key))
      for (const llvm::json::Value &item : *items)
        f(*item.getAsObject());
  }

  static Severity level(StringRef name) {
    return name == "error"  ? Severity::Error
           : name == "note" ? Severity::Note
           : name == "off"  ? Severity::Ignored
                            : Severity::Warning;
  }

  static FixKind kind(StringRef name) {
    return name == "unsafe"        ? FixKind::Unsafe
           : name == "placeholder" ? FixKind::Placeholder
                                   : FixKind::Safe;
  }

  Loc locOf(const std::string &file, unsigned line, unsigned column) {
    for (unsigned i = 0; i < sources.numBuffers(); ++i)
      if (sources.name(FileId{i}) == file)
        return sources.lineStart(FileId{i}, line) + (column - 1);
    return sources.addExternal(file, line, column);
  }

  SourceRange place(const llvm::json::Object &o) {
    StringRef at = o.getString("at").value_or("");
    if (at.empty())
      return {};
    auto [start, columnText] = at.rsplit(':');
    auto [file, lineText] = start.rsplit(':');
    unsigned line = 0, column = 0;
    if (lineText.getAsInteger(10, line) || columnText.getAsInteger(10, column))
      die("bad place " + at);
    Loc begin = locOf(file.str(), line, column);
    return {begin, begin + uint32_t(o.getInteger("length").value_or(0))};
  }
};

void control(DiagEngine &engine, StringRef option) {
  using C = DiagEngine::Control;
  auto set = [&](StringRef group, C how) { engine.control(group, how); };
  if (option.consume_front("no-error="))
    set(option, C::NotAsError);
  else if (option.consume_front("error="))
    set(option, C::AsError);
  else if (option.consume_front("no-"))
    set(option, C::Disable);
  else
    set(option, C::Enable);
}

std::unique_ptr<DiagConsumer> consumerFor(StringRef format, const SourceManager &sources,
                                          TextOptions text) {
  RunInfo run{"0.0.0", "postgres", {}, {}};
  for (unsigned i = 0; i < sources.numBuffers(); ++i)
    run.analysed.emplace_back(sources.name(FileId{i}));
  if (format == "json")
    return createJsonConsumer(sources, llvm::outs(), run);
  if (format == "sarif")
    return createSarifConsumer(sources, llvm::outs(), run);
  if (format == "github")
    return createGithubConsumer(sources, llvm::outs(), run);
  if (format == "gitlab")
    return createGitlabConsumer(sources, llvm::outs(), run);
  if (format == "junit")
    return createJunitConsumer(sources, llvm::outs(), run);
  if (format == "verify")
    return createVerifyConsumer(sources, llvm::outs());
  return createTextConsumer(sources, llvm::outs(), text);
}

} // namespace

int main(int argc, char **argv) {
  SourceManager sources;
  DiagEngine engine(sources);
  TextOptions text;
  std::string format = "text", today, script;
  for (StringRef arg : llvm::ArrayRef(argv + 1, argv + argc)) {
    if (arg.consume_front("--format="))
      format = arg;
    else if (arg.consume_front("--width="))
      arg.getAsInteger(10, text.width);
    else if (arg.consume_front("--today="))
      today = arg;
    else if (arg == "--color")
      text.color = true;
    else if (arg.consume_front("-W"))
      control(engine, arg);
    else if (script.empty())
      script = arg;
    else
      sources.addBuffer(arg.str(), readFile(arg));
  }

  Suppressions suppressions(sources, today);
  if (!today.empty())
    engine.setFilter([&](const Diagnostic &d) { return suppressions.allows(d); });
  auto parsed = llvm::json::parse(readFile(script));
  if (!parsed)
    die(script + ": " + llvm::toString(parsed.takeError()));
  Replay replay(engine, sources);
  for (const llvm::json::Value &d : *parsed->getAsArray())
    replay.report(*d.getAsObject());
  if (!today.empty())
    suppressions.reportLeftovers(engine, {});

  auto consumer = consumerFor(format, sources, text);
  engine.flush(*consumer);
  if (auto *verify = dynamic_cast<VerifyConsumer *>(consumer.get()))
    return verify->failed();
  return engine.hasErrors();
}
