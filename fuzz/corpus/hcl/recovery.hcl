# An error costs the attribute or block it is in, and is one error.
# RUN: schemac-translate --from hcl --tree -verify-diagnostics %s | FileCheck %s

# CHECK:      good = (number 1)
good = 1
# expected-error@+1 {{expected a value, found the end of the line}}
bad =
# expected-error@+1 {{expected the end of the line, found ','}}
bad2 = 1, bad3 = 2
# expected-error@+1 {{expected a name, '=' or '{', found ':'}} {{5-6= =}}
bad4: 1
# expected-error@+3 {{expected ',' or ')', found 'bad6'}}
bad5 = max(1,
  2
  bad6 = 3
)
# CHECK: good2 = (number 2)
good2 = 2
# expected-error@+1 {{expected an attribute 'name = value' or a block 'name {', found '='}}
= 5
block "x" {
  # expected-error@+1 {{expected the end of the line, found ']'}}
  list = [1, ]]
  # CHECK-DAG: good3 = (number 3)
  good3 = 3
  # expected-error@+2 {{expected ',' or ')', found '}'}}
  open = max(1
}
# expected-error@+1 {{expected one attribute or '}', found a block}}
line { inner {} }
# expected-note@-1 {{a block with a block in it is written on several lines}}
# expected-error@+1 {{'}', which closes nothing}}
}
# expected-error@+1 {{expected a name, '=' or '{', found a string}}
labels "${x}" {
  lost = 1
}
# expected-note@-3 {{labels are plain: no template can be in them}}
# CHECK-DAG: good4 = (number 4)
good4 = 4
# expected-error@+1 {{the block 'unclosed' is not closed}}
unclosed {
