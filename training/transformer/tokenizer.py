"""The collapsing of ie.tag.transformer.collapse as a tokenizers file, so that `AutoTokenizer` gives the same ids.

It works on normalised text (`ie.normalise`), as the tagger does.  A test holds the two against each other.  Of a run that became one
token, the offsets of a fast tokenizer name the last character alone: a token reaches from the end of the one before it to its own.
"""

from __future__ import annotations

import re

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from ie.tag.transformer import collapse as c
from ie.tag.transformer.vocabulary import Vocabulary
from training.transformer.encoder import POSITIONS


def tokenizer_of(vocabulary: Vocabulary) -> PreTrainedTokenizerFast:
    """The tokenizer of a vocabulary: one token a character or class, none added at either end."""
    entries = {entry: i for i, entry in enumerate(vocabulary.entries)}
    tokenizer = Tokenizer(models.WordLevel(entries, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Replace(Regex(p), to) for p, to in _replacements()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=POSITIONS,
        model_input_names=["input_ids", "attention_mask"],
    )


def _replacements() -> list[tuple[str, str]]:
    """Patterns and the class each becomes, in the order they are applied."""
    out = [(f"[{chr(c.PRIVATE)}-{chr(c.PRIVATE_END)}]|[\U00010000-\U0010ffff]", chr(c.REPLACEMENT))]
    out += [(f"{re.escape(chr(mark))}{{{c.SHORTEST_RULE},}}", chr(to)) for mark, to in c.RULES.items()]
    for ends in range(c.MOST_LINE_ENDS, -1, -1):
        for pipes in range(c.MOST_PIPES, -1, -1):
            if ends or pipes:
                seen = rf"(?=(?:[ \t\u3000|]*\n){{{ends}}})(?=(?:[ \t\u3000\n]*\|){{{pipes}}})"
                out.append((_plain(seen + r"[ \t\u3000|\n]+"), chr(c.GAP + 4 * ends + pipes)))
    out.append((_plain(r"(?=[ \u3000]*\t)[ \t\u3000]+"), chr(c.TAB)))
    out.append((_plain(r"[ \u3000]{2,}|\u3000"), chr(c.WIDE_BLANK)))
    prose = rf"[^{c.STOPS}{chr(c.PRIVATE)}-{chr(c.PRIVATE_END)}]"
    clause = prose[:-1] + c.COMMAS + "]"
    middle = rf"(?<={prose}{{{c.KEPT}}})(?={clause}*[{c.COMMAS}]{prose}{{{c.KEPT}}}){prose}{{{c.SHORTEST_ELIDED},}}(?={prose}{{{c.KEPT}}})"
    out.append((_plain(middle), chr(c.ELIDED)))
    return out


def _plain(pattern: str) -> str:
    r"""The pattern with its characters themselves where the tokenizers' engine knows no `\u` escape."""
    return pattern.replace(r"\u3000", "\u3000").replace(r"\t", "\t").replace(r"\n", "\n")
