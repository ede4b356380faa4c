"""Split a config text into (kind, text, line) tokens; unknown characters become errors."""
import random

PUNCT = "={}[],;"


def tokenize_config(text):
    tokens = []
    errors = 0
    line = 1
    rest = text
    while rest:
        ch = rest[0]
        if ch == "\n":
            line += 1
            rest = rest[1:]
        elif ch in " \t":
            rest = rest[1:]
        elif ch == "#":
            while rest and rest[0] != "\n":
                rest = rest[1:]
        elif "a" <= ch <= "z" or ch == "_":
            word = ""
            while rest and ("a" <= rest[0] <= "z" or rest[0] == "_"):
                word += rest[0]
                rest = rest[1:]
            tokens.append(("name", word, line))
        elif "0" <= ch <= "9":
            word = ""
            while rest and "0" <= rest[0] <= "9":
                word += rest[0]
                rest = rest[1:]
            tokens.append(("int", word, line))
        elif ch in PUNCT:
            tokens.append(("punct", ch, line))
            rest = rest[1:]
        else:
            errors += 1
            rest = rest[1:]
    return tokens, errors, line


def workload():
    rnd = random.Random(7)

    def mk(lines):
        out = []
        for i in range(lines):
            out.append(f"key_{'abcd'[i % 4]} = {{ {rnd.randrange(9999)}, [name{rnd.randrange(50)}];  }} " + rnd.choice(["", "# remark 12", "@?", "\t"]))
        return "\n".join(out)

    return [("",), (" a=1;\n\n#x\n$b",), (mk(30),), (mk(1500),)]
