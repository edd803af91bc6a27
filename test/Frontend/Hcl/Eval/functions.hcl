# RUN: schemac-translate --from hcl --values %s | FileCheck %s --match-full-lines

#      CHECK: case = ["AB","ab","Ab Cd"]
case = [upper("aB"), lower("aB"), title("ab cd")]
# CHECK-NEXT: joined = ["a,b,c",["a","b"]]
joined = [join(",", ["a", "b"], ["c"]), split("/", "a/b")]
# CHECK-NEXT: trimmed = ["b","x","rest","start","line"]
trimmed = [trim("aba", "a"), trimspace(" x\n"), trimprefix("pre-rest", "pre-"), trimsuffix("start.x", ".x"), chomp("line\n")]
# CHECK-NEXT: letters = ["ÉMILIE STRASSE ß ǱЖΣ","émilie straße ǳжσ","Été_à L'Été-Ünï ǲ1"]
letters = [upper("émilie strasse ß ǳжς"), lower("ÉMILIE STRAßE ǱЖΣ"), title("été_à l'été-ünï ǳ1")]
# CHECK-NEXT: clusters = [1,2,"a👨‍👩‍👦","🇩🇪🇫🇷","b́a"]
clusters = [length("👨‍👩‍👦"), strlen("🇩🇪🇫🇷"), substr("a👨‍👩‍👦b", 0, 2), trim("é🇩🇪🇫🇷é", "é"), strrev("ab́")]
# CHECK-NEXT: asked = [true,true,true]
asked = [startswith("abc", "a"), endswith("abc", "c"), strcontains("abc", "b")]
# CHECK-NEXT: cut = ["éb","lo","",3]
cut = [substr("aébc", 1, 2), substr("hello", -2, -1), substr("a", 5, 1), strlen("aéb")]
# CHECK-NEXT: formatted = "ab   |007|3.14|[\"a\"]|ff|100%"
formatted = format("%-5s|%03d|%.2f|%v|%x|100%%", "ab", 7, 3.14159, ["a"], 255)
# CHECK-NEXT: flagged = "+7| 7|-007|+07|7  |003.14|-3.1|0f|0xff|00FF|ab|\"ab\"|ab|   ab|null|1.5"
flagged = format("%+d|% d|%04d|%+03d|%-03d|%06.2f|%.1f|%02x|%#x|%04X|%.2s|%#v|%v|%5v|%v|%v", 7, 7, -7, 7, 7, 3.14159, -3.14159, 15, 255, 255, "abc", "ab", "ab", "ab", null, 1.5)
# CHECK-NEXT: formattedlist = ["a-1","b-1"]
formattedlist = formatlist("%s-%d", ["a", "b"], 1)
# CHECK-NEXT: patterns = [{{\[}}"abc","123"],"b",["1","2"],"a-b","xax","a<1>"]
patterns = [regex("([a-z]+)([0-9]+)", "abc123"), regex("[b-z]", "abc"), regexall("[0-9]", "a1b2"), replace("a.b", ".", "-"), replace("1a2", "/[0-9]/", "x"), regex_replace("a1", "([0-9])", "<$1>")]
# CHECK-NEXT: numbers = [1,5,2,3,-3,255,8,-1,2]
numbers = [min(3, 1, 2), max([1, 5]...), abs(-2), ceil(2.1), floor(-2.1), parseint("ff", 16), pow(2, 3), signum(-5), int(2.9)]
# CHECK-NEXT: sizes = [3,2,1]
sizes = [length("abc"), length([1, 2]), length({ a = 1 })]
# CHECK-NEXT: objects = [{{\[}}"a","b"],[1,2],7,{"a":1,"b":3,"c":4},{"x":1}]
objects = [keys({ b = 2, a = 1 }), values({ b = 2, a = 1 }), lookup({}, "k", 7), merge({ a = 1, b = 2 }, { b = 3, c = 4 }), zipmap(["x"], [1])]
# CHECK-NEXT: lists = [true,"a",1,[1,2,3],[1,2],["a"],[1,2],[3,2,1],["a","b"],[2],[{{\[}}1,2],[3]]]
lists = [contains([1], 1), element(["a", "b"], 2), index([5, 6], 6), flatten([1, [2, [3]]]), distinct([1, 2, 1]), compact(["", "a", null]), concat([1], [2]), reverse([1, 2, 3]), sort(["b", "a"]), slice([1, 2, 3], 1, 2), chunklist([1, 2, 3], 2)]
# CHECK-NEXT: ranges = [{{\[}}0,1,2],[1,2],[5,3],[2,1]]
ranges = [range(3), range(1, 3), range(5, 1, -2), range(2, 0)]
# CHECK-NEXT: sets = [{{\[}}"a","b"],[1,2],[2],[1],[{{\[}}"a",1],["b",1]]]
sets = [toset(["b", "a", "b"]), setunion([1], [2, 1]), setintersection([1, 2], [2, 3]), setsubtract([1, 2], [2]), setproduct(["a", "b"], [1])]
# CHECK-NEXT: chosen = ["x",[1],6,true,true,1]
chosen = [coalesce(null, "", "x"), coalescelist([], [1]), sum([1, 2, 3]), alltrue([true]), anytrue([false, true]), one([1])]
# CHECK-NEXT: converted = ["1",2,true,[1],{"a":1},"number"]
converted = [tostring(1), tonumber("2"), tobool("true"), tolist([1]), tomap({ a = 1 }), type(1)]
# CHECK-NEXT: markup = "{\"a\":\"\\u003cb\\u003e \\u0026 'c'\"}"
markup = jsonencode({ a = "<b> & 'c'" })
# CHECK-NEXT: digits = [12345678901234567890,-0.1,{"n1":123456789012345678901234567890,"s":"n1 \"2\""},"5"]
digits = jsondecode("[12345678901234567890, -1e-1, {\"n1\" :123456789012345678901234567890,\"s\":\"n1 \\\"2\\\"\"},\"5\"]")
# CHECK-NEXT: none = [false,false,false,false,false]
none = [can(jsondecode("01")), can(jsondecode("{1: 2}")), can(jsondecode("[1.]")), can(jsondecode("-")), can(jsondecode("[1 2]"))]
# A set has one order, whatever made it.
# CHECK-NEXT: ordered = [{{\[}}"a","b"],[1,2,10]]
ordered = [setunion(["b"], ["a"]), setsubtract(toset([10, 2, 3, 1]), [3])]
# CHECK-NEXT: json = ["{\"a\":[1,null]}",{"a":[1,2.5,true,null]}]
json = [jsonencode({ a = [1, null] }), jsondecode("{\"a\":[1,2.5,true,null]}")]
# Points in time and durations, as texts.
# CHECK-NEXT: times = ["02 Jan 2018 23:12 UTC","Tuesday, 02-Jan-18 23:12:01 UTC","Tue, 02 Jan 2018 23:12:01 -0800","11:12pm","23h 2 o'clock Z"]
times = [formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z"), formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z"), formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2018-01-02T23:12:01-08:00"), formatdate("HH:mmaa", "2018-01-02T23:12:01.25Z"), formatdate("h'h' D 'o''clock' Z", "2018-01-02T23:12:01Z")]
# CHECK-NEXT: later = ["2017-11-22T00:10:00Z","2024-02-29T23:59:59+02:00","2018-01-01T01:30:00Z","2024-01-01T00:00:00Z"]
later = [timeadd("2017-11-22T00:00:00Z", "10m"), timeadd("2024-03-01T00:00:00+02:00", "-1s"), timeadd("2018-01-01T00:00:00Z", "1h30m"), timeadd("2023-12-31T23:59:59.5Z", "500ms")]
# CHECK-NEXT: rows = [{{\[}}{"a":"1","b":"x, \"y\"\nz"},{"a":"","b":"3"}],[]]
rows = [csvdecode("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\n\n,3\n"), csvdecode("a,b")]
# CHECK-NEXT: urls = ["a+b%2Fc%3F","mysql://h:3306/db?charset=utf8mb4&parseTime=true","postgres://h/a%20b?x=1","postgres://u:p%40w@h:5432/d","postgres://u@h/d","file:///x%3Fy"]
urls = [urlescape("a b/c?"), urlqueryset("mysql://h:3306/db?parseTime=true", "charset", "utf8mb4"), urlsetpath("postgres://h/old?x=1", "/a b"), urluserinfo("postgres://h:5432/d", "u", "p@w"), urluserinfo("postgres://x:y@h/d", "u", null), urlsetpath("file:///a", "/x?y")]
# CHECK-NEXT: shown = ["a\\.b\\*",{"a":1}]
shown = [regexpescape("a.b*"), print({ a = 1 })]
