"""Documents made up for the tests, whole ones and bad ones, each in a few lines."""

import io
import zipfile
import zlib

MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def packed(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def types(kind):
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/x.xml" ContentType="{kind}"/></Types>'
    )


def office(kind="docx", **members):
    inside = {"[Content_Types].xml": types(MAIN[kind]), "x.xml": "<x>Fictional: a note</x>"}
    return packed(inside | {name.replace("__", "/").replace("_dot_", "."): one for name, one in members.items()})


def with_parts(members, kind="docx"):
    return packed({"[Content_Types].xml": types(MAIN[kind]), "x.xml": "<x/>", **members})


def open_document(kind="odt", members=None):
    media = f"application/vnd.oasis.opendocument.{ODF[kind]}"
    return packed({"mimetype": media, "content.xml": "<x>Fictional</x>", **(members or {})})


def pdf(*objects, trailer=b""):
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R " + trailer + b">>\nstartxref\n0\n%%EOF\n"


PAGE = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"


def stream(content, dictionary=b"/Filter /FlateDecode", packing=zlib.compress):
    found = packing(content)
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(found), found)


def message(*parts, subject="Fictional: a letter"):
    from email.message import EmailMessage

    one = EmailMessage()
    one["From"], one["To"], one["Subject"] = "a@example.org", "b@example.org", subject
    one["Date"] = "Mon, 3 Mar 2025 10:00:00 +0000"
    one.set_content("Fictional: hello")
    for name, kind, content in parts:
        main, sub = kind.split("/")
        one.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return one.as_bytes()


def within(inner):
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    one = EmailMessage()
    one["From"], one["To"], one["Subject"] = "a@example.org", "b@example.org", "Fictional: forwarded"
    one.set_content("see below")
    one.add_attachment(message_from_bytes(inner, policy=policy.default))
    return one.as_bytes()


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = {
    "pdf": pdf(*PAGE, stream(b"BT (Fictional) Tj ET")),
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": open_document("odt"),
    "ods": open_document("ods"),
    "odp": open_document("odp"),
    "png": PNG,
    "jpeg": JPEG,
    "gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "eml": message(("note.pdf", "application/pdf", pdf(*PAGE)), ("logo.png", "image/png", PNG)),
    "csv": b"place;people\nMarenia;-5\nDelta;+47 22 22\n",
    "txt": "Møte på øya.\nIngen kom.".encode(),
}
"""Kind → a document of it."""
