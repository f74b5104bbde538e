"""
Report how much of a text survives the layouts of a PDF: columns, two languages, running heads, footnotes, tables.

Usage: .venv/bin/python benchmarks/reading_order.py [-v] [LAYOUT ...]   (default: every layout and the PDFs of the corpora)

Texts of the standard contracts are printed in each layout and read again. "whole" is the share of their sentences
that stand in the text unbroken (line ends that are wraps, and blanks, do not count), "order" the same where every line
end is overlooked, "articles" the share of the articles of the text that the outline finds in the PDF, "more" how many
it finds beside them. PDFs of the corpora are compared with their own text from elsewhere by runs of ten letters.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import weasyprint

from ingest.canonical import canonical
from ingest.document import Level
from ingest.formats import docx, hwp, pdf
from ingest.formats import text as text_format
from ingest.outline import outline, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.layout import Layout

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
EVERY, LETTERS = 16, 7000
SENTENCE = re.compile(r"(?<=[다요음함]\.)\s+|(?<=[a-z)]\.)\s+(?=[A-Z])")
ARTICLE = re.compile(r"제\s*\d+\s*조|Section \d+\.|Article \d+|\d{1,2}\. [A-Z]")
SHORTEST = 12
RUN = 10
NOTES = (
    "대금의 지급 시기는 별도 안내서 제{}쪽의 표를 참고할 수 있다.",
    "관련 법령의 개정 연혁은 부속 자료 {}에서 볼 수 있다.",
    "여기서 통지란 전자우편에 의한 통지를 포함하며, 도달한 날부터 {}일 안에 이의가 없으면 동의한 것으로 본다.",
    "상표의 사용 범위는 당사자가 협의하여 {}개월마다 정한다.",
    "납품 장소가 여러 곳이면 {}번째 장소를 주된 장소로 한다.",
    "이 비율은 전년도 평균 연체 금리에 {}을 곱하여 산정한 것이다.",
)
STYLE = "body{font:10pt 'Noto Sans CJK KR'}p{margin:0 0 4pt}@page{size:A4;margin:22mm}table{width:100%;border-collapse:collapse}td{width:50%;vertical-align:top;padding:3pt}"


@dataclass(frozen=True)
class Text:
    """
    Hold the paragraphs of a contract, and those of one in another language to be printed beside it.
    """

    name: str
    paragraphs: tuple[str, ...]
    beside: tuple[str, ...]


def paragraphs_of(path: Path) -> tuple[str, ...]:
    """
    Give the paragraphs of a text file, wrapped lines joined.
    """
    layout = text_format.read(path.read_bytes())
    joined = canonical(layout.text, layout.wraps).text[:LETTERS]
    return tuple(" ".join(line.split()) for line in joined.split("\n")[:-1] if line.strip())


def texts() -> list[Text]:
    """
    Give the sample: every sixteenth standard contract, each beside an English one.
    """
    korean = sorted((CORPUS / "ko_standard").glob("*.txt"))[::EVERY]
    english = [
        CORPUS / "exam_dev" / "english" / name
        for name in ("04-retail-shelf-vision-pilot.txt", "11-preferred-share-subscription.txt")
    ]
    return [
        Text(path.stem, paragraphs_of(path), paragraphs_of(english[at % len(english)]))
        for at, path in enumerate(korean)
    ]


def flowing(paragraphs: tuple[str, ...]) -> str:
    """
    Write paragraphs one below the other.
    """
    return "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)


def articles_of(paragraphs: tuple[str, ...]) -> list[tuple[str, ...]]:
    """
    Part paragraphs where an article begins.
    """
    parts: list[list[str]] = [[]]
    for each in paragraphs:
        if ARTICLE.match(each) and parts[-1]:
            parts.append([])
        parts[-1].append(each)
    return [tuple(part) for part in parts]


def paired(text: Text, style: str) -> str:
    """
    Write both languages as a table with one row for each article.
    """
    rows = zip_longest(articles_of(text.paragraphs), articles_of(text.beside), fillvalue=())
    cells = "".join(f"<tr><td>{flowing(left)}</td><td>{flowing(right)}</td></tr>" for left, right in rows)
    return f"<style>{style}</style><table>{cells}</table>"


def headed(text: Text, head: str) -> str:
    """
    Print running heads, page numbers and a mark across the page, and differ between left and right pages.
    """
    return f"<style>{head}</style>{flowing(text.paragraphs)}"


def noted(text: Text) -> str:
    """
    Print a footnote to every fourth paragraph.
    """
    body = [
        f"<p>{html.escape(each)}"
        + (f"<span class=n>{NOTES[at // 4 % len(NOTES)].format(at)}</span>" if at % 4 == 1 else "")
        + "</p>"
        for at, each in enumerate(text.paragraphs)
    ]
    return (
        "<style>.n{float:footnote;font-size:7pt}::footnote-call{font-size:6pt;vertical-align:super}</style>"
        + "".join(body)
    )


HEADS = (
    "@page{@top-center{content:'대외비 - 비밀유지약정 적용 문서'}@bottom-center{content:'- ' counter(page) ' -'}}"
    "@page:left{@top-left{content:'표준계약서 ' counter(page)}@bottom-left{content:'문서번호 2026-' counter(page)}}"
    "@page:right{@top-right{content:'가람기술 주식회사'}@bottom-right{content:'Page ' counter(page) ' of ' counter(pages)}}"
)
MARK = (
    '<div style="position:fixed;top:90mm;left:10mm;font-size:70pt;opacity:.35;transform:rotate(-40deg)">대 외 비</div>'
)
LAYOUTS: dict[str, Callable[[Text], str]] = {
    "one column": lambda text: flowing(text.paragraphs),
    "justified": lambda text: f"<style>p{{text-align:justify}}</style>{flowing(text.paragraphs)}",
    "any letter": lambda text: f"<style>p{{word-break:break-all;text-align:justify}}</style>{flowing(text.paragraphs)}",
    "narrow serif": lambda text: (
        f"<style>body{{font-family:'Noto Serif CJK KR'}}@page{{size:A5}}</style>{flowing(text.paragraphs)}"
    ),
    "two columns": lambda text: f"<style>body{{columns:2}}</style>{flowing(text.paragraphs)}",
    "two justified columns": lambda text: (
        f"<style>body{{columns:2;word-break:break-all;text-align:justify}}</style>{flowing(text.paragraphs)}"
    ),
    "three columns": lambda text: f"<style>body{{columns:3;font-size:8pt}}</style>{flowing(text.paragraphs)}",
    "running heads": lambda text: headed(text, HEADS),
    "heads and watermark": lambda text: headed(text, HEADS) + MARK,
    "footnotes": noted,
    "footnotes on small pages": lambda text: "<style>@page{size:A5}</style>" + noted(text),
    "footnotes and heads": lambda text: f"<style>{HEADS}</style>" + noted(text),
    "two languages, ruled": lambda text: paired(text, "td{border:1px solid}"),
    "two languages, plain": lambda text: paired(text, ""),
    "two languages, lines between": lambda text: paired(text, "tr{border-bottom:1px solid}"),
    "one cell": lambda text: f"<div style='border:1px solid;padding:6pt'>{flowing(text.paragraphs)}</div>",
}


def is_paired(name: str) -> bool:
    """
    Tell whether a layout shows both languages.
    """
    return name.startswith("two languages")


def sentences_of(paragraphs: tuple[str, ...]) -> list[str]:
    """
    Give the sentences of paragraphs without blanks.
    """
    parts = (squeezed(part) for each in paragraphs for part in SENTENCE.split(each))
    return [part for part in parts if len(part) >= SHORTEST]


def squeezed(text: str) -> str:
    """
    Take out every blank and every line end.
    """
    return "".join(text.split())


def joined_lines(layout: Layout) -> str:
    """
    Give the text with wraps joined and without blanks; other line ends stay.
    """
    text = layout.text
    pieces = [
        text[start:end]
        for start, end in pairwise((0, *(place for wrap in layout.wraps for place in (wrap, wrap + 1)), len(text)))
    ]
    whole = "".join(piece for at, piece in enumerate(pieces) if at % 2 == 0)
    return "\n".join(squeezed(line) for line in whole.split("\n"))


def numbers_of(text: str, wraps: tuple[int, ...]) -> Counter[str]:
    """
    Count the articles of a text by their number.
    """
    return Counter(each.number for each in walk(outline(canonical(text, wraps))) if each.level is Level.ARTICLE)


def measure(text: Text, name: str, *, verbose: bool) -> Counter[str]:
    """
    Print one text in one layout and count what is left of it.
    """
    content = weasyprint.HTML(string=f"<style>{STYLE}</style>" + LAYOUTS[name](text)).write_pdf()
    layout = pdf.read(content)
    paragraphs = text.paragraphs + (text.beside if is_paired(name) else ())
    sentences = sentences_of(paragraphs)
    whole, order = joined_lines(layout), squeezed(layout.text)
    broken = [each for each in sentences if each not in whole]
    expected, found = numbers_of("\n".join(paragraphs), ()), numbers_of(layout.text, layout.wraps)
    for each in broken if verbose else ():
        print("   ", "broken:" if each in order else "torn:", each[:110])
    if verbose:
        print("    missing", dict(expected - found), "more", dict(found - expected))
    return Counter(
        sentences=len(sentences),
        whole=len(sentences) - len(broken),
        order=sum(each in order for each in sentences),
        articles=expected.total(),
        found=(expected & found).total(),
        more=(found - expected).total(),
    )


def print_layouts(names: list[str], *, verbose: bool) -> None:
    """
    Print one row for each layout.
    """
    sample = texts()
    print(f"{'layout':30}{'sentences':>10}{'whole':>9}{'order':>9}{'articles':>10}{'found':>8}{'more':>6}")
    for name in names:
        row: Counter[str] = Counter()
        for text in sample:
            if verbose:
                print(name, "-", text.name)
            row.update(measure(text, name, verbose=verbose))
        print(
            f"{name:30}{row['sentences']:10}{share(row['whole'], row['sentences'])}{share(row['order'], row['sentences'])}"
            f"{row['articles']:10}{share(row['found'], row['articles'])[1:]}{row['more']:6}",
            flush=True,
        )


def share(part: int, total: int) -> str:
    """
    Format a share in per cent.
    """
    return f"{100 * part / max(total, 1):8.2f}%"


def runs_of(text: str) -> Iterator[str]:
    """
    Cut a text without blanks into runs of ten letters.
    """
    plain = re.sub(r"[^가-힣A-Za-z]", "", text).lower()
    for at in range(0, len(plain) - RUN + 1, RUN):
        yield plain[at : at + RUN]


def compare(ours: str, theirs: str) -> tuple[int, int, int, int]:
    """
    Count the runs of another text, those that ours holds, the pairs of neighbours found, and those in order.
    """
    plain = re.sub(r"[^가-힣A-Za-z]", "", ours).lower()
    runs = list(runs_of(theirs))
    once = [plain.find(run) if plain.count(run) == 1 else None for run in runs]
    pairs = [(one, two) for one, two in pairwise(once) if one is not None and two is not None]
    return len(runs), sum(run in plain for run in runs), len(pairs), sum(0 < two - one <= 2 * RUN for one, two in pairs)


def print_corpora(*, verbose: bool) -> None:
    """
    Print how the PDFs of the corpora compare with the same text from another source.
    """
    documents = json.loads((CORPUS / "en_cuad" / "cuad_dev.json").read_text(encoding="utf-8"))["documents"]
    known = {re.sub(r"\W", "", each["id"]).lower(): each["text"] for each in documents}
    pairs = {
        path.stem: known[re.sub(r"\W", "", path.stem).lower()]
        for path in sorted((CORPUS / "en_cuad" / "pdf").iterdir())
        if re.sub(r"\W", "", path.stem).lower() in known
    }
    files = {path.stem: path for path in (CORPUS / "en_cuad" / "pdf").iterdir()}
    print(f"\n{'PDF':44}{'runs':>8}{'common':>9}{'in order':>10}")
    print_row(
        "en_cuad",
        [(stem, pdf.read(files[stem].read_bytes()).text, text) for stem, text in pairs.items()],
        verbose=verbose,
    )
    form = CORPUS / "ko_forms" / "표준연동계약서_미연동계약서"
    ours = pdf.read(form.with_suffix(".pdf").read_bytes()).text
    for reader in (docx, hwp):
        suffix = f".{reader.__name__.rsplit('.', 1)[-1]}"
        print_row(
            f"ko_forms beside {suffix}",
            [(form.name, ours, reader.read(form.with_suffix(suffix).read_bytes()).text)],
            verbose=verbose,
        )


def print_row(name: str, triples: list[tuple[str, str, str]], *, verbose: bool) -> None:
    """
    Print the sums of some files.
    """
    totals = [0, 0, 0, 0]
    for stem, ours, theirs in triples:
        counts = compare(ours, theirs)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        if verbose:
            print("   ", stem[:60], share(counts[1], counts[0]), share(counts[3], counts[2]))
    print(f"{name:30}{len(triples):8} files{totals[0]:8}{share(totals[1], totals[0])}{share(totals[3], totals[2])}")


def main() -> None:
    """
    Measure the layouts that are asked for, or all of them and the corpora.
    """
    asked = [name for name in sys.argv[1:] if name != "-v"]
    print_layouts(asked or list(LAYOUTS), verbose="-v" in sys.argv)
    if not asked:
        print_corpora(verbose="-v" in sys.argv)


if __name__ == "__main__":
    main()
