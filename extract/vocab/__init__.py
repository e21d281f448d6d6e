"""What changes how we read: vocabularies as CSV rows, each with an example and a source."""
