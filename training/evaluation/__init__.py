"""The benchmark: every tagger, runtime and rival over every gold set, and what comes of it as JSON, Markdown and plots.

sets ─child (a process a system)→ records, spans ─results→ results.json ─report, plots, layouts, quoted→ pages
"""
