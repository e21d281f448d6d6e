"""Records out of a document. One pure function a kind of record: `find_x(document) -> Iterator[X]`."""
