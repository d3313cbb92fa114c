"""The files of a transformer's folder that say how it reads; whoever fetches, writes or names a model goes by this list."""

from typing import Final

CONFIG_FILE: Final = "config.json"
VOCABULARY_FILE: Final = "vocab.txt"
TRANSITIONS_FILE: Final = "transitions.json"
"""Which tag speaks for which next one; a model without it obeys the B/I rules alone."""
ONNX_FILE: Final = "model.onnx"
WEIGHTS_FILE: Final = "model.safetensors"
READ_FILES: Final = (CONFIG_FILE, VOCABULARY_FILE, TRANSITIONS_FILE, ONNX_FILE, WEIGHTS_FILE)
"""Another one of them is another model."""
