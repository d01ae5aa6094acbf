"""Ten thousand partners: only what is in sight is made, and editing them works as with ten."""

from __future__ import annotations

from pathlib import Path

from tui_driver import example, running

from partnerbook.tui.sheet.model import LazyRows
from partnerbook.tui.view import View

COUNT = 10_000


def crowd(folder: Path) -> Path:
    path = example(folder)
    with path.open("a") as file:
        for n in range(COUNT):
            file.write(f'\n[partners.p{n}]\nname = "Partner {n}"\ntrack = "var"\nstage = "target"\n')
    return path


async def test_ten_thousand_partners_page_and_edit(tmp_path: Path, monkeypatch) -> None:
    made: list[str] = []
    record = View.record

    def counted(self: View, collection: str, key: str, *rest: object, **facts: object) -> object:
        made.append(key)
        return record(self, collection, key, *rest, **facts)

    monkeypatch.setattr(View, "record", counted)
    path = crowd(tmp_path)
    async with running(path) as d:
        await d.press("f6")
        assert isinstance(d.sheet._model, LazyRows)
        await d.press(*["pagedown"] * 5)
        assert len(set(made)) < 500
        made.clear()
        await d.press("ctrl+end")
        assert d.at.startswith(f"partners.p{COUNT - 1}.")
        assert "Partner 9999" in d.drawn()
        await d.go("partners.p5000.name")
        made.clear()
        await d.press("X")
        assert len(made) < 200
        await d.press("enter")
        assert d.value("partners.p5000.name") == "X"
        await d.go("partners.p5000.name")
        await d.press("ctrl+e")
        assert d.value("partners.p5000.stage") == "contacted"
        await d.press("ctrl+s")
        assert not d.book.session.is_modified
    text = path.read_text()
    assert '[partners.p5000]\nname = "X"\ntrack = "var"\nstage = "contacted"\n' in text


async def test_filtering_and_sorting(tmp_path: Path) -> None:
    async with running(crowd(tmp_path)) as d:
        await d.press("f6")
        page = d.book.pages["recruiting"]
        page.filter = "partner 77"
        d.book.refresh_page()
        await d.settle()
        notes = [getattr(d.sheet._model.row(n), "note", "") for n in range(30)]
        assert any("280 of 10,001" in note for note in notes)
        await d.go("partners.contoso.name")
        assert page.filter == ""
