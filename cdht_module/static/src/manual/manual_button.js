import { Component, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** A page of the manual over the screen, which stays as it is. */
export class ManualDialog extends Component {
    static template = "cdht_module.ManualDialog";
    static components = { Dialog };
    static props = { address: String, close: Function };

    get title() {
        return _t("Manual");
    }
}

/** Open the manual at the place of an action or, if it has none, of its model. */
function openManual(dialog, action, model) {
    const asked = new URLSearchParams({ action: action || "", model: model || "" });
    dialog.add(ManualDialog, { address: `/cdht/huong-dan?${asked}` });
}

/** In the app's bar: what the manual says of the screen that is open. */
export class ManualButton extends Component {
    static template = "cdht_module.ManualButton";
    static props = {};

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.menu = useService("menu");
        this.button = useRef("button");
        // Also while a window lies over the bar, or somebody types.
        useHotkey("alt+shift+h", () => this.open(), {
            global: true,
            bypassEditableProtection: true,
            isAvailable: () => this.isOurs,
            withOverlay: () => this.button.el,
        });
        useBus(this.env.bus, "MENUS:APP-CHANGED", () => this.render());
    }

    get isOurs() {
        return this.menu.getCurrentApp()?.xmlid === "cdht_module.menu_cdht_root";
    }

    open() {
        const screen = this.action.currentController?.action || {};
        openManual(this.dialog, screen.xml_id, screen.res_model);
    }
}

/** Below a window: what the manual says of that window, not of the screen under it. */
export class ManualLink extends Component {
    static template = "cdht_module.ManualLink";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
        useHotkey("alt+shift+h", () => this.open(), { bypassEditableProtection: true });
    }

    open() {
        openManual(this.dialog, this.env.config.actionXmlId, this.props.record.resModel);
    }
}

registry.category("view_widgets").add("cdht_manual_link", { component: ManualLink });

registry
    .category("systray")
    .add("cdht_module.manual", { Component: ManualButton }, { sequence: 30 });
