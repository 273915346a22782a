"""Exercises as data: what a YAML file of the library holds."""

from __future__ import annotations

from armoede_toolbox.exercises.exercise import Exercise, Facilitation, Minutes, Participants, Step

__all__ = ["Exercise", "Facilitation", "Minutes", "Participants", "Step"]
