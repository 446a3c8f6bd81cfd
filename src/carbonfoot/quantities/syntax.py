"""The grammar of expressions: text in, a tree out. Nothing is evaluated and no Python is run.

    expression = term { ("+" | "-") term }
    term       = unary { ("*" | "/") unary }             `x`, `×` and `÷` are read too
    unary      = "-" unary | power
    power      = atom [ "^" unary ]
    atom       = number [ "[" unit "]" ] | name | call | "(" expression ")"
    call       = ("min" | "max" | ...) "(" expression { "," expression } ")"
               | "if" "(" expression comparison expression "," expression "," expression ")"
               | "lookup" "(" table "," column { "," key "=" (text | expression) } ")"

Sums and products are flat nodes, so a long text never makes a deep tree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from carbonfoot.quantities.numbers import QuantityError, shown
from carbonfoot.quantities.table import nearest, table
from carbonfoot.quantities.tokens import COMPARISONS, Token, tokenise
from carbonfoot.quantities.units import Quantity

MAX_LENGTH = 2000  # characters of one expression
MAX_DEPTH = 50  # brackets, calls, signs and powers inside each other

# name: least and most arguments (0: any number)
FUNCTIONS = {
    "abs": (1, 1),
    "ceil": (1, 1),
    "floor": (1, 1),
    "if": (3, 3),
    "max": (1, 0),
    "min": (1, 0),
    "sqrt": (1, 1),
}


class Node(NamedTuple):
    """A part of an expression; `start` and `end` are offsets in the text that was parsed.

    kind: number, text, name, sum, product, power, negative, comparison, call, lookup. `value` is the name,
    text, function or table; `parts` are the operators of a sum, product or comparison, or column and keys of
    a lookup.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    parts: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()
    quantity: Quantity | None = None


def parse(text: str) -> Node:
    """The tree of an expression; CF220 for bad syntax, CF201 to CF206 for its numbers and units."""
    if len(text) > MAX_LENGTH:
        raise QuantityError(
            "CF220",
            f"an expression of {len(text)} characters is too long",
            f"write at most {MAX_LENGTH}; name parts of it as parameters",
            0,
            len(text),
        )
    parser = _Parser(tokenise(text, MAX_LENGTH))
    node = parser.expression()
    if parser.token.kind != "end":
        raise parser.unexpected()
    return node


