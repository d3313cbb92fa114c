"""The transformer tagger: a small BERT over collapsed characters, run by ONNX Runtime without torch; half of the default `ensemble`.

collapse   characters → tokens: runs of separators and long prose without figures become one token each, reversibly
windows    tokens → windows cut where the content says so, and their scores back into one row a token
hints      what is known of a place in the report, a token type each
vocabulary   tokens → ids
cache      scores of windows already seen, bounded
files      the names of a model folder's files
runtime    windows → scores: ONNX Runtime, or torch as the reference
probabilities   scores → logarithms of probabilities, a character and a word
tagger     the whole, behind the protocol `ie.report.Tagger`; words and spans are those of `ie.tag.words`
"""

from ie.tag.transformer.tagger import ModelError, TransformerTagger

__all__ = ["ModelError", "TransformerTagger"]
