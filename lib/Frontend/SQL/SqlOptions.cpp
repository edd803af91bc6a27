//===- SqlOptions.cpp - WITH (...), and options of sequences --------------===//
#include "Reader.h"
#include <algorithm>
#include <charconv>

namespace schemac::sql {

std::optional<int64_t> Reader::number(const Node *node) {
  if (auto *i = as<PgQuery__Integer>(node))
    return i->ival;
  if (auto *c = as<PgQuery__AConst>(node)) {
    if (c->val_case == PG_QUERY__A__CONST__VAL_IVAL)
      return c->ival->ival;
    if (c->val_case != PG_QUERY__A__CONST__VAL_FVAL)
      return std::nullopt;
  }
  std::string_view digits = stringOf(node);
  if (auto *c = as<PgQuery__AConst>(node))
    digits = stringOf(c->fval->fval);
  int64_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
    return std::nullopt;
  return value;
}

/// The value of a storage parameter; one that is not given is true.
Name Reader::optionText(const Node *arg) {
  if (!arg)
    return name("true");
  if (auto n = number(arg))
    return name(std::to_string(*n));
  if (auto *b = as<PgQuery__Boolean>(arg))
    return name(b->boolval ? "true" : "false");
  return name(stringOf(arg));
}

bool Reader::boolOption(const PgQuery__DefElem &d) {
  if (!d.arg)
    return true;
  std::string_view text = optionText(d.arg).str();
  return text == "true" || text == "on" || text == "1" || text == "yes";
}

Parameters Reader::parameters(Nodes list) {
  Parameters out;
  for (const Node *n : list)
    if (auto *d = as<PgQuery__DefElem>(n)) {
      std::string key(stringOf(d->defname));
      if (!stringOf(d->defnamespace).empty())
        key = std::string(stringOf(d->defnamespace)) + "." + key;
      out.push_back({name(key), optionText(d->arg)});
    }
  return out;
}

bool Reader::sequenceOptions(Nodes list, SequenceOptions &into, Name *sequenceName) {
  for (const Node *n : list) {
    auto *d = as<PgQuery__DefElem>(n);
    if (!d)
      continue;
    std::string_view key = stringOf(d->defname);
    std::optional<int64_t> value = number(d->arg);
    if (key == "start")
      into.start = value;
    else if (key == "increment")
      into.increment = value;
    else if (key == "minvalue")
      into.min = value;
    else if (key == "maxvalue")
      into.max = value;
    else if (key == "cache")
      into.cache = value;
    else if (key == "cycle")
      into.cycle = boolOption(*d);
    else if (key == "sequence_name" && sequenceName)
      *sequenceName = name(lastName(items(d->arg)));
  }
  return true;
}

bool Reader::sequenceOptions(Nodes list, Sequence &into, bool isNew, std::optional<SubRef> &owner,
                             bool &disowned) {
  SequenceBounds said;
  bool reset = isNew;
  if (!isNew)
    said.start = said.min = said.max = true;
  for (const Node *n : list) {
    auto *d = as<PgQuery__DefElem>(n);
    if (!d)
      continue;
    std::string_view key = stringOf(d->defname);
    std::optional<int64_t> value = number(d->arg);
    auto set = [&](int64_t &field, bool &flag) {
      flag = value.has_value(); // NO MINVALUE has none
      if (value)
        field = *value;
      reset |= !value;
    };
    if (key == "as") {
      Sequence old = into;
      fillDefaults(old, {});
      into.type = type(d->arg);
      if (!isNew) { // bounds that were those of the old type become those of the new one
        said.min = said.min && into.min != old.min;
        said.max = said.max && into.max != old.max;
        reset = true;
      }
    } else if (key == "start") {
      set(into.start, said.start);
    } else if (key == "minvalue") {
      set(into.min, said.min);
    } else if (key == "maxvalue") {
      set(into.max, said.max);
    } else if (key == "increment") {
      into.increment = value.value_or(1);
    } else if (key == "cache") {
      into.cache = value.value_or(1);
    } else if (key == "cycle") {
      into.cycle = boolOption(*d);
    } else if (key == "owned_by") {
      std::vector<std::string_view> parts = strings(items(d->arg));
      if (parts.size() == 1) {
        disowned = true;
      } else if (parts.size() > 1) {
        QName table =
            relation(parts.size() > 2 ? parts[parts.size() - 3] : "", parts[parts.size() - 2]);
        owner = SubRef{table, name(parts.back())};
      }
    }
  }
  if (reset)
    fillDefaults(into, said);
  return true;
}

} // namespace schemac::sql
