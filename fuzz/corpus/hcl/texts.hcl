# What is wrong in strings, heredocs, comments and characters.
# RUN: schemac-translate --from hcl --tree -verify-diagnostics %s

# expected-error@+1:5 {{the string is not closed}}
a = "abc
# expected-error@+1 {{the string is not closed}}
b = "abc ${x}
# expected-error@+1 {{'\q' is no escape sequence}} {{6-6=\}}
c = "\q"
# expected-note@-1 {{a backslash itself, as in a pattern, is written '\\'}}
# expected-error@+1 {{strings stand in double quotes}} {{5-10="abc"}}
d = 'abc'
# expected-error@+1 {{';' is no part of the language}} {{6-7=}}
e = 1;
# expected-note@-1 {{an attribute ends with its line}}
# expected-error@+1 {{nothing ends this 'if'; '%{ endif }' does}}
f = "%{ if true }x"
# expected-error@+1 {{'else' belongs to nothing}}
g = "%{ else }x"
h = 2
h = 1
# expected-error@-1 {{'h' is set more than once}}
# expected-error@+1 {{expected a heredoc, whose first line ends with its marker, found more text on the line}}
i = <<EOT text
# expected-error@-1 {{expected a value, found the end of the line}}
# expected-error@+1 {{the comment is not closed}}
/* not closed
