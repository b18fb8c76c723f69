"""A column of text in which each different text stands once. Pure.

A national file says the same few thousand codes and numbers a million times over: kept once, with
a number for each row, a column takes four bytes a row, and every question is asked once per text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Coded:
    """Row i has the text `words[at[i]]`; no two words are the same. Some may occur in no row."""

    words: Any
    at: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Coded":
        return cls._encoded(pa.array(list(texts), pa.string()))

    @classmethod
    def always(cls, text: str, size: int) -> "Coded":
        return cls(pa.array([text]), np.zeros(size, np.int32))

    @classmethod
    def joined(cls, parts: Sequence["Coded"]) -> "Coded":
        """One after the other."""
        if len(parts) == 1:
            return parts[0]
        words = cls._encoded(pa.concat_arrays([part.words for part in parts]))
        starts = np.cumsum([0, *(len(part.words) for part in parts)])
        rows = [words.at[start + part.at] for start, part in zip(starts, parts, strict=False)]
        return cls(words.words, np.concatenate(rows))

    @classmethod
    def _encoded(cls, texts: Any) -> "Coded":
        encoded = texts.dictionary_encode()
        return cls(encoded.dictionary, encoded.indices.to_numpy(zero_copy_only=False))

    def __len__(self) -> int:
        return len(self.at)

    @overload
    def __getitem__(self, where: int | np.integer[Any]) -> str: ...
    @overload
    def __getitem__(self, where: NDArray[Any]) -> "Coded": ...
    def __getitem__(self, where: Any) -> Any:
        """The text of a row; of an array of places or flags the column of those rows."""
        if isinstance(where, int | np.integer):
            return self.words[int(self.at[where])].as_py()
        return Coded(self.words, self.at[where])

    @cached_property
    def texts(self) -> list[str]:
        """The words as Python has them."""
        found: list[str] = self.words.to_pylist()
        return found

    def tolist(self) -> list[str]:
        texts = np.array([*self.texts, ""], object)
        found: list[str] = texts[self.at].tolist()
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.tolist(), dtype or np.str_)

    def asked(self, question: Callable[[str], bool]) -> Flags:
        """The answer for each row, asked once for each word."""
        return np.array([*map(question, self.texts), False], np.bool_)[self.at]

    def among(self, texts: Iterable[str]) -> Flags:
        wanted = set(texts)
        return self.asked(lambda word: word in wanted)

    def numbered(self, number: Callable[[str], int]) -> NDArray[np.int64]:
        """A number for each row, asked once for each word."""
        return np.array([*map(number, self.texts), 0], np.int64)[self.at]

    def mapped(self, change: Callable[[str], str]) -> "Coded":
        """Each word changed; words that become the same are one."""
        changed = Coded.of(map(change, self.texts))
        return Coded(changed.words, changed.at[self.at])

    def trimmed(self) -> "Coded":
        """Without white space around the texts."""
        trimmed = pc.utf8_trim_whitespace(self.words)
        if trimmed.equals(self.words):
            return self
        encoded = self._encoded(trimmed)
        return Coded(encoded.words, encoded.at[self.at])

    def counted(self) -> dict[str, int]:
        """How many rows have each text, in order of the texts; only those that occur."""
        counts = np.bincount(self.at, minlength=len(self.words))
        there = np.flatnonzero(counts).tolist()
        return dict(sorted((self.texts[at], int(counts[at])) for at in there))
