"""Checking a text for what may identify somebody."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command


@app.command(
    "privacy",
    cls=Command,
    help="""
        Kijk na of er in een tekst een naam, nummer of adres staat.

        Voor tekst, Markdown en Word. Met - lees je wat binnenkomt. Je bestand verandert nooit.
        Deze controle helpt. Ze ziet niet alles: lees het zelf ook na.
    """,
    epilog="""
        armoede privacy notulen.docx
        armoede privacy notulen.docx --anoniem --naar schoon.docx
        armoede privacy brief.md --strikt
    """,
)
def privacy(
    context: Context,
    paths: options.ToCheck,
    anonymous: options.Anonymous = False,
    strict: options.StrictCheck = False,
    to: options.To = None,
    overwrite: options.Overwrite = False,
    as_json: options.AsJson = False,
) -> None:
    """``privacy``."""
    from armoede_toolbox.workflows import checking

    wish = checking.Wish(anonymous, strict, to, overwrite)
    output.give(checking.check(house_of(context), paths, wish), as_json=as_json)
