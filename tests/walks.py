"""The ways that an office goes most, by mouse and keyboard: the bench counts what they
cost, a test that they still lead there and cost no more.

In Vietnamese, by one who is manager and officer; each begins where the one before ends.
"""

UNITS = {
    "Thôn Nà Vân": 14, "Thôn Bản Hả": 14, "Thôn Nà Mười": 12, "Thôn Khe Mẫu": 0,
}  # fmt: skip
PEOPLE, TYPED = 40, 10
_FAMILIES = ("Lý", "Chu", "Lò", "Hoàng", "Nông")
_GIVEN = ("An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khánh", "Lan")
_FIELD = ".o_form_view .o_field_widget[name={}]"
_WINDOW = ".modal .o_field_widget[name={}] input"
_MENU = ".o_menu_sections button, .o_menu_sections a"
_HEADER = ".o_statusbar_buttons button"
_NEXT = f"{_HEADER}[name=action_next]"
_STEP = ".o_statusbar_status .o_arrow_button_current[data-value={}]"
_HOME = ".o_cdht_year_line"


def write_list(path):
    """A workbook of 40 people in three sheets, as a commune gets it."""
    import xlsxwriter

    people = iter(range(PEOPLE))
    titles = [
        "STT", "Họ và tên", "Năm sinh", "Giới tính", "Số định danh cá nhân", "Nhóm",
        *(f"Điểm tự chấm chỉ số {number}" for number in range(1, 11)),
    ]  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        for unit, size in UNITS.items():
            if not size:
                continue
            sheet = book.add_worksheet(unit)
            sheet.write_row(0, 0, titles)
            for row in range(1, size + 1):
                one = next(people)
                sheet.write_row(row, 0, [row, *_person(one), *[8] * 10])


def _person(one):
    year, woman = 1960 + one, one % 2
    name = f"{_FAMILIES[one % 5]} {('Văn', 'Thị')[woman]} {_GIVEN[one // 5]}"
    number = f"020{woman}{year % 100:02d}{one:06d}"
    return [name, year, ("Nam", "Nữ")[woman], number, "1"]


def set_up(hand):
    """From Odoo's first screen of an empty database to an open year."""
    open_setup(hand)
    fill_setup(hand)


def open_setup(hand):
    hand.click(".o_navbar_apps_menu button")
    hand.click(".o_app", "Công dân học tập")
    hand.look(_STEP.format("place"))


def fill_setup(hand):
    hand.click(f"{_FIELD.format('place_id')} input")
    hand.type("châu sơn")
    hand.click(".o-autocomplete--dropdown-item", "Xã Châu Sơn, tỉnh Lạng Sơn")
    hand.click(_NEXT)
    hand.look(_STEP.format("units"))
    hand.click(f"{_FIELD.format('names')} textarea")
    hand.paste("\n".join(UNITS))
    hand.click(_NEXT)
    hand.look(_STEP.format("bodies"))
    hand.click(f"{_FIELD.format('leader')} input")
    hand.type("Lý Văn Mẫu")
    hand.press("Tab", "Tab", "Tab")
    hand.type("Chu Thị Mẫu")
    hand.click(_NEXT)
    hand.look(_STEP.format("officers"))
    hand.click(_NEXT)
    hand.look(_STEP.format("year"))
    hand.click(_NEXT)
    hand.look(_STEP.format("earlier"))
    hand.click(_NEXT)
    hand.look(_STEP.format("done"))
    hand.click(_NEXT)
    hand.look(_HOME)


def list_to_decision(hand, path, meeting):
    """From home and a workbook to the decision, printed; ``meeting`` is the day of the
    meetings, as it is typed."""
    read_in(hand, path)
    minutes_to_decision(hand, meeting)


def home(hand):
    hand.click(_MENU, "Năm nay")
    hand.look(_HOME)


def lists_of_home(hand):
    hand.click(f"{_HOME} li button", "Danh sách đề nghị")


def minutes_to_decision(hand, meeting):
    """From the table of minutes to the decision, printed."""
    _send(hand, meeting)
    _petition(hand)
    _decide(hand)


def read_in(hand, path):
    hand.click(f"{_HOME} li button", "Đăng ký")
    hand.look(_FIELD.format("data_file"))
    hand.choose_file(path, f"{_FIELD.format('data_file')} .o_select_file_button")
    hand.click(f"{_HEADER}[name=action_check]")
    hand.look(f"{_HEADER}[name=action_import]")
    hand.click(f"{_HEADER}[name=action_import]")
    hand.click(_HEADER, "Biên bản và gửi danh sách")


def _send(hand, meeting):
    """The minutes of the meetings, typed in one table; then the lists, up to the
    petition."""
    hand.look(".o_list_view")
    hand.click(".o_data_cell[name=meeting_date]")
    for unit in [unit for unit, size in UNITS.items() if size]:
        hand.find(".o_selected_row [name=meeting_date] input:focus")
        for text in (meeting, f"Nhà văn hóa {unit}", "Lò Văn Họp", "Chu Thị Ghi"):
            hand.type(text)
            hand.press("Tab")
        hand.type("9")
        hand.press("Tab")
        hand.type("12")
        hand.press("Tab")
    hand.click(".o_list_button_save")
    _of_all(hand, "ask_appraise")
    # Once for each officer: nobody appraises their own dossier.
    hand.look(".modal-footer button", "Tôi là ai")
    hand.click(".modal-footer button", "Tôi là ai")
    hand.look(".modal-footer button", "Không cư trú ở đây")
    hand.click(".modal-footer button", "Không cư trú ở đây")
    _of_all(hand, "ask_appraise")
    hand.look(".modal-footer .btn-primary", "Ghi kết quả")
    hand.click(".modal-footer .btn-primary")
    for act in ("submit", "receive", "make_petition"):
        _of_all(hand, act)


