declare const htmx: {
    ajax(verb: string, path: string, context: { source: Element, values: Record<string, FormDataEntryValue> }): Promise<void>;
};
