"""The windows: the only floor that knows questionary and prompt_toolkit. ``choose.window`` is the door."""
