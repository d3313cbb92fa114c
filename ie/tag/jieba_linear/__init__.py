"""Words, layout and the form's vocabulary into a linear model: the fallback tagger.  Prediction needs numpy and rjieba alone.

text ─ie.tag.words→ Tokens ─attributes→ numbers a token ─features→ hashed rows ─model→ scores ─ie.tag.words→ Spans
"""
