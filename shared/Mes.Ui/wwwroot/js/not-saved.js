// An act that the service did not answer is not lost and not repeated: the form stays as it is, says "not saved" and
// is sent again with the same act id until an answer comes.
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 10000;

/** @typedef {{ requestConfig: { elt: Element, path: string, formData: FormData }, xhr?: XMLHttpRequest }} RequestDetail */

/** @type {WeakMap<Element, number>} */
const waits = new WeakMap();

/**
 * @param {RequestDetail} detail
 */
function keep(detail) {
    const form = detail.requestConfig.elt.closest("form[data-act]");
    if (!(form instanceof HTMLFormElement)) {
        return;
    }
    const values = Object.fromEntries(detail.requestConfig.formData);
    const wait = waits.get(form) ?? FIRST_RETRY_MS;
    waits.set(form, Math.min(wait * 2, LONGEST_RETRY_MS));
    mark(form, true);
    setTimeout(() => resend(form, detail.requestConfig.path, values), wait);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} path
 * @param {Record<string, FormDataEntryValue>} values as they were first sent, the pressed button among them
 */
function resend(form, path, values) {
    // A failure comes back through the events below; the promise says nothing more.
    htmx.ajax("POST", path, { source: form, values }).catch(() => form.toggleAttribute("data-pending", true));
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} pending
 */
function mark(form, pending) {
    form.toggleAttribute("data-pending", pending);
    for (const button of form.querySelectorAll("button")) {
        button.disabled = pending;
    }
    const notice = form.querySelector("[data-not-saved]");
    if (notice instanceof HTMLElement) {
        notice.hidden = !pending;
    }
}

/** @param {Event} event */
const detailOf = event => /** @type {CustomEvent<RequestDetail>} */ (event).detail;

document.addEventListener("htmx:sendError", event => keep(detailOf(event)));
document.addEventListener("htmx:timeout", event => keep(detailOf(event)));
document.addEventListener("htmx:responseError", event => {
    const detail = detailOf(event);
    if ((detail.xhr?.status ?? 0) >= 500) {
        keep(detail);
        return;
    }
    // Sending it again would be refused again: the page itself is no longer accepted.
    const notice = detail.requestConfig.elt.querySelector("[data-out-of-date]");
    if (notice instanceof HTMLElement) {
        notice.hidden = false;
    }
});

document.addEventListener("htmx:beforeSwap", event => {
    const form = detailOf(event).requestConfig.elt.closest("form[data-act]");
    if (form instanceof HTMLFormElement && (detailOf(event).xhr?.status ?? 500) < 500) {
        waits.delete(form);
        mark(form, false);
    }
});

// A form that waits for its answer is not replaced under the operator's hands.
document.addEventListener("htmx:sseBeforeMessage", event => {
    if (event.target instanceof Element && event.target.querySelector("form[data-pending]")) {
        event.preventDefault();
    }
});
