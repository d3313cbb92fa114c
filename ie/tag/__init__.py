"""Text → Spans.  Every tagger follows the protocol `ie.report.Tagger`; today there is the rule-based baseline `pattern`."""

from ie.tag.pattern import PatternTagger

__all__ = ["PatternTagger"]
