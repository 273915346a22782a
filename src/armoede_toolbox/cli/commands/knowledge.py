"""What we know: ``feiten`` and ``begrip``."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command


@app.command(
    "feiten",
    cls=Command,
    help="""
        Toon de feiten uit de oefeningen.

        Bij elk feit staat het jaar, de bron en hoe zeker het is.
    """,
    epilog="""
        armoede feiten
        armoede feiten --zoek bijstand
    """,
)
def facts(context: Context, search: options.SearchFacts = None, as_json: options.AsJson = False) -> None:
    """``feiten``."""
    from armoede_toolbox.workflows import facts

    output.give(facts.list_facts(house_of(context), search), as_json=as_json)


@app.command(
    "begrip",
    cls=Command,
    help="""
        Leg een woord uit.

        Je ziet ook wat je liever niet zegt.
    """,
    epilog="""
        armoede begrip
        armoede begrip doenvermogen
    """,
)
def term(context: Context, word: options.MaybeWord = None, as_json: options.AsJson = False) -> None:
    """``begrip``."""
    from armoede_toolbox.workflows import glossary

    house = house_of(context)
    shown = glossary.list_terms(house) if word is None else glossary.show_term(house, word)
    output.give(shown, as_json=as_json)
