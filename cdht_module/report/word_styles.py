"""Pages, styles and settings of our Word files.

The names of styles are what an office sees in Word; their sizes and distances are those
of ``paper_style.xml``.
"""

from datetime import datetime, timezone
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINTS = 72 / 25.4  # in a millimetre
_FONT, _LANGUAGE = "Times New Roman", "vi-VN"


class Page(NamedTuple):
    """Millimetres: the sheet, then the margins from the top clockwise."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    def text_width(self):
        return self.width - self.left - self.right


PAGES = {
    "normal": Page(210, 297, 20, 15, 20, 30),
    "annex": Page(210, 297, 20, 15, 20, 30),
    "landscape": Page(297, 210, 20, 15, 15, 30),
}
SMALL_PAGES = {"landscape": 9}  # pt of their lists


class Style(NamedTuple):
    """A paragraph style; ``before``, ``after`` and ``size`` in pt, ``indent`` in mm,
    ``line``: so many of the font's own lines, or in pt if exact."""

    name: str
    base: str = "Normal"
    size: float | None = None
    bold: bool = False
    italic: bool = False
    align: str | None = None
    before: float = 0
    after: float = 0
    indent: float = 0
    sides: float = 0  # mm that stay free on both
    line: float | None = None
    exact: float | None = None
    keep_next: bool = False
    outline: int | None = None
    colour: str | None = None
    top_level: bool = True  # offered in the gallery


# The names of Word's own styles are English in the file, of the user's language on
# screen. 1.2 lines of the screen are 1.04 of the font's own.
STYLES = {
    "Normal": Style("Normal", base="", line=1.04),
    "Title": Style("Title", bold=True, align="center", before=20, keep_next=True),
    "Subtitle": Style("Subtitle", bold=True, align="center", sides=12.5,
                      keep_next=True),
    "Heading1": Style("heading 1", bold=True, align="both", before=6, indent=12.7,
                      keep_next=True, outline=0),
    "BodyText": Style("Body Text", align="both", before=6, indent=12.7),
    "Header": Style("header", align="center"),
    "Cancu": Style("Căn cứ", base="BodyText", italic=True, align="both", before=6,
                   indent=12.7),
    "Ghichu": Style("Ghi chú", base="BodyText", italic=True, size=12, align="both",
                    before=6, indent=12.7),
    "Quochieu": Style("Quốc hiệu", size=12, bold=True, align="center"),
    "Tieungu": Style("Tiêu ngữ", size=13, bold=True, align="center"),
    "Trichsao": Style("Hình thức sao", size=14, bold=True, align="center"),
    "Cqcapuren": Style("Cơ quan cấp trên", size=12, align="center"),
    "Cqbanhanh": Style("Cơ quan ban hành", size=12, bold=True, align="center"),
    "Sokyhieu": Style("Số, ký hiệu", size=13, align="center", before=6),
    "Diadanh": Style("Địa danh, ngày tháng", size=13, italic=True, align="center",
                     before=6),
    "Trichyeu": Style("Trích yếu công văn", size=12, align="center", before=6),
    "Duthao": Style("Dự thảo", size=12, bold=True, align="center"),
    "Thamquyen": Style("Thẩm quyền ban hành", bold=True, align="center", before=16),
    "Quyetdinh": Style("Lệnh văn", bold=True, align="center", before=12, after=6,
                       keep_next=True),
    "Kinhgui": Style("Kính gửi", align="center", before=16, after=10),
    "Kinhguidong": Style("Kính gửi, nhiều nơi"),
    "Phuluc": Style("Phụ lục", bold=True, align="center", keep_next=True, outline=0),
    "Kemtheo": Style("Kèm theo", italic=True, align="center", before=4,
                     keep_next=True),
    "Hetdanhsach": Style("Hết danh sách", before=8),
    "Giua": Style("Dòng giữa", align="center"),
    "Dongke": Style("Dòng để ghi", exact=25.5, colour="999999"),
    "Bang": Style("Chữ trong bảng", size=13, line=1),
    "Noinhan": Style("Nơi nhận", size=11),
    "Noinhandau": Style("Nơi nhận, dòng đầu", size=12, bold=True, italic=True),
    "Nhatky": Style("Nhật ký xử lý", size=7, before=2, colour="444444"),
    "Chuky": Style("Chức vụ người ký", bold=True, align="center"),
    "Daky": Style("Đã ký", align="center", before=28.35),
    "Hoten": Style("Họ tên người ký", bold=True, align="center"),
    "Ke": Style("Đường kẻ", size=1, exact=3, keep_next=True, top_level=False),
    "Cach": Style("Khoảng cách", size=1, exact=1, top_level=False),
}  # fmt: skip
_BLANK_STYLES = """<w:styles xmlns:w="{3}">
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}" w:cs="{0}"/>
<w:sz w:val="28"/><w:szCs w:val="28"/>
<w:lang w:val="{1}" w:eastAsia="{1}" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>
</w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{2}</w:tblBorders>
<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>
<w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>
</w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList">
<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>
</w:styles>"""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add(parent, tag, **attributes):
    """A new last child, with attributes of Word's own names."""
    element = etree.SubElement(parent, W + tag)
    for name, value in attributes.items():
        element.set(W + name, str(value))
    return element


