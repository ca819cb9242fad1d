import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const HEADER = ".o_form_view .o_statusbar_buttons";

const click = (trigger, content, tooltipPosition = "bottom") => ({ trigger, content, tooltipPosition, run: "click" });
const type = (trigger, content, text) => ({ trigger, content, tooltipPosition: "bottom", run: `edit ${text}` });
const yearStep = (key, content) => click(`.o_cdht_year_line button[data-step=${key}]`, content);

const setupNext = (step, content) =>
    click(`.o_form_view:has(.o_arrow_button_current[data-value=${step}]) button[name=action_next]`, content, "right");

tours.add("cdht_guide_setup", {
    steps: () => [
        type(".o_field_widget[name=place_id] input", _t("Type three letters of the commune's name."), "xã"),
        click(".o-autocomplete--dropdown-item", _t("Choose the commune.")),
        setupNext("place", _t("Go on.")),
        type(".o_field_widget[name=names] textarea", _t("Paste the names of villages and agencies, a line each."), "Thôn"),
        setupNext("units", _t("Look at what they are read as, then go on.")),
        type(".o_field_widget[name=leader] input", _t("Who signs for the committee; then who heads the association."), "Mẫu"),
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
        click(".o_field_widget[name=data_file] .o_select_file_button", _t("Choose the workbook."), "right"),
        click(`${HEADER} button[name=action_check]`, _t("Nothing is written yet: see first what is found.")),
        click(`${HEADER} button[name=action_import]`, _t("Look at what it would change, then import.")),
        click(
            `${HEADER}:has(button[name=action_take_back]) button[data-hotkey=q]`,
            _t("Imported. Next: the minutes of the meetings.")
        ),
    ],
});

const GRID = ".o_cdht_entry";
const UNITS = ".o_field_widget[name=progress_ids]";
const OPENS_GRID = "button[name=action_open_entry]";
const gridAct = (name, content) => click(`${GRID}_bar button:contains(${name})`, content);
const hasSeveralUnits = () => document.querySelectorAll(`${UNITS} ${OPENS_GRID}`).length > 1;

tours.add("cdht_guide_by_hand", {
    steps: () => [
        // The button of any unit goes on, it points to the first.
        hasSeveralUnits()
            ? click(`${UNITS} ${OPENS_GRID}, ${UNITS} tbody`, _t("Scores are typed unit by unit: press this button at yours."), "left")
            : yearStep("meeting", _t("Scores are typed here.")),
        { ...gridAct(_t("Add a person"), _t("People are added here, one after the other.")), isActive: ["mobile"] },
        type("[name=person_name]", _t("Type name and year of birth, then Enter; then the ten scores, then Enter again."), "Lò Văn Mẫu 1980"),
        // Once there are scores.
        click(
            `${GRID}:has(.o_cdht_sum:not(:empty), .o_cdht_taps [aria-pressed=true]) ${GRID}_bar .btn-primary`,
            _t("When all are typed: the meeting agrees with the own scores.")
        ),
        gridAct(_t("Appraise all waiting"), _t("Record the result of the meeting.")),
        gridAct(_t("Open the list"), _t("Now the minutes.")),
        click(".o_form_view button[name=action_submit]", _t("Type the minutes below, then send the list to the commune.")),
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
