//===- Baseline.cpp - Findings that a team has accepted -------------------===//
#include "Baseline.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MD5.h"
#include "llvm/Support/Path.h"

namespace schemac {

namespace json = llvm::json;

std::string Baseline::wholePath(const std::string &name, const std::string &folder) {
  llvm::SmallString<128> out(llvm::sys::path::is_absolute(name) ? "" : folder);
  llvm::sys::path::append(out, name);
  (void)llvm::sys::fs::make_absolute(out); // the path stays as it is where there is no folder
  llvm::sys::path::remove_dots(out, true);
  return std::string(out);
}

bool Baseline::parse(std::string_view text, const std::string &path, std::string &error) {
  std::string folder = llvm::sys::path::parent_path(path).str();
  llvm::Expected<json::Value> value = json::parse(text);
  if (!value) {
    error = llvm::toString(value.takeError());
    return false;
  }
  const json::Object *document = value->getAsObject();
  const json::Array *findings = document ? document->getArray("findings") : nullptr;
  if (!findings || document->getInteger("baseline") != 1) {
    error = "not a baseline that this version of schemac wrote";
    return false;
  }
  const json::Object *files = document->getObject("files");
  for (const json::Value &finding : *findings)
    if (const json::Object *o = finding.getAsObject())
      if (auto fingerprint = o->getString("fingerprint")) {
        auto part = [&](const char *name) { return o->getString(name).value_or("").str(); };
        Entry e{fingerprint->str(), part("code"), part("file"), part("message"), "", "", false};
        e.place = wholePath(e.file, folder);
        if (auto hash = files ? files->getString(e.file) : std::nullopt)
          e.text = hash->str();
        byFingerprint.emplace(e.fingerprint, known.size());
        byMessage.emplace(std::pair(e.code, e.message), known.size());
        known.push_back(std::move(e));
      }
  return true;
}

bool Baseline::isNew(const Diagnostic &d) {
  std::string fingerprint = fingerprints.of(d);
  // What is an error by nature is never accepted.
  if (!mayBeLowered(*d.info))
    return true;
  DecodedLoc at = sources.decode(d.range.begin);
  all.push_back({fingerprint, codeName(*d.info), std::string(at.file), d.message, "", "", false});
  all.back().place = wholePath(all.back().file);
  if (at.id.isValid())
    buffers.insert(at.id.index);
  Entry *entry = find(all.back(), at.id);
  if (!entry)
    return true;
  entry->matched = true;
  ++matched;
  return false;
}

Baseline::Entry *Baseline::find(const Entry &found, FileId file) {
  auto [same, end] = byFingerprint.equal_range(found.fingerprint);
  for (; same != end; ++same)
    if (Entry &e = known[same->second]; !e.matched)
      return &e;
  auto [alike, last] = byMessage.equal_range(std::pair(found.code, found.message));
  Entry *moved = nullptr;
  for (; alike != last; ++alike) {
    Entry &e = known[alike->second];
    if (e.matched)
      continue;
    if (e.place == found.place && e.file != found.file)
      return &e; // the same file, by another name
    if (!moved && isMoved(e, found, file))
      moved = &e;
  }
  return moved;
}

/// The end of a path that tells a file from its neighbours. Tools that keep a folder for each
/// migration call all files alike.
static llvm::StringRef ownName(llvm::StringRef path) {
  namespace paths = llvm::sys::path;
  llvm::StringRef name = paths::filename(path);
  bool alike = name == "migration.sql" || name == "up.sql" || name == "down.sql";
  llvm::StringRef parent = alike ? paths::filename(paths::parent_path(path)) : "";
  return path.take_back(name.size() + (parent.empty() ? 0 : parent.size() + 1));
}

bool Baseline::isMoved(const Entry &entry, const Entry &found, FileId file) const {
  // Who writes the baseline into another folder sees the files from his own.
  if (entry.file.empty() || llvm::sys::fs::exists(entry.place) || llvm::sys::fs::exists(entry.file))
    return false;
  if (ownName(entry.place) == ownName(found.place))
    return true;
  return !entry.text.empty() && file.isValid() && entry.text == hashOf(file);
}

std::string Baseline::hashOf(FileId file) const {
  std::string &hash = hashes[file.index];
  if (hash.empty()) {
    llvm::MD5 sum;
    sum.update(llvm::StringRef(sources.text(file)));
    llvm::MD5::MD5Result result;
    sum.final(result);
    hash = std::string(result.digest());
  }
  return hash;
}

/// Whether a run that judged these files would have found \p e.
bool Baseline::isInSight(const Entry &e, const std::set<std::string> &judged) {
  bool isGone = !llvm::sys::fs::exists(e.place) && !llvm::sys::fs::exists(e.file);
  return isGone || judged.count(e.place) || judged.count(wholePath(e.file));
}

std::vector<std::string> Baseline::fixedIn(const std::set<std::string> &judged) const {
  std::vector<std::string> out;
  for (const Entry &e : known)
    if (!e.matched && isInSight(e, judged))
      out.push_back(fmt::format("{}: {} [{}]", e.file, e.message, e.code));
  return out;
}

void Baseline::keepFrom(const Baseline &old, const std::set<std::string> &judged) {
  for (const Entry &e : old.known) {
    if (isInSight(e, judged))
      continue;
    all.push_back(e);
    if (!e.text.empty())
      keptTexts[e.file] = e.text;
  }
}

std::string Baseline::render() const {
  auto clean = [](const std::string &text) {
    return json::isUTF8(text) ? text : json::fixUTF8(text);
  };
  json::Array findings;
  for (const Entry &e : all)
    findings.push_back(json::Object{{"fingerprint", e.fingerprint},
                                    {"code", e.code},
                                    {"file", clean(e.file)},
                                    {"message", clean(e.message)}});
  json::Object files;
  for (const auto &[name, hash] : keptTexts)
    files[clean(name)] = hash;
  for (uint32_t i : buffers)
    files[clean(std::string(sources.name(FileId{i})))] = hashOf(FileId{i});
  json::Object document{
      {"baseline", 1}, {"files", std::move(files)}, {"findings", std::move(findings)}};
  return llvm::formatv("{0:2}\n", json::Value(std::move(document))).str();
}

} // namespace schemac
