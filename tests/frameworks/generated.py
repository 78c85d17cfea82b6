"""Small random Python programs, for comparing two readers of Python."""

import random

OPERATORS = ["+", "-", "*", "//", "%", "&", "|", "^", "<<", ">>", "**", "/"]
COMPARISONS = ["<", "<=", "==", "!=", ">", ">=", "in", "not in", "is", "is not"]


class Program:
    """One program: assignments, loops, branches and functions over ints, floats, strings and lists."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = ["a", "b", "c", "xs", "text"]
        self.lines = ["a, b, c = 3, 7, -2", "xs = [1, 2, 3, 5]", "text = 'conv'"]

    def number(self, depth=0):
        pick = self.random.randrange(12 if depth < 3 else 3)
        if pick < 2:
            return str(self.random.randint(-5, 9))
        if pick < 4:
            return self.random.choice(["a", "b", "c"])
        if pick == 4:
            return f"len({self.random.choice(['xs', 'text', self.sequence(depth + 1)])})"
        if pick == 5:
            return f"({self.number(depth + 1)} if {self.truth(depth + 1)} else {self.number(depth + 1)})"
        if pick == 6:
            return f"{self.random.choice(['min', 'max'])}({self.number(depth + 1)}, {self.number(depth + 1)})"
        if pick == 7:
            return f"sum({self.sequence(depth + 1)})"
        if pick == 8:
            return f"xs[{self.random.randint(-4, 4)}]"
        if pick == 9:
            return f"-{self.number(depth + 1)}"
        return f"({self.number(depth + 1)} {self.random.choice(OPERATORS)} {self.number(depth + 1)})"

    def truth(self, depth=0):
        pick = self.random.randrange(6 if depth < 3 else 2)
        if pick < 2:
            operator = self.random.choice(COMPARISONS)
            right = self.sequence(depth + 1) if "in" in operator else self.number(depth + 1)
            return f"{self.number(depth + 1)} {operator} {right}"
        if pick == 2:
            return f"not {self.truth(depth + 1)}"
        if pick == 3:
            return f"{self.number(depth + 1)} < {self.number(depth + 1)} <= {self.number(depth + 1)}"
        return f"{self.truth(depth + 1)} {self.random.choice(['and', 'or'])} {self.truth(depth + 1)}"

    def sequence(self, depth=0):
        pick = self.random.randrange(7 if depth < 3 else 2)
        if pick == 0:
            return "xs"
        if pick == 1:
            return f"[{', '.join(self.number(depth + 1) for _ in range(self.random.randint(1, 3)))}]"
        if pick == 2:
            parts = [self.random.choice(["", str(self.random.randint(-4, 4))]) for _ in range(2)]
            return f"{self.sequence(depth + 1)}[{':'.join(parts)}:{self.random.choice(['', '2', '-1'])}]"
        if pick == 3:
            return f"[i * {self.number(2)} for i in {self.sequence(depth + 1)} if {self.truth(2)}]"
        if pick == 4:
            return f"list({self.random.choice(['reversed', 'sorted'])}({self.sequence(depth + 1)}))"
        if pick == 5:
            return f"list(range({self.random.randint(-2, 3)}, {self.random.randint(0, 6)}))"
        return f"{self.sequence(depth + 1)} + {self.sequence(depth + 1)}"

    def string(self):
        pick = self.random.randrange(5)
        if pick == 0:
            return f"f'block{{{self.number(2)}}}_{{text[-4:]!r}}_{{{self.number(3)}:>4}}'"
        if pick == 1:
            return f"'%s_%d' % (text, {self.random.randint(0, 20)})"
        if pick == 2:
            return f"'{{}}-{{}}'.format({self.number(2)}, text)"
        if pick == 3:
            return f"'-'.join(str(i) for i in {self.sequence(2)})"
        return f"text[{self.random.randint(-3, 0)}:] * 2"

    def block(self, indent, depth=0):
        for _ in range(self.random.randint(1, 3)):
            self.statement(indent, depth)

    def statement(self, indent="", depth=0):
        pick = self.random.randrange(9 if depth < 2 else 4)
        add = self.lines.append
        if pick == 0:
            add(f"{indent}{self.random.choice('abc')} = {self.number()}")
        elif pick == 1:
            add(f"{indent}{self.random.choice('abc')} {self.random.choice('+-*')}= {self.number(1)}")
        elif pick == 2:
            add(f"{indent}xs = {self.sequence()}")
        elif pick == 3:
            add(f"{indent}text = {self.string()}")
        elif pick == 4:
            add(f"{indent}xs.append({self.number(1)})")
        elif pick == 5:
            add(f"{indent}if {self.truth()}:")
            self.block(indent + "    ", depth + 1)
            add(f"{indent}else:")
            self.block(indent + "    ", depth + 1)
        elif pick == 6:
            add(f"{indent}for i{depth}, j{depth} in enumerate({self.sequence(1)}[:5]):")
            add(f"{indent}    a = a + j{depth}")
            self.block(indent + "    ", depth + 1)
        elif pick == 7:
            add(f"{indent}def f{depth}(a, b={self.number(2)}, *xs, c=1):")
            add(f"{indent}    return a * 2 - b + c + len(xs)")
            add(f"{indent}b = f{depth}({self.number(2)}, *{self.sequence(2)}, c={self.number(2)})")
        else:
            add(f"{indent}try:")
            self.block(indent + "    ", depth + 1)
            add(f"{indent}except (ZeroDivisionError, IndexError) as error:")
            add(f"{indent}    text = 'caught'")

    def source(self):
        for _ in range(8):
            self.statement()
        return "\n".join(self.lines) + "\n"


def program(seed):
    return Program(seed).source()
