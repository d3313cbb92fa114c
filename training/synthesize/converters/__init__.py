"""Reports flattened by the programs that really flatten them; hand-written layouts stand in `training.synthesize.layouts`.

Document ─html / docx / pdf→ file ─program→ Tracked
"""

from training.synthesize.converters.ink import UnalignedError
from training.synthesize.converters.registry import CONVERTERS, available

__all__ = ["CONVERTERS", "UnalignedError", "available"]
