"""Strict YAML: plain data, exact places, Dutch errors."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox import yamltext
from armoede_toolbox.yamltext import Document, Place, YamlError, load

PARSERS = [pytest.param(yaml.CSafeLoader, id="libyaml"), pytest.param(yaml.SafeLoader, id="python")]


@pytest.fixture(params=PARSERS)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers: libyaml is not on every machine, and its messages differ."""
    monkeypatch.setattr(yamltext, "_LOADER", request.param)


# --- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("nee", "nee"),
        ("ja", "ja"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("", None),
        ("null", None),
        ("~", "~"),
        ("12", 12),
        ("-3", -3),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2.5", 2.5),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2026-02-01", "2026-02-01"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("1234567890123456789012345", "1234567890123456789012345"),
        ("tekst met # in het midden#", "tekst met"),
    ],
)
def test_scalars_have_no_surprises(written: str, value: object) -> None:
    found = load(f"a: {written}").data["a"]
    assert (found, type(found)) == (value, type(value))


def test_as_text_every_scalar_is_the_text_as_written() -> None:
    document = load("a: 010\nb: true\nc:\nd: null\n5: 2026-02-01\ne: [1, 2.50]", as_text=True)
    assert document.data == {"a": "010", "b": "true", "c": "", "d": "null", "5": "2026-02-01", "e": ["1", "2.50"]}


def test_whole_numbers_may_be_keys() -> None:
    assert load("labels: {1: niet, 5: erg}").data == {"labels": {1: "niet", 5: "erg"}}


@pytest.mark.parametrize("text", ["", "# alleen een opmerking\n", "---\n"])
def test_an_empty_file_is_nothing(text: str) -> None:
    document = load(text)
    assert document.data is None
    assert document.at(("titel",)) == Place(1, 1) or text.startswith("---")


def test_windows_line_endings_and_a_byte_order_mark_do_not_count() -> None:
    document = load("\ufeffa: 1\r\nb: 2\rc: 3\n")
    assert document.data == {"a": 1, "b": 2, "c": 3}
    assert document.at(("c",)) == Place(3, 4)


# --- places ---------------------------------------------------------------------------------------------------------

TREE = """\
titel: Brief
stappen:
  - titel: Een
    vragen:
      - id: a
        tekst: >-
          Hoe?
      - id: b
        labels: {1: niet, 5: erg}
leeg:
"""


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        (("titel",), (1, 8)),
        (("stappen",), (2, 1)),  # the block starts below its key, people know it by the key
        (("stappen", 0, "titel"), (3, 12)),
        (("stappen", 0, "vragen", 0, "tekst"), (6, 16)),
        (("stappen", 0, "vragen", 1), (8, 9)),
        (("stappen", 0, "vragen", 1, "labels", 5), (9, 30)),
        (("stappen", 0, "vragen", 1, "ontbreekt"), (8, 9)),  # the nearest parent
        (("stappen", 0, "vragen", 9, "id"), (4, 5)),
        (("leeg",), (10, 6)),
        ((), (1, 1)),
        (("stappen", "tuple[Step, ...]", 0, "titel"), (3, 12)),  # the member of a union
    ],
)
def test_a_location_has_its_place(loc: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert load(TREE).at(loc) == place


def test_a_key_has_its_own_place() -> None:
    document = load(TREE)
    assert document.at(("stappen", 0, "vragen", 0, "tekst"), key=True) == (6, 9)
    assert document.at(("stappen", 0, "vragen", 1, "labels", 5, "[key]")) == (9, 27)


# --- what isn't allowed ---------------------------------------------------------------------------------------------

BROKEN = [
    ("a:\n\tb: 1", 2, "tab"),
    ("a:\n  b: 1\n \tc: 2", 3, "tab"),
    ('a: "x', 1, "aanhalingsteken aan het eind mist"),
    ("b: 1\na: 'x\nc: 2\nd: 3\n", 2, "aanhalingsteken aan het eind mist"),
    ("a: Let op: dit", 1, "dubbele punt midden in een tekst"),
    ("a: 1\n  b: 2", 2, "hoort nu bij de tekst erboven"),
    ("abc\nb: 1", 2, "hoort nu bij de tekst erboven"),
    ('a: "x" en y', 1, "Na een aanhalingsteken dat sluit"),
    ("a: {antwoord:x} is", 1, "bijzondere betekenis"),
    ("a: [1, 2\nb: 3", 1, "[ gaat niet goed dicht"),
    ("a: {x: 1\nb: 3", 1, "{ gaat niet goed dicht"),
    ("a:\n  - x\n - y", 3, "niet recht onder elkaar"),
    ("- a\nb: 1", 2, "niet recht onder elkaar"),
    ("a: *let op*", 1, "begint met * of &|die met * of & begint"),
    ("a: &x 1\nb: *x", 1, "die met * of & begint"),
    ("a: !!str 1", 1, "die met ! begint"),
    ("a: ! x", 1, "die met ! begint"),
    ("!!python/object:os.system {}", 1, "die met ! begint"),
    ("a: @x", 1, "niet beginnen met “@”"),
    ("a: `x`", 1, "niet beginnen met “`”"),
    ("a: %x", 1, "niet beginnen met “%”"),
    ('a: "\\q"', 1, "schuine streep"),
    ("a: 1\n---\nb: 1", 2, "tweede document"),
    ("%YAML 1.1\n---\na: 1", 1, "die met % begint"),
    ("a: 1\nb: 2\na: 3", 3, "“a” staat hier twee keer. De eerste keer was op regel 1."),
    ("? [a]\n: 2", 1, "één woord"),
    ("{a: 1}: 2", 1, "één woord"),
    ("true: 1", 1, "één woord"),
    ("2.5: 1", 1, "één woord"),
    ("a: x\nb: y\x00", 2, "U+0000"),
    ("a: x\ud800", 1, "U+D800"),
    ("a: x\u2028y", 1, "U+2028"),
    ("[" * 40, 1, "te veel lagen"),
    ("[a,,b]", 1, "dit geen geldige YAML|Deze regel is geen geldige YAML|Tussen de haken"),
]


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("text", "line", "what"), BROKEN, ids=[repr(case[0])[:30] for case in BROKEN])
def test_every_fault_is_told_in_dutch_at_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(YamlError) as caught:
        load(text)
    assert caught.value.line == line
    assert any(piece in f"{caught.value.what} {caught.value.do}" for piece in what.split("|"))
    assert caught.value.do


