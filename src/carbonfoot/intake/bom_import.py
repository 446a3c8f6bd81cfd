"""A bill of materials as people have it, with levels, quantities per parent and units in headers, as part documents."""

from __future__ import annotations

from carbonfoot.findings.finding import Finding, Related, severity
from carbonfoot.intake import bom_amounts, bom_head
from carbonfoot.intake.bom_columns import Columns, choose
from carbonfoot.intake.bom_factors import Proposals
from carbonfoot.intake.bom_levels import NOTATIONS, notation_of
from carbonfoot.intake.bom_line import Line
from carbonfoot.intake.bom_map import map_text
from carbonfoot.intake.bom_parents import grow_by_parents, repeated
from carbonfoot.intake.bom_read import Rows, read_lines
from carbonfoot.intake.bom_recipe import is_recipe, recipe
from carbonfoot.intake.bom_roles import roles_of
from carbonfoot.intake.bom_same import Assemblies, assemblies
from carbonfoot.intake.bom_tree import Tree, grow
from carbonfoot.intake.bom_write import Facts, Writer
from carbonfoot.intake.imports import Asked, Imported, Shown
from carbonfoot.intake.naming import slug_of

SURE_INDENTS = 3
"""Indented names that make levels of a list; fewer may be slips of a key."""

LEAST_INDENT = 2
"""Columns by which a name is moved; one blank is a slip."""


def recognise(file: str, asked: Asked) -> list[str]:
    """Columns of a name and of an amount, by the words above them."""
    ways, _ = bom_head.heads(file, asked.sheet, asked.display)
    header, two = bom_head.find(ways, lambda names: len(set(roles_of(names).values())), asked.header_row, 2)
    if header is None or two:
        return []
    roles = roles_of(header.names)
    held = set(roles.values()) | set(asked.columns)
    if not held & {"name", "material", "number"} or not held & {"quantity", "total", "mass"}:
        return []
    return [f"row {header.row} names {role} = {name}" for name, role in roles.items()]


def read(file: str, asked: Asked) -> Imported:
    """The documents of a bill of materials, or the findings and questions that stand in their way."""
    chosen = choose(file, asked)
    columns, findings = chosen.columns, chosen.findings
    if columns is None or chosen.questions or _stops(findings):
        return Imported([], findings, chosen.questions, columns.shown if columns is not None else [])
    rows = read_lines(file, columns, asked)
    findings += rows.findings
    shown = [*columns.shown, *rows.shown]
    if rows.origin is None or rows.questions or _stops(findings):
        return Imported([], findings, rows.questions, shown)
    notation, said, question = _notation(rows.lines, columns, asked)
    shown += said
    if question:
        return Imported([], findings, [question], shown)
    if notation == "parents":
        question = _repeated(rows, asked)
        if question:
            return Imported([], findings, [question], shown)
        tree = grow_by_parents(rows.lines, columns.columns["parent"], rows.origin, findings)
    elif notation == "none" and is_recipe(rows.lines):
        tree = recipe(rows.lines, asked.name, rows.origin, findings)
        shown.append(Shown("quantities", "shares", "shares"))
    else:
        tree = grow(rows.lines, notation, _level_column(columns), rows.origin, findings)
        _contradicted(rows, findings)
    if _stops(findings):
        return Imported([], _in_the_map(findings, notation, columns, asked), [], shown)
    return _settle(tree, rows, columns, notation, asked, findings, shown)


def _level_column(columns: Columns) -> str:
    return columns.columns.get("level") or columns.columns.get("position", "")


