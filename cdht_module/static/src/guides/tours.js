import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const HEADER = ".o_form_view .o_statusbar_buttons";

const click = (trigger, content, tooltipPosition = "bottom") => ({ trigger, content, tooltipPosition, run: "click" });
const type = (trigger, content, text, tooltipPosition = "bottom") => ({ trigger, content, tooltipPosition, run: `edit ${text}` });
const yearStep = (key, content) => click(`.o_cdht_year_line button[data-step=${key}]`, content);

const setupNext = (step, content) =>
    click(`.o_form_view:has(.o_arrow_button_current[data-value=${step}]) button[name=action_next]`, content);

tours.add("cdht_guide_setup", {
    steps: () => [
        type(".o_field_widget[name=place_id] input", _t("Type three letters of the commune's name."), "xã"),
        click(".o-autocomplete--dropdown-item", _t("Choose the commune.")),
        setupNext("place", _t("Go on.")),
        type(".o_field_widget[name=names] textarea", _t("Paste the names of villages and agencies, a line each."), "Thôn"),
        setupNext("units", _t("Look at what they are read as, then go on.")),
        type(".o_field_widget[name=leader] input", _t("Who signs for the committee; then who heads the association."), "Mẫu", "right"),
        setupNext("bodies", _t("Go on.")),
        setupNext("officers", _t("Say who works with the programme, then go on.")),
        setupNext("year", _t("Look at the days, then open the year.")),
        setupNext("earlier", _t("Choose last year's list or decisions, or go on without.")),
        setupNext("done", _t("The year is open: to the programme.")),
    ],
});

tours.add("cdht_guide_excel", {
    steps: () => [
        yearStep("registration", _t("Lists are read in here. A workbook to fill in is under “Excel” of a unit.")),
        click(
            ".o_field_widget[name=data_file] .o_select_file_button",
            _t("Choose the workbook. Has it no scores yet, choose “Registration, without scores” first."),
            "right"
        ),
        click(`${HEADER} button[name=action_check]`, _t("Nothing is written yet: see first what is found.")),
        // What hinders it is pointed to; once it is mended the guide goes back to checking.
        click(
            `${HEADER} button[name=action_import], .o_cdht_refused, .o_cdht_doubts`,
            _t("Look at what it would change, then import. Where the file is refused, do what the coloured box says, then check again.")
        ),
        click(
            `${HEADER}:has(button[name=action_take_back]) button[data-hotkey=q]`,
            _t("Imported. This button leads on: to the minutes, or first to the scores that are missing.")
        ),
    ],
});

const GRID = ".o_cdht_entry";
const LAST = "tbody tr:last-child";
// Nobody's name is being typed, and who was added last has all ten scores.
const IS_TYPED = `:has([name=person_name]:placeholder-shown):has(${LAST} .o_cdht_own:not(:empty)):not(:has(${LAST} .o_cdht_own:empty))`;
const ON_PHONE = ":has(.o_cdht_one)";
// A button of the grid's bar, where an act did what it should: refused, it is pressed again.
const barOf = (where, button) => where.map((one) => `${GRID}${one} ${GRID}_bar ${button}`).join(", ");
const sayWho = () => `.alert-warning button:contains(${_t("Say who you are")})`;
const UNITS = ".o_field_widget[name=progress_ids]";
const OPENS_GRID = "button[name=action_open_entry]";
const hasSeveralUnits = () => document.querySelectorAll(`${UNITS} ${OPENS_GRID}`).length > 1;

tours.add("cdht_guide_by_hand", {
    steps: () => [
        // The button of any unit goes on, it points to the first.
        hasSeveralUnits()
            ? click(`${UNITS} ${OPENS_GRID}, ${UNITS} tbody`, _t("Scores are typed unit by unit: press this button at yours."), "left")
            : yearStep("meeting", _t("Scores are typed here.")),
        {
            ...click(barOf([""], `button:contains(${_t("Add a person")})`), _t("People are added here, one after the other.")),
            isActive: ["mobile"],
        },
        type(
            "[name=person_name]",
            _t("Type name and year of birth, then Enter; then the ten scores, then Enter again."),
            "Lò Văn Mẫu 1980",
            "top"
        ),
        // Not while somebody's name or scores are being typed.
        {
            ...click(`${GRID}${IS_TYPED} ${sayWho()}`, _t("Say first who you are: nobody appraises themselves.")),
            isActive: [`${GRID} ${sayWho()}`],
        },
        click(
            barOf([IS_TYPED, ":has(.o_cdht_taps [aria-pressed=true])"], ".btn-primary"),
            _t("When all are typed: the meeting agrees with the own scores.")
        ),
        click(
            barOf([`:has(${LAST} .o_cdht_appraised:not(:empty))`, ON_PHONE], `button:contains(${_t("Appraise all waiting")})`),
            _t("Record the result of the meeting.")
        ),
        click(
            barOf([`:has(${LAST} .o_cdht_appraised.o_cdht_locked)`, ON_PHONE], `button:contains(${_t("Open the list")})`),
            _t("Now the minutes.")
        ),
        // Pressed before the minutes are complete it is refused.
        click(
            ".o_form_view:not(:has(.o_cdht_minutes_missing)) button[name=action_submit], .o_cdht_minutes_missing",
            _t("Type the minutes below, then send the list to the commune.")
        ),
    ],
});

const TABLE = ".o_list_view";
// Of a list that is still here; ticks stay from act to act.
const OWN_ROW = `${TABLE} .o_data_row:not(:has([name=state] .text-bg-info, [name=state] .text-bg-success))`;
const act = (name, content) => click(`.o_control_panel button[name^=action_][name$=${name}]`, content);
const paper = (name, content) => click(`${HEADER} button[name=action_${name}]`, content);
const issue = () => [
    click(
        `${HEADER} button[data-hotkey=q]:not([name^=action_])`,
        _t("Enter number and day, as the registry gave them.")
    ),
    click(".modal-footer button[name=action_confirm]", _t("Number and day are right: issue it.")),
];

tours.add("cdht_guide_decision", {
    steps: () => [
        yearStep("lists", _t("All lists that have people lie here, with their minutes.")),
        click(
            `${TABLE} .o_data_row.text-warning .o_data_cell[name=meeting_date], ${TABLE} tbody`,
            _t("Type the minutes: Tab leads to the next cell and the next list."),
            "top"
        ),
        click(".o_list_button_save", _t("Save the minutes.")),
        // A tick in any row goes on, or the one in the title; it points to a row that can.
        click(
            `${OWN_ROW} .o_list_record_selector, ${TABLE} tbody, ${TABLE} thead .o_list_record_selector`,
            _t("Tick the lists that go on together; the box in the title ticks all."),
            "right"
        ),
        act("appraise", _t("Record the result of the meetings.")),
        act("submit", _t("Send the lists.")),
        act("receive", _t("The commune has them in hand.")),
        act("make_petition", _t("The association asks the committee.")),
        ...issue(),
        paper("make_decision", _t("The committee decides.")),
        paper("submit", _t("To its signatory. What is still doubtful is confirmed under “Soát thể thức”.")),
        ...issue(),
        click(`${HEADER} button[data-hotkey=i]`, _t("Print the decision.")),
    ],
});
