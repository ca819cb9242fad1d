// A scanned code comes behind “#”, where no server's log has it; it is sent at once.
const form = document.getElementById("code");
const code = decodeURIComponent(location.hash.slice(1));
if (form && code) {
    history.replaceState(null, "", location.pathname);
    form.elements.ma.value = code;
    form.requestSubmit();
}
