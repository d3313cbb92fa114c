"""The parts of the documentation that follow from the code, and a test holds to it.

picture   the steps and packages, with their own words → docs/how-it-works.svg
library   the public names with signature and docstring → docs/api.md
sample    a text of the docs → its true record, between markers in docs/record.md and docs/zh/record.md
"""
