// How the page of the ten indicators looks: the step shown, the sum, the files.

export const scoreOf = (form) => Number(form.elements.score.value || 0);

// The running total, what is missing, which steps are done.
export function sumUp(steps) {
    const text = document.getElementById("missing");
    if (!text) {
        return;
    }
    const missing = steps.filter((form) => !scoreOf(form));
    const numbers = missing.map((form) => form.dataset.step);
    document.getElementById("total").textContent = steps.reduce(
        (points, form) => points + scoreOf(form),
        0
    );
    text.textContent = numbers.length
        ? `${text.dataset.some}${numbers.join(", ")}.`
        : text.dataset.none;
    for (const link of document.querySelectorAll("[data-go]")) {
        const done = !numbers.includes(link.dataset.go);
        link.classList.toggle("done", done);
        link.setAttribute(
            "aria-label",
            `Chỉ số ${link.dataset.go}, ${done ? "đã chấm" : "chưa chấm"}`
        );
    }
}

// Show one step; `push` keeps the way back of the phone.
export function showStep(steps, step, push = true) {
    for (const form of steps) {
        form.hidden = form.dataset.step !== String(step);
    }
    for (const link of document.querySelectorAll("[data-go]")) {
        if (link.dataset.go === String(step)) {
            link.setAttribute("aria-current", "step");
        } else {
            link.removeAttribute("aria-current");
        }
    }
    if (push) {
        history.pushState({step}, "", `/cdht/toi/chi-so/${step}`);
    }
    window.scrollTo(0, 0);
    const shown = steps.find((form) => !form.hidden);
    shown.querySelector("h2").focus({preventScroll: true});
}

function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
}

// How many files the whole form still takes, told at every step.
export function countFiles(steps) {
    const kept = steps.flatMap((form) => [...form.querySelectorAll(".files li")]);
    for (const left of document.querySelectorAll(".left")) {
        left.textContent = Math.max(Number(left.dataset.most) - kept.length, 0);
    }
}

// As the page itself lists them: a link, and a button of a form of its own.
export function listFiles(form, files, token, whose) {
    const hidden = (name, value) => element("input", {type: "hidden", name, value});
    const items = files.map((file) => {
        const action = `/cdht/toi/tep/${file.id}`;
        const id = `delete${file.id}`;
        if (!document.getElementById(id)) {
            const away = element(
                "form",
                {id, action, method: "post"},
                hidden("csrf_token", token),
                hidden("whose", whose),
                hidden("chi_so", form.dataset.step)
            );
            away.dataset.confirm = `Xóa ${file.name}?`;
            form.after(away);
        }
        const button = element("button", {className: "small"}, "Xóa");
        button.setAttribute("form", id);
        button.setAttribute("aria-label", `Xóa ${file.name}`);
        const link = element("a", {href: action}, file.name);
        return element("li", {}, link, " ", button);
    });
    form.querySelector(".files").replaceChildren(...items);
}
