"""What people run: ingest an archive, look at it, export it, measure it."""
