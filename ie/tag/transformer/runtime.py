"""Windows → scores: ONNX Runtime on one thread, or torch, the reference that must give the same tags."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from ie.tag.transformer.collapse import Array
from ie.tag.transformer.files import ONNX_FILE
from ie.tag.transformer.windows import Scores


class Runtime(Protocol):
    """Scores (tokens x tags, before the softmax) of one window of ids and hints."""

    name: str

    def __call__(self, ids: Array, hints: Array) -> Scores:
        """Run the model."""
        ...


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
        feed = {
            "input_ids": ids[None, :],
            "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
            "token_type_ids": hints[None, :],
        }
        scores: Scores = self._session.run(["logits"], feed)[0][0]
        return scores


class TorchRuntime:
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
