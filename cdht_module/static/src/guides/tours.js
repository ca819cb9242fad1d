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

tours.add("cdht_guide_by_hand", {
    steps: () => [
        yearStep("meeting", _t("Scores are typed here; of several lists, choose yours.")),
        type("[name=person_name]", _t("Type name and year of birth, then Enter; then the ten scores, then Enter again."), "Lò Văn Mẫu 1980"),
        click(".o_cdht_entry_bar .btn-primary", _t("When all are typed: the meeting agrees with the own scores.")),
    ],
});

const all = () => click("thead .o_list_record_selector input", _t("Choose the lists, here all of them."), "right");
const act = (name, content) => click(`.o_control_panel button[name=action_${name}]`, content);
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
        click(".o_data_cell[name=meeting_date]", _t("Type the minutes: Tab leads to the next cell and the next list.")),
        click(".o_list_button_save", _t("Save the minutes.")),
        all(),
        act("appraise", _t("Record the result of the meetings.")),
        all(),
        act("submit", _t("Send the lists.")),
        all(),
        act("receive", _t("The commune has them in hand.")),
        all(),
        act("make_petition", _t("The association asks the committee.")),
        ...issue(),
        paper("make_decision", _t("The committee decides.")),
        paper("submit", _t("To its signatory. What is still doubtful is confirmed under “Soát thể thức”.")),
        ...issue(),
        click(`${HEADER} button[data-hotkey=i]`, _t("Print the decision.")),
    ],
});
