"""Files in, records out: `read` a file to a `Document`, `find` the records in it."""