def twips(millimetres):
    """Twentieths of a point."""
    return round(millimetres * 20 * POINTS)


def prepare(document, title):
    """Word's empty file as ours: styles, header, what it says of itself."""
    from docx.oxml import parse_xml

    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in _SIDES
    )
    root = parse_xml(_BLANK_STYLES.format(_FONT, _LANGUAGE, lines, W.strip("{}")))
    for identifier, style in STYLES.items():
        root.append(_style(identifier, style))
    styles = document.styles.element
    styles[:] = root[:]
    package = document.part.package
    for identifier, link in list(package.rels.items()):
        if link.reltype.endswith("/thumbnail"):
            del package.rels[identifier]
    for identifier, link in list(document.part.rels.items()):
        if link.reltype.endswith(("/stylesWithEffects", "/customXml", "/numbering")):
            del document.part.rels[identifier]
    _set_up(document.settings.element)
    about = document.core_properties
    about.title, about.language = title, _LANGUAGE
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = datetime.now(timezone.utc)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    header = section.header.paragraphs[0]
    header.style = document.styles["header"]
    number = add(header._p, "fldSimple", instr=" PAGE ")
    add(add(number, "r"), "t").text = "2"  # until it is counted


def _set_up(settings):
    """As Word 2013 and later lay text out; its layout of ours, not an older one's."""
    for name in ("savePreviewPicture", "zoom", "proofState", "rsids"):
        for element in settings.findall(W + name):
            settings.remove(element)
    compat = settings.find(f"{W}compat")
    for element in compat.findall(f"{W}useFELayout"):
        compat.remove(element)
    for element in compat.findall(f"{W}compatSetting"):
        if element.get(f"{W}name") == "compatibilityMode":
            element.set(f"{W}val", "15")
    language = settings.find(f"{W}themeFontLang")
    language.attrib.clear()
    language.set(f"{W}val", _LANGUAGE)


def _style(identifier, style):
    element = etree.Element(f"{W}style", {f"{W}type": "paragraph"})
    element.set(f"{W}styleId", identifier)
    if not style.base:
        element.set(f"{W}default", "1")
    add(element, "name", val=style.name)
    if style.base:
        add(element, "basedOn", val=style.base)
    if style.top_level:
        add(element, "qFormat")
    paragraph = add(element, "pPr")
    if style.keep_next:
        add(paragraph, "keepNext")
    add(paragraph, "widowControl")
    line = (
        {"line": round(style.exact * 20), "lineRule": "exact"}
        if style.exact
        else {"line": round(style.line * 240), "lineRule": "auto"}
        if style.line
        else {}
    )
    add(paragraph, "spacing", before=round(style.before * 20),
         after=round(style.after * 20), **line)  # fmt: skip
    if style.indent:
        add(paragraph, "ind", firstLine=twips(style.indent))
    elif style.sides:
        add(paragraph, "ind", left=twips(style.sides), right=twips(style.sides))
    if style.align:
        add(paragraph, "jc", val=style.align)
    if style.outline is not None:
        add(paragraph, "outlineLvl", val=style.outline)
    letters = add(element, "rPr")
    if style.bold:
        add(letters, "b")
    if style.italic:
        add(letters, "i")
    if style.colour:
        add(letters, "color", val=style.colour)
    if style.size:
        add(letters, "sz", val=round(style.size * 2))
    return element


def set_page(section, page):
    """Size and margins; pages count from 1, the first without its number."""
    size = section.find(f"{W}pgSz")
    size.attrib.clear()
    size.set(f"{W}w", str(twips(page.width)))
    size.set(f"{W}h", str(twips(page.height)))
    if page.width > page.height:
        size.set(f"{W}orient", "landscape")
    margins = section.find(f"{W}pgMar")
    margins.attrib.clear()
    for name in ("top", "right", "bottom", "left"):
        margins.set(W + name, str(twips(getattr(page, name))))
    # The number stands in the middle of the upper margin.
    margins.set(f"{W}header", str(twips(page.top / 2 - 3)))
    margins.set(f"{W}footer", str(twips(page.bottom / 2)))
    margins.set(f"{W}gutter", "0")
    margins.addnext(add(section, "pgNumType", start=1))
