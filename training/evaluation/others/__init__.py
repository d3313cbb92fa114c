"""Rivals: what a user might do instead, each written as fairly as we can and judged on the same texts by the same scorer."""
