declare const htmx: {
    ajax(verb: string, path: string, context: { source: Element, values: Record<string, FormDataEntryValue> }): Promise<void>;
    swap(target: Element, html: string, how: { swapStyle: string }): void;
};