def _settle(
    tree: Tree,
    rows: Rows,
    columns: Columns,
    notation: str,
    asked: Asked,
    findings: list[Finding],
    shown: list[Shown],
) -> Imported:
    assert rows.origin is not None  # noqa: S101
    said = {"levels": notation}
    if notation == "parents":
        mode = bom_amounts.Settled("per-parent", "parents", columns.columns["parent"])
    else:
        mode = bom_amounts.quantities(tree.tops, columns, asked)
    questions = [mode.question] if mode.question else []
    if notation != "none" and mode.value:
        shown.append(mode.shown("quantities"))
    if mode.why not in ("same", "parents"):
        said["quantities"] = mode.value
    if "mass" in columns.columns:
        weight = bom_amounts.weight(rows.lines, columns, asked)
        questions += [weight.question] if weight.question else []
        shown += [weight.shown("weight")] if weight.value else []
        if weight.why != "same":
            said["weight"] = weight.value
        if not questions:
            bom_amounts.weigh(rows.lines, weight.value)
    if questions:
        return Imported([], findings, questions, shown)
    product = bool(tree.products)
    if not product and notation != "none":
        shown.append(Shown("product", asked.name, "unlisted", str(len(tree.tops))))
    bom_amounts.share_out(tree.tops, mode.value, product)
    if notation != "parents" and "quantity" in columns.columns and "total" in columns.columns:
        findings += bom_amounts.contradictions(tree.tops, product, rows.origin)
    taken = set() if product else {slug_of(asked.name) or "part"}
    made, problems = assemblies(tree.tops, taken, rows.origin)
    findings += problems
    if _stops(findings):
        return Imported([], findings, [], shown)
    facts = Facts(
        asked.display,
        asked.options.get("made-in", ""),
        asked.options.get("period", ""),
        asked.options.get("flat") == "yes",
        asked.name,
    )
    writer = Writer(facts, made, Proposals(asked.library))
    documents = list(writer.documents(_tops(tree, made, taken, asked)))
    table = {"header_row": str(columns.header_row)}
    if rows.origin.sheet:
        table["sheet"] = rows.origin.sheet
    if rows.decimal:
        table["decimal"] = rows.decimal
    if asked.hidden:
        table["hidden"] = asked.hidden
    skip = [f"{name}={text}" for name, texts in columns.skips for text in sorted(texts)]
    lists = {"leave": columns.leave, "skip": skip}
    saved = map_text(columns.columns, table, said, columns.units, lists)
    return Imported(
        documents, findings, [], shown, saved, writer.undecided, tuple(rows.left_out), len(rows.lines)
    )


def _tops(
    tree: Tree, made: Assemblies, taken: set[str], asked: Asked
) -> list[tuple[str, Line | None, list[Line]]]:
    """The products: lines of the table, or the file as a whole."""
    if not tree.products:
        return [(next(iter(taken & {slug_of(asked.name)}), "part"), None, tree.tops)]
    found: dict[str, tuple[str, Line | None, list[Line]]] = {}
    for line in tree.products:
        name = made.document.get(id(line))
        if name is None:
            name = slug_of(line.number) or slug_of(line.name) or f"row-{line.place.number}"
            while name in taken:
                name += "-2"
            taken.add(name)
        found.setdefault(name, (name, line, line.parts))
    return [*found.values()]


def _stops(findings: list[Finding]) -> bool:
    return any(severity(one) == "error" for one in findings)


