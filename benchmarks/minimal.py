"""The least that a Typer program can be: one command and no options. What ours costs is measured against it."""

import typer

app = typer.Typer(add_completion=False)


@app.command()
def hello() -> None:
    print("hallo")


if __name__ == "__main__":
    app()
