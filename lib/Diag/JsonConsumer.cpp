//===- JsonConsumer.cpp - Diagnostics for programs ----------------------------===//
//
// The document is described by docs/schemas/diagnostics.schema.json; a change here is a change
// there and, when a reader may notice it, of the interface.
//
//===----------------------------------------------------------------------===//
#include "JsonText.h"
#include "schemac/Diag/Consumers.h"

#include "llvm/Support/raw_ostream.h"

namespace schemac {
namespace {

std::string_view kindName(FixKind kind) {
  return kind == FixKind::Safe ? "safe" : kind == FixKind::Unsafe ? "unsafe" : "placeholder";
}

class JsonConsumer : public DiagConsumer {
public:
  JsonConsumer(const SourceManager &sources, llvm::raw_ostream &os, RunInfo run)
      : sources(sources), os(os), run(std::move(run)), json(os, 2), fingerprints(sources) {}

  void handle(const Diagnostic &d) override {
    start();
    json.object([&] {
      text("code", codeName(*d.info));
      text("rule", d.info->rule);
      text("family", ruleFamily(d.info->rule));
      text("level", levelName(d.level));
      text("message", d.message);
      place(d.range);
      list("labels", d.labels, [&](const DiagLabel &l) {
        text("message", l.text);
        place(l.range);
      });
      list("notes", d.notes, [&](const DiagNote &n) {
        text("message", n.message);
        place(n.range);
      });
      list("fixes", d.fixes, [&](const FixIt &f) {
        text("kind", kindName(f.kind));
        text("title", f.title);
        list("edits", f.edits, [&](const TextEdit &e) {
          place(e.range);
          text("replacement", e.replacement);
        });
      });
      text("dialect", run.dialect);
      text("fingerprint", fingerprints.of(d));
      list("locks", d.locks, [&](const DiagLock &l) {
        text("relation", l.relation);
        text("mode", l.mode);
      });
    });
  }

  void finish() override {
    start();
    json.arrayEnd();
    json.attributeEnd();
    json.attributeObject("coverage", [&] {
      json.attributeArray("analysed", [&] {
        for (const std::string &file : run.analysed)
          json.value(utf8(file));
      });
      if (run.coverage)
        writeCoverage(json, *run.coverage);
    });
    json.objectEnd();
    os << "\n";
  }

private:
  const SourceManager &sources;
  llvm::raw_ostream &os;
  RunInfo run;
  llvm::json::OStream json;
  Fingerprints fingerprints;
  bool started = false;

  void start() {
    if (std::exchange(started, true))
      return;
    json.objectBegin();
    text("schemac", run.version);
    json.attributeBegin("diagnostics");
    json.arrayBegin();
  }

  void text(std::string_view key, std::string_view value) { json.attribute(key, utf8(value)); }

  template <class T, class F> void list(std::string_view key, const std::vector<T> &items, F each) {
    json.attributeArray(key, [&] {
      for (const T &item : items)
        json.object([&] { each(item); });
    });
  }

  void position(std::string_view key, Loc loc, const DecodedLoc &at) {
    json.attributeObject(key, [&] {
      json.attribute("line", at.line);
      json.attribute("column", at.column);
      if (at.id.isValid())
        json.attribute("offset", sources.offsetOf(loc));
    });
  }

  void place(SourceRange range) {
    if (!range.isValid()) {
      json.attribute("file", nullptr);
      json.attribute("range", nullptr);
      return;
    }
    DecodedLoc begin = sources.decode(range.begin);
    text("file", begin.file);
    json.attributeObject("range", [&] {
      position("start", range.begin, begin);
      position("end", range.end, sources.decode(range.end));
    });
  }
};

} // namespace

std::unique_ptr<DiagConsumer> createJsonConsumer(const SourceManager &sources,
                                                 llvm::raw_ostream &os, RunInfo run) {
  return std::make_unique<JsonConsumer>(sources, os, std::move(run));
}

} // namespace schemac
