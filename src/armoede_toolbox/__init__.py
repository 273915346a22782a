"""Armoede-toolbox: reflect on poverty and debt, alone or with the team, on the team's own computer."""

__version__ = "0.1.0"
