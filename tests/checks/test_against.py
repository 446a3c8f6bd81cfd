"""`check --against`: the former state from git or a folder, without running anything of the repository."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")

Run = Callable[..., Any]
PART = """\
carbonfoot: part/1
product: {{id: {id}, name: Bolt, declared_unit: 1 piece, made_in: KR}}
period: 2025
inputs:
  - name: Wire
    amount: {amount} kg
    transport: []
    footprint: {{value: 2 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}}
"""


def part(file: str, amount: float = 1, id: str = "HF-1") -> None:
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(PART.format(amount=amount, id=id), encoding="utf-8")


def git(*arguments: str, cwd: str = ".") -> str:
    names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
    return subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments],
        cwd=cwd,
        env={**os.environ, **dict.fromkeys(names, "a@example.org"), "GIT_CONFIG_GLOBAL": os.devnull},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


def commit(*, cwd: str = ".") -> str:
    git("add", "-A", cwd=cwd)
    git("commit", "-q", "--allow-empty", "-m", "state", cwd=cwd)
    return git("rev-parse", "HEAD", cwd=cwd)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one part, in which the test stands; temporary folders are made beside it."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    top = tmp_path / "top"
    top.mkdir()
    monkeypatch.chdir(top)
    git("init", "-q")
    Path("carbonfoot.toml").touch()
    part("part.yaml")
    commit()
    return top


def changes(answer: Any) -> list[dict[str, Any]]:
    given = json.loads(answer.out)["data"]["changes"]
    return given if isinstance(given, list) else []


def told(run: Run, *arguments: str) -> list[dict[str, Any]]:
    answer = run("check", ".", "--format", "json", *arguments)
    assert answer.code in (0, 3, 4), answer
    left = Path("..", "temporary")
    assert not left.is_dir() or not list(left.iterdir())
    return changes(answer)


def test_a_dirty_work_tree_is_what_is_checked(repository: Path, run: Run) -> None:
    part("part.yaml", 1.5)
    for ref in ("git:HEAD", "git:main", "git:main..."):
        (one,) = told(run, "--against", ref)
        assert (one["what"], one["before"], one["after"]) == ("changed", 2, 3)
        (cause,) = one["split"]["causes"]
        assert (cause["cause"], cause["kg_co2e"]) == ("quantities", 1)
    assert git("status", "--porcelain") == "M part.yaml"


def test_files_that_are_new_gone_or_renamed(repository: Path, run: Run) -> None:
    part("gone.yaml", 1, "G")
    part("old/name.yaml", 1, "N")
    part("id.yaml", 1, "BEFORE")
    commit()
    Path("gone.yaml").unlink()
    Path("old/name.yaml").rename("name.yaml")
    part("id.yaml", 1, "AFTER")
    part("new.yaml", 1, "W")
    found = {one["file"]: one for one in told(run, "--against", "git:HEAD")}
    assert {file: one["what"] for file, one in found.items()} == {
        "gone.yaml": "gone",
        "id.yaml": "same",
        "name.yaml": "same",
        "new.yaml": "new",
        "part.yaml": "same",
    }
    assert found["name.yaml"]["former"] == {"file": "old/name.yaml", "id": None}
    assert found["id.yaml"]["former"] == {"file": None, "id": "BEFORE"}
    assert found["gone.yaml"]["before"] == 2
    text = run("check", ".", "--against", "git:HEAD").out
    assert "was old/name.yaml" in text and "id was BEFORE" in text


def test_what_is_not_asked_about_is_not_gone(repository: Path, run: Run) -> None:
    part("other/b.yaml", 1, "B")
    commit()
    answer = run("check", "other", "--against", "git:HEAD", "--format", "json")
    assert [one["file"] for one in changes(answer)] == ["other/b.yaml"]


def test_packs_and_settings_are_those_of_the_commit(repository: Path, run: Run) -> None:
    Path("carbonfoot.toml").write_text('gwp = "AR5"\n', encoding="utf-8")
    commit()
    Path("carbonfoot.toml").write_text('gwp = "AR6"\n', encoding="utf-8")
    (one,) = told(run, "--against", "git:HEAD")
    assert one["split"]["a"]["gwp_set"] == "AR5"
    assert one["split"]["b"]["gwp_set"] == "AR6"


def test_nothing_of_the_repository_is_run(repository: Path, run: Run, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    script = tmp_path / "script.sh"
    script.write_text(f"#!/bin/sh\necho $0 $* >> {proof}\ncat\n", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    Path(".gitattributes").write_text(
        "*.yaml filter=evil diff=evil export-subst\npart.yaml export-ignore\n", encoding="utf-8"
    )
    commit()
    hooks = repository / ".git" / "hooks"
    for name in ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change", "fsmonitor"):
        (hooks / name).write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
        (hooks / name).chmod(0o755)
    for key in ("filter.evil.smudge", "filter.evil.process", "diff.evil.textconv", "diff.evil.command"):
        git("config", key, str(script))
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "alias.ls-tree"):
        git("config", key, str(script))
    (one,) = told(run, "--against", "git:HEAD")
    assert one["what"] == "same"  # neither filtered nor left out
    assert not proof.exists()


def test_variables_of_a_hook_do_not_mislead(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert [one["what"] for one in told(run, "--against", "git:HEAD")] == ["same"]


@pytest.mark.parametrize(
    ("against", "said"),
    [
        ("git:nothing", "there is no commit `nothing`"),
        ("git:", "there is no commit ``"),
        ("git:--output=x", "there is no commit `--output=x`"),
        ("git:HEAD:part.yaml", "there is no commit"),
        ("nowhere", "`nowhere` is no folder"),
    ],
)
def test_what_is_no_commit_is_said(repository: Path, run: Run, against: str, said: str) -> None:
    answer = run("check", ".", "--against", against)
    assert answer.code == 2
    assert said in answer.err
    assert not Path("x").exists()


def test_no_repository_and_no_program(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    monkeypatch.chdir(outside)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    part("part.yaml")
    answer = run("check", ".", "--against", "git:HEAD")
    assert answer.code == 2 and "is in no git repository" in answer.err
    monkeypatch.setenv("PATH", str(outside))
    answer = run("check", ".", "--against", "git:HEAD")
    assert answer.code == 2 and "there is no program `git`" in answer.err


def test_a_shallow_clone_says_what_to_fetch(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = git("rev-parse", "HEAD")
    git("checkout", "-q", "-b", "branch")
    part("part.yaml", 2)
    commit()
    git("checkout", "-q", "main")
    part("part.yaml", 3)
    commit()
    url = repository.as_uri()
    git("clone", "-q", "--depth=1", "--no-single-branch", "-b", "branch", url, str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    answer = run("check", ".", "--against", "git:origin/main...")
    assert answer.code == 2
    assert "shallow" in answer.err and "--unshallow" in answer.err
    answer = run("check", ".", "--against", f"git:{base}")
    assert answer.code == 2 and "fetch-depth: 0" in answer.err
    answer = run("check", ".", "--against", "git:origin/main", "--format", "json")
    assert changes(answer)[0]["before"] == 6
    assert "how this branch and origin/main are related is not known" in answer.err


def test_the_ref_may_have_gone_on(repository: Path, run: Run) -> None:
    git("checkout", "-q", "-b", "branch")
    git("checkout", "-q", "main")
    part("part.yaml", 3)
    commit()
    git("checkout", "-q", "branch")
    answer = run("check", ".", "--against", "git:main", "--format", "json")
    assert changes(answer)[0]["change"] == -4
    assert "git:main... leaves them out" in answer.err
    answer = run("check", ".", "--against", "git:main...", "--format", "json")
    assert changes(answer)[0]["what"] == "same"
    assert "note:" not in answer.err


def test_a_project_below_the_top(repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    part("projects/one/a.yaml", 1, "A")
    Path("projects/one/carbonfoot.toml").touch()
    commit()
    monkeypatch.chdir("projects/one")
    part("a.yaml", 2, "A")
    part("b.yaml", 2, "B")
    found = {
        one["file"]: one["what"] for one in changes(run("check", ".", "--against", "git:HEAD", "-f", "json"))
    }
    assert found == {"a.yaml": "changed", "b.yaml": "new"}
    answer = run("check", ".", "--against", "git:HEAD~1")
    assert answer.code == 2 and "`projects/one/` is not in git:HEAD~1" in answer.err


def test_a_submodule_is_not_taken_for_new(repository: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git("init", "-q", cwd=str(other))
    (other / "m.yaml").write_text(PART.format(amount=1, id="M"), encoding="utf-8")
    commit(cwd=str(other))
    git("submodule", "add", "-q", other.as_uri(), "lib")
    commit()
    found = {one["file"]: one for one in told(run, "--against", "git:HEAD")}
    assert found["lib/m.yaml"]["what"] == "unknown"
    assert found["lib/m.yaml"]["why"] == "in a submodule"
    assert found["part.yaml"]["what"] == "same"


def test_a_pointer_of_git_lfs_is_no_document(repository: Path, run: Run) -> None:
    text = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12\n"
    Path("part.yaml").write_text(text, encoding="utf-8")
    commit()
    part("part.yaml")
    answer = run("check", ".", "--against", "git:HEAD")
    assert answer.code == 2
    assert "Git LFS" in answer.err and "`part.yaml`" in answer.err


def test_a_link_out_of_the_project_is_not_followed(repository: Path, run: Run, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(PART.format(amount=7, id="S"), encoding="utf-8")
    Path("link.yaml").symlink_to(secret)
    commit()
    Path("link.yaml").unlink()
    part("link.yaml", 1, "S")
    found = {one["file"]: one for one in told(run, "--against", "git:HEAD")}
    assert found["link.yaml"]["before"] is None
    assert found["link.yaml"]["states"]["before"] in (None, "refused")


def test_a_folder_beside(repository: Path, run: Run, tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    (before / "part.yaml").write_text(PART.format(amount=4, id="HF-1"), encoding="utf-8")
    (one,) = told(run, "--against", str(before))
    assert (one["before"], one["after"]) == (8, 2)


def test_a_document_that_was_refused_has_no_number(repository: Path, run: Run) -> None:
    Path("part.yaml").write_text(PART.format(amount="one", id="HF-1"), encoding="utf-8")
    commit()
    part("part.yaml")
    (one,) = told(run, "--against", "git:HEAD")
    assert one["before"] is None and one["split"] is None
    assert one["states"] == {"before": "refused", "after": "complete"}
    assert one["why"] == "was refused"


def test_one_that_is_cancelled_leaves_nothing(
    repository: Path, program: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipeline sends SIGTERM; here a `git` that stands first on the path sends it while blobs are read."""
    real = subprocess.run(
        ["sh", "-c", "command -v git"], check=True, capture_output=True, text=True
    ).stdout.strip()
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "git"
    script.write_text(
        f'#!/bin/sh\ncase "$*" in *cat-file*) kill -TERM $PPID; sleep 2;; esac\nexec {real} "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    answer = program("check", ".", "--against", "git:HEAD", cwd=repository)
    assert answer.code == 143
    assert not list((tmp_path / "temporary").glob("carbonfoot-former-*"))


def test_a_folder_of_hundreds_is_not_quadratic(repository: Path, run: Run) -> None:
    for number in range(300):
        part(f"many/{number}.yaml", 1, f"P-{number}")
    commit()
    for number in range(300):
        Path(f"many/{number}.yaml").rename(f"many/moved-{number}.yaml")
    found = told(run, "--against", "git:HEAD")
    assert sum(one["former"]["file"] is not None for one in found) == 300
    assert {one["what"] for one in found} == {"same"}
