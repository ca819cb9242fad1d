import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { registry } from "@web/core/registry";

/**
 * A question that names what would be done, from the server; then the call that does it.
 * What is behind it stays as it is meanwhile, ticked rows too.
 */
function ask({ services }, { params: { title, body, button, call } }) {
    const [model, method, args, kwargs] = call;
    return new Promise((resolve, reject) => {
        services.dialog.add(
            ConfirmationDialog,
            {
                title, body,
                confirmLabel: button,
                confirm: () => services.orm.call(model, method, args, kwargs).then(resolve, reject),
                cancel: () => {},
            },
            { onClose: () => resolve() }
        );
    });
}

registry.category("actions").add("cdht_ask", ask);
