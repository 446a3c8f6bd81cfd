"""`carbonfoot init --ci HOST`: budgets of a project, and the job that holds its products against them."""

from __future__ import annotations

HOSTS = ("github", "gitlab", "pre-commit")

BUDGETS = """\
# What `carbonfoot check` holds every product of this folder against; `docs/checks.md` lists every key.
carbonfoot: budgets/1
budgets:
  - name: complete
    none_of: [missing-line]
  # - name: customer
  #   id: ["PART-*"]               # or `for:`, globs of files; or `tag:`
  #   total: 3.2 kg CO2e
  #   stage: {manufacturing: 0.8 kg CO2e}
  #   growth: 5 %                  # needs `carbonfoot check . --update`, or `--against git:origin/main`
  #   reason: annex 2 of the contract
"""

SETTINGS = """\
# The project root: documents may link to each other below this folder, and budgets.yaml beside this file holds for them.
"""

GITHUB = """\
name: carbonfoot
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {{fetch-depth: 0}}      # `against` needs the history
      - uses: actions/setup-python@v5
        with: {{python-version: "3.13"}}
      - uses: carbonfoot/carbonfoot@v{version}
        with:
          paths: .
          # against: git:origin/main
"""

GITLAB = """\
carbonfoot:
  image: python:3.13-slim
  stage: test
  script:
    - pip install --quiet "carbonfoot @ https://github.com/carbonfoot/carbonfoot/archive/refs/tags/v{version}.tar.gz"
    - carbonfoot check --also gitlab=gl-code-quality-report.json --also junit=carbonfoot-junit.xml .
  artifacts:
    when: always
    paths: [gl-code-quality-report.json, carbonfoot-junit.xml]
    reports:
      codequality: gl-code-quality-report.json
      junit: carbonfoot-junit.xml
"""

PRE_COMMIT = """\
repos:
  - repo: https://github.com/carbonfoot/carbonfoot
    rev: v{version}
    hooks:
      - id: carbonfoot               # `carbonfoot-changed` checks only the documents of the commit
"""

_JOBS = {
    "github": (".github/workflows/carbonfoot.yml", GITHUB),
    "gitlab": (".gitlab-ci.yml", GITLAB),
    "pre-commit": (".pre-commit-config.yaml", PRE_COMMIT),
}


def job(host: str, version: str) -> tuple[str, str]:
    """The file that a host reads, below the project, and what stands in it."""
    file, text = _JOBS[host]
    return file, text.format(version=version)
