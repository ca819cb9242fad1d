import {countFiles, listFiles, scoreOf, showStep, sumUp} from "./indicator_steps.js";
import {outbox} from "./outbox.js";
import {shrinkPhoto} from "./shrink_photo.js";
import {unsentStore} from "./unsent_store.js";

// One's ten indicators without waiting for the network. What was typed is kept on the
// device until the server has it: sent again after a cut, it changes nothing twice.
// Where the device keeps nothing, the page works as without the script.

const root = document.documentElement;
const steps = [...document.querySelectorAll("form.step")];
const submit = document.getElementById("submit");
const banner = document.getElementById("kept");
const REVIEW = "/cdht/toi/nop";
const PAUSE = 1000; // ms after the last letter
const formOf = (step) => steps.find((form) => form.dataset.step === String(step));

function say(form, message) {
    form.querySelector(".say").textContent = message;
}

// Files that could not be kept stand in the form again.
function giveBack(input, files) {
    if (input && files.length && window.DataTransfer) {
        const given = new DataTransfer();
        files.forEach((file) => given.items.add(file));
        input.files = given.files;
    }
}

function work(unsent, whose, token) {
    // -- keeping -----------------------------------------------------------------------

    let keeping = Promise.resolve();

    async function keep(form, typed, files, asked) {
        const {step} = form.dataset;
        const input = form.elements.files;
        const large = [];
        for (const file of files) {
            const small = await shrinkPhoto(file);
            if (small.size > Number(input.dataset.most)) {
                large.push(`“${small.name}” ${input.dataset.large}`);
            } else {
                await unsent.keepFile(step, small);
            }
        }
        let refused = "";
        await unsent.changeText(step, (before) => {
            // Typed in another tab meanwhile: that stands, unless one saves here.
            if (before && !asked && before.version !== form.dataset.kept) {
                return before;
            }
            form.dataset.kept = typed.version;
            refused = (!asked && before?.refused) || "";
            const mark = before ? before.mark : typed.mark;
            return {...typed, mark, sent: before?.sent || [], refused};
        });
        root.dataset.unsent = (await unsent.all()).length;
        say(form, [...large, refused].filter(Boolean).join(" "));
        return !large.length;
    }

    // Keep what a form holds. What another device has saved meanwhile is replaced only
    // when the person says so (`asked`), not in passing.
    function remember(form, asked = false) {
        const input = form.elements.files;
        const files = input ? [...input.files].filter((file) => file.size) : [];
        const typed = {
            version: `${Date.now()}${Math.random()}`,
            mark: form.elements.mark.value,
            score: Number(form.elements.score.value || 0),
            text: form.elements.evidence.value,
        };
        delete form.dataset.dirty;
        root.dataset.unsent = "?";
        if (files.length) {
            input.value = "";
            say(form, input.dataset.preparing);
        }
        // One after the other: nothing comes between reading and writing.
        const kept = keeping.then(() => keep(form, typed, files, asked));
        keeping = kept.catch(() => {});
        return kept.catch((error) => {
            form.dataset.dirty = "1";
            giveBack(input, files);
            throw error;
        });
    }

    // What was typed is not lost by going elsewhere without saving.
    async function rememberTyped() {
        for (const form of steps.filter((one) => one.dataset.dirty)) {
            await remember(form);
        }
        await keeping;
    }

    // -- what became of it -------------------------------------------------------------

    function settled(entry, answer, status) {
        const form = formOf(entry.step);
        if (!form) {
            return;
        }
        if (answer.mark && (status === 200 || status === 409)) {
            form.elements.mark.value = answer.mark;
        }
        if (answer.files) {
            listFiles(form, answer.files, token, whose);
            countFiles(steps);
        }
        if (answer.message) {
            say(form, answer.message);
        }
    }

    function refusal(entry) {
        const link = document.createElement("a");
        link.href = `/cdht/toi/chi-so/${entry.step}`;
        link.textContent = `Chỉ số ${entry.step}`;
        const line = document.createElement("p");
        line.append(link, `: ${entry.refused}`);
        return line;
    }

    // Files that were not taken are named until one has read it.
    function acknowledge(files) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "small";
        button.textContent = banner.dataset.read;
        button.addEventListener("click", async () => {
            await Promise.all(files.map((entry) => unsent.drop(entry.key)));
            await tell("");
        });
        return button;
    }

    async function tell(reason) {
        const entries = await unsent.all();
        const refused = entries.filter((entry) => entry.refused);
        const files = refused.filter((entry) => entry.name);
        const why = reason || (refused.length ? "refused" : "");
        banner.replaceChildren(
            banner.dataset[why] || "",
            ...refused.map(refusal),
            ...(files.length ? [acknowledge(files)] : [])
        );
        banner.hidden = !why;
        root.dataset.unsent = entries.length;
    }

    const post = outbox(unsent, whose, token, {
        settled,
        tell,
        failed: banner.dataset.failed,
        tooLarge: (entry) => `“${entry.file?.name || ""}” ${banner.dataset.large}`,
    });

    // -- what the person does ----------------------------------------------------------

    // Elsewhere, with nothing left behind; without network the page stays.
    async function leaveFor(address) {
        root.dataset.unsent = "?";
        await rememberTyped();
        const isSent = await post.sendNow();
        if (!navigator.onLine) {
            await tell("offline");
        } else if (isSent || address !== REVIEW) {
            location.assign(address);
        }
    }

    const missing = new Set(steps.filter((form) => !scoreOf(form)));

    async function save(form) {
        // The last one that was missing leads to the review, as the last step does.
        const isLastMissing = missing.has(form) && steps.every(scoreOf);
        const following = !isLastMissing && steps[steps.indexOf(form) + 1];
        if (scoreOf(form)) {
            missing.delete(form);
        }
        if (!(await remember(form, true))) {
            post.sendNow();
        } else if (following) {
            showStep(steps, following.dataset.step);
            post.sendNow();
        } else {
            await leaveFor(REVIEW);
        }
    }

    let pause = null;

    for (const form of steps) {
        form.addEventListener("change", () => sumUp(steps));
        form.addEventListener("input", () => {
            form.dataset.dirty = "1";
            clearTimeout(pause);
            pause = setTimeout(() => {
                rememberTyped().then(post.sendSoon, () => {});
            }, PAUSE);
        });
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            // The device is full: as without the script.
            save(form).catch(() => form.submit());
        });
    }

    for (const link of document.querySelectorAll("[data-go], header a, #review")) {
        link.addEventListener("click", (event) => {
            event.preventDefault();
            const {go} = link.dataset;
            const done = go
                ? rememberTyped().then(() => {
                      showStep(steps, go);
                      post.sendNow();
                  })
                : leaveFor(link.getAttribute("href"));
            done.catch(() => location.assign(link.href));
        });
    }

    document.addEventListener("visibilitychange", () => {
        if (document.hidden) {
            rememberTyped().catch(() => {});
        }
    });

    window.addEventListener("popstate", () => {
        const step = location.pathname.split("/").pop();
        if (formOf(step)) {
            showStep(steps, step, false);
        }
    });

    // What keeps one from handing in, beside the button: the banner may be far above.
    function hindrance(form, refused) {
        const name = (entry) => `${entry.name ? `“${entry.name}”, ` : ""}chỉ số ${entry.step}`;
        const told = (entries, words) =>
            entries.length ? `${words} ${entries.map(name).join("; ")}.` : "";
        const files = refused.filter((entry) => entry.name);
        const texts = refused.filter((entry) => !entry.name);
        return [
            told(texts, form.dataset.texts),
            told(files, form.dataset.files),
            files.length ? form.dataset.read : "",
        ].join(" ");
    }

    async function hand(form) {
        const isSent = await post.sendNow();
        const refused = (await unsent.all()).filter((entry) => entry.refused);
        if (!navigator.onLine) {
            say(form, form.dataset.offline);
        } else if (isSent) {
            form.submit();
        } else {
            say(form, refused.length ? hindrance(form, refused) : form.dataset.unsent);
        }
    }

    submit?.addEventListener("submit", (event) => {
        event.preventDefault();
        hand(submit).catch(() => submit.submit());
    });

    async function start() {
        const waiting = await unsent.all();
        for (const entry of waiting.filter((one) => one.version)) {
            const form = formOf(entry.step);
            if (form) {
                for (const input of form.elements.score) {
                    input.checked = Number(input.value) === entry.score;
                }
                form.elements.evidence.value = entry.text;
                form.dataset.kept = entry.version;
                say(form, entry.refused);
            }
        }
        sumUp(steps);
        window.addEventListener("online", post.sendNow);
        if ((await post.sendNow()) && waiting.length && !steps.length) {
            location.reload(); // the page was made before the server had it
        }
    }

    return start();
}

// The forms that delete a file.
document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
        event.preventDefault();
    }
});

async function begin() {
    const first = steps[0] || submit;
    if (first) {
        const {whose, csrf_token: token} = first.elements;
        const unsent = await unsentStore(whose.value);
        await work(unsent, whose.value, token.value);
    }
}

begin()
    .catch(() => {})
    .then(() => {
        root.dataset.ready = "1";
    });
