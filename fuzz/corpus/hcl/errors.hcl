# RUN: schemac-translate --from hcl --values -verify-diagnostics %s

# expected-error@+1:5 {{nothing is called 'nope' here}}
a = nope.b.c
# expected-error@+1 {{there is no function 'uper'}} {{5-9=upper}}
b = uper("x")
# expected-error@+1 {{min(): takes at least 1 argument, and has 0}}
c = min()
# expected-error@+1 {{upper(): argument 1 must be a string, and is a list of 0}}
d = upper([])
# expected-error@+1:9 {{the right operand must be a number, and is the string 'one'}}
e = 1 + "one"
# expected-error@+1 {{the condition must be true or false, and is a list of 1}}
f = [1] ? 1 : 2
# expected-error@+1 {{the object has no 'prot'}} {{18-22=port}}
g = { port = 1 }.prot
# expected-error@+1 {{the list has 1 elements, counted from 0, and no element 1}}
h = [1][1]
# expected-error@+1 {{nothing can be divided by zero}}
i = 1 / 0
# expected-error@+1 {{two elements have the key 'x'}}
j = { for v in [1, 2] : "x" => v }
# expected-note@-1 {{'...' behind the value makes lists of those with the same key}}
# expected-error@+1 {{what is put into a text must be a string, a number or a truth value, and is an object}}
k = "a${{ b = 1 }}"
# expected-error@+1 {{what 'for' goes through must be a list or an object, and is the number 1}}
l = [for x in 1 : x]
# expected-error@+1 {{the result is too large}}
m = 1e3000 * 1e3000
# expected-error@+1 {{the number has too many digits}}
n = 1e999999
# expected-error@+1 {{regex(): '(' is no pattern that is understood here}}
o = regex("(", "x")
# expected-error@+1 {{range(): the list would be too long}}
p = range(1e9)