def _notation(lines: list[Line], columns: Columns, asked: Asked) -> tuple[str, list[Shown], str]:
    """How levels are written, with the reason, or the question."""
    saved = columns.saved.levels if columns.saved is not None else None
    stated = asked.options.get("levels") or saved or ""
    column = columns.columns.get("level", "")
    if stated:
        if stated in NOTATIONS[:3] and not column:
            return "", [], f"--levels {stated}: name the column with --column level=COLUMN"
        if stated == "parents" and "parent" not in columns.columns:
            return "", [], "--levels parents: name the column with --column parent=COLUMN"
        return stated, [Shown("levels", stated, "stated" if asked.options.get("levels") else "map")], ""
    if column:
        texts = [line.level for line in lines]
        told = notation_of(texts)
        if not told:
            fitting = {one: sum(notation_of([text]) == one for text in texts) for one in NOTATIONS[:3]}
            told = max(fitting, key=lambda one: fitting[one])
        if told == "depths" and _counts(texts):
            return (
                "",
                [],
                (
                    f"column `{column}` counts from 1 to {len(texts)}: is each line a part of the one above it "
                    "(--levels depths), "
                    "or are the lines only numbered (--levels numbers)?"
                ),
            )
        return told, [Shown("levels", told, "column", column)], ""
    if "parent" in columns.columns:
        return _by_parents(columns)
    told = notation_of([line.level for line in lines])
    if told in ("numbers", "dots"):
        return told, [Shown("levels", told, "column", columns.columns["position"])], ""
    moved = [line for line in lines if line.indent >= LEAST_INDENT]
    if moved and len({line.indent for line in lines}) > 1:
        if len(moved) >= SURE_INDENTS:
            return "indent", [Shown("levels", "indent", "indented", str(len(moved)))], ""
        line = moved[0]
        return (
            "",
            [],
            (
                f"row {line.place.number}, `{line.title[:60]}`, is indented: is it a part of the line above it "
                "(--levels indent), or only moved (--levels none)?"
            ),
        )
    return "none", [Shown("levels", "none", "no-levels")], ""


def _by_parents(columns: Columns) -> tuple[str, list[Shown], str]:
    name = columns.columns["parent"]
    if "number" not in columns.columns:
        said = f"column `{name}` names the parent of each row: name that of the component with --column number=COLUMN"
        return "", [], f"{said}, or say --levels none for a list"
    if "quantity" not in columns.columns:
        said = f"`{columns.columns['total']}` may be per parent in `{name}` or per product: say which column is per"
        return "", [], f"{said} parent with --column quantity=COLUMN"
    return "parents", [Shown("levels", "parents", "column", name)], ""


def _repeated(rows: Rows, asked: Asked) -> str:
    """The question about a component that a parent lists twice; with `once` the later rows are taken out."""
    said = asked.options.get("repeated", "")
    if said == "once":
        while (pair := repeated(rows.lines)) is not None:
            rows.lines.remove(pair[1])
            rows.left_out.append((pair[1].place.number, f"again\t{pair[0].place.number}"))
    twice = repeated(rows.lines) if not said else None
    if twice is None:
        return ""
    first, again = twice
    return (
        f"row {again.place.number} lists `{again.number or again.title}` of `{again.above}` just as row "
        f"{first.place.number}: are both needed (--repeated add), or is it the same row again (--repeated once)?"
    )


def _contradicted(rows: Rows, findings: list[Finding]) -> None:
    """CF635 where the parent that a row names is not the one that its level gives it."""
    for line in rows.lines:
        above = line.parent
        if line.above and above is not None and above.number and above.number != line.above:
            assert rows.origin is not None  # noqa: S101
            said = f"{rows.origin.where(line.place)}: by its level it is part of `{above.number}`, but it names `{line.above}`"
            help = "correct one of them, or say which holds: --levels parents, or leave the column aside"
            findings.append(rows.origin.finding("CF635", said, line.place, help=help))
            return


def _counts(texts: list[str]) -> bool:
    """Whether levels are 1, 2, 3 and so on to the end, as places in a list are."""
    return len(texts) > 1 and [text.strip() for text in texts] == [str(n + 1) for n in range(len(texts))]


def _in_the_map(findings: list[Finding], notation: str, columns: Columns, asked: Asked) -> list[Finding]:
    """Findings of levels that a saved map says something about point there too."""
    if columns.saved is None or columns.saved.levels is None or asked.options.get("levels"):
        return findings
    from carbonfoot.documents.sources import display_path

    there = Related(display_path(asked.map_file), ("levels",), f"the map says that levels are {notation}")
    return [one._replace(related=(*one.related, there)) if one.code == "CF635" else one for one in findings]
