"""Format-neutral reports, and one file per format."""