def _of_all(hand, act):
    """Ticks stay from act to act."""
    hand.find(".o_list_view")
    if not hand.run("Boolean(document.querySelector('.o_data_row_selected'))"):
        hand.click("thead .o_list_record_selector input")
    hand.click(f".o_control_panel button[name=action_{act}]")


def _petition(hand):
    hand.look(_HEADER, "Vào số, ban hành")
    _confirm(hand, 1)
    _issue(hand, "12")
    hand.click(f"{_HEADER}[name=action_make_decision]")


def _decide(hand):
    hand.look(f"{_HEADER}[name=action_submit]")
    _confirm(hand, 2)
    hand.click(f"{_HEADER}[name=action_submit]")
    _issue(hand, "145")
    hand.click(_HEADER, "In quyết định")
    hand.rest()


def _confirm(hand, count):
    """What no published text settles, once: by whom and from which document."""
    hand.click(".o_notebook .nav-link", "Soát thể thức")
    hand.click(".o_notebook button[name=action_check]")
    for _finding in range(count):
        hand.click(".o_data_row button", "Đã xác nhận")
        hand.look(".modal textarea")
        hand.type("Đã đối chiếu với bản chính thức")
        hand.click(".modal-footer button", "Xác nhận")
        hand.rest()


def by_hand(hand):
    """Ten people of a village and their scores, typed; appraised so."""
    home(hand)
    type_in(hand)


def type_in(hand):
    hand.click(f"{_HOME} li button", "Họp thẩm định")
    hand.look(".o_cdht_entry_bar")
    hand.find("[name=person_name]:focus")
    for one in range(TYPED):
        name, year, *_more = _person(PEOPLE - 1 - one)
        # Born a year later than who is on the list by that name: nobody is asked about.
        hand.type(f"{name} {year + 1}")
        if not one:
            hand.press("Tab", "Tab", "Tab", "1")  # the group, which stays
        hand.press("Enter")
        hand.find("tbody tr:last-child td[data-c='1']:focus")
        hand.press(*"8989788989")
        if one < TYPED - 1:
            hand.press("Enter")
            hand.find("[name=person_name]:focus")
    hand.find(".o_cdht_saved[data-unsent='0']")
    hand.click(".o_cdht_entry_bar button", "Thẩm định theo điểm tự chấm")
    hand.rest()


def _issue(hand, number):
    hand.click(_HEADER, "Vào số, ban hành")
    hand.look(_WINDOW.format("number"))
    hand.type(number)
    hand.click(".modal-footer button[name=action_confirm]")


def _tab_to(hand, words):
    for _step in range(80):
        hand.press("Tab")
        if hand.run("document.activeElement.innerText.trim()") == words:
            return
    raise AssertionError(f"no Tab leads to “{words}”")


def _choose_all(hand):
    """All rows by keys; once more where the table was just drawn anew beneath them."""
    chosen = "Boolean(document.querySelector('.o_selection_box'))"
    for _try in range(3):
        hand.press("q", alt=True, shift=True)  # to the search, in front of the table
        hand.press("Escape")
        hand.press("Tab", shift=True)
        hand.press("ArrowDown", " ")
        hand.rest()
        if hand.run(chosen):
            return
    hand.find(".o_selection_box")


def by_keys(hand, path, lists, meeting):
    """From home and a workbook to an issued decision by the keyboard alone: Tab to the
    step and to the file, the table of minutes, then Alt and a letter for each act."""
    hand.find(_HOME)
    _tab_to(hand, "Đăng ký")
    hand.press("Enter")
    hand.look(_FIELD.format("data_file"))
    _tab_to(hand, "Chọn tệp")
    hand.choose_file_by_keys(path)
    for act in ("[name=action_check]", "[name=action_import]", ".btn-primary"):
        hand.find(f"{_HEADER}{act}")
        hand.press("q", alt=True)
    hand.find(".o_list_view")
    hand.press("ArrowDown", "ArrowDown", "Enter")
    for _list in range(lists):
        hand.find(".o_selected_row [name=meeting_date] input:focus")
        for text in (meeting, "Nhà văn hóa", "Lò Văn Họp", "Chu Thị Ghi", "9", "12"):
            hand.type(text)
            hand.press("Tab")
    hand.find(".o_selected_row [name=meeting_date] input:focus")
    hand.press("s", alt=True)
    hand.press("Escape")  # the calendar, which stays open over the table
    for act in "ewyq":  # appraise, send, receive, petition
        hand.find(".o_list_view")
        _choose_all(hand)
        hand.press(act, alt=True)
        if act == "e":  # what will be recorded is asked first
            hand.find(".modal-footer .btn-primary")
            hand.press("q", alt=True)
    for number in ("12", "145"):
        hand.find(_HEADER, "Vào số, ban hành")
        hand.press("q", alt=True)
        hand.find(".modal [name=number] input:focus")
        hand.type(number)
        hand.press("q", alt=True)
        if number == "12":  # make the decision, hand it to its signatory
            hand.find(f"{_HEADER}[name=action_make_decision]")
            hand.press("q", alt=True)
            hand.find(f"{_HEADER}[name=action_submit]")
            hand.press("q", alt=True)
    hand.find(_HEADER, "In giấy chứng nhận")
