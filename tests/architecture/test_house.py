"""The house's rules that a program can check: arrows, sizes, names, migrations."""

import ast
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
PACKAGES = ("wow", "members", "events", "sisterpairs", "sponsors", "infohub", "tests", "benchmarks")
MODULES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)
LONGEST_MODULE, LONGEST_TEST = 300, 400  # lines
LONGEST_FUNCTION = 40  # lines, without the signature and the docstring
PURE_MODULES_BELOW = {"wow.outbox.quiet"}  # rules of the kernel that are as plain
FORBIDDEN = {"utils", "helpers", "common", "misc", "util", "helper"}


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_arrows_between_the_parts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    limit = LONGEST_TEST if "tests" in path.parts else LONGEST_MODULE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


def test_a_function_fits_on_a_screen() -> None:
    too_long = [
        f"{short(path)}: {node.name}"
        for path in MODULES
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and length(node) > LONGEST_FUNCTION
    ]
    assert too_long == []


def length(function: ast.FunctionDef) -> int:
    """The lines between the docstring and the end."""
    starts = next((line.lineno for line in function.body if not is_docstring(line)), function.lineno)
    return (function.end_lineno or 0) - starts + 1


def is_docstring(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = [short(path) for path in MODULES if {path.stem, path.parent.name} & FORBIDDEN]
    assert drawers == []


def test_pure_rules_know_no_django() -> None:
    """Rules in <app>/domain/ are plain Python: they import nothing of the framework and no model."""
    impure = [
        f"{short(path)} imports {name}"
        for path in MODULES
        if path.parent.name == "domain" and "tests" not in path.parts
        for name in imported(path)
        if name not in PURE_MODULES_BELOW
        and (name.split(".")[0] in {"django", "wow", "allauth"} or name.endswith(("models", "services", "queries")))
    ]
    assert impure == []


def imported(path: Path) -> list[str]:
    """The modules that a file imports."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    output = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=output)
    assert output.getvalue() == "No changes detected\n"
