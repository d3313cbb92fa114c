"""A model by its name on a hub (`owner/name` or `owner/name@revision`), fetched into the hub client's own cache.

Only what a tagger reads is fetched, and none of it can hold code: JSON, text, safetensors, ONNX, numpy arrays without objects.
Nothing is fetched that was not asked for by such a name.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ie.tag.transformer.files import READ_FILES

FILES: Final = (*READ_FILES, "card.json", "weights.npz")
"""Never `pytorch_model.bin`, which is a pickle."""
_NAME: Final = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*(@[\w.-]+)?", re.ASCII)


class HubError(RuntimeError):
    """A model that cannot be fetched; the message says why and what to do."""


def is_hub_name(name: str) -> bool:
    """Whether a name that is no folder can be one on a hub: two parts, the first no folder here, since that would be a slip in a path."""
    return bool(_NAME.fullmatch(name)) and not Path(name.partition("/")[0]).exists()


def fetch_model(name: str) -> Path:
    """The folder of a hub's model in the cache, fetched where it is not there yet or has changed; HubError where it cannot be had."""
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise HubError(
            f"there is no folder {name!r}, and to fetch a model of that name huggingface_hub is needed, which is not installed; "
            "run: pip install 'nianbao-ie[train]', or name a folder"
        ) from error
    repository, _, revision = name.partition("@")
    try:
        return Path(snapshot_download(repository, revision=revision or None, allow_patterns=list(FILES)))
    # The client lets through whatever its HTTP library raises: no name service, no route, no such model, no leave to read it.
    except Exception as error:
        told = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise HubError(
            f"there is no folder {name!r}, and a model of that name cannot be fetched ({told.rstrip('.')}); "
            "name a folder, or check the name and the network"
        ) from error
