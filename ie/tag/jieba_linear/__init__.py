"""Words, layout and the form's vocabulary into a linear model: the fallback tagger.  Prediction needs numpy and rjieba alone.

text ─tokens→ Tokens ─attributes→ numbers a token ─features→ hashed rows ─model→ scores ─viterbi→ tags → Spans
"""