OURS = {
    told
    for name, value in vars(yamltext).items()
    if isinstance(value, tuple) and name.startswith("_")
    for told in (value if isinstance(value[0], tuple) else [value])
    if all(isinstance(part, str) for part in told)
} | {told for _, told in yamltext._MESSAGES}
ALPHABET = st.sampled_from([*"ab:-[]{}'\"#&*!|>%@`?, \n\t\\0.~<", ": ", "\n  ", "---\n", "- ", "\n- a: "])


@given(st.lists(ALPHABET, max_size=25).map("".join), st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]))
def test_no_english_ever(text: str, loader: Any) -> None:
    before, yamltext._LOADER = yamltext._LOADER, loader  # type: ignore[misc]
    try:
        load(text)
    except YamlError as error:
        told = f"{error.what} {error.do}"
        ours = (error.what, error.do) in OURS or "twee keer" in told or "Een tekst mag niet beginnen met" in told
        assert ours or "document" in told or "die met % begint" in told or "lagen" in told, told
        assert 1 <= error.line <= text.count("\n") + 2
        assert error.column >= 1
    finally:
        yamltext._LOADER = before  # type: ignore[misc]


def test_a_big_file_is_refused_and_a_deep_one_costs_nothing() -> None:
    with pytest.raises(YamlError, match="te groot"):
        load("a" * (yamltext.MAX_CHARACTERS + 1))
    start = time.perf_counter()
    with pytest.raises(YamlError, match="lagen"):
        load("[" * 500_000)
    assert time.perf_counter() - start < 1


# --- the locator ----------------------------------------------------------------------------------------------------

KEYS = st.text("abcdefgh", min_size=1, max_size=4)
SCALARS = st.one_of(st.integers(-99, 99), st.booleans(), st.text("xyz \n", max_size=12), st.none())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4), st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=15,
)
BAD = "HIERKLOPTIETSNIET"


def leaves(tree: Any, loc: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place where a scalar stands."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else None
    if pairs is None:
        return [loc]
    return [found for key, value in pairs for found in leaves(value, (*loc, key))]


def broken_at(tree: Any, loc: tuple[str | int, ...]) -> Any:
    """The tree with a broken value at one place."""
    if not loc:
        return BAD
    inside = {loc[0]: broken_at(tree[loc[0]], loc[1:])}
    return {**tree, **inside} if isinstance(tree, dict) else [inside.get(i, value) for i, value in enumerate(tree)]


@given(tree=TREES, data=st.data(), flow=st.sampled_from([None, False, True]), width=st.sampled_from([20, 80]))
def test_the_locator_points_at_the_broken_value(tree: Any, data: st.DataObject, flow: bool | None, width: int) -> None:
    loc = data.draw(st.sampled_from(leaves(tree)))
    text = yaml.safe_dump(broken_at(tree, loc), default_flow_style=flow, width=width, allow_unicode=True)
    place = load(text).at(loc)
    assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(BAD)


@given(tree=TREES)
def test_plain_data_comes_back(tree: Any) -> None:
    assert load(yaml.safe_dump(tree, allow_unicode=True)).data == tree


# --- speed ----------------------------------------------------------------------------------------------------------


def test_ten_exercises_are_quick() -> None:
    """The promise is 40 ms for ten; a shared machine gets some air."""
    text = "stappen:\n" + "  - titel: Een\n    vragen:\n      - {id: a, tekst: Hoe?, labels: {1: x}}\n" * 40
    assert len(text) > 2500
    best = min(_timed(text) for _ in range(5))
    assert best * 10 < 0.12


def _timed(text: str) -> float:
    start = time.perf_counter()
    load(text)
    return time.perf_counter() - start


def test_the_document_says_what_it_has() -> None:
    document: Document = load("a: [1]")
    assert document.has(("a", 0))
    assert not document.has(("a", 1))
    assert not document.has(("b",))