def names(node: Node) -> set[str]:
    """The parameter names an expression uses, those of its key values included."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.kind == "name":
            found.add(current.value)
        waiting.extend(current.children)
    return found


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, kind: str, help: str = "") -> Token:
        token = self.token
        if token.kind != kind:
            raise self.unexpected(help or f"`{kind}` is wanted here")
        self.at += 1
        return token

    def unexpected(self, help: str = "") -> QuantityError:
        token = self.token
        if token.kind == "end":
            message, help = (
                "the expression ends too early",
                help or "a number, a name or a bracket is missing",
            )
        else:
            message = f"{shown(token.text)} is not expected here"
        if not help:
            help = "is an operator such as * missing before it?"
            before = self.tokens[self.at - 1] if self.at else None
            if token.kind in COMPARISONS:
                help = "comparisons stand only inside if(a < b, then, else)"
            elif token.kind == "=":
                help = "write == inside if(); the expression itself has no ="
            elif token.kind == "*" and before and before.kind == "*":
                help = "write ^ for a power"
            elif before and before.kind in ("(", ",") and token.kind in (")", ","):
                help = "a number, a name or a bracket is missing"
            elif token.kind == "name" and before and before.kind == "number" and token.text in table().units:
                help = f"a unit stands in brackets: {before.text} [{token.text}]"
            elif token.kind == "text":
                help = 'texts stand only as keys: lookup(table, column, key="text")'
        return QuantityError("CF220", message, help, token.start, token.end)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QuantityError(
                "CF220",
                f"the expression is nested more than {MAX_DEPTH} deep",
                "name parts of it as parameters",
                self.token.start,
                self.token.end,
            )

    def expression(self) -> Node:
        return self.chain("sum", ("+", "-"), self.term)

    def term(self) -> Node:
        return self.chain("product", ("*", "/"), self.unary)

    def chain(self, kind: str, signs: tuple[str, str], operand: Callable[[], Node]) -> Node:
        children = [operand()]
        parts = [signs[0]]
        while True:
            token = self.token
            sign = token.kind
            # after an operand the name `x` can only be the multiplication sign
            if kind == "product" and sign == "name" and token.text == "x":
                sign = "*"
            if sign not in signs:
                break
            self.at += 1
            parts.append(sign)
            children.append(operand())
        if len(children) == 1:
            return children[0]
        return Node(kind, children[0].start, children[-1].end, "", tuple(parts), tuple(children))

    def unary(self) -> Node:
        if self.token.kind != "-":
            return self.power()
        start = self.take("-").start
        self.deeper()
        inner = self.unary()
        self.depth -= 1
        return Node("negative", start, inner.end, children=(inner,))

    def power(self) -> Node:
        base = self.atom()
        if self.token.kind != "^":
            return base
        self.at += 1
        self.deeper()
        exponent = self.unary()
        self.depth -= 1
        return Node("power", base.start, exponent.end, children=(base, exponent))

    def atom(self) -> Node:
        token = self.token
        if token.kind == "number":
            self.at += 1
            return Node("number", token.start, token.end, token.text, quantity=token.quantity)
        if token.kind == "name":
            self.at += 1
            if self.token.kind == "(":
                return self.call(token)
            return Node("name", token.start, token.end, token.text)
        if token.kind == "(":
            self.at += 1
            self.deeper()
            inner = self.expression()
            self.depth -= 1
            close = self.take(")")
            return inner._replace(start=token.start, end=close.end)
        raise self.unexpected()

    def call(self, name: Token) -> Node:
        if name.text != "lookup" and name.text not in FUNCTIONS:
            close = nearest(name.text, [*FUNCTIONS, "lookup"])
            help = (
                f"did you mean {' or '.join(close)}?"
                if close
                else f"there are {', '.join(FUNCTIONS)} and lookup"
            )
            raise QuantityError("CF220", f"unknown function {shown(name.text)}", help, name.start, name.end)
        self.take("(")
        self.deeper()
        if name.text == "lookup":
            node = self.lookup(name)
        else:
            children = [self.comparison() if name.text == "if" else self.expression()]
            while self.token.kind == ",":
                self.at += 1
                children.append(self.expression())
            end = self.take(")", "`,` or `)` is wanted here" if self.token.kind == "end" else "").end
            least, most = FUNCTIONS[name.text]
            if len(children) < least or (most and len(children) > most):
                raise QuantityError(
                    "CF220",
                    f"`{name.text}` has {len(children)} arguments, it needs {least}",
                    "write if(a < b, then, else)" if name.text == "if" else f"write {name.text}(a)",
                    name.start,
                    end,
                )
            node = Node("call", name.start, end, name.text, (), tuple(children))
        self.depth -= 1
        return node

    def comparison(self) -> Node:
        left = self.expression()
        sign = self.token.kind
        if sign not in COMPARISONS:
            raise self.unexpected("the first part of if() is a comparison: if(a < b, then, else)")
        self.at += 1
        right = self.expression()
        return Node("comparison", left.start, right.end, "", (sign,), (left, right))

    def lookup(self, name: Token) -> Node:
        form = 'write lookup(table, column, key="text", other_key=name)'
        table_name = self.take("name", form).text
        self.take(",", form)
        parts = [self.take("name", form).text]
        values: list[Node] = []
        while self.token.kind == ",":
            self.at += 1
            key = self.take("name", form)
            self.take("=", form)
            if key.text in parts[1:]:
                raise QuantityError(
                    "CF220", f"key {shown(key.text)} is given twice", form, key.start, key.end
                )
            parts.append(key.text)
            token = self.token
            if token.kind == "text":
                self.at += 1
                values.append(Node("text", token.start, token.end, token.text))
            else:
                values.append(self.expression())
        if not values:
            raise self.unexpected(form)
        end = self.take(")", form).end
        return Node("lookup", name.start, end, table_name, tuple(parts), tuple(values))
