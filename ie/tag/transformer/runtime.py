"""Windows → scores: ONNX Runtime on one thread, or torch, the reference that must give the same tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from ie.tag.transformer.collapse import Array
from ie.tag.transformer.files import ONNX_FILE
from ie.tag.transformer.windows import Scores

ALIKE: Final = 1.2
"""How much longer than the shortest the longest window of a batch may be: what is filled up costs as much as what is read."""
MOST_AT_ONCE: Final = 16
"""Windows of a batch."""
Pair = tuple[Array, Array]
"""Ids and hints of one window."""


class Runtime(Protocol):
    """Scores (tokens x tags, before the softmax) of windows of ids and hints."""

    name: str

    def __call__(self, ids: Array, hints: Array) -> Scores:
        """The scores of one window."""
        ...

    def batch(self, windows: Sequence[Pair]) -> list[Scores]:
        """The scores of several windows, in their order: one after another, where a runtime has no better way."""
        return [self(ids, hints) for ids, hints in windows]


class OnnxRuntime:
    """The base installation's runtime: no torch, one thread, so that one process a core uses every core once."""

    name = "onnx"

    def __init__(self, folder: Path) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
        # Windows differ in length: a plan of memory for each length would only grow.
        options.enable_mem_pattern = False
        options.log_severity_level = 3
        self._session: Any = ort.InferenceSession(
            (folder / ONNX_FILE).read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, ids: Array, hints: Array) -> Scores:
        scores: Scores = self._run([(ids, hints)], [0])[0]
        return scores

    def batch(self, windows: Sequence[Pair]) -> list[Scores]:
        """Windows of nearly one length in one go, filled up to the longest: short ones cost as much to call as to read."""
        out: dict[int, Scores] = {}
        for places in alike([len(ids) for ids, _ in windows]):
            for place, scores in zip(places, self._run(windows, places), strict=True):
                out[place] = scores[: len(windows[place][0])]
        return [out[place] for place in range(len(windows))]

    def _run(self, windows: Sequence[Pair], places: Sequence[int]) -> Scores:
        """Scores of the windows at these places, windows x tokens of the longest x tags."""
        shape = len(places), max(len(windows[place][0]) for place in places)
        ids, mask, hints = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, place in enumerate(places):
            size = len(windows[place][0])
            ids[row, :size], hints[row, :size] = windows[place]
            mask[row, :size] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": hints}
        scores: Scores = self._session.run(["logits"], feed)[0]
        return scores


def alike(sizes: Sequence[int]) -> Iterator[list[int]]:
    """The places of windows of these sizes in batches, the shortest windows first."""
    batch: list[int] = []
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        if batch and (len(batch) == MOST_AT_ONCE or sizes[place] > ALIKE * sizes[batch[0]]):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


class TorchRuntime(Runtime):
    """The same weights through transformers' own class; needs the extra `train`."""

    name = "torch"

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import AutoModelForTokenClassification

        self._torch: Any = torch
        self._model: Any = AutoModelForTokenClassification.from_pretrained(
            folder, dtype=torch.float32, use_safetensors=True, local_files_only=True
        ).eval()

    def __call__(self, ids: Array, hints: Array) -> Scores:
        with self._torch.inference_mode():
            given = self._torch.from_numpy(np.ascontiguousarray(ids))[None, :]
            types = self._torch.from_numpy(np.ascontiguousarray(hints))[None, :]
            scores: Scores = self._model(input_ids=given, token_type_ids=types).logits[0].numpy()
        return scores


RUNTIMES: Final[dict[str, Callable[[Path], Runtime]]] = {"onnx": OnnxRuntime, "torch": TorchRuntime}
