//===- Module.h - The blocks of a schema, with their values -----*- C++ -*-===//
//
// All files of a schema together: variables have their values, locals and references are found in
// any order, and blocks with `for_each` are there once for each element.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Frontend/Hcl/Eval.h"
#include <memory_resource>
#include <set>

namespace schemac::hcl {

/// What the schemas that one command reads declare together.
struct Declarations {
  std::set<std::string, std::less<>> variables;
  std::vector<std::string> files; ///< that were looked at
  bool damaged = false;           ///< one of them could not be read to its end
};

/// What a command line gives: `--var name=value` and `--var-file`. A schema need not declare all of
/// it: another one that is read may.
struct Inputs {
  std::vector<std::pair<std::string, std::string>> values;
  std::vector<std::shared_ptr<const File>> files;
  std::string dialect; ///< that was asked for: "mysql"; empty: as the words say
  int version = 0;     ///< likewise; 0: none
  std::shared_ptr<Declarations> declared = std::make_shared<Declarations>();
  /// The environment, for getenv(); may be empty.
  std::function<std::optional<std::string>(const std::string &)> environment;
};

class Module;
class Instance;

/// Blocks that stand together, with the names by which references find them.
class Siblings {
public:
  using List = std::vector<std::shared_ptr<Instance>>;
  const List &list() const { return all; }
  void add(std::shared_ptr<Instance> instance);
  /// Those of a type, as `table` or `column` stand for them; nothing when there is none.
  std::optional<Value> group(std::string_view type);
  /// A name has changed.
  void forget() { groups.reset(); }

private:
  List all;
  using Groups = std::map<std::string, Value, std::less<>>;
  std::unique_ptr<Groups> groups; ///< as they were asked for
};

/// A block, one of those that `for_each` makes of it when it has that.
class Instance : public Referable, public std::enable_shared_from_this<Instance> {
public:
  /// Of for_each, or of the dynamic block that made it.
  struct Each {
    std::string iterator; ///< "each"
    std::string key;
    Value value;
  };

  Instance(const Block &block, Instance *parent, const std::optional<Each> &each, Module &module);

  const Block &block() const { return ast; }
  std::string_view type() const { return kind; }
  /// The last label, or the attribute `name`; empty when it has neither.
  const std::string &name() const { return called; }
  Instance *parent() const { return above; }
  const Siblings::List &children() const { return below.list(); }
  Siblings &siblingsBelow() { return below; }
  /// Where it is declared: type and labels.
  SourceRange range() const { return ast.header; }
  SourceRange nameRange() const;

  const Attribute *attribute(std::string_view name) const { return ast.body.attribute(name); }
  /// The value of an attribute; Unknown when it has no value, which is reported; null when it is
  /// not set.
  Value value(std::string_view name);
  /// What is wrong with the attribute is reported already: it has no value.
  void leaveUnknown(const Attribute &a) { known.push_back({a.name, Value(), false}); }
  Scope &scope();

  std::string describe() const override;
  std::optional<Value> get(std::string_view name, SourceRange at) override;
  std::vector<std::string> names() const override;

  /// Null for a block that is there once.
  const Each *each() const { return of.get(); }

private:
  friend class Module;
  struct Known {
    std::string_view attribute;
    Value value;
    bool underWay; ///< it is being evaluated
  };
  // Most of the memory of a large schema: what few blocks need is made when it is asked for.
  const Block &ast;
  std::string_view kind;
  std::string called;
  Instance *above;
  Module &module;
  Siblings below;
  std::unique_ptr<Each> of;
  std::unique_ptr<Scope> scopeOf;
  std::vector<Known> known; ///< values that were asked for
};

class Module {
public:
  Module(std::vector<std::shared_ptr<const File>> files, const Inputs &inputs, Scope *outer,
         DiagEngine &diags);
  ~Module();
  Module(const Module &) = delete;

  /// Blocks on their own, in the order of the files; not those of variables and locals.
  const Siblings::List &blocks() const { return top.list(); }

private:
  friend class Instance;
  class RootScope;
  class Locals;
  class Variables;
  void readVariables(const Inputs &inputs);
  void expand(const List<const Block *> &blocks, Instance *parent, Siblings &out);
  void expandEach(const Block &block, const Attribute &each, Instance *parent, Scope &scope,
                  Siblings &out);
  void expandDynamic(const Block &block, Instance *parent, Scope &scope, Siblings &out);
  void add(const Block &block, Instance *parent, const std::optional<Instance::Each> &each,
           Siblings &out);

  std::pmr::monotonic_buffer_resource arena; ///< of the instances; goes last
  std::vector<std::shared_ptr<const File>> files;
  DiagEngine &diags;
  Work work;
  std::shared_ptr<Locals> locals;
  std::shared_ptr<Variables> variables;
  std::unique_ptr<RootScope> root;
  Siblings top;
  std::vector<std::unique_ptr<Block>> made;             ///< by dynamic blocks
  std::vector<std::unique_ptr<std::string>> labelTexts; ///< of these
  std::vector<std::unique_ptr<std::vector<Label>>> labels;
};

} // namespace schemac::hcl
