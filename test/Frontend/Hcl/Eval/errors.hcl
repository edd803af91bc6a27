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
# expected-error@+1 {{file(): it reads files, and a schema says all of itself; what differs is given with --var}}
read = file("schema.sql")
# expected-error@+1 {{timestamp(): it gives another value each time, and a schema says the same each time}}
now = timestamp()
# expected-error@+1 {{formatdate(): '2018-02-30T00:00:00Z' is no point in time such as 2006-01-02T15:04:05Z}}
day = formatdate("D", "2018-02-30T00:00:00Z")
# expected-error@+1 {{formatdate(): 'QQ' stands for nothing of a point in time; a text that stands for itself is in single quotes}}
field = formatdate("QQ", "2018-02-03T00:00:00Z")
# expected-error@+1 {{timeadd(): '1 day' is no duration such as 1h30m or -10s}}
longer = timeadd("2018-02-03T00:00:00Z", "1 day")
# expected-error@+1 {{csvdecode(): row 1 has 1 fields, and there are 2 columns}}
csv = csvdecode("a,b\n1")
# expected-error@+1 {{urlsetpath(): 'http://[::1' is no URL}}
url = urlsetpath("http://[::1", "x")
# expected-error@+1 {{what a condition chooses from must be of one type, and is the number 1 or a list of 1}}
either = true ? 1 : ["a"]
# expected-error@+1 {{tolist(): the elements of a list of 2 have no type in common}}
mixed = tolist([1, true])
