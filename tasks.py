"""The tasks of this project, one word each; nothing but Python is needed to read them.

    python tasks.py TASK [TASK ...] [-- ARGUMENTS OF THE LAST TASK]

Run it with the interpreter of a virtual environment that has the `dev` extra (CONTRIBUTING.md). `.ci/run` and
the GitHub workflow call the same words.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest"]
RUFF = [PYTHON, "-m", "ruff"]
CONTRACTS = [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
EXPORT = ["uv", "export", "--locked", "--no-hashes", "--no-emit-project", "--all-extras", "--no-annotate"]

TEXTS = ("notice", "format_docs", "method_docs", "material_list", "technology_docs", "readme_output")

# Word: what it does, and its commands in order.
TASKS: dict[str, tuple[str, list[list[str]]]] = {
    "test": ("the default suite: offline, in parallel", [PYTEST]),
    "system": (
        "the tests that build packages, need other programs or a cluster (extra test-system)",
        [[*PYTEST, "-m", "system"]],
    ),
    "lint": ("rules and form of the code", [[*RUFF, "check"], [*RUFF, "format", "--check"]]),
    "types": ("the strict type check", [[PYTHON, "-m", "mypy"]]),
    "contracts": ("which room may import which", [CONTRACTS]),
    "check": ("lint, types, contracts and test", []),
    "format": ("put the code into form", [[*RUFF, "check", "--fix"], [*RUFF, "format"]]),
    "golden": ("write the expected outputs anew; read the diff", [[*PYTEST, "--update-golden"]]),
    "packs": ("rebuild the tables of factors/: -- --data FOLDER", [[PYTHON, "tools/build_packs.py"]]),
    "docs": (
        "write what is generated: NOTICE, pages of formats, methods, materials, technologies, outputs in README.md; -- --check",
        [[PYTHON, f"tools/{name}.py"] for name in TEXTS],
    ),
    "bench": ("start-up time against its budget", [[PYTHON, "benchmarks/startup.py"]]),
    "lock": (
        "solve uv.lock and export constraints.txt (needs uv)",
        [["uv", "lock"], [*EXPORT, "--output-file", "constraints.txt"]],
    ),
}
CHECK = ("lint", "types", "contracts", "test")


def run(task: str, arguments: list[str]) -> int:
    """Run one task; the exit code of its first command that fails, else 0."""
    for command in TASKS[task][1]:
        line = [*command, *arguments]
        print(f"\n$ {' '.join('python' if word == PYTHON else word for word in line)}", flush=True)
        try:
            code = subprocess.run(line, cwd=ROOT, check=False).returncode
        except FileNotFoundError:
            print(f"{line[0]} is not installed", file=sys.stderr)
            code = 127
        if code:
            return code
    return 0


def usage() -> str:
    """The words and what they do."""
    lines = (f"  {name:10} {text}" for name, (text, _) in TASKS.items())
    return "\n".join([(__doc__ or "").strip(), "", *lines])


def main(words: list[str]) -> int:
    """Run every task that is named, also after one has failed; 1 when any failed, 2 for an unknown word."""
    split = words.index("--") if "--" in words else len(words)
    names, arguments = words[:split], words[split + 1 :]
    unknown = [name for name in names if name not in TASKS]
    if unknown or not names:
        print(usage(), file=sys.stderr)
        if unknown:
            print(f"\nno such task: {', '.join(unknown)}", file=sys.stderr)
        return 2
    names = [part for name in names for part in (CHECK if name == "check" else (name,))]
    codes = {name: run(name, arguments if name == names[-1] else []) for name in dict.fromkeys(names)}
    failed = [name for name, code in codes.items() if code]
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'passed: ' + ', '.join(codes)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
