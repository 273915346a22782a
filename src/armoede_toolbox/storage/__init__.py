"""Files: the only floor that reads and writes."""
