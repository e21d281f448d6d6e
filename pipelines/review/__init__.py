"""The review page: every row beside its words, decided by key or mouse. The only importer of Starlette and Jinja2."""
