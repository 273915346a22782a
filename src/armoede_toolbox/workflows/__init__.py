"""The use cases, one file each. The clock and chance enter here."""
