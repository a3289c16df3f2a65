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

// What the event stream brings for an open sheet is shown when it closes: nothing moves under a finger.
/** @type {Map<Element, string>} */
const held = new Map();

document.addEventListener("htmx:sseBeforeMessage", event => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("dialog[open]")) {
        held.set(target, /** @type {CustomEvent<MessageEvent>} */ (event).detail.data);
        event.preventDefault();
    }
});

document.addEventListener("close", event => {
    for (const [target, html] of held) {
        if (event.target instanceof Element && event.target.contains(target)) {
            htmx.swap(target, html, { swapStyle: "innerHTML" });
            held.delete(target);
        }
    }
}, true);
