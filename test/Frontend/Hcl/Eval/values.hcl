# RUN: schemac-translate --from hcl --values %s | FileCheck %s --match-full-lines

# Numbers are those of the language's own implementation: 512 bits.
#      CHECK: sum = 0.3
sum = 0.1 + 0.2
# CHECK-NEXT: big = 123456789012345678901234567890123456789
big = 123456789012345678901234567890123456788 + 1
# CHECK-NEXT: rest = -1
rest = -7 % 3
# CHECK-NEXT: mixed = 3
mixed = "1" + 2
# CHECK-NEXT: logic = true
logic = (1 > 2 || "true") && !false
# CHECK-NEXT: same = [true,false,true,false]
same = [[1, "a"] == [1, "a"], "1" == 1, { a = 1 } == { a = 1 }, null == false]
# CHECK-NEXT: steps = [2,1,"x"]
steps = [[1, 2][1], { a = { b = [1] } }.a.b.0, { "k" : "x" }["k"]]
# CHECK-NEXT: splats = [{{\[}}1,2],[2,4],[1],[]]
splats = [[{ id = 1 }, { id = 2 }].*.id, [{ id = [1, 2] }, { id = [3, 4] }][*].id[1], { id = 1 }[*].id, null[*].id]
# After [*] all that follows is of each element, another [*] too; .* takes names and numbers alone.
# CHECK-NEXT: nested = [{{\[}}[1,2],[3]],[{{\[}}1],[2]],[{{\[}}1,2],[3]],[1,2]]
nested = [
  [{ b = [{ c = 1 }, { c = 2 }] }, { b = [{ c = 3 }] }][*].b[*].c,
  [{ b = 1 }, { b = 2 }][*].b[*],
  [[1, 2], [3]][*][*],
  [{ b = { c = 1 } }, { b = { c = 2 } }].*.b[*].c,
]
# CHECK-NEXT: list = ["0:a","2:c"]
list = [for i, v in ["a", "b", "c"] : "${i}:${v}" if v != "b"]
# CHECK-NEXT: object = {"A":1,"B":2}
object = { for k, v in { a = 1, b = 2 } : upper(k) => v }
# CHECK-NEXT: groups = {"odd":[1,3],"two":[2]}
groups = { for v in [1, 2, 3] : v == 2 ? "two" : "odd" => v... }
# CHECK-NEXT: text = "<1><2>yes"
text = "%{ for x in [1, 2] }<${x}>%{ endfor }%{ if true }yes%{ else }no%{ endif }"
# CHECK-NEXT: stripped = "a1b"
stripped = "a  ${~ 1 ~}   b"
# CHECK-NEXT: unwrapped = [1]
unwrapped = "${[1]}"
# CHECK-NEXT: heredoc = "one\n  two 2\n"
heredoc = <<-EOT
    one
      two ${1 + 1}
  EOT
# CHECK-NEXT: lines = "a\nyes\nb\n"
lines = <<EOT
a
%{ if true ~}
yes
%{ endif ~}
b
EOT
# CHECK-NEXT: lazy = ["fallback",false,true]
lazy = [try(nope.x, "fallback"), can(nope), can(1)]
# CHECK-NEXT: composed = true
composed = "e\u0301" == "\u00e9"
# The results of a conditional have one type, and so have the elements of a list or set.
# CHECK-NEXT: chosen = ["1","true",1,null,["1"],["1",2],{"a":"1"},{"b":"x"},"1",[1]]
chosen = [true ? 1 : "a", false ? "a" : true, true ? 1 : null, true ? null : "a", true ? [1] : ["a", "b"], true ? [1, 2] : ["a", 3], true ? { a = 1 } : { a = "x" }, true ? { b = "x" } : { c = 1 }, "${true ? 1 : "a"}", true ? [1] : []]
# CHECK-NEXT: unlike = ["1",["1","a"],["1","a"],{"a":"1","b":"x"},"1",["1","a"]]
unlike = [type(tolist([1, "a"])[0]) == "string" ? "1" : "2", tolist([1, "a"]), toset([1, "a"]), tomap({ a = 1, b = "x" }), coalesce(null, 1, "a"), setunion([1], ["a"])]
# What is wrong where nobody looks does not matter.
# CHECK-NEXT: left = [1,2,"x"]
left = [true ? 1 : nothing.there, false ? upper([]) : 2, try(nothing.there, "x")]
