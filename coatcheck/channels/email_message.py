"""A note as mail: plain text, the same in HTML, and the headers by which mailboxes let people leave.

https://www.rfc-editor.org/rfc/rfc2369 and, for one click, https://www.rfc-editor.org/rfc/rfc8058
"""

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate
from html import escape

from coatcheck.languages import direction, gettext, language
from coatcheck.model import digest
from coatcheck.plain_text import as_text
from coatcheck.ports import Line, Note

LONGEST_SUBJECT = 200


class _WholeAddresses(EmailPolicy):
    """Folds words, and no address: one that is longer than a line would be encoded, and no mailbox reads that."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in ("list-id", "list-unsubscribe", "message-id"):
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


POLICY = _WholeAddresses(linesep="\r\n", cte_type="7bit")  # not every server takes bytes that are no ASCII


def email_message(sender: Address, address: str, note: Note) -> EmailMessage:
    """Write the mail to this address; the same note to the same address has the same Message-ID."""
    message = EmailMessage(policy=POLICY)
    message["From"], message["To"] = sender, address
    message["Subject"] = _title(note)
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{digest(note.reference or note.text, address, length=32)}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if note.unsubscribe:
        message["List-Unsubscribe"] = f"<{note.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["List-Id"] = (
            f"<alerts.{sender.domain}>"  # filters for spam distrust a list without: https://www.rfc-editor.org/rfc/rfc2919
        )
    message.set_content(_plain(note))
    message.add_alternative(_html(note), subtype="html")
    return message


def _title(note: Note) -> str:
    return " ".join(as_text(note.title or note.text, LONGEST_SUBJECT).split())


def _plain(note: Note) -> str:
    foot = "\n".join(f"{words}: {link}" for words, link in _links(note))
    return f"{note.text}\n\n-- \n{foot}" if foot else note.text


def _html(note: Note) -> str:
    """Write the same words in HTML; a line that is nothing but the note's link becomes one to press."""
    body = _lines(note.lines) if note.lines else _text(note)
    foot = " &nbsp; ".join(_anchor(link, words) for words, link in _links(note))
    tail = f"\n<hr>\n<p><small>{foot}</small></p>" if foot else ""
    title = escape(_title(note))
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return (
        f'<!doctype html>\n<html lang="{language()}" dir="{direction()}">{head}\n<body>\n{body}{tail}\n</body></html>\n'
    )


def _text(note: Note) -> str:
    return "\n".join(f"<p>{_line(line, note.url)}</p>" for line in note.text.splitlines() if line.strip())


def _lines(lines: Sequence[Line]) -> str:
    """Write paragraphs: what stands out in bold, and each link behind its words."""
    written = "\n".join(f"{_words(line)}<br>" if line.text else "</p>\n<p>" for line in lines)
    return f"<p>{written}</p>"


def _words(line: Line) -> str:
    words = f"<strong>{escape(line.text)}</strong>" if line.strong else escape(line.text)
    words = f'<a href="{escape(line.url)}">{words}</a>' if line.url else words
    return f"{words} {escape(line.rest)}" if line.rest else words


def _line(line: str, url: str | None) -> str:
    return _anchor(url, url) if url and line.strip() == url else escape(line)


def _anchor(link: str, words: str) -> str:
    return f'<a href="{escape(link)}">{escape(words)}</a>'


def _links(note: Note) -> list[tuple[str, str]]:
    """Write what is at the foot: one's own page, and the way out."""
    named = ((gettext("Tell me again, change or stop"), note.manage), (gettext("No more of these"), note.unsubscribe))
    return [(words, link) for words, link in named if link]
