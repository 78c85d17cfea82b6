/** The types of the messages between Material's search box and its worker. Source: mkdocs-material's search/worker/message. */
export const SETUP = 0;
export const READY = 1;
export const QUERY = 2;
export const RESULT = 3;
