"""Layouts: Document → Tracked, each a kind of output that converters and crawlers leave; drawn by their weights."""

from training.synthesize.layouts.grids import ascii_grid, box_drawing, html2text_like, markdown
from training.synthesize.layouts.lines import bare_lines, broken_cells, cell_a_line, lone_pipes, paragraphs
from training.synthesize.layouts.pdf import figures_above, figures_below, labels_first, pdf_wrapped, side_labels
from training.synthesize.layouts.printing import Layout, layout_of
from training.synthesize.layouts.rows import fullwidth_spaces, pipe_rows, single_blanks, tabs, wide_blanks
from training.synthesize.layouts.together import run_together

__all__ = ["LAYOUTS", "WEIGHTS", "Layout", "register"]

LAYOUTS: dict[str, Layout] = {}
WEIGHTS: dict[str, float] = {}


def register(name: str, layout: Layout, weight: float) -> None:
    """Add a layout; its weight is its share beside the others'.  A name twice is a ValueError."""
    if name in LAYOUTS:
        raise ValueError(f"the layout {name!r} is registered already; choose another name")
    LAYOUTS[name] = layout
    WEIGHTS[name] = weight


# Weights follow what real reports were met in: half in rows of pipes or a cell a line, a fifth in bare paragraphs.
register("pipe-rows", layout_of(pipe_rows), 22)
register("cell-a-line", layout_of(cell_a_line), 16)
register("lone-pipes", layout_of(lone_pipes), 5)
register("broken-cells", layout_of(broken_cells), 3)
register("bare-lines", layout_of(bare_lines), 6)
register("paragraphs", layout_of(paragraphs), 12)
register("run-together", run_together, 5)
register("fullwidth-spaces", layout_of(fullwidth_spaces), 3)
register("tabs", layout_of(tabs), 4)
register("wide-blanks", layout_of(wide_blanks), 3)
register("single-blanks", layout_of(single_blanks), 4)
register("pdf-wrapped", layout_of(pdf_wrapped), 4)
register("figures-above", layout_of(figures_above), 1)
register("figures-below", layout_of(figures_below), 2)
register("labels-first", layout_of(labels_first), 1)
register("side-labels", layout_of(side_labels), 2)
register("markdown", layout_of(markdown), 3)
register("html2text-like", layout_of(html2text_like), 3)
register("ascii-grid", layout_of(ascii_grid), 1)
register("box-drawing", layout_of(box_drawing), 1)
