"""Layouts: Document → Tracked, each a kind of output that converters and crawlers leave; drawn by their weights."""

from training.synthesize.layouts.grids import ascii_grid, box_drawing, html2text_like, markdown
from training.synthesize.layouts.lines import bare_lines, broken_cells, cell_a_line, lone_pipes, paragraphs
from training.synthesize.layouts.pdf import figures_above, figures_below, labels_first, pdf_wrapped, side_labels
from training.synthesize.layouts.printing import Layout, Page, layout_of
from training.synthesize.layouts.rows import fullwidth_spaces, pipe_rows, single_blanks, tabs, wide_blanks
from training.synthesize.layouts.together import run_together

__all__ = ["LAYOUTS", "PRINTED", "WEIGHTS", "Layout", "register"]

PRINTED = ("single-blanks", "pdf-wrapped", "figures-above", "figures-below", "labels-first", "side-labels")
"""Layouts of printed pages; the statistics form of 2014 comes so more often, since most organs attached it as a document."""
LAYOUTS: dict[str, Layout] = {}
WEIGHTS: dict[str, float] = {}


def register(name: str, layout: Layout, weight: float) -> None:
    """Add a layout; its weight is its share beside the others'.  A name twice is a ValueError."""
    if name in LAYOUTS:
        raise ValueError(f"the layout {name!r} is registered already; choose another name")
    LAYOUTS[name] = layout
    WEIGHTS[name] = weight


# Weights follow what real reports were met in: over half in lines that end in pipes, a fifth in bare paragraphs.
register("pipe-rows", layout_of(pipe_rows), 50)
register("cell-a-line", layout_of(cell_a_line), 50)
register("lone-pipes", layout_of(lone_pipes), 7)
register("broken-cells", layout_of(broken_cells), 3)
register("bare-lines", layout_of(bare_lines), 6)
register("paragraphs", layout_of(paragraphs, Page.spaced), 30)
register("run-together", run_together, 5)
register("fullwidth-spaces", layout_of(fullwidth_spaces), 2)
register("tabs", layout_of(tabs), 2)
register("wide-blanks", layout_of(wide_blanks), 2)
register("single-blanks", layout_of(single_blanks, Page.printed), 5)
register("pdf-wrapped", layout_of(pdf_wrapped, Page.printed), 4)
register("figures-above", layout_of(figures_above, Page.printed), 1)
register("figures-below", layout_of(figures_below, Page.printed), 1)
register("labels-first", layout_of(labels_first, Page.printed), 1)
register("side-labels", layout_of(side_labels, Page.printed), 1)
register("markdown", layout_of(markdown), 2)
register("html2text-like", layout_of(html2text_like), 2)
register("ascii-grid", layout_of(ascii_grid), 1)
register("box-drawing", layout_of(box_drawing), 1)
