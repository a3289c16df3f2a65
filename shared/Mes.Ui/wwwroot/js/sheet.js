// Opens a form that the page already holds, so that it opens even while the service is away.
// Without this module the same link leads to the form as a page.
document.addEventListener("click", event => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest("[data-opens]");
    const sheet = opener instanceof HTMLElement ? document.getElementById(opener.dataset.opens ?? "") : null;
    if (sheet instanceof HTMLDialogElement) {
        event.preventDefault();
        sheet.showModal();
    } else if (target?.closest("[data-closes]")) {
        const open = target.closest("dialog");
        if (open) {
            event.preventDefault();
            open.close();
        }
    }
});

document.addEventListener("act-saved", () => {
    for (const open of document.querySelectorAll("dialog[open]")) {
        if (open instanceof HTMLDialogElement) {
            open.close();
        }
    }
});
