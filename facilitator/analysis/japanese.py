"""Japanese words of a short text, brought to one spelling, without anything from outside.

With SudachiPy 「買いもの」「買物」 both become 「買い物」 and dialect verbs their standard form;
without it the text is cut where the kind of letters changes, which finds kanji and katakana words.
"""

import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sudachipy

_LONGEST = 4000  # characters that are read; the dictionary refuses more than 49,149 bytes
_RUNS = re.compile(r"[\u4e00-\u9fff々]+|[\u30a1-\u30fa\u30fcー]{2,}|[a-z][a-z0-9]+")
_PAIR = 2
_KANA = re.compile(r"[\u3041-\u3096ー]+")
_LEAST_KANA = 4  # fewer kana stand inside other words too often
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# Words that say how something is told, not what it is about.
_TELLS_NOTHING = (
    "こと もの ため とき ところ よう 行う "
    "為る 居る 有る 成る 出来る 呉れる 貰う 遣る 行く 来る 言う 思う 見る 上げる 頂く "
    "下さる 無い 良い 欲しい 多い 少ない 大きい 小さい 凄い 知る 分かる 置く 仕舞う 掛ける "
    "付ける 入る 出る 持つ 取る 困る 好き 嬉しい 楽しい 大事 大切 心配 不安 大変 得意 事 物 "
    "所 人 時 方 為 様 訳 筈 内 中 上 下 前 後 間 今 何 誰 皆 自分 私 本当 少し 一緒 感じ "
    "気 沢山 色々 程 位 頃 毎日 今年 去年 最近 昔 其れ 此れ 御 さん ちゃん 子 全然 全部 "
    "一番 町 地域 家 日 年 月 回 目 手 顔 声 話 一つ 二つ 一人"
)
_EMPTY = frozenset(_TELLS_NOTHING.split(" "))


class WordKind(StrEnum):
    """What a content word is."""

    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Word:
    """One content word: how it stands in the text, and in one spelling for comparing."""

    surface: str
    normal: str
    kind: WordKind
    start: int  # where it stands in the folded text
    telling: bool = True  # False for words such as 「事」「人」, which say nothing alone


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into words; `edges` are the places between words, None where nobody knows."""

    plain: str
    words: tuple[Word, ...]
    edges: frozenset[int] | None


Splitter = Callable[[str], Cut]

_KINDS = {
    "名詞": WordKind.NOUN,
    "動詞": WordKind.VERB,
    "形容詞": WordKind.ADJECTIVE,
    "形状詞": WordKind.ADJECTIVE,
}
_lock = threading.Lock()  # one tokenizer may serve only one thread at a time


def list_words(text: str) -> tuple[Word, ...]:
    """Return the content words of the text in order, by the best means installed."""
    return find_splitter()(text).words


@lru_cache(maxsize=1)
def find_splitter() -> Splitter:
    """Return the splitter by dictionary where it is installed, else the one by letters."""
    if find_spec("sudachipy") and find_spec("sudachidict_small"):
        return split_by_dictionary
    return split_by_letters


def fold(text: str) -> str:
    """Return the text with one width and case of letters and without emoji, on one line."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).lower()
    kept = (
        " " if unicodedata.category(char)[0] in "CS" and char != "+" else char for char in plain
    )
    return " ".join("".join(kept).split())


def split_by_dictionary(text: str) -> Cut:
    """Cut the text into words with SudachiPy and its small dictionary."""
    plain = fold(text)
    with _lock:
        found = [
            (part.surface(), part.normalized_form(), part.part_of_speech(), part.begin())
            for part in _open_tokenizer().tokenize(plain)
        ]
    words = []
    for surface, normal, speech, start in found:
        kind = _KINDS.get(speech[0])
        if kind is None or speech[1] == "数詞" or (len(normal) == 1 and not _is_kanji(normal)):
            continue
        words.append(Word(surface, normal, kind, start, normal not in _EMPTY))
    edges = frozenset(start for _, _, _, start in found) | {len(plain)}
    return Cut(plain, tuple(words), edges)


def split_by_letters(text: str) -> Cut:
    """Cut the text where its letters change; long kanji words count as pairs of kanji, too."""
    plain = fold(text)
    words: list[Word] = []
    for found in _RUNS.finditer(plain):
        run, start = found.group(), found.start()
        words.append(Word(run, run, WordKind.NOUN, start, run not in _EMPTY))
        if _is_kanji(run[0]) and len(run) > _PAIR:
            pairs = ((at, run[at : at + _PAIR]) for at in range(len(run) - 1))
            words += [Word(pair, pair, WordKind.NOUN, start + at) for at, pair in pairs]
    return Cut(plain, tuple(words), None)


def read_aloud(word: str, splitter: Splitter) -> str:
    """Return a word of the lexicon in hiragana, or "" where nobody would know it by that alone."""
    if splitter is not split_by_dictionary or not any(_is_kanji(char) for char in word):
        return ""
    with _lock:
        parts = [part.reading_form() for part in _open_tokenizer().tokenize(fold(word))]
    kana = "".join(parts).translate(_TO_HIRAGANA)
    return kana if len(kana) >= _LEAST_KANA and _KANA.fullmatch(kana) else ""


@lru_cache(maxsize=1)
def _open_tokenizer() -> "sudachipy.Tokenizer":
    import sudachipy  # noqa: PLC0415 -- it may be missing, and opening takes a moment

    return sudachipy.Dictionary(dict="small").tokenizer()


def _is_kanji(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "々"
