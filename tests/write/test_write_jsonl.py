import json

import pytest

from ie.write import record_line


def test_compact_with_keys_as_given_and_chinese_readable() -> None:
    assert record_line({"b": 1, "a": ["县", None, 2.5]}) == '{"b":1,"a":["县",null,2.5]}\n'.encode()


def test_a_lone_surrogate_survives_the_round_trip() -> None:
    line = record_line({"source": "坏\udce5.txt"})
    assert line == '{"source":"坏\\udce5.txt"}\n'.encode()
    assert json.loads(line) == {"source": "坏\udce5.txt"}


def test_one_record_is_one_line_for_every_reader() -> None:
    record = {"raw": "a\nb\r\u2028\u2029\x85"}
    line = record_line(record).decode()
    assert len(line.splitlines()) == 1
    assert json.loads(line) == record


def test_nan_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        record_line({"value": float("nan")})
