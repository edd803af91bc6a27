# What is written, as a tree.
# RUN: schemac-translate --from hcl --tree %s | FileCheck %s --match-full-lines --strict-whitespace

// Operators bind as the language says; a sign takes the whole value behind it.
#      CHECK:a = (binary || (variable x) (binary && (variable y) (binary == (variable z) (binary < (number 1) (binary + (number 2) (binary * (number 3) (unary - (attribute c (variable b)))))))))
a = x || y && z == 1 < 2 + 3 * -b.c
# CHECK-NEXT:b = (binary - (binary - (number 1) (number 2)) (number 3))
b = 1 - 2 - 3
# CHECK-NEXT:c = (conditional (unary ! (variable x)) (number 1) (conditional (variable y) (number 2) (number 3)))
c = !x ? 1 : y ? 2 : 3
# CHECK-NEXT:d = (index (index (attribute b (variable a)) (number 0)) (string "k"))
d = a.b.0["k"]
# CHECK-NEXT:e = (splat (variable a) (attribute c (attribute b (item))))
e = a.*.b.c
# CHECK-NEXT:f = (splat (variable a) (splat (index (attribute b (item)) (number 0)) (attribute c (item))))
f = a[*].b[0][*].c
# CHECK-NEXT:g = (call max ... (number 1) (variable list))
g = max(1, list...)
# CHECK-NEXT:h = (for-object k, v ... (variable m) (variable k) (variable v) (variable v))
h = { for k, v in m : k => v... if v }
# CHECK-NEXT:i = (for-tuple x (variable m) (parens (variable x)))
i = [
  for x in m :
  (x)
]
# CHECK-NEXT:j = (object (string "a") (number 1) (string "b c") (number 2) (parens (variable d)) (tuple (number 3)))
j = {
  a     = 1 # behind
  "b c" : 2,

  /* between */
  (d) = [
    3,
  ]
}
# CHECK-NEXT:k = (template (template (string "a\"\n\t{{[$]}}{{[{]}}é") (variable b) (conditional (variable c) (string "d") (string ""))))
k = "a\"\n\t$${\u00e9${b}%{ if c }d%{ endif }"
# CHECK-NEXT:l = (unwrap (variable b))
l = "${b}"
# CHECK-NEXT:m = (string "one\n  two\n")
m = <<-EOT
    one
      two
    EOT
# CHECK-NEXT:for = (variable in)
for = in
# CHECK-NEXT:empty
empty {}
# CHECK-NEXT:line
# CHECK-NEXT:  a = (object)
line { a = {} }
# CHECK-NEXT:block "label" "other label"
# CHECK-NEXT:  dashed-name = (number 1)
# CHECK-NEXT:  inner
block label "other label" {
  inner {
  }
  dashed-name = 1
}
