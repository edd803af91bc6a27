# Writes hostile.sql and script.json: bytes that a test file cannot hold.
import json

with open("hostile.sql", "wb") as f:
    f.write(b"x" * 500_000 + b" BAD " + b"y" * 500_000 + b"\nshort\xff\xfe \x07 line\r\nno newline")


def at(place, length, message):
    return {"code": 1, "rule": "a-b", "message": message, "at": "hostile.sql:" + place,
            "length": length}


with open("script.json", "w") as f:
    json.dump([at("1:1", 900_000, "long range"), at("1:500002", 3, "middle"),
               at("2:6", 2, "no UTF-8"), at("2:16", 0, "at CR"),
               at("3:11", 0, "\x1b[31m and\na second line")], f)
