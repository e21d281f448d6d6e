"""What people decided about rows: appended to the store, never changed, and applied to every table written from it.

A decision speaks of words. Where they still stand after files were read again, it holds; where they do not, it is
listed. What a person confirmed or edited outranks what the rules read there later; a rejection speaks of the
values that were seen, and lapses when the rules read others.
"""
