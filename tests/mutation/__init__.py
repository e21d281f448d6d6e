"""Mutation testing: small faults are put into a module one by one, and its tables of cases must notice them."""
