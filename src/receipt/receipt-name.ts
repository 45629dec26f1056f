/** Under which name a receipt is attached to a document, unless the document says another. */
export const receiptName = 'kvitto.json';
